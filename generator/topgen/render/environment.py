"""Jinja, told to refuse whatever is not code.

In:  the folder of the templates. Out: an ``Environment`` that prints ``Code`` and whole numbers only.
So ``{{ a ~ b }}``, ``|join`` and a forgotten filter are errors: their results are plain text.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from topgen.errors import RenderingError
from topgen.python_model import Code


def open_templates(folder: Path) -> Environment:
    """The environment whose templates are the files of the folder, named by their paths in it."""
    return Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=False,  # Python is no HTML; what is printed has passed the filters of python_model
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=refuse_text,
    )


def refuse_text(value: object) -> object:
    """The value, if it is ``Code`` or a whole number; raises ``RenderingError`` for anything else."""
    if isinstance(value, Code) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise RenderingError(f"a template prints {value!a}, which is no Code")
