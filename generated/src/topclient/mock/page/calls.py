"""The calls on the page, newest first, and why those that failed did.

In:  the log of a gateway. Out: what the template shows of each call. Nothing that a client sent is shown without limit,
or shown if it is secret.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, TypeAlias

from topclient.mock.diagnosis import Diagnosis
from topclient.mock.diagnosis.masking import mask
from topclient.mock.log import Call, mask_secrets
from topclient.mock.page.hints import HINTS

_SHOWN = 100
_MOST_PAIRS = 300
_MOST_CHARACTERS = 4000
"""Of one value; a whole value is in the log that a program reads."""

Clean: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Table:
    """Names and values under a heading, and how many more there are."""

    heading: str
    rows: list[tuple[str, str]]
    more: int


def describe_calls(calls: list[Call], secret: str) -> list[dict[str, Any]]:
    """Return what the template shows of the newest calls, without the secret wherever it occurs."""
    clean = partial(_clean, secret)
    return [_describe(call, clean) for call in calls[: -_SHOWN - 1 : -1]]


def _clean(secret: str, text: str) -> str:
    """Return the text without the secret, and not too long."""
    masked = mask(text, secret)
    if len(masked) <= _MOST_CHARACTERS:
        return masked
    return f"{masked[:_MOST_CHARACTERS]} … ({len(masked):,} characters)"


def _describe(call: Call, clean: Clean) -> dict[str, Any]:
    failure, diagnosis, table = call.failure, call.diagnosis, partial(_table, clean)
    facts = {
        "request_id": call.request_id,
        "number": call.number,
        "received": f"{call.at:%Y-%m-%d %H:%M:%S} GMT+8, {call.verb}",
        "batch": call.batch,
        "fault": call.fault,
    }
    files = {
        name: f"{file.filename} · {file.content_type} · {len(file.content):,} bytes"
        for name, file in call.files.items()
    }
    return {
        "id": f"call-{call.number}-{clean(call.request_id)}",
        "at": call.at,
        "milliseconds": call.milliseconds,
        "api": clean(call.api or "(none named)"),
        "code": failure and failure.code,
        "reason": clean(_reason(call)),
        "answer": table("Answered with", failure.fields() if failure else {}),
        "hint": failure and HINTS.get(failure.code),
        "diagnosis": diagnosis and _describe_diagnosis(diagnosis, clean),
        "tables": [
            table("Arguments", call.arguments),
            table("Files", files),
            table("Call", facts),
            table("System parameters", call.system),
        ],
    }


def _reason(call: Call) -> str:
    failure = call.failure
    if call.diagnosis:
        return call.diagnosis.causes[0]
    return ": ".join(filter(None, (failure.msg, failure.sub_code, failure.sub_msg))) if failure else ""


def _describe_diagnosis(diagnosis: Diagnosis, clean: Clean) -> dict[str, Any]:
    compared = {"given": diagnosis.given, "expected": diagnosis.expected, "rule": diagnosis.formula}
    pairs = [(clean(name), clean(value)) for name, value in diagnosis.pairs[:_MOST_PAIRS]]
    return {
        "causes": [clean(cause) for cause in diagnosis.causes],
        "compared": _table(clean, "", compared),
        "signed": Table("", pairs, len(diagnosis.pairs) - len(pairs)),
        "body": clean(diagnosis.body),
    }


def _table(clean: Clean, heading: str, values: Mapping[str, Any]) -> Table:
    known = {name: value for name, value in values.items() if value is not None}
    rows = [(clean(name), clean(_as_text(name, value))) for name, value in islice(known.items(), _MOST_PAIRS)]
    return Table(heading, rows, len(known) - len(rows))


def _as_text(name: str, value: Any) -> str:
    plain = mask_secrets({name: value})[name]
    indent = 2 if isinstance(plain, list | dict) else None
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False, indent=indent)
