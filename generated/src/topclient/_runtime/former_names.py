"""Names that modules, classes and attributes had before somebody gave them others: they still work, and warn.

In:  the names of old, each with that of today.
Out: a ``DeprecationWarning`` and what has the name of today.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, Any
from warnings import warn

if TYPE_CHECKING:
    from typing_extensions import deprecated as deprecated
else:

    def deprecated(message: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Return a decorator of functions that warn; type checkers know the one of ``typing_extensions``."""

        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            @wraps(function)
            def warned(*arguments: Any) -> Any:
                warn(message, DeprecationWarning, stacklevel=2)
                return function(*arguments)

            return warned

        return decorate


def of_classes(module: str, former: Mapping[str, type]) -> Callable[[str], type]:
    """Return the ``__getattr__`` of a module whose classes have other names now."""

    def __getattr__(name: str) -> type:
        if name not in former:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        warn(f"{name} is called {former[name].__name__} now", DeprecationWarning, stacklevel=2)
        return former[name]

    return __getattr__


def of_module(module: str, new: str) -> Callable[[str], object]:
    """Return the ``__getattr__`` of a module that has another name now."""

    def __getattr__(name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        found: object = getattr(import_module(new), name)
        warn(f"{module} is called {new} now", DeprecationWarning, stacklevel=2)
        return found

    return __getattr__


def take_former_names(cls: Any) -> None:
    """Let a class take its attributes under the names in ``__former__`` too, when it is made and afterwards."""
    former: Mapping[str, str] = cls.__former__
    make = cls.__init__

    @wraps(make)
    def __init__(self: object, **arguments: Any) -> None:
        for old, new in former.items():
            if old in arguments and new not in arguments:
                warn(f"{old} is called {new} now", DeprecationWarning, stacklevel=2)
                arguments[new] = arguments.pop(old)
        make(self, **arguments)

    cls.__init__ = __init__
    for old, new in former.items():
        setattr(cls, old, vars(cls)[old].setter(_setter(old, new)))


def _setter(old: str, new: str) -> Callable[[object, Any], None]:
    def set_value(self: object, value: Any) -> None:
        warn(f"{old} is called {new} now", DeprecationWarning, stacklevel=2)
        setattr(self, new, value)

    return set_value
