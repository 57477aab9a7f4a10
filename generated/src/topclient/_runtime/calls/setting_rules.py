"""What each setting of a client may be, as data.

In:  the value of a setting. Out: whether it may be that, and a message that says what it has to be.
A value that may hold a secret is never shown: of a wrong session the message says the type alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from topclient._runtime.calls.rate_limit import RateLimit
from topclient._runtime.calls.retry import RetryPolicy
from topclient._runtime.encoding.sign_methods import SIGN_METHODS
from topclient._runtime.transport.interface import Timeouts

GATEWAYS: Mapping[str, str] = {
    "production": "https://gw.api.taobao.com/router/rest",
    "overseas": "https://api.taobao.com/router/rest",
    "sandbox": "https://gw.api.tbsandbox.com/router/rest",
}
"""Routers by name, as the platform's document of its calling method lists them."""
FORMATS = ("json", "xml")


def is_printable(value: object) -> bool:
    """Return whether a value is text that can be signed and sent; nobody's key or session has line ends in it."""
    return isinstance(value, str) and value != "" and value.isprintable()


def is_seconds(value: object) -> bool:
    """Return whether a value is a time to wait."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < math.inf


def is_address(value: object) -> bool:
    """Return whether a value is the address of a server: a scheme, a host, perhaps a port and a path, and no more."""
    if not (isinstance(value, str) and value.isprintable() and value.startswith(("http://", "https://"))):
        return False
    try:
        parts = urlsplit(value)
        return bool(parts.hostname) and parts.port != 0 and not set(value) & set("@?# \\")
    except ValueError:  # also of a port that is none
        return False


@dataclass(frozen=True, slots=True)
class Rule:
    """What one setting may be."""

    allows: Callable[[Any], bool]
    words: str
    is_shown: bool = True
    """Whether a value that is refused may be shown."""

    def check(self, name: str, value: object) -> None:
        """Raise ``ValueError`` when a setting may not be this."""
        if not self.allows(value):
            raise ValueError(self._explain(name, value))

    def _explain(self, name: str, value: object) -> str:
        shown = self.is_shown and (value is None or isinstance(value, str | int | float)) and not _holds_more(value)
        got = f"{value!r:.100}" if shown else f"a value of type {type(value).__name__}"
        hint = ": the session is token.access_token" if hasattr(value, "access_token") else ""
        return f"{name} has to be {self.words}, not {got}{hint}"


def _holds_more(value: object) -> bool:
    """Return whether a text may be an address with a password or a signature in it."""
    return isinstance(value, str) and not set(value).isdisjoint("@?#")


def _is_timeout(value: object) -> bool:
    if isinstance(value, Timeouts):
        return is_seconds(value.connect) and is_seconds(value.read)
    return is_seconds(value)


def _is_truth(value: object) -> bool:
    return value is True or value is False


def _is_middleware(value: object) -> bool:
    return isinstance(value, list | tuple) and all(callable(one) for one in value)


def _is_hook(value: object) -> bool:
    return value is None or callable(value)


_TEXT = Rule(lambda value: value is None or is_printable(value), "printable text, or None", is_shown=False)
_KEY = Rule(is_printable, "the text that the platform gave the app", is_shown=False)
_TRUTH = Rule(_is_truth, "True or False")
_HOOK = Rule(_is_hook, "a function, or None")

RULES: Mapping[str, Rule] = {
    "app_key": _KEY,
    "app_secret": _KEY,
    "session": _TEXT,
    "partner_id": _TEXT,
    "target_app_key": _TEXT,
    "gateway": Rule(
        lambda value: (isinstance(value, str) and value in GATEWAYS) or is_address(value),
        f"one of {', '.join(GATEWAYS)}, or the http address of a router, without a user and a password or a query",
    ),
    "format": Rule(lambda value: value in FORMATS, f"one of {', '.join(FORMATS)}"),
    "sign_method": Rule(lambda value: value in SIGN_METHODS, f"one of {', '.join(SIGN_METHODS)}"),
    "simplify": _TRUTH,
    "strict": _TRUTH,
    "raise_on_failure": _TRUTH,
    "idempotent": Rule(lambda value: value is None or _is_truth(value), "True, False or None"),
    "timeout": Rule(_is_timeout, "a number of seconds above 0, or Timeouts of such numbers"),
    "deadline": Rule(lambda value: value is None or is_seconds(value), "a number of seconds above 0, or None"),
    "retry": Rule(lambda value: isinstance(value, RetryPolicy), "a RetryPolicy, as RetryPolicy(attempts=3)"),
    "rate_limit": Rule(lambda value: value is None or isinstance(value, RateLimit), "a RateLimit, or None"),
    "on_mismatch": _HOOK,
    "on_attempt": _HOOK,
    "clock": Rule(callable, "a function"),
    "middleware": Rule(_is_middleware, "a list of functions"),
}
"""By the names of the settings: there is one for each."""
