"""What goes wrong on demand, so that a client can be tried against it.

In:  a kind and its number, or the text of an option: ``delay=2``, ``taobao.x.get:reset,times=3``. Out: ``Fault``.
``FaultOrder`` says for which calls. ``corrupt`` alters the data of a reply, ``connection`` what becomes of its bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Literal, TypeAlias, get_args

from topclient.mock.reply_queue import check_times

NetworkFault: TypeAlias = Literal["delay", "reset", "close", "truncate", "drip", "bad-gateway", "empty"]
DataFault: TypeAlias = Literal[
    "numbers-as-text",
    "text-as-numbers",
    "objects-for-lists",
    "nulls",
    "unknown-fields",
    "control-characters",
    "undefined-entities",
]
FaultKind: TypeAlias = NetworkFault | Literal["flow-limit"] | DataFault
"""Every kind; ``FAULTS`` describes each in a sentence."""

NETWORK_FAULTS: frozenset[str] = frozenset(get_args(NetworkFault))
"""They apply to every call, refused ones too; all others only to those that pass the checks."""
FLOW_FAULTS = frozenset({"flow-limit"})
DATA_FAULTS: frozenset[str] = frozenset(get_args(DataFault))
UNANSWERED: frozenset[str] = frozenset({"reset", "close", "bad-gateway", "empty"})
"""They leave nothing of a reply, and so use up no ordered one."""

FAULTS: Mapping[FaultKind, str] = {
    "delay": "the reply comes after SECONDS",
    "reset": "the connection is reset instead of a reply",
    "close": "the connection is closed without a reply",
    "truncate": "the body ends after BYTES, though its Content-Length is that of the whole",
    "drip": "the reply comes byte by byte, with SECONDS between them",
    "bad-gateway": "HTTP status 502 and a page of HTML",
    "empty": "HTTP status 200 and nothing else",
    "flow-limit": "error 7 for SECONDS from the first call on, with how many are left",
    "numbers-as-text": "numbers and truths come as text",
    "text-as-numbers": "texts come as a number above 2^53, times as milliseconds since 1970",
    "objects-for-lists": "lists come as their first item alone",
    "nulls": "fields come as null",
    "unknown-fields": "every object has fields that no page lists",
    "control-characters": "texts hold a raw tab and raw line ends",
    "undefined-entities": "texts hold &le;, which XML does not define; in JSON they hold the character",
}
_USUAL: Mapping[str, float] = {"delay": 2, "truncate": 10, "drip": 0.05, "flow-limit": 5}
MOST = 86_400.0
"""Seconds, or bytes, beyond which a number is taken for a slip."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong."""

    kind: FaultKind
    value: float = 0
    """Seconds, or bytes of a truncated body; 0 for the kinds that have none."""

    def __str__(self) -> str:
        return f"{self.kind}={self.value:g}" if self.kind in _USUAL else self.kind


@dataclass(frozen=True, slots=True)
class FaultOrder:
    """A fault, and the calls that it applies to."""

    fault: Fault
    api: str | None = None
    """None for every API."""
    times: int | None = None
    """How many calls; None for all until it is taken back."""


def _to_kind(text: str) -> FaultKind:
    """Return the text as a kind; ``ValueError``, which lists them all, when it is none."""
    for kind in FAULTS:
        if kind == text:
            return kind
    raise ValueError(f"no fault {text!r}; there are: {', '.join(FAULTS)}")


def order_fault(kind: str, value: float | None, api: str | None, times: int | None) -> FaultOrder:
    """Return the order with the usual number where none is given; ``ValueError`` for what makes no sense."""
    known = _to_kind(kind)
    if value is None:
        value = _USUAL.get(known, 0)
    elif known not in _USUAL:
        raise ValueError(f"{known} takes no number")
    if not (isfinite(value) and 0 <= value <= MOST):
        raise ValueError(f"{known} takes a number from 0 to {MOST:.0f}, not {value}")
    check_times(times)
    if times is not None and known == "flow-limit":
        raise ValueError("a flow-limit ends by its seconds, not after a number of times")
    return FaultOrder(Fault(known, value), api, times)


def parse_fault(text: str) -> FaultOrder:
    """Return the order that an option gives: ``[API:]KIND[=NUMBER][,times=N]``; ``ValueError`` for any other text."""
    head, comma, tail = text.partition(",")
    api, colon, named = head.rpartition(":")
    kind, equals, number = named.partition("=")
    word, _, count = tail.partition("=")
    if (comma and (word != "times" or not (count.isascii() and count.isdigit()))) or (colon and not api):
        raise ValueError(f"{text!r} is not of the form [API:]KIND[=NUMBER][,times=N]")
    try:
        value = float(number) if equals else None
    except ValueError:
        raise ValueError(f"{number!r} is no number") from None
    return order_fault(kind, value, api or None, int(count) if comma else None)
