"""From the bytes of a reply to objects: ours, and what turns JSON alone into data or objects.

In:  how many rounds. Out: a table for a reply of 2 KB and one for 200 KB.
Only ours takes off list wrappers, reads numbers in texts, keeps unknown fields and reports what does not fit; the
others are given a reply in which there is nothing of the kind to do.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from typing import Any

from client_report import Table, compare
from client_rounds import run_rounds
from topclient._runtime.decoding.responses import decode_reply
from topclient._runtime.model import Api, Response, Struct
from topclient._runtime.reply import Reply


@dataclass(kw_only=True, slots=True)
class TradesSoldGetResponse(Response):
    """What the platform answers about trades."""

    total_results: int | None = None
    has_next: bool | None = None
    trades: list[Trade] | None = None


@dataclass(kw_only=True, slots=True)
class Order(Struct):
    """One article of a trade."""

    oid: int | None = None
    num_iid: int | None = None
    title: str | None = None
    price: Decimal | None = None
    num: int | None = None
    status: str | None = None
    refund_status: str | None = None


@dataclass(kw_only=True, slots=True)
class Trade(Struct):
    """One trade."""

    tid: int | None = None
    seller_nick: str | None = None
    buyer_nick: str | None = None
    status: str | None = None
    payment: Decimal | None = None
    post_fee: Decimal | None = None
    created: datetime | None = None
    pay_time: datetime | None = None
    receiver_city: str | None = None
    has_buyer_message: bool | None = None
    orders: list[Order] | None = None


API = Api("taobao.trades.sold.get", session="required", response=TradesSoldGetResponse)


@dataclass(slots=True)
class PlainOrder:
    """``Order`` for the other libraries."""

    oid: int
    num_iid: int
    title: str
    price: Decimal
    num: int
    status: str
    refund_status: str


@dataclass(slots=True)
class PlainList:
    """A list wrapper."""

    order: list[PlainOrder]


@dataclass(slots=True)
class PlainTrade:
    """``Trade`` for the other libraries."""

    tid: int
    seller_nick: str
    buyer_nick: str
    status: str
    payment: Decimal
    post_fee: Decimal
    created: str
    """As text: the platform's way to write a time is not that of ISO 8601."""
    pay_time: str
    receiver_city: str
    has_buyer_message: bool
    orders: PlainList


@dataclass(slots=True)
class PlainTrades:
    """A list wrapper."""

    trade: list[PlainTrade]


@dataclass(slots=True)
class PlainAnswer:
    """``TradesSoldGetResponse`` for the other libraries."""

    total_results: int
    has_next: bool
    trades: PlainTrades
    request_id: str


@dataclass(slots=True)
class PlainRoot:
    """What holds the answer."""

    trades_sold_get_response: PlainAnswer


def _body(size: int) -> bytes:
    """Return a reply of about so many bytes, in plain JSON with list wrappers."""
    trades: list[dict[str, Any]] = []
    answer: dict[str, Any] = {"total_results": 0, "has_next": False, "trades": {"trade": trades}, "request_id": "rxn6g"}
    while len(text := json.dumps({"trades_sold_get_response": answer}, ensure_ascii=False).encode()) < size:
        trades += [_trade(len(trades) + index) for index in range(max(1, size // 20_000))]
        answer["total_results"] = len(trades)
    return text


def _trade(number: int) -> dict[str, Any]:
    order = {
        "oid": 7091800003790954036 + number,
        "num_iid": 11223344,
        "title": "加厚羊毛袜子 男士中筒袜",
        "price": "10.56",
        "num": 2,
        "status": "TRADE_FINISHED",
        "refund_status": "NO_REFUND",
    }
    return {
        "tid": 7091800003790950000 + number,
        "seller_nick": "袜子专卖店",
        "buyer_nick": f"买家{number}",
        "status": "TRADE_FINISHED",
        "payment": "21.12",
        "post_fee": "0.00",
        "created": "2016-01-01 12:00:00",
        "pay_time": "2016-01-01 12:05:30",
        "receiver_city": "杭州",
        "has_buyer_message": False,
        "orders": {"order": [order, order]},
    }


def measure_decoding(rounds: int) -> list[Table]:
    """Both sizes."""
    return [_measure(size, rounds) for size in (2_000, 200_000)]


def _measure(size: int, rounds: int) -> Table:
    body = _body(size)
    reply = Reply(200, {"content-type": "text/javascript;charset=UTF-8"}, body)
    assert len(decode_reply(reply, API).trades or ()) == json.loads(body)["trades_sold_get_response"]["total_results"]  # type: ignore[attr-defined]
    contestants: dict[str, Callable[[], object]] = {
        "json.loads": lambda: json.loads(body),
        "json.loads, strict=False": lambda: json.loads(body, strict=False),
        "topclient": lambda: decode_reply(reply, API),
    }
    absent: dict[str, str] = {}
    for name, make in {"msgspec into dataclasses": _make_msgspec, "pydantic into dataclasses": _make_pydantic}.items():
        try:
            decode = make()
        except ImportError:
            absent[name] = "not installed"
            continue
        contestants[name] = lambda decode=decode: decode(body)  # type: ignore[misc]
    calls = max(4, 400_000 // len(body))
    return compare(
        f"Decoding a reply of {len(body):,} bytes", "json.loads", run_rounds(contestants, rounds, calls), absent
    )


def _make_msgspec() -> Callable[[bytes], object]:
    decoder: Any = import_module("msgspec").json.Decoder(PlainRoot)
    decode: Callable[[bytes], object] = decoder.decode
    return decode


def _make_pydantic() -> Callable[[bytes], object]:
    validate: Callable[[bytes], object] = import_module("pydantic").TypeAdapter(PlainRoot).validate_json
    return validate
