"""Everything that can go wrong with a call, as one tree, which ``TopError`` draws.

In:  the codes and words of a reply, or what kept one from coming. Out: exceptions; ``error_codes`` finds the one for a
code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from topclient._runtime.reply import Reply

if TYPE_CHECKING:
    from topclient._runtime.mismatch import Mismatch
    from topclient._runtime.model import Response

_BAN = re.compile(r"ban will last for (\d{1,9}) more second", re.IGNORECASE | re.ASCII)


class LimitWarning(UserWarning):
    """An argument lies beyond a limit that only the prose of a page states; it was sent all the same."""


class TopError(Exception):
    """Whatever can go wrong with a call.

        TopError
        ├── ArgumentError             an argument was refused before anything was sent
        ├── TransportError            no reply came
        │   ├── ConnectError          nothing was sent, so nothing was done
        │   │   └── RateLimitError    the client's own rate limit would let it out after its deadline: never tried
        │   └── CallTimeoutError      no reply in time; the call may have been executed
        ├── ReplyError                a reply came that nobody understands: a proxy's page, broken JSON
        ├── MismatchError             only with strict=True: values of a reply are not of their documented types
        ├── OAuthError                the authorization server refused to give a token
        └── GatewayError              the gateway's own error reply: code, msg, sub_code, sub_msg, request_id
            ├── SessionError          26, 27: ask the user for authorization again
            ├── AccessDeniedError     11, 12, 13, 42, 53: the app or the user may not do this
            ├── SignatureError        24, 25: mostly a wrong app secret
            ├── FlowLimitError        7 and the older 4, 5, 6, 8: wait ``ban_seconds``
            ├── PlatformError         10 and isp.*: the platform's fault, trying later helps
            ├── CallerError           40, 41, isv.* and other faults of the call itself: trying again does not help
            └── BusinessError         every other code: only the API's page explains it

    Where a page documents a code, its API's module has a class for it, below the class of its family.
    """

    attempts: int = 1
    """How many times the call was sent, or tried to be."""
    api: str | None = None
    """The API that was called; None where no call was made."""
    gateway: str | None = None
    """Host and port that were called."""
    seconds: float | None = None
    """How long the last attempt took."""

    def _with_context(self, message: str, *details: str) -> str:
        """Return a message with the API before it, and in brackets what is known of the place and the time."""
        took = None if self.seconds is None else f"after {self.seconds:.2f} s"
        context = ", ".join(part for part in (*details, self.gateway, took) if part)
        message = f"{message} ({context})" if context else message
        return f"{self.api}: {message}" if self.api else message


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

    def __str__(self) -> str:
        return self._with_context(super().__str__())


class ConnectError(TransportError):
    """The gateway could not be reached: the call was certainly not executed."""


class RateLimitError(ConnectError):
    """The client's own rate limit lets the call out only after its deadline: it was never tried."""


class CallTimeoutError(TransportError, TimeoutError):
    """No reply came in time; the call may have been executed."""


class ReplyError(TopError):
    """A reply came that cannot be understood; the message says why, ``reply`` has it as it came."""

    def __init__(self, reason: str, reply: Reply | None = None) -> None:
        super().__init__(reason, reply)
        self.reason = reason
        self.reply = reply

    def __str__(self) -> str:
        details = (f"HTTP {self.reply.status}", f"{len(self.reply.body)} bytes") if self.reply else ()
        return self._with_context(self.reason, *details)


class MismatchError(TopError):
    """Values of a reply are not of their documented types; raised only where ``strict=True`` asks for it."""

    def __init__(self, api: str, mismatches: tuple[Mismatch, ...], response: Response) -> None:
        super().__init__(api, mismatches, response)
        self.api = api
        self.mismatches = mismatches
        self.response = response
        """What the call would have returned."""

    @property
    def paths(self) -> str:
        """Where the values stand, without the values: those may be data of persons."""
        return ", ".join(one.path for one in self.mismatches)

    def __str__(self) -> str:
        listed = "; ".join(f"{one.path}: no {one.expected}: {one.value!r:.100}" for one in self.mismatches)
        return f"{self.api}: {listed}"


class OAuthError(TopError):
    """The authorization server refused to give a token, or the user refused to give the authorization."""

    def __init__(self, error: str, description: str = "") -> None:
        super().__init__(error, description)
        self.error = error
        """``invalid_client``, ``invalid_grant``, ``access_denied``…"""
        self.description = description
        self.reply: Reply | None = None
        """The reply as it came; None when the user's browser brought the refusal."""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.error, self.description) if part)


class GatewayError(TopError):
    """The gateway refused or failed the call."""

    __documented__: ClassVar[str] = ""
    """The code that this class stands for, as the page of its API spells it; ``*`` stands for anything."""

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
        """Mostly ``Remote service error``; the useful message is ``sub_msg``."""
        self.sub_code = sub_code
        """``isv.…`` for faults of the call, ``isp.…`` for those of the platform; None when the code says all."""
        self.sub_msg = sub_msg
        self.request_id = request_id
        """The platform's number of this call, to quote to its support."""
        self.reply: Reply | None = None
        """The reply as it came."""
        self.response: Response | None = None
        """The answer that reported the failure, where ``raise_on_failure=True`` made an error of it."""

    def __str__(self) -> str:
        detail = ": ".join(part for part in (self.sub_code, self.sub_msg) if part)
        words = "; ".join(part for part in (f"{self.code} {self.msg}".strip(), detail) if part)
        request = f" (request_id {self.request_id})" if self.request_id else ""
        return f"{self.api}: {words}{request}" if self.api else words + request


class SessionError(GatewayError):
    """The session is missing, wrong or expired: the user has to authorize the app again."""


class AccessDeniedError(GatewayError):
    """The app, the user or their authorization may not do this."""


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


class BusinessError(GatewayError):
    """The API refused or failed the call, for a reason that only its page explains."""
