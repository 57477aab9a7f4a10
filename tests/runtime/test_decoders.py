"""Decoders put each value where it belongs, whatever the page calls it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

import pytest
from topclient._runtime.decoding.decoders import decoder_of
from topclient._runtime.mismatch import Mismatch
from topclient._runtime.model import Response, Struct, Wire

HOSTILE = "a\"'\\\n    raise SystemExit #{}"


@dataclass(kw_only=True, slots=True)
class Odd(Struct):
    """Names and defaults that a generated class seldom has."""

    needed: int
    hostile: Annotated[int | None, Wire(name=HOSTILE)] = None
    chosen: str | None = "default"
    value: int | None = None
    data: list[int] | None = None
    self_: Annotated[Decimal | None, Wire(name="self")] = None
    cls: int | None = None


@dataclass(kw_only=True, slots=True)
class OddResponse(Response):
    """An answer with an object in it."""

    odd: Odd | None = None


def decode(cls: type[Any], data: dict[str, Any]) -> tuple[Any, list[Mismatch]]:
    found: list[Mismatch] = []
    return decoder_of(cls)(data, found), found


def test_every_attribute_gets_its_value_whatever_it_is_called() -> None:
    data = {HOSTILE: 7, "needed": 1, "value": 2, "data": [3], "self": "4.0", "cls": 5, "chosen": "y"}
    odd, found = decode(Odd, data)
    assert odd == Odd(needed=1, hostile=7, chosen="y", value=2, data=[3], self_=Decimal("4.0"), cls=5)
    assert found == [] and odd.extra == {}


def test_what_is_missing_gets_its_default_and_what_is_required_none() -> None:
    assert decode(Odd, {})[0] == Odd(needed=None, chosen="default")  # type: ignore[arg-type]
    response, _ = decode(OddResponse, {})
    assert response == OddResponse() and response.reply is None


@pytest.mark.parametrize("known", [{}, {"needed": 1}, {"needed": None, "value": "x"}])
def test_unknown_fields_are_kept_in_their_order_however_many_known_ones_there_are(known: dict[str, Any]) -> None:
    unknown = {name: name for name in "zyxwvutsrq"}
    odd, _ = decode(Odd, unknown | known)
    assert list(odd.extra.items()) == [
        *([("needed", None)] if known.get("needed", 1) is None else []),
        *unknown.items(),
    ]


def test_two_objects_share_nothing() -> None:
    one, other = decode(Odd, {"new": 1})[0], decode(Odd, {})[0]
    one.extra["more"] = 2
    assert other.extra == {}


def test_mismatches_are_told_of_by_path_in_the_order_of_declaration() -> None:
    _, found = decode(OddResponse, {"odd": {"cls": "c", "data": ["1", "b", "d"], HOSTILE: [1, 2], "needed": {}}})
    assert [one.path for one in found] == ["odd.needed", f"odd.{HOSTILE}", "odd.data[1]", "odd.data[2]", "odd.cls"]
