"""What the gateway verifies of every call, in order: method, app key, version, format, timestamp, signature, session.

In:  the texts of a call, the credentials that count, and the time. Out: the request class of the API;
``CallRefusedError`` with the platform's code where a check fails. The order of the platform itself is not known.
A batch has no method: it is verified as a whole, and then each of its calls for what only that call can say.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from topclient._runtime.encoding.signing import SIGN_METHODS, SignMethod, sign, string_to_sign
from topclient._runtime.gmt8 import from_epoch, from_text
from topclient._runtime.model import Request
from topclient.mock.failures import refuse
from topclient.mock.known import KnownApis
from topclient.mock.wire import Received

TOLERANCE = timedelta(minutes=10)
"""How far a client's clock may be off, either way."""

_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)
_EPOCH = re.compile(r"\d{1,14}", re.ASCII)
_VERSION = re.compile(r"\d+\.\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who may call; none of it secret outside of tests, and yet not shown."""

    app_key: str
    app_secret: str = field(repr=False)
    session: str = field(repr=False)
    takes_any_session: bool = False
    """Whether other sessions are as good as this one."""


def read_time(text: str) -> datetime | None:
    """Return the moment of a text in the platform's form, ``yyyy-MM-dd HH:mm:ss`` in GMT+8; None for any other text."""
    try:
        return from_text(text) if _TIME.fullmatch(text) else None
    except ValueError:
        return None


def _check_method(texts: Mapping[str, str], known: KnownApis) -> type[Request[Any]]:
    if not texts.get("method"):
        raise refuse(21)
    request = known.find(texts["method"])
    if request is None:
        raise refuse(22, sub_msg="not an API of this package")
    return request


def _check_timestamp(texts: Mapping[str, str], now: datetime) -> None:
    text = texts.get("timestamp")
    if not text:
        raise refuse(30)
    # The official Python SDK sends milliseconds since 1970 instead.
    moment = from_epoch(int(text)) if _EPOCH.fullmatch(text) else read_time(text)
    if moment is None or abs(now - moment) > TOLERANCE:
        raise refuse(31)


def _oldest_sign(texts: Mapping[str, str], secret: str, body: bytes) -> str:
    """Sign by the rule of the first Java SDK, which names no method: MD5 with the secret in front only."""
    text = secret + string_to_sign(texts)
    return hashlib.md5(text.encode() + body, usedforsecurity=False).hexdigest().upper()


def _is_signed(texts: Mapping[str, str], secret: str, body: bytes) -> bool:
    # Java and .NET sign no empty values, PHP, Python and Node do; the platform serves them all.
    variants = (texts, {name: value for name, value in texts.items() if value})
    stated = texts.get("sign_method")
    if not stated:
        return any(texts["sign"] == _oldest_sign(variant, secret, body) for variant in variants)
    method: SignMethod | None = next((known for known in SIGN_METHODS if known == stated), None)
    return method is not None and any(texts["sign"] == sign(variant, secret, method, body) for variant in variants)


def _check_session(texts: Mapping[str, str], request: type[Request[Any]], credentials: Credentials) -> None:
    wanted, given = request.__api__.session, texts.get("session")
    if wanted == "required" and not given:
        raise refuse(26)
    if credentials.takes_any_session or wanted == "none" or not given:
        return
    if given != credentials.session:
        raise refuse(27, sub_code="invalid-sessionkey", sub_msg="SessionKey非法")


def check_envelope(texts: Mapping[str, str], body: bytes, credentials: Credentials, now: datetime) -> None:
    """Verify what calls and batches have in common; ``body`` is what is signed besides the parameters."""
    if not texts.get("app_key"):
        raise refuse(28)
    if texts["app_key"] != credentials.app_key:
        raise refuse(29, sub_code="isv.appkey-not-exists")
    version = texts.get("v")
    if not version:
        raise refuse(32)
    if not _VERSION.fullmatch(version):
        raise refuse(33)
    if version != "2.0" and not (version == "1.0" and "customerId" in texts):  # calls of warehouses have both
        raise refuse(34)
    if texts.get("format") not in (None, "", "json", "xml"):
        raise refuse(23)
    _check_timestamp(texts, now)
    if not texts.get("sign"):
        raise refuse(24)
    if not _is_signed(texts, credentials.app_secret, body):
        raise refuse(25)


def check_call(received: Received, credentials: Credentials, now: datetime, known: KnownApis) -> type[Request[Any]]:
    """Return the request class of the API that is called, when nothing speaks against the call."""
    request = _check_method(received.texts, known)
    check_envelope(received.texts, (received.document or "").encode(), credentials, now)
    _check_session(received.texts, request, credentials)
    return request


def check_batched(received: Received, credentials: Credentials, known: KnownApis) -> type[Request[Any]]:
    """Do the same for one call of a batch, whose envelope has been verified."""
    request = _check_method(received.texts, known)
    _check_session(received.texts, request, credentials)
    return request
