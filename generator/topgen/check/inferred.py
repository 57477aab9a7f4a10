"""Where a description states another limit than the table: both stay, and a person decides.

In:  an ``Api``.
Out: notes with both quotes.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from topgen.spec.inferred import Inferred
from topgen.spec.model import Api, Limits
from topgen.spec.paths import walk_api

Contradiction = tuple[str, str, str]
"""The limit, what the table says, and the words of the description."""


def find_contradictions(api: Api) -> Iterator[tuple[str, Contradiction]]:
    """Yield the path of each field whose description states another limit than the table."""
    for path, field in walk_api(api):
        for contradiction in _compare(field.limits, field.inferred):
            yield path, contradiction


def _compare(limits: Limits, inferred: Inferred) -> Iterator[Contradiction]:
    for name, stated, said in (
        ("default", limits.default, inferred.default),
        ("max_length", limits.max_length, inferred.max_length),
        ("max_items", limits.max_items, inferred.max_items),
    ):
        if stated is not None and said is not None and stated != said.value:
            yield name, str(stated), said.quote
    bounds = inferred.range
    if bounds is not None:
        low = bounds.minimum if bounds.minimum is not None else bounds.more_than
        yield from _differ("minimum", limits.minimum, low, bounds.quote)
        yield from _differ("maximum", limits.maximum, bounds.maximum, bounds.quote)


def _differ(name: str, stated: Decimal | None, said: Decimal | None, quote: str) -> Iterator[Contradiction]:
    if stated is not None and said is not None and stated != said:
        yield name, str(stated), quote
