"""APIs at random, as the platform has them: few words for names, repeated on every level, and uneven cells.

In:  hypothesis.
Out: strategies for ``SyntheticApi``: ``plain_apis``, where every scalar has a sample and every field a description of
its own, and ``uneven_apis``, where samples, descriptions and limits are missing or odd as on real pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from hypothesis import strategies as st
from synthetic_api import SyntheticApi, SyntheticField

NAMES = (
    *("result", "data", "list", "item", "success", "error_code", "error_msg", "id", "name", "status", "goods_ids"),
    *("page_size", "model_type", "vo_d_o", "sku", "from", "type", "value", "order_list", "a_e_x", "total_count"),
)
STYLES = {
    "snake": NAMES,
    "camel": tuple(re.sub(r"_([a-z])", lambda match: match[1].upper(), name) for name in NAMES),
}
"""Names as one API spells them; hardly one in four hundred mixes both."""
CLASSES = ("ResultDTO", "ItemDto", "Data", "Item", "SkuVo", "PageResult", "OrderInfo", "Extlist", "String2", "TradeDO")
API_NAMES = (
    *("taobao.items.get", "alibaba.idle.store.goodspush", "tmall.sku.update", "taobao.fenxiao.product.update"),
    *("cainiao.waybill.ii.get", "aliexpress.trade.order.open.check", "taobao.time.get", "alitrip.hotel.list"),
)
SAMPLES = {
    "String": (
        "abc",
        "TB123",
        "杭州 西湖区",
        "a,b;c",
        '{"a":1,"b":[1,2]}',
        "10000:10000",
        "2019-01-01 10:00:00",
        "a<b&c",
    ),
    "Number": ("1", "0", "5620011322199", "42"),
    "Boolean": ("true", "false"),
    "Date": ("2018-07-12 20:00:00", "2000-01-01 00:00:00"),
    "Json": ('{"key":"value"}', "[1,2]"),
    "BigDecimal": ("47.5", "0.01"),
    "Price": ("10.56", "200.07"),
    "String []": ("TB1,TB2", '["x1","x2"]', "[y1,y2]", "only"),
    "Number []": ("1,2", "[1234345435]", "7,71"),
}
JUNK = ("无", "null", "test", "{}", "[]", "none", "0", "-", '["', "String", "说明")
EMPTY_SHELLS = ("{}", "[]")
SHELLS = (*EMPTY_SHELLS, "data", "结果")
"""Samples of objects; words only beside a description, since alone they could as well be one."""
LIMITS = ("默认值:10", "最大长度:64", "最大列表长度:20")
ERRORS = (
    ("isv.invalid-parameter:tid", "参数错误", "检查参数"),
    ("isv.user-not-exist", "用户不存在", "联系管理员"),
    ("isp.remote-service-error", "服务不可用", "稍后重试"),
)


@dataclass(frozen=True, slots=True)
class _Rates:
    """How unevenly an API is documented; each a chance in percent."""

    unsampled: int = 0
    undescribed: int = 0
    junk: int = 0
    limits: int = 0
    sampled_objects: int = 0
    repeated: int = 0
    """Descriptions that say the same as the sample, or as another field's."""


PLAIN = _Rates()
UNEVEN = _Rates(unsampled=18, undescribed=8, junk=8, limits=6, sampled_objects=10, repeated=5)


def plain_apis() -> st.SearchStrategy[SyntheticApi]:
    """Draw APIs whose pages leave nothing open."""
    return _apis(PLAIN)


def uneven_apis() -> st.SearchStrategy[SyntheticApi]:
    """Draw APIs that are documented as unevenly as real ones."""
    return _apis(UNEVEN)


