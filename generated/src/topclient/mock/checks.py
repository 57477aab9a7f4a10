"""What the gateway verifies of every call, in order: method, app key, version, format, timestamp, signature, session.

In:  the texts of a call, the credentials that count, and the time. Out: the request class of the API; ``Refused`` with
the platform's code where a check fails. The order of the platform itself is not known; this one is plausible.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from topclient._runtime.gmt8 import from_epoch, from_text
from topclient._runtime.model import Request
from topclient._runtime.signing import SIGN_METHODS, SignMethod, sign
from topclient.mock.catalogue import find_request
from topclient.mock.failures import refuse

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


def read_time(text: str) -> datetime | None:
    """The moment of a text in the platform's form, ``yyyy-MM-dd HH:mm:ss`` in GMT+8; None for any other text."""
    try:
        return from_text(text) if _TIME.fullmatch(text) else None
    except ValueError:
        return None


def _check_method(texts: Mapping[str, str]) -> type[Request[Any]]:
    if not texts.get("method"):
        raise refuse(21)
    request = find_request(texts["method"])
    if request is None:
        raise refuse(22)
    return request


def _check_app_key(texts: Mapping[str, str], credentials: Credentials) -> None:
    if not texts.get("app_key"):
        raise refuse(28)
    if texts["app_key"] != credentials.app_key:
        raise refuse(29, sub_code="isv.appkey-not-exists")


def _check_version(texts: Mapping[str, str]) -> None:
    version = texts.get("v")
    if not version:
        raise refuse(32)
    if not _VERSION.fullmatch(version):
        raise refuse(33)
    if version != "2.0":
        raise refuse(34)


def _check_format(texts: Mapping[str, str]) -> None:
    if texts.get("format") not in (None, "", "json", "xml"):
        raise refuse(23)


def _check_timestamp(texts: Mapping[str, str], now: datetime) -> None:
    text = texts.get("timestamp")
    if not text:
        raise refuse(30)
    # The official Python SDK sends milliseconds since 1970 instead.
    moment = from_epoch(int(text)) if _EPOCH.fullmatch(text) else read_time(text)
    if moment is None or abs(now - moment) > TOLERANCE:
        raise refuse(31)


def _check_signature(texts: Mapping[str, str], secret: str) -> None:
    given = texts.get("sign")
    if not given:
        raise refuse(24)
    stated = texts.get("sign_method")
    method: SignMethod | None = next((known for known in SIGN_METHODS if known == stated), None)
    if method is None:
        raise refuse(25)
    # Java and .NET sign no empty values, PHP, Python and Node do; the platform serves them all.
    filled = {name: value for name, value in texts.items() if value}
    if given not in (sign(texts, secret, method), sign(filled, secret, method)):
        raise refuse(25)


def _check_session(texts: Mapping[str, str], request: type[Request[Any]], session: str) -> None:
    wanted, given = request.__api__.session, texts.get("session")
    if wanted == "required" and not given:
        raise refuse(26)
    if wanted != "none" and given and given != session:
        raise refuse(27, sub_code="invalid-sessionkey", sub_msg="SessionKey非法")


def check_call(texts: Mapping[str, str], credentials: Credentials, now: datetime) -> type[Request[Any]]:
    """The request class of the API that is called, when nothing speaks against the call."""
    request = _check_method(texts)
    _check_app_key(texts, credentials)
    _check_version(texts)
    _check_format(texts)
    _check_timestamp(texts, now)
    _check_signature(texts, credentials.app_secret)
    _check_session(texts, request, credentials.session)
    return request
