"""APIs by plain chance, quick enough to draw many thousands.

In:  a source of chance.
Out: ``SyntheticApi``, with samples, descriptions and limits missing here and there.
"""

from __future__ import annotations

from itertools import count
from random import Random

from synthetic_api import SyntheticApi, SyntheticField
from synthetic_at_random import API_NAMES, CLASSES, ERRORS, LIMITS, NAMES, SAMPLES

DESCRIPTIONS = (
    "第{}个字段",
    "编号为{} 的说明,见文档",
    "text no. {}",
    "返回结果 {}",
    "商品的编码{}",
    "见{}号文档。为空时不返回",
)
BLOCK_DESCRIPTIONS = ("第{}个对象", "对象{},见文档", "返回结果{}")
TITLES = ("查询商品", "上传(图片)", "Get items", "批量更新订单")


def random_api(chance: Random, nested: bool) -> SyntheticApi:
    """Draw one API."""
    numbers = count(1)
    return SyntheticApi(
        name=chance.choice(API_NAMES),
        title=chance.choice(TITLES),
        description=chance.choice(("查询一批商品的状态", "先授权,再调用", "")),
        session=chance.random() < 0.5,
        request=_fields(chance, 0 if nested else 3, numbers, True),
        response=_fields(chance, 0 if nested else 3, numbers, False),
        errors=tuple(chance.sample(ERRORS, chance.randint(0, 2))),
    )


def _fields(chance: Random, depth: int, numbers: count[int], is_request: bool) -> tuple[SyntheticField, ...]:
    names = chance.sample(NAMES, chance.randint(1, 4))
    return tuple(_field(chance, name, depth, numbers, is_request) for name in names)


def _field(chance: Random, name: str, depth: int, numbers: count[int], is_request: bool) -> SyntheticField:
    is_block = depth < 3 and chance.random() < 0.45
    type_ = chance.choice(CLASSES) + chance.choice(("", " []")) if is_block else chance.choice(sorted(SAMPLES))
    texts = BLOCK_DESCRIPTIONS if is_block else DESCRIPTIONS
    return SyntheticField(
        name=name,
        type=type_,
        required=chance.choice(("必须", "可选", "必须", "特殊可选")) if is_request else "",
        sample="" if is_block or chance.random() < 0.12 else chance.choice(SAMPLES[type_]),
        limit=chance.choice(LIMITS) if is_request and chance.random() < 0.05 else "",
        description=chance.choice(texts).format(next(numbers)) if chance.random() < 0.95 else "",
        children=_fields(chance, depth + 1, numbers, is_request) if is_block else (),
    )
