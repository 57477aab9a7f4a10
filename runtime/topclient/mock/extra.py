"""The server's module, or words that say what to install for it.

In:  nothing. Out: the module ``topclient.mock.server``; ``ImportError`` with the pip command when the extra is missing.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

_NEEDED = ("h11", "jinja2")


def import_server() -> ModuleType:
    """Return the module that needs the extra; jinja2 is only looked for here, and imported with the page."""
    for name in _NEEDED:
        if find_spec(name) is None:
            raise ImportError(
                f'the mock gateway needs {name}, which is not installed; run: pip install "topclient[mock]"'
            )
    return import_module("topclient.mock.server")
