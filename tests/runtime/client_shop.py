"""A module in the form of the generated API modules, with every kind in every place, for all tests of the runtime."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from topclient._runtime.model import Api, File, Json, Request, Response, Struct, Wire


@dataclass(kw_only=True, slots=True)
class SuiteConfDO(Struct):
    """An object with every kind inside, which may hold objects of its own class."""

    item_id: int
    title: Annotated[str | None, Wire(max_length=20)] = None
    price: Decimal | None = None
    on_sale: bool | None = None
    listed: datetime | None = None
    note: Json | None = None
    attributes: dict[str, Any] | None = None
    whatever: Any = None
    from_: Annotated[str | None, Wire(name="from")] = None
    dotted: Annotated[str | None, Wire(name="reentry.employee.account")] = None
    words: list[str] | None = None
    numbers: Annotated[list[int] | None, Wire(max_items=2)] = None
    children: list[SuiteConfDO] | None = None


@dataclass(kw_only=True, slots=True)
class ShopGoodsPushResponse(Response):
    """Every kind of field that a reply may have."""

    text: str | None = None
    integer: int | None = None
    decimal: Decimal | None = None
    boolean: bool | None = None
    moment: datetime | None = None
    note: Json | None = None
    attributes: dict[str, Any] | None = None
    whatever: Any = None
    item: ShopItem | None = None
    words: list[str] | None = None
    numbers: list[int] | None = None
    prices: list[Decimal] | None = None
    truths: list[bool] | None = None
    moments: list[datetime] | None = None
    items: list[ShopItem] | None = None
    loose: Annotated[list[dict[str, Any]] | None, Wire(struct="LooseDTO")] = None


@dataclass(kw_only=True, slots=True)
class ShopItem(Struct):
    """An object of a reply, whose class has another name on the page."""

    __struct__: ClassVar[str] = "ItemDTO"

    item_id: int | None = None
    title: str | None = None
    state: Literal["new", "old"] | str | None = None
    from_: Annotated[str | None, Wire(name="from")] = None
    price: Decimal | None = None
    listed: datetime | None = None
    tags: list[str] | None = None
    parts: list[ShopItem] | None = None


@dataclass(kw_only=True, slots=True)
class ShopGoodsPushRequest(Request[ShopGoodsPushResponse]):
    """推送商品 (push goods)"""

    __api__: ClassVar[Api] = Api("taobao.shop.goods.push", session="required", response=ShopGoodsPushResponse)

    pid: int
    """商品编号"""
    text: Annotated[str | None, Wire(max_length=5)] = None
    amount: Annotated[int | None, Wire(minimum=1, maximum=99)] = None
    price: Annotated[Decimal | None, Wire(minimum=Decimal("0.01"))] = None
    boolean: bool | None = None
    moment: datetime | None = None
    note: Json | None = None
    attributes: dict[str, Any] | None = None
    whatever: Any = None
    image: Annotated[File | None, Wire(max_length=10)] = None
    suite: SuiteConfDO | None = None
    from_: Annotated[Literal["a", "b"] | str | None, Wire(name="from")] = None
    dotted: Annotated[str | None, Wire(name="location.state")] = None
    words: Annotated[list[str] | None, Wire(max_items=3)] = None
    numbers: list[int] | None = None
    prices: list[Decimal] | None = None
    truths: list[bool] | None = None
    moments: list[datetime] | None = None
    suites: list[SuiteConfDO] | None = None
    loose: list[dict[str, Any]] | None = None


@dataclass(kw_only=True, slots=True)
class ShopTimeGetResponse(Response):
    """An answer without any field."""


@dataclass(kw_only=True, slots=True)
class ShopTimeGetRequest(Request[ShopTimeGetResponse]):
    """A question without any argument, of another family."""

    __api__: ClassVar[Api] = Api("alibaba.shop.time.get", session="none", response=ShopTimeGetResponse)
