"""A span of OpenTelemetry around every call, where that library is installed; nothing at all where it is not.

In:  the name of an API and the address of the gateway. Out: a context manager, which is told how the call ended.
Attributes follow the library's conventions for remote calls; neither arguments nor secrets are among them.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from topclient._runtime.errors import GatewayError, TopError


class Span:
    """A span that records nothing."""

    def __enter__(self) -> None:
        """Begin the span."""

    def __exit__(self, *raised: Any) -> None:
        """End the span."""

    def succeeded(self, attempts: int, request_id: str | None) -> None:
        """Record that the call has its answer."""

    def failed(self, attempts: int, error: TopError) -> None:
        """Record that the call has failed for good."""


class _RecordedSpan(Span):
    """A span of the library."""

    def __init__(self, opened: Any) -> None:
        self._opened = opened
        self._span: Any = None

    def __enter__(self) -> None:
        self._span = self._opened.__enter__()

    def __exit__(self, *raised: Any) -> None:
        self._opened.__exit__(*raised)

    def succeeded(self, attempts: int, request_id: str | None) -> None:
        self._span.set_attribute("topclient.attempts", attempts)
        if request_id:
            self._span.set_attribute("topclient.request_id", request_id)

    def failed(self, attempts: int, error: TopError) -> None:
        self._span.set_attribute("topclient.attempts", attempts)
        self._span.set_attribute("error.type", type(error).__name__)
        if isinstance(error, GatewayError):
            details = {"code": error.code, "sub_code": error.sub_code, "request_id": error.request_id}
            for name, value in details.items():
                if value is not None:
                    self._span.set_attribute(f"topclient.{name}", value)


_NO_SPAN = Span()


@cache
def _tracer() -> Any:
    return _library().get_tracer("topclient")


@cache
def _library() -> Any:
    if find_spec("opentelemetry") is None or find_spec("opentelemetry.trace") is None:
        return None
    return import_module("opentelemetry.trace")


def open_span(api: str, router: str) -> Span:
    """Return the span of a call; one that does nothing without the library, or while nobody collects spans."""
    library = _library()
    if library is None or isinstance(
        library.get_tracer_provider(), library.ProxyTracerProvider | library.NoOpTracerProvider
    ):
        return _NO_SPAN
    attributes = {"rpc.system": "taobao_top", "rpc.method": api, "server.address": router.split("/")[2]}
    opened = _tracer().start_as_current_span(api, kind=library.SpanKind.CLIENT, attributes=attributes)
    return _RecordedSpan(opened)
