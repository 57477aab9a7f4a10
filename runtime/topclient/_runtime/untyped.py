"""Calls that are no request of a generated API: of one that this package lacks, and many calls at once.

In:  what the methods ``call`` and ``batch`` of the clients are given. Out: values that say which API is called, as
request objects do, and what they are answered with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias, TypeVar

from topclient._runtime.errors import ArgumentError, TopError
from topclient._runtime.model import Api, Request, Response

V = TypeVar("V")

# Names of APIs hold capitals, dashes and dates too: slb.aliyuncs.com.SetLoadBalancerName.2013-02-21.
_API_NAME = re.compile(r"[A-Za-z][\w-]*(\.[\w-]+)+", re.ASCII)
_LONGEST_NAME = 200
"""Characters; the longest documented name has 79."""


@dataclass(kw_only=True, slots=True)
class UntypedResponse(Response):
    """The answer of an API that has no class here: plain data, as the gateway sends it.

    Lists are bare where the client asks for JSON; in XML they stay as they came, and every value is text.
    """

    @property
    def data(self) -> dict[str, Any]:
        """All that the reply holds; numbers with a point are ``Decimal``."""
        return self.extra

    def __getitem__(self, name: str) -> Any:
        return self.extra[name]

    def __contains__(self, name: object) -> bool:
        return name in self.extra

    def __iter__(self) -> Iterator[str]:
        return iter(self.extra)


def _api_of(request: UntypedRequest) -> Api:
    name = request.name
    if not isinstance(name, str) or len(name) > _LONGEST_NAME or not _API_NAME.fullmatch(name):
        raise ArgumentError("untyped call", "method", f"is no name of an API: {name!r:.100}")
    return Api(name, session="unknown", response=UntypedResponse)


@dataclass(slots=True)
class UntypedRequest(Request[UntypedResponse]):
    """The arguments of one call of any API, as plain data; ``client.call`` makes one, a batch takes it too.

    ``ArgumentError`` for a name that no API can have.
    """

    __api__: ClassVar[Any] = property(_api_of)  # one for each object, where generated classes have one for all

    name: str
    """``taobao.trade.fullinfo.get``."""
    params: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """By the platform's names."""

    def __post_init__(self) -> None:
        api = _api_of(self)
        if not isinstance(self.params, Mapping):
            raise ArgumentError(
                api.name, "params", f"have to be a dict by their names, not {type(self.params).__name__}"
            )


@dataclass(kw_only=True, slots=True)
class BatchResponse(Response):
    """The answers of a batch, in the order of its calls."""

    results: tuple[Response | TopError, ...] = ()


@dataclass(frozen=True, slots=True)
class _BatchApi(Api):
    """Stands for the API of a batch in log lines, hooks and the rules for another attempt."""

    reading: bool = field(default=False, kw_only=True)

    @property
    def reads(self) -> bool:
        """Whether all of its calls change nothing."""
        return self.reading


@dataclass(frozen=True, slots=True)
class Batch:
    """Many calls that travel as one; each is answered or refused on its own."""

    __api__: Api
    requests: tuple[Request[Any], ...] = field(repr=False)
    sessions: tuple[str | None, ...] = field(repr=False)
    """One for each call; None where that of the client counts."""


def make_batch(requests: Iterable[Request[Any]], sessions: Iterable[str | None] | None) -> Batch:
    """Return the calls as one; ``ArgumentError`` when one is no request, or when there are not as many sessions."""
    calls = _as_tuple("requests", requests)
    of_each = (None,) * len(calls) if sessions is None else _as_tuple("sessions", sessions)
    if len(of_each) != len(calls):
        raise ArgumentError("batch", "sessions", f"are {len(of_each)} for {len(calls)} requests")
    for index, (request, session) in enumerate(zip(calls, of_each, strict=True)):
        if not isinstance(request, Request):
            raise ArgumentError("batch", f"[{index}]", f"has to be a request, not {type(request).__name__}")
        # Empty text is somebody's missing session; it is not to act for the user of the client.
        if session is not None and not (isinstance(session, str) and session and session.isprintable()):
            raise ArgumentError("batch", f"sessions[{index}]", "has to be printable text, or None for the client's own")
    reads = all(request.__api__.reads for request in calls)
    return Batch(_BatchApi("batch", session="unknown", response=BatchResponse, reading=reads), calls, of_each)


def _as_tuple(name: str, given: Iterable[V]) -> tuple[V, ...]:
    if isinstance(given, Iterable) and not isinstance(given, str | bytes):
        return tuple(given)
    raise ArgumentError("batch", name, f"have to be a list, not {type(given).__name__}")


Sendable: TypeAlias = Request[Any] | Batch
"""All that a client can send."""


def not_a_request(given: object) -> TypeError:
    """Return the error to raise for something that is no request."""
    if isinstance(given, type):
        return TypeError(f"a call takes a request object, as {given.__name__}(…) makes one, not the class")
    return TypeError(f"a call takes a request, as SomeRequest(name=value) makes one, not {type(given).__name__}")
