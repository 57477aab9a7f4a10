"""Typed client of the Taobao Open Platform: ``TopClient``, ``AsyncTopClient``, a class for each request and response.

In:  a name that is asked for, as by ``from topclient import TopClient``. Out: the object, imported at that moment.
So importing this package costs the same with five APIs and with five thousand. Type checkers read ``__init__.pyi``.
"""

from __future__ import annotations

from importlib import import_module

_MODULES = {
    "TopClient": "client",
    "AsyncTopClient": "client",
    "Timeouts": "_runtime.transport",
    "File": "_runtime.model",
    "Upload": "_runtime.model",
    "to_plain": "_runtime.plain",
    **dict.fromkeys(
        (
            "AccessDeniedError",
            "ArgumentError",
            "CallTimeoutError",
            "CallerError",
            "ConnectError",
            "FlowLimitError",
            "GatewayError",
            "PlatformError",
            "ReplyError",
            "SessionError",
            "SignatureError",
            "TopError",
            "TransportError",
        ),
        "_runtime.errors",
    ),
}


def __getattr__(name: str) -> object:
    if name.startswith("__"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = _MODULES.get(name) or _api_module(name)
    value: object = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES, *_public()})


def _api_module(name: str) -> str:
    module = _public().get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return f"apis.{module}"


def _public() -> dict[str, str]:
    found: dict[str, str] = import_module(f"{__name__}._index").PUBLIC
    return found
