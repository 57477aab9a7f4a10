"""Typed client of the Taobao Open Platform (TOP): every API a method, every request and response a dataclass.

    from topclient import TopClient

    with TopClient("12345678", "helloworld", session="…") as client:
        reply = client.taobao.fenxiao.product_update(pid=444, name="袜子", standard_price="10.56")
        print(reply.pid, reply.modified)

    TopClient, AsyncTopClient   the clients: methods by group, execute, call, batch, pages, items, with_options
    Settings, AsyncSettings     what they can be told, with the defaults
    TopError                    what every failure is; below it GatewayError, TransportError, ArgumentError…
    RetryPolicy, RateLimit      how often a call is tried, and how many a second are let out
    OAuth, AsyncOAuth, Token    how users authorize the app
    Upload, to_dict            a file with its name; an object as plain data
    topclient.testing           a stub of the platform for tests, topclient.mock a real server

``help`` of each says more, and ``help(client.taobao.fenxiao.product_update)`` what the page of an API says.
A name is imported when it is asked for, so that importing this package costs the same however many APIs it has.
Type checkers read ``__init__.pyi``.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

_NAMES = {
    "_runtime.oauth.flow": (
        "AsyncOAuth",
        "OAuth",
    ),
    "_runtime.oauth.token": ("Token",),
    "_runtime.calls.attempt": (
        "AsyncMiddleware",
        "AsyncSend",
        "Attempt",
        "Middleware",
        "Outcome",
        "Send",
    ),
    "_runtime.calls.rate_limit": ("RateLimit",),
    "_runtime.calls.retry": (
        "NO_RETRY",
        "PLATFORM_RULES",
        "RetryPolicy",
        "RetryRule",
    ),
    "_runtime.calls.settings": (
        "AsyncSettings",
        "Settings",
    ),
    "_runtime.untyped": (
        "UntypedRequest",
        "UntypedResponse",
    ),
    "_runtime.errors": (
        "AccessDeniedError",
        "ArgumentError",
        "BusinessError",
        "CallTimeoutError",
        "CallerError",
        "ConnectError",
        "FlowLimitError",
        "GatewayError",
        "LimitWarning",
        "MismatchError",
        "OAuthError",
        "PlatformError",
        "RateLimitError",
        "ReplyError",
        "SessionError",
        "SignatureError",
        "TopError",
        "TransportError",
    ),
    "_runtime.transport.interface": (
        "AsyncTransport",
        "HttpRequest",
        "Timeouts",
        "Transport",
    ),
    "_runtime.mismatch": ("Mismatch",),
    "_runtime.model": (
        "File",
        "PagedRequest",
        "Request",
        "Response",
        "Struct",
        "Upload",
    ),
    "_runtime.to_dict": ("to_dict",),
    "_runtime.reply": ("Reply",),
    "client": (
        "AsyncTopClient",
        "TopClient",
    ),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name == "__all__":  # not the APIs: an asterisk would import them all
        return sorted(_MODULES)
    if name == "__version__":
        return _read_version()
    module = _MODULES.get(name) or _api_module(name)
    if module is None:
        raise _lazy_docs().unknown_name(__name__, __dir__(), name)
    value: object = _lazy_docs().load_public(f"{__name__}.{module}", name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    shown: list[str] = _lazy_docs().list_public(globals(), ["__all__", "__version__", *_MODULES, *_apis()])
    return shown


def _lazy_docs() -> ModuleType:
    """What help and completion are made with; whoever imports this package alone needs none of it."""
    return import_module(f"{__name__}._runtime.help_text.lazy_docs")


def _api_module(name: str) -> str | None:
    module = None if name.startswith("__") else _apis().get(name)
    return module and f"apis.{module}"


def _apis() -> dict[str, str]:
    found: dict[str, str] = import_module(f"{__name__}._index").PUBLIC
    return found


def _read_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(__name__)
    except PackageNotFoundError:
        raise AttributeError(f"{__name__} is not installed, so that nothing tells its version") from None
