"""Jinja, set up to refuse whatever is not code.

In:  the folder of the templates, and what the package is called that they call by a name of ours.
Out: rendered text. Only ``Code`` and whole numbers can be printed, so ``{{ a ~ b }}``, ``|join`` and a forgotten filter
are errors: their results are plain text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta

from topgen.errors import RenderingError
from topgen.package_metadata import TOPCLIENT, PackageMetadata
from topgen.python_model.code import Code
from topgen.render.renaming import original_path, rename_text


class Templates:
    """The templates of a folder, named by the paths of what is made of them."""

    def __init__(self, folder: Path, metadata: PackageMetadata = TOPCLIENT) -> None:
        self._loader = _RenamingLoader(folder, metadata)
        self._environment = Environment(
            loader=self._loader,
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
        source, *_ = self._loader.get_source(self._environment, name)
        included = meta.find_referenced_templates(self._environment.parse(source))
        own = (text for _, kind, text in self._environment.lex(source) if kind == "data")
        return "".join((*own, *(self._read_own_text(each) for each in included if each)))


@lru_cache(maxsize=4)
def open_templates(folder: Path, metadata: PackageMetadata) -> Templates:
    """Return the templates of a package, compiled once a process."""
    return Templates(folder, metadata)


class _RenamingLoader(FileSystemLoader):
    """Reads templates as if they had been written for a package of another name."""

    def __init__(self, folder: Path, metadata: PackageMetadata) -> None:
        super().__init__(folder)
        self._metadata = metadata

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, file, is_current = super().get_source(environment, original_path(template, self._metadata))
        return rename_text(source.encode(), self._metadata).decode(), file, is_current


def refuse_text(value: object) -> object:
    """Return the value, if it is ``Code`` or a whole number; raise ``RenderingError`` for anything else."""
    if isinstance(value, Code) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise RenderingError(f"a template prints {value!a}, which is no Code")