_PERCENT = st.integers(0, 99)
_TYPES = st.sampled_from(sorted(SAMPLES))
_SAMPLES = {type_: st.sampled_from(samples) for type_, samples in SAMPLES.items()}
_JUNK, _LIMITS, _SHELLS = st.sampled_from(JUNK), st.sampled_from(LIMITS), st.sampled_from(SHELLS)
_REQUIRED = st.sampled_from(("必须", "可选", "特殊可选"))
_CLASSES = st.sampled_from([name + brackets for name in CLASSES for brackets in ("", " []")])
_DESCRIPTIONS = st.sampled_from(("第{}个字段", "编号为{} 的说明,见文档", "text no. {}", "返回结果 {}"))
_BLOCK_DESCRIPTIONS = st.sampled_from(("第{}个对象", "对象{},见文档", "返回结果{}"))
"""Without blanks: no page tells the sample of an object from a first word of its description."""
_NAMES = {
    (style, least, most): st.lists(st.sampled_from(names), min_size=least, max_size=most, unique=True)
    for style, names in STYLES.items()
    for least in (0, 1)
    for most in (2, 3, 4, 5)
}


@st.composite
def _apis(draw: st.DrawFn, rates: _Rates) -> SyntheticApi:
    pen = _Pen(draw, rates, draw(st.sampled_from(tuple(STYLES))), count(1).__next__)
    return SyntheticApi(
        name=draw(st.sampled_from(API_NAMES)),
        title=draw(st.sampled_from(("查询商品", "上传(图片)", "Get items"))),
        description=draw(st.sampled_from(("查询一批商品的状态", "先授权,再调用\n每次最多20条"))),
        category=draw(st.sampled_from(("", "交易API", "国际站 商品"))),
        warning=draw(st.booleans()),
        session=draw(st.booleans()),
        request=pen.fields(0, is_request=True),
        response=pen.fields(0, is_request=False),
        errors=tuple(draw(st.lists(st.sampled_from(ERRORS), max_size=2, unique=True))),
    )


@dataclass(slots=True)
class _Pen:
    """Draws the fields of one API."""

    draw: st.DrawFn
    rates: _Rates
    style: str
    """How the API spells names."""
    number: Callable[[], int]
    """Gives another number for each description, so that no two are alike."""

    def fields(self, depth: int, is_request: bool) -> tuple[SyntheticField, ...]:
        least = 1 if depth or not is_request else 0
        names = self.draw(_NAMES[self.style, least, 5 - depth])
        return tuple(self.field(name, depth, is_request) for name in names)

    def field(self, name: str, depth: int, is_request: bool) -> SyntheticField:
        is_block = depth < 3 and self.chance(35)
        type_ = self.draw(_CLASSES if is_block else _TYPES)
        sample = self.shell() if is_block else self.sample(type_)
        description = self.description(sample, _BLOCK_DESCRIPTIONS if is_block else _DESCRIPTIONS)
        if is_block and sample not in EMPTY_SHELLS and description in {"", sample}:
            sample = ""
        return SyntheticField(
            name=name,
            type=type_,
            required=self.draw(_REQUIRED) if is_request else "",
            sample=sample,
            limit=self.draw(_LIMITS) if is_request and self.chance(self.rates.limits) else "",
            description=description,
            children=self.fields(depth + 1, is_request) if is_block else (),
        )

    def sample(self, type_: str) -> str:
        if self.chance(self.rates.unsampled):
            return ""
        return self.draw(_JUNK if self.chance(self.rates.junk) else _SAMPLES[type_])

    def shell(self) -> str:
        return self.draw(_SHELLS) if self.chance(self.rates.sampled_objects) else ""

    def description(self, sample: str, texts: st.SearchStrategy[str]) -> str:
        if self.chance(self.rates.undescribed):
            return ""
        if self.chance(self.rates.repeated):
            return sample or "描述"
        return self.draw(texts).format(self.number())

    def chance(self, percent: int) -> bool:
        """Whether something happens; that nothing does is the simpler case."""
        return percent > 0 and self.draw(_PERCENT) >= 100 - percent
