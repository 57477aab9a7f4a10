"""What the authorization server gives: a user's tokens, and until when they hold.

In:  JSON, from the server or in the field ``token_result`` of ``taobao.top.auth.token.create`` and ``…refresh``, or the
address that a browser was sent back to. Out: ``Token``; ``OAuthError`` for a refusal, ``ReplyError`` for anything else.
Note: in JSON the server encodes nicks as in addresses; here they are plain.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self
from urllib.parse import parse_qsl, quote_plus, unquote_plus

from topclient._runtime import gmt8
from topclient._runtime.decoding.body import parse_json
from topclient._runtime.decoding.coercion import Coerce, to_datetime, to_integer, to_string
from topclient._runtime.errors import OAuthError, ReplyError
from topclient._runtime.reply import Reply

_LONGEST = 10**10
"""Seconds, some 300 years; a longer time is no time that a token holds."""
_MOST_FIELDS = 100
_OBTAINED = "obtained_at"
_NICKS = ("taobao_user_nick", "sub_taobao_user_nick")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A user's authorization. The names are the server's; all but ``access_token`` may be None.

    r stands for reading, w for writing, 2 for what is of high risk: each has its own time. Periods are in seconds from
    ``obtained_at``, moments are aware and in GMT+8.
    """

    access_token: str = field(repr=False)
    """The ``session`` of calls."""
    obtained_at: datetime
    """By the clock of this machine, just before the server was asked."""
    token_type: str | None = None
    refresh_token: str | None = field(default=None, repr=False)
    expires_in: int | None = None
    re_expires_in: int | None = None
    """Of the refresh token; 0 when there is nothing to refresh."""
    r1_expires_in: int | None = None
    r2_expires_in: int | None = None
    w1_expires_in: int | None = None
    w2_expires_in: int | None = None
    expire_time: datetime | None = None
    refresh_token_valid_time: datetime | None = None
    r1_valid: datetime | None = None
    r2_valid: datetime | None = None
    w1_valid: datetime | None = None
    w2_valid: datetime | None = None
    taobao_user_id: str | None = None
    taobao_user_nick: str | None = None
    sub_taobao_user_id: str | None = None
    sub_taobao_user_nick: str | None = None
    taobao_open_uid: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What else the server said, ``state`` and ``top_sign`` of an address among it, and what is not of its type."""

    @property
    def expires_at(self) -> datetime | None:
        """When the access token ends; the server's own moment where it gave one."""
        return self.expire_time or self._after(self.expires_in)

    @property
    def refreshable_until(self) -> datetime | None:
        """When the refresh token ends; None when there is nothing to refresh, or nobody said."""
        return self.refresh_token_valid_time or self._after(self.re_expires_in or None)

    def _after(self, seconds: int | None) -> datetime | None:
        return None if seconds is None else self.obtained_at + timedelta(seconds=seconds)

    @classmethod
    def from_text(cls, text: str, obtained_at: datetime | None = None) -> Self:
        """Return the token in JSON text: that of ``to_text``, or of ``token_result`` in replies of the gateway."""
        try:
            data = parse_json(text)
        except (ValueError, TypeError):
            data = None
        obtained = data.pop(_OBTAINED, None) if isinstance(data, dict) else None
        with suppress(ValueError, ArithmeticError):
            obtained_at = obtained_at or to_datetime(obtained)
        return cls._decode(_decode_nicks(data), obtained_at)

    def to_dict(self) -> dict[str, Any]:
        """Return all that the token holds by the server's names and ``obtained_at``, its secrets too."""
        named = ((name, getattr(self, name)) for name in (_OBTAINED, *_DECODERS))
        plain = {name: _encode_field(name, value) for name, value in named if value is not None}
        return {**self.extra, **plain}

    def to_text(self) -> str:
        """Return JSON text to store, its secrets in it, from which ``from_text`` makes the same token.

        Only in ``extra``, a number with more digits than a float has comes back as text.
        """
        return to_string(self.to_dict())

    @classmethod
    def from_reply(cls, reply: Reply, data: Mapping[str, Any], obtained_at: datetime) -> Self:
        """Return the token in the data of a reply."""
        return cls._decode(_decode_nicks(data), obtained_at, reply)

    @classmethod
    def from_address(cls, address: str, obtained_at: datetime | None = None) -> Self:
        """Return the token in the address, or its fragment, that the browser was sent back to (``implicit=True``).

        The platform does not say how ``top_sign`` is made, so it is not verified: compare ``extra["state"]`` with
        the state that was sent before anything is believed.
        """
        rest = address.partition("#")[2] or address.rpartition("?")[2]
        try:
            data = dict(parse_qsl(rest, max_num_fields=_MOST_FIELDS))
        except ValueError:
            data = {}
        return cls._decode(data, obtained_at)

    @classmethod
    def _decode(cls, data: Any, obtained_at: datetime | None, reply: Reply | None = None) -> Self:
        if not isinstance(data, dict):
            raise ReplyError("no token, but no refusal either", reply)
        if data.get("error"):
            refusal = OAuthError(str(data["error"]), str(data.get("error_description") or ""))
            refusal.reply = reply
            raise refusal
        values: dict[str, Any] = {}
        extra: dict[str, Any] = {}
        for name, value in data.items():
            _put_field(name, value, values, extra)
        if not values.get("access_token"):
            raise ReplyError("no token, but no refusal either", reply)
        moment = obtained_at or gmt8.now()
        return cls(obtained_at=moment if moment.tzinfo else moment.replace(tzinfo=gmt8.GMT8), extra=extra, **values)


def _to_text(value: Any) -> str:
    if isinstance(value, str | int):
        return to_string(value)
    raise ValueError


def _to_seconds(value: Any) -> int | None:
    seconds = to_integer(value)
    if seconds is None or 0 <= seconds < _LONGEST:
        return seconds
    raise ValueError


_DECODERS: dict[str, Coerce] = {
    **dict.fromkeys(("access_token", "token_type", "refresh_token", "taobao_open_uid"), _to_text),
    **dict.fromkeys(("taobao_user_id", "sub_taobao_user_id", *_NICKS), _to_text),
    **dict.fromkeys(("expires_in", "re_expires_in"), _to_seconds),
    **dict.fromkeys(("r1_expires_in", "r2_expires_in", "w1_expires_in", "w2_expires_in"), _to_seconds),
    **dict.fromkeys(("expire_time", "refresh_token_valid_time"), to_datetime),
    **dict.fromkeys(("r1_valid", "r2_valid", "w1_valid", "w2_valid"), to_datetime),
}


def _encode_field(name: str, value: Any) -> Any:
    """Return a field as the server would send it; times as text, which holds them to the last digit."""
    if isinstance(value, datetime):
        return value.isoformat()
    return quote_plus(value, errors="replace") if name in _NICKS else value


def _put_field(name: str, value: Any, values: dict[str, Any], extra: dict[str, Any]) -> None:
    """Put a field where it belongs; one that is not of its type is kept as it came."""
    decode = _DECODERS.get(name)
    try:
        if decode is not None:
            values[name] = None if value is None else decode(value)
            return
    except (ValueError, ArithmeticError):
        pass
    extra[name] = value


def _decode_nicks(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    nicks = {name: unquote_plus(data[name]) for name in _NICKS if isinstance(data.get(name), str)}
    return {**data, **nicks}
