"""The settings of a client besides its key and secret.

In:  keyword arguments. Out: ``Options``, checked and immutable; ``ValueError`` for what they may not be, ``TypeError``
for names that no setting has. Secrets are in no ``repr``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from importlib import import_module
from typing import Any, Literal, TypedDict

from topclient._runtime import gmt8
from topclient._runtime.calls.attempt import AsyncMiddleware, Middleware, OnAttempt
from topclient._runtime.calls.rate_limit import RateLimit
from topclient._runtime.calls.retry import RetryPolicy
from topclient._runtime.calls.setting_rules import GATEWAYS, RULES
from topclient._runtime.encoding.sign_methods import SignMethod
from topclient._runtime.mismatch import OnMismatch
from topclient._runtime.transport.interface import Timeouts


class CommonSettings(TypedDict, total=False):
    """The settings of both clients."""

    session: str | None
    """The user's access token, for APIs that need authorization. Default: None."""
    gateway: str
    """``production`` (the default), ``overseas``, ``sandbox``, or the address of a router."""
    format: Literal["json", "xml"]
    """Of the replies, which read the same in either. Default: ``json``."""
    simplify: bool
    """Ask for JSON without list wrappers, which reads the same. Default: False."""
    sign_method: SignMethod
    """Default: ``hmac-sha256``."""
    timeout: Timeouts | float
    """Seconds to wait for one attempt; a number alone is for connecting and for the next bytes.

    Default: 15 to connect, 30 for the next bytes.
    """
    deadline: float | None
    """Seconds for a whole call with all its attempts and waits; None for no end. Default: 60."""
    retry: RetryPolicy
    """How often, after which failures and how long to wait; ``NO_RETRY`` for a single attempt.

    Default: ``RetryPolicy()``, up to 4 attempts.
    """
    idempotent: bool | None
    """Whether a call may be sent again although it may have been executed.

    Default: None, which means only APIs that read, by the last word of their name.
    """
    rate_limit: RateLimit | None
    """How many calls a second are let out; shared by all clients that have the same one. Default: None."""
    strict: bool
    """Raise ``MismatchError`` when a reply's value is not of its documented type: for tests. Default: False."""
    raise_on_failure: bool
    """Raise ``BusinessError`` when a reply says in its own data that the call failed (``success: false``).

    Default: False.
    """
    on_mismatch: OnMismatch | None
    """Called with every value in a reply that is not of its documented type. Default: None."""
    on_attempt: OnAttempt | None
    """Called after every attempt: what came of it, how long it took, whether another follows. Default: None."""
    partner_id: str | None
    """The platform's number of a partner, sent with every call. Default: None."""
    target_app_key: str | None
    """The app key of another developer whose API is called. Default: None."""
    clock: Callable[[], datetime]
    """Returns the time to sign; a naive one is taken as GMT+8. Default: the clock of this machine."""


class Settings(CommonSettings, total=False):
    """The settings of a ``TopClient``, which ``with_options``, ``execute`` and ``call`` can change."""

    middleware: Sequence[Middleware]
    """Functions around every attempt, the first one outermost. Default: none."""


class AsyncSettings(CommonSettings, total=False):
    """The settings of an ``AsyncTopClient``, which ``with_options``, ``execute`` and ``call`` can change."""

    middleware: Sequence[AsyncMiddleware]
    """Functions around every attempt, the first one outermost. Default: none."""


@dataclass(frozen=True, slots=True)
class Options:
    """The settings of a client, complete."""

    app_key: str
    app_secret: str = field(repr=False)
    session: str | None = field(default=None, repr=False)
    gateway: str = "production"
    format: Literal["json", "xml"] = "json"
    simplify: bool = False
    sign_method: SignMethod = "hmac-sha256"
    timeout: Timeouts | float = field(default_factory=Timeouts)
    deadline: float | None = 60.0
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    idempotent: bool | None = None
    rate_limit: RateLimit | None = None
    strict: bool = False
    raise_on_failure: bool = False
    on_mismatch: OnMismatch | None = None
    on_attempt: OnAttempt | None = None
    partner_id: str | None = None
    target_app_key: str | None = None
    clock: Callable[[], datetime] = gmt8.now
    middleware: Sequence[Any] = ()

    def __post_init__(self) -> None:
        for name, rule in RULES.items():
            rule.check(name, getattr(self, name))

    def changed(self, settings: Mapping[str, Any]) -> Options:
        """Return the same with other settings, which alone are checked."""
        for name, value in settings.items():
            RULES[name].check(name, value)
        other = object.__new__(Options)
        for name in RULES:
            object.__setattr__(other, name, settings[name] if name in settings else getattr(self, name))
        return other

    @property
    def router(self) -> str:
        """The address that calls go to."""
        return GATEWAYS.get(self.gateway, self.gateway)

    @property
    def host(self) -> str:
        """Host and port that calls go to."""
        return self.router.split("/")[2]

    @property
    def timeouts(self) -> Timeouts:
        """The waits of one attempt."""
        return self.timeout if isinstance(self.timeout, Timeouts) else Timeouts(self.timeout, self.timeout)

    def system_params(self, method: str | None, session: str | None) -> dict[str, str]:
        """Return the platform's public parameters of one call, but for ``sign``; ``method`` is None for a batch."""
        # Calls of the Qimen cloud are answered in simplified JSON alone, as by the official client for them.
        cloud = method is not None and method.startswith("qimen.")
        form = "json" if cloud else self.format
        params = {
            "method": method,
            "app_key": self.app_key,
            "session": session,
            "timestamp": gmt8.to_text(self.clock()),
            "v": "2.0",
            "sign_method": self.sign_method,
            "format": form,
            "simplify": "true" if cloud or (self.simplify and form == "json") else None,
            "partner_id": self.partner_id,
            "target_app_key": self.target_app_key,
        }
        return {name: value for name, value in params.items() if value}


SETTING_NAMES = frozenset(one.name for one in fields(Options)) - {"app_key", "app_secret"}
"""The settings that ``with_options`` takes."""
_FIXED = {
    "app_key": "is that of the client; make another client for another app",
    "app_secret": "is that of the client; make another client for another app",
    "transport": "is given when a client is made, and stays",
}


def check_names(owner: str, given: Iterable[str]) -> None:
    """Raise ``TypeError`` for a name that no setting has."""
    for name in given:
        if name not in SETTING_NAMES:
            raise TypeError(f"{name} {_FIXED[name]}" if name in _FIXED else _explain_name(owner, name))


def _explain_name(owner: str, name: str) -> str:
    begun_alike = [setting for setting in sorted(SETTING_NAMES) if setting[:4] in name]  # of max_retries, retry
    alike = begun_alike or import_module("difflib").get_close_matches(name, SETTING_NAMES, 1)
    return f"{owner} has no setting {name!r}" + (f"; did you mean {alike[0]!r}?" if alike else "")
