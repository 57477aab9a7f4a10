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

from topclient._runtime.errors import ArgumentError
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


class Deferred:
    """A class that is imported when it is first used."""

    def __init__(self, path: str) -> None:
        """``path`` is ``package.module:Class``."""
        self._path = path

    @cached_property
    def target(self) -> type[Any]:
        """The class itself."""
        module, _, name = self._path.partition(":")
        found: type[Any] = getattr(import_module(module), name)
        return found

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.target(*args, **kwargs)


def deferred(path: str) -> Any:
    """Stands for the class at ``package.module:Class`` without importing it."""
    return Deferred(path)


class Operation(Generic[P, R]):
    """One API as a method of its group: it takes the parameters of the request class and gives its response."""

    def __init__(self, request: Callable[P, Request[R]]) -> None:
        """``request`` is the request class, or stands for it by ``deferred``."""
        self._request: Any = request
        self._function: Callable[..., Any] | None = None
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, group: None, owner: type) -> Self: ...
    @overload
    def __get__(self, group: Group[Client], owner: type) -> Callable[P, R]: ...
    @overload
    def __get__(self, group: Group[AsyncClient], owner: type) -> Callable[P, Coroutine[Any, Any, R]]: ...
    def __get__(self, group: Group[Any] | None, owner: type) -> Any:
        if group is None:
            return self
        if self._function is None:
            self._function = self._build()
        return MethodType(self._function, group)

    def _build(self) -> Callable[..., Any]:
        """The method as a plain function, so that ``help`` shows the page's words and the parameters."""
        cls = self._request.target if isinstance(self._request, Deferred) else self._request

        def call(group: Group[Any], /, **arguments: Any) -> Any:
            try:
                request = cls(**arguments)
            except TypeError:
                raise _explain(cls, arguments) from None
            return group._client.execute(request)

        own = inspect.signature(cls)
        me = inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY)
        signature = own.replace(parameters=[me, *own.parameters.values()], return_annotation=cls.__api__.response)
        vars(call).update(__signature__=signature)
        call.__name__ = self._name
        call.__doc__ = cls.__doc__
        return call


def _explain(cls: type[Request[Any]], arguments: dict[str, Any]) -> ArgumentError:
    """Which argument is missing or unknown, in the platform's spelling."""
    known = {attribute.attr: attribute for attribute in schema_of(cls)}
    for name in arguments:
        if name not in known and name != "extra":
            return ArgumentError(cls.__api__.name, name, "is no parameter of this API; undocumented ones go into extra")
    missing = next(one.wire for one in known.values() if one.required and one.attr not in arguments)
    return ArgumentError(cls.__api__.name, missing, "is required")
