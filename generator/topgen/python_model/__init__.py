"""Spec to Python's grammar: what the generated package consists of, before anything is laid out.

In:  ``Api`` values and the name lock. Out: ``ApiCode`` of each (``api_code``); what leads to them (``namespaces``).
Knows neither pages nor templates.
What is named here is needed where nothing has changed, too; the rest is imported from its modules when it is.
"""

from topgen.python_model.grouping import Namespace, split_namespaces
from topgen.python_model.lock import NameLock, Names
from topgen.python_model.lock_file import LOCK_FILE, dump_lock, load_lock

__all__ = ["LOCK_FILE", "NameLock", "Names", "Namespace", "dump_lock", "load_lock", "split_namespaces"]
