"""Jinja, set up to refuse whatever is not code.

In:  the folder of the templates.
Out: rendered text. Only ``Code`` and whole numbers can be printed, so ``{{ a ~ b }}``, ``|join`` and a forgotten filter
are errors: their results are plain text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta

from topgen.errors import RenderingError
from topgen.python_model import Code


class Templates:
    """The templates of a folder, named by their paths in it."""

    def __init__(self, folder: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            autoescape=False,  # Python is no HTML; what is printed has passed the filters of python_model
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=refuse_text,
        )
        self._own_text = cache(self._read_own_text)

    def render(self, name: str, **values: object) -> tuple[str, str]:
        """Return a template filled in, and what it says whatever is filled in."""
        return self._environment.get_template(name).render(values), self._own_text(name)

    def _read_own_text(self, name: str) -> str:
        source = Path(self._environment.get_template(name).filename or "").read_text("utf-8")
        included = meta.find_referenced_templates(self._environment.parse(source))
        own = (text for _, kind, text in self._environment.lex(source) if kind == "data")
        return "".join((*own, *(self._read_own_text(each) for each in included if each)))


def refuse_text(value: object) -> object:
    """Return the value, if it is ``Code`` or a whole number; raise ``RenderingError`` for anything else."""
    if isinstance(value, Code) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise RenderingError(f"a template prints {value!a}, which is no Code")
