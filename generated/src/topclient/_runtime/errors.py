"""Everything that can go wrong with a call, as one tree.

    TopError
    ├── ArgumentError             an argument was refused before anything was sent
    ├── TransportError            no reply came
    │   ├── ConnectError          nothing was sent, so nothing was done
    │   └── CallTimeoutError      no reply in time; the call may have been executed
    ├── ReplyError                a reply came that nobody understands: a proxy's page, broken JSON
    └── GatewayError              the gateway's own error reply: code, msg, sub_code, sub_msg, request_id
        ├── SessionError          26, 27: ask the user for authorisation again
        ├── AccessDeniedError     11, 12, 13, 42, 53: the app or the user may not do this
        ├── SignatureError        24, 25: mostly a wrong app secret
        ├── FlowLimitError        7 and the older 4, 5, 6, 8: wait ``ban_seconds``
        ├── PlatformError         10 and isp.*: the platform's fault, trying later helps
        └── CallerError           40, 41, isv.* and other faults of the call itself: trying again does not help

A ``GatewayError`` that is none of these has a business code that only the API's page explains.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from topclient._runtime.model import Reply

_BAN = re.compile(r"ban will last for (\d+) more second", re.IGNORECASE)


class TopError(Exception):
    """Whatever can go wrong with a call."""


class ArgumentError(TopError, ValueError):
    """An argument was refused; nothing was sent."""

    def __init__(self, where: str, parameter: str, reason: str) -> None:
        """``where`` is the API or class, ``parameter`` a path in the platform's spelling: ``order.items[2].id``."""
        super().__init__(where, parameter, reason)
        self.where = where
        self.parameter = parameter
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.where}: {self.parameter}: {self.reason}"


class TransportError(TopError):
    """No reply came; whether the call was executed is not known."""


class ConnectError(TransportError):
    """The gateway could not be reached; nothing was sent."""


class CallTimeoutError(TransportError, TimeoutError):
    """No reply came in time; the call may have been executed."""


class ReplyError(TopError):
    """A reply came that cannot be understood; the message says why, ``reply`` has it as it came."""

    def __init__(self, reason: str, reply: Reply | None = None) -> None:
        super().__init__(reason, reply)
        self.reason = reason
        self.reply = reply

    def __str__(self) -> str:
        return f"{self.reason} (HTTP {self.reply.status}, {len(self.reply.body)} bytes)" if self.reply else self.reason


class GatewayError(TopError):
    """The gateway refused or failed the call."""

    def __init__(
        self,
        code: int | str,
        msg: str = "",
        sub_code: str | None = None,
        sub_msg: str | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(code, msg, sub_code, sub_msg, request_id)
        self.code = code
        """The platform's main code, a number wherever one was seen."""
        self.msg = msg
        """Mostly ``Remote service error``; the useful words are in ``sub_msg``."""
        self.sub_code = sub_code
        self.sub_msg = sub_msg
        self.request_id = request_id
        self.api: str | None = None
        """The API that was called."""
        self.reply: Reply | None = None
        """The reply as it came."""

    def __str__(self) -> str:
        detail = ": ".join(part for part in (self.sub_code, self.sub_msg) if part)
        words = "; ".join(part for part in (f"{self.code} {self.msg}".strip(), detail) if part)
        request = f" (request_id {self.request_id})" if self.request_id else ""
        return f"{self.api}: {words}{request}" if self.api else words + request


class SessionError(GatewayError):
    """The session is missing, wrong or expired: the user has to authorise the app again."""


class AccessDeniedError(GatewayError):
    """The app, the user or their authorisation may not do this."""


class SignatureError(GatewayError):
    """The signature is missing or wrong, mostly because the app secret is."""


class FlowLimitError(GatewayError):
    """The app called too often."""

    @property
    def ban_seconds(self) -> int | None:
        """Seconds until calls are let through again; None when the platform did not say."""
        ban = _BAN.search(self.sub_msg or "") or _BAN.search(self.msg)
        return int(ban[1]) if ban else None


class PlatformError(GatewayError):
    """The platform failed; trying later helps, unless the same arguments fail it every time."""


class CallerError(GatewayError):
    """Something is wrong with the call itself; trying again does not help."""

    @property
    def parameter(self) -> str | None:
        """The parameter that is missing (40) or wrong (41), which the platform names after a colon."""
        return self.msg.partition(":")[2].strip() or None if self.code in (40, 41) else None


_BY_CODE: Mapping[int | str, type[GatewayError]] = {
    **dict.fromkeys((4, 5, 6, 7, 8), FlowLimitError),
    **dict.fromkeys((11, 12, 13, 42, 53), AccessDeniedError),
    **dict.fromkeys((24, 25), SignatureError),
    **dict.fromkeys((26, 27), SessionError),
    **dict.fromkeys((3, 9, 21, 22, 23, 28, 29, 30, 31, 32, 33, 34, 40, 41, 43, 44, 47), CallerError),
    10: PlatformError,
}
_BY_PREFIX: Mapping[str, type[GatewayError]] = {
    "accesscontrol.limited-by-": FlowLimitError,
    "isv.permission-": AccessDeniedError,
    "isp.": PlatformError,
    "isv.": CallerError,
    "session-": SessionError,
    "invalid-sessionkey": SessionError,
}


def error_class(code: int | str, sub_code: str | None) -> type[GatewayError]:
    """The class to catch: by the main code where that says it all, else by the family of the sub code.

    Families: the platform's error table, and the sub codes without a prefix that were seen in replies.
    """
    if by_code := _BY_CODE.get(code):
        return by_code
    return next((cls for prefix, cls in _BY_PREFIX.items() if (sub_code or "").startswith(prefix)), GatewayError)
