"""The server's module, or words that say what to install for it.

In:  nothing. Out: the module ``topclient.mock.server``; ``ImportError`` with the pip command when the extra is missing.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def import_server() -> ModuleType:
    """The module that needs the extra."""
    try:
        return import_module("topclient.mock.server")
    except ModuleNotFoundError as error:
        if error.name != "h11":
            raise
        raise ImportError(
            f'the mock gateway needs {error.name}, which is not installed; run: pip install "topclient[mock]"'
        ) from error
