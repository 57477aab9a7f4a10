"""Spec to Python's grammar: what the generated package consists of, before anything is laid out.

In:  ``Api`` values and the name lock. Out: ``Package``. Knows neither pages nor templates.
"""

from topgen.python_model.code import Code
from topgen.python_model.lock import NameLock, Names, extend_lock
from topgen.python_model.lock_file import LOCK_FILE, dump_lock, load_lock
from topgen.python_model.model import Package
from topgen.python_model.module_names import lock_names
from topgen.python_model.package import build_package

__all__ = [
    "LOCK_FILE",
    "Code",
    "NameLock",
    "Names",
    "Package",
    "build_package",
    "dump_lock",
    "extend_lock",
    "load_lock",
    "lock_names",
]
