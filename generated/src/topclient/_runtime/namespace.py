"""``client.taobao.fenxiao.product_update(...)``: groups of APIs as attributes, and APIs as methods.

In:  declarations in ``apis/**/__init__.py``. Out: descriptors that import an API's module when it is first called.
Type checkers see the request class behind an ``Operation``, hence its parameters and its response, for both clients.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine
from functools import cached_property
from importlib import import_module
from types import MethodType
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Self, TypeVar, overload
from warnings import warn

from topclient._runtime.calls.settings import SETTING_NAMES
from topclient._runtime.errors import ArgumentError
from topclient._runtime.help_text.describe import describe, plain_signature
from topclient._runtime.model import Request, Response
from topclient._runtime.schema import schema_of

if TYPE_CHECKING:
    from topclient._runtime.client import AsyncClient, Client

P = ParamSpec("P")
R = TypeVar("R", bound=Response)
G = TypeVar("G")
ClientT = TypeVar("ClientT", bound="Client | AsyncClient", covariant=True)


class Group(Generic[ClientT]):
    """The APIs below one part of their names, bound to a client."""

    __slots__ = ("_client",)

    def __init__(self, client: ClientT) -> None:
        self._client = client

    def _open(self, group: Callable[[ClientT], G]) -> G:
        return group(self._client)

    def __repr__(self) -> str:
        held = vars(type(self)).values()
        counts = {word: sum(isinstance(each, kind) for each in held) for word, kind in _HELD.items()}
        held_in_words = ", ".join(f"{count} {word}{'s' * (count != 1)}" for word, count in counts.items() if count)
        return f"{type(self).__name__}({held_in_words})"


class Deferred:
    """A class that is imported when it is first used."""

    def __init__(self, path: str) -> None:
        """Take the path of a class as ``package.module:Class``."""
        self._path = path
        self.__name__ = path.partition(":")[2]

    @cached_property
    def target(self) -> type[Any]:
        """The class itself."""
        module, _, name = self._path.partition(":")
        found: type[Any] = getattr(import_module(module), name)
        return found

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.target(*args, **kwargs)


def deferred(path: str) -> Any:
    """Return what stands for the class at ``package.module:Class`` without importing it."""
    return Deferred(path)


class Operation(Generic[P, R]):
    """One API as a method of its group: it takes the parameters of the request class and gives its response."""

    def __init__(self, request: Callable[P, Request[R]], now: str = "") -> None:
        """Take the request class, or what stands for it by ``deferred``; ``now`` is what a former name gave way to."""
        self._request: Any = request
        self._now = now
        self._function: _Function | None = None
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return f"Operation({self._request.__name__})"

    @overload
    def __get__(self, group: None, owner: type) -> Self: ...
    @overload
    def __get__(self, group: Group[Client], owner: type) -> Callable[P, R]: ...
    @overload
    # Not Coroutine[Any, Any, R]: of asyncio.gather with two such arguments mypy makes Any.
    def __get__(self, group: Group[AsyncClient], owner: type) -> Callable[P, Coroutine[None, None, R]]: ...
    def __get__(self, group: Group[Any] | None, owner: type) -> Any:
        if group is None:
            return self
        if self._now:
            warn(f"{self._name} is called {self._now} now", DeprecationWarning, stacklevel=2)
        if self._function is None:
            cls = self._request.target if isinstance(self._request, Deferred) else self._request
            self._function = _Function(cls, self._name)
        return MethodType(self._function, group)


_HELD: dict[str, type] = {"group": property, "API": Operation}


class _LazyFunctionDoc:
    """``__doc__`` of a function: made when somebody asks."""

    def __get__(self, function: _Function | None, owner: type) -> str | None:
        return describe(function.request, function.request.__api__.response) if function else None


class _Function:  # its docstring is that of the page
    __doc__: Any = _LazyFunctionDoc()

    def __init__(self, request: type[Request[Any]], name: str) -> None:
        self.request = request
        self.__name__ = name
        self.__module__ = request.__module__

    def __call__(self, group: Group[Any], /, *unnamed: object, **arguments: Any) -> Any:
        if unnamed:
            raise TypeError(self._explain_unnamed())
        try:
            request = self.request(**arguments)
        except TypeError:
            raise _explain(self.request, arguments) from None
        return group._client.execute(request)

    def _explain_unnamed(self) -> str:
        names = [attribute.attr for attribute in schema_of(self.request)]
        return (
            f"arguments go by name: {self.__name__}({names[0]}=…)" if names else f"{self.__name__} takes no arguments"
        )

    @property
    def __signature__(self) -> inspect.Signature:
        own = plain_signature(self.request).parameters.values()
        me = inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY)
        return inspect.Signature([me, *own], return_annotation=self.request.__api__.response)


def _explain(cls: type[Request[Any]], arguments: dict[str, Any]) -> ArgumentError:
    """Return an error that names the argument that is missing or unknown, in the platform's spelling."""
    known = {attribute.attr: attribute for attribute in schema_of(cls)}
    for name in arguments:
        if name not in known and name != "extra":
            return ArgumentError(cls.__api__.name, name, f"is no parameter of this API; {_hint(name)}")
    missing = next(one.wire for one in known.values() if one.required and one.attr not in arguments)
    return ArgumentError(cls.__api__.name, missing, "is required")


def _hint(name: str) -> str:
    """Return where an argument belongs that the API does not have."""
    if name in SETTING_NAMES:
        return f"it is a setting: client.with_options({name}=…)"
    return "undocumented ones go into extra"
