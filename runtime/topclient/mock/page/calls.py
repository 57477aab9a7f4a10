"""The part of the page that shows the calls, newest first, and why those that failed did.

In:  the log of a gateway. Out: HTML. Nothing that a client sent is trusted, shown without limit, or shown if secret.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from topclient.mock.calls import Call
from topclient.mock.diagnosis import Diagnosis
from topclient.mock.diagnosis.masking import mask
from topclient.mock.failures import Failure
from topclient.mock.log import mask_secrets
from topclient.mock.page.hints import hint_at
from topclient.mock.page.html import Html, breakable, join, tag

_SHOWN = 100
_MOST_PAIRS = 300
_MOST_CHARACTERS = 4000
"""Of one value; a whole value is in the log that a program reads."""
_NOT_UNDERSTOOD = "(none named)"


@dataclass(frozen=True, slots=True)
class CallWriter:
    """Writes calls as one list; the secret is masked wherever it occurs."""

    secret: str = field(repr=False)

    def write(self, calls: list[Call]) -> Html:
        """The newest calls of the log."""
        newest = calls[: -_SHOWN - 1 : -1]
        return tag("div", *(self._write_call(call, call is calls[-1]) for call in newest), class_="calls", id="list")

    def _write_call(self, call: Call, newest: bool) -> Html:
        outcome = "failed" if call.failure else "ok"
        return tag(
            "details",
            self._write_summary(call),
            self._write_body(call),
            id=f"call-{call.number}-{self._clean(call.request_id)}",
            class_=f"call {outcome}",
            # A person who opens the page because a call failed wants to know why.
            open="" if newest and call.failure else None,
        )

    def _write_summary(self, call: Call) -> Html:
        failed = call.failure
        reason = _reason(failed, call.diagnosis) if failed else ""
        return tag(
            "summary",
            tag("span", str(failed.code) if failed else "ok", class_="outcome"),
            tag("span", breakable(self._clean(call.api or _NOT_UNDERSTOOD)), class_="api"),
            tag("span", f"{call.milliseconds:.1f} ms", class_="quiet ms"),
            tag("time", f"{call.at:%H:%M:%S}", class_="quiet", datetime=call.at.isoformat(timespec="milliseconds")),
            tag("span", self._clean(reason), class_="reason") if reason else "",
        )

    def _write_body(self, call: Call) -> Html:
        told = {
            "request_id": call.request_id,
            "number": str(call.number),
            "received": f"{call.at:%Y-%m-%d %H:%M:%S} GMT+8, {call.verb}",
            "batch": str(call.batch) if call.batch else "",
            "fault": call.fault or "",
        }
        files = {
            name: f"{file.filename} · {file.content_type} · {len(file.content):,} bytes"
            for name, file in call.files.items()
        }
        return tag(
            "div",
            self._write_failure(call.failure) if call.failure else "",
            self._write_diagnosis(call.diagnosis) if call.diagnosis else "",
            self._write_values("Arguments", call.arguments),
            self._write_values("Files", files),
            self._write_values("Call", {name: text for name, text in told.items() if text}),
            self._write_values("System parameters", call.system),
            class_="body",
        )

    def _write_failure(self, failure: Failure) -> Html:
        told = {"code": str(failure.code), "msg": failure.msg, "sub_code": failure.sub_code, "sub_msg": failure.sub_msg}
        hint = hint_at(failure)
        return join(
            self._write_values("Answered with", {name: text for name, text in told.items() if text is not None}),
            tag("p", hint, class_="hint") if hint else "",
        )

    def _write_diagnosis(self, diagnosis: Diagnosis) -> Html:
        compared = {"given": diagnosis.given, "expected": diagnosis.expected, "rule": diagnosis.formula}
        return tag(
            "section",
            tag("h4", "Why the signature is wrong"),
            *(tag("p", self._clean(cause), class_="cause") for cause in diagnosis.causes),
            self._write_values("", compared),
            tag("h5", "String to sign, as this gateway sees it"),
            tag("pre", tag("code", *self._write_pairs(diagnosis)), tabindex="0", class_="signed"),
            class_="diagnosis",
        )

    def _write_pairs(self, diagnosis: Diagnosis) -> Iterator[Html]:
        for name, value in islice(diagnosis.pairs, _MOST_PAIRS):
            # Nothing stands between the pairs, so that what a reader copies is the string itself.
            yield tag("span", tag("b", self._clean(name)), self._clean(value))
        if len(diagnosis.pairs) > _MOST_PAIRS:
            yield tag("i", f" … and {len(diagnosis.pairs) - _MOST_PAIRS} more ")
        if diagnosis.body:
            yield tag("span", self._clean(diagnosis.body))

    def _write_values(self, heading: str, values: Mapping[str, Any]) -> Html:
        if not values:
            return Html("")
        rows = [
            tag("div", tag("dt", self._clean(name)), tag("dd", self._clean(_as_text(name, value))))
            for name, value in islice(values.items(), _MOST_PAIRS)
        ]
        more = len(values) - len(rows)
        rest = tag("p", f"… and {more} more", class_="quiet") if more else ""
        return join(tag("h5", heading) if heading else "", tag("dl", *rows), rest)

    def _clean(self, text: str) -> str:
        """The text without the secret, and not too long."""
        masked = mask(text, self.secret)
        if len(masked) <= _MOST_CHARACTERS:
            return masked
        return f"{masked[:_MOST_CHARACTERS]} … ({len(masked):,} characters)"


def _reason(failure: Failure, diagnosis: Diagnosis | None) -> str:
    if diagnosis:
        return diagnosis.causes[0]
    return ": ".join(part for part in (failure.msg, failure.sub_code, failure.sub_msg) if part)


def _as_text(name: str, value: Any) -> str:
    plain = mask_secrets({name: value})[name]
    indent = 2 if isinstance(plain, list | dict) else None
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False, indent=indent)
