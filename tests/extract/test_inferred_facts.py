"""Facts inside descriptions: what is said plainly is taken with its quote, and prose stays prose."""

from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topgen.extract.prose import LONGEST_DESCRIPTION, infer_from_api, infer_from_description
from topgen.spec.inferred import (
    ApiInferred,
    Inferred,
    InferredCount,
    InferredLength,
    InferredRange,
    InferredText,
    LengthUnit,
)
from topgen.spec.model import Kind, TypeRef

STRING, INTEGER, BOOLEAN = TypeRef(Kind.STRING), TypeRef(Kind.INTEGER), TypeRef(Kind.BOOLEAN)
STRINGS = TypeRef(Kind.STRING, is_list=True)


def values_of(description: str, type_ref: TypeRef = STRING) -> dict[str, str]:
    """The enumerated values with their meanings."""
    found = infer_from_description(description, type_ref).values
    return {each.value: each.meaning for each in found.listed} if found is not None else {}


@pytest.mark.parametrize(
    ("description", "type_ref", "values"),
    [
        ("事件 【MOVE_IN:入住,LEAVE:离店-提前】", STRING, {"MOVE_IN": "入住", "LEAVE": "离店-提前"}),
        ("1:全量 2: 增量", INTEGER, {"1": "全量", "2": "增量"}),
        ("颜色状态，1：红;2：蓝；默认为1", INTEGER, {"1": "红", "2": "蓝"}),
        ("颜色(1-红,2-蓝)", INTEGER, {"1": "红", "2": "蓝"}),
        ("颜色，可选值：red（红）、blue（蓝）。", STRING, {"red": "红", "blue": "蓝"}),
        ("是否isRed:yes|no yes:红 no:不红", STRING, {"yes": "红", "no": "不红"}),
        ("0 表示红, 1 表示蓝", INTEGER, {"0": "红", "1": "蓝"}),
        ("true: 红 false: 不红", BOOLEAN, {"true": "红", "false": "不红"}),
        ("A(甲) B(乙)", STRING, {"A": "甲", "B": "乙"}),
        ("0(红), -1(蓝)", INTEGER, {"0": "红", "-1": "蓝"}),
        ("A=甲；B=乙", STRING, {"A": "甲", "B": "乙"}),
        ("颜色类型,red:红,dark_blue:深蓝", STRING, {"red": "红", "dark_blue": "深蓝"}),
        ("可选值:red|blue", STRING, {"red": "", "blue": ""}),
        ("颜色(1:红;2:蓝(浅))", INTEGER, {"1": "红", "2": "蓝(浅)"}),
        ("1:红,2:蓝,可以一起传", INTEGER, {"1": "红", "2": "蓝"}),
        ("1:红 2:蓝(不填默认为1)", INTEGER, {"1": "红", "2": "蓝"}),
        ('1:"红",2:"蓝"', INTEGER, {"1": "红", "2": "蓝"}),
    ],
)
def test_enumerated_values_are_taken_with_their_meanings(
    description: str, type_ref: TypeRef, values: dict[str, str]
) -> None:
    assert values_of(description, type_ref) == values


@pytest.mark.parametrize(
    ("description", "type_ref"),
    [
        ("营业时间 12:30 到 18:00", STRING),
        ("比例 1:2,2:3", STRING),
        ("格式:pid:vid;pid:vid", STRING),
        ("格式 name:名称,value:值", STRING),
        ("宽高 width:宽,height:高", STRING),
        ('{"1":"红","2":"蓝"}', STRING),
        ("1.先登录 2.再下单", STRING),
        ("1、先登录,2、再下单", STRING),
        ("参见 http://a.example/1:红,2:蓝", STRING),
        ("例如1:红,2:蓝", STRING),
        ("1代表第一页,2代表第二页,依此类推", INTEGER),
        ("1:红2:蓝,3:绿", INTEGER),
        ("1:红,1:蓝", INTEGER),
        ("1:红", INTEGER),
        ("red:红;blue:蓝", INTEGER),
        ("可输入-99-99岁,1-表示1岁以上,-99表示99岁以下", STRING),
        ("风险(可选值:high-risk/low-risk)", STRING),
        ('SUCCESS("SUCCESS", "成功"), FAIL("FAIL", "失败");', STRING),
        ("1:红 2 蓝 3:绿", INTEGER),
        ("mode=AUTO: 自动,HAND: 手动", STRING),
        ("颜色 1:红 2:蓝", TypeRef(Kind.OBJECT)),
        ("颜色 1:红 2:蓝", TypeRef(Kind.DATETIME)),
    ],
)
def test_what_may_be_something_else_is_no_enumeration(description: str, type_ref: TypeRef) -> None:
    assert values_of(description, type_ref) == {}


@pytest.mark.parametrize(
    ("description", "value", "unit", "quote"),
    [
        ("名称,长度不超过60个字节。", 60, LengthUnit.BYTES, "长度不超过60个字节"),
        ("名称，不能超过20个字符", 20, LengthUnit.CHARACTERS, "不能超过20个字符"),
        ("名称(最大长度20)", 20, LengthUnit.CHARACTERS, "最大长度20"),
        ("名称。30个汉字以内", 30, LengthUnit.CHARACTERS, "30个汉字以内"),
        ("评价最多40个汉字", 40, LengthUnit.CHARACTERS, "最多40个汉字"),
        ("名称(长度<=30)", 30, LengthUnit.CHARACTERS, "长度<=30"),
    ],
)
def test_a_length_in_prose_is_taken(description: str, value: int, unit: LengthUnit, quote: str) -> None:
    assert infer_from_description(description, STRING).max_length == InferredLength(value, unit, quote)


@pytest.mark.parametrize(
    "description",
    [
        "如果是英文则最多40个字符",
        "建议不超过20个字符",
        "一般不超过20个字",
        "账号加名称不超过100个字符",
        "标签,每个不超过10个字",
        "不超过30个汉字,60个字符",
        "不超过30个字符,一个汉字算2个字符",
        "超过50个字符会截断",
        '{"title":"不超过20个字"}',
        "长度不超过20个字符,特殊商家不限",
        "最多6位小数",
    ],
)
def test_a_length_under_a_condition_or_of_something_else_is_not(description: str) -> None:
    assert infer_from_description(description, STRING).max_length is None


@pytest.mark.parametrize(
    ("description", "type_ref", "count"),
    [
        ("明细,一次最多不超过20条明细", STRINGS, InferredCount(20, "一次最多不超过20条明细")),
        ("列表，最多20个", STRINGS, InferredCount(20, "最多20个")),
        ("图片(最大列表长度:5)", STRINGS, InferredCount(5, "最大列表长度:5")),
        ("多个id用逗号分隔,最多20个", STRING, InferredCount(20, "最多20个")),
        ("名称,最多20个", STRING, None),
        ("列表,最多20个字", STRINGS, None),
        ("列表,最多3个月", STRINGS, None),
        ("列表,建议不超过20个", STRINGS, None),
        ("列表,最多20个,单次最多10个", STRINGS, None),
    ],
)
def test_a_count_belongs_to_a_list_or_to_a_text_with_separators(
    description: str, type_ref: TypeRef, count: InferredCount | None
) -> None:
    assert infer_from_description(description, type_ref).max_items == count


@pytest.mark.parametrize(
    ("description", "type_ref", "low", "more_than", "high", "unit"),
    [
        ("价格。必须在0.01元到10000000元之间。", STRING, "0.01", None, "10000000", "元"),
        ("产品库存必须是1到999999。", INTEGER, "1", None, "999999", ""),
        ("天数,取值范围[1,100]", INTEGER, "1", None, "100", ""),
        ("天数,1~40之间", INTEGER, "1", None, "40", ""),
        ("数量,大于0", INTEGER, None, "0", None, ""),
        ("页码。取值范围:大于零的整数", INTEGER, None, "0", None, ""),
        ("每页条数,不能超过200条", INTEGER, None, None, "200", ""),
        ("每页条数,最小值1,最大值100", INTEGER, "1", None, "100", ""),
    ],
)
def test_a_range_in_prose_is_taken(
    description: str, type_ref: TypeRef, low: str | None, more_than: str | None, high: str | None, unit: str
) -> None:
    found = infer_from_description(description, type_ref).range
    numbers = [None if number is None else Decimal(number) for number in (low, more_than, high)]
    assert found is not None
    assert [found.minimum, found.more_than, found.maximum, found.unit] == [*numbers, unit]


@pytest.mark.parametrize(
    "description",
    [
        "大于0时按金额扣款",
        "数量,大于0,则按金额扣款",
        "限购,-1表示不限,大于0",
        "当类型为0时输入1-9范围内的整数",
        "页码 1~40",
        "间隔不超过15分钟",
        "不超过10,000",
        "必须在9到1之间",
        "不超过10,不超过20",
    ],
)
def test_a_range_under_a_condition_or_in_doubt_is_not(description: str) -> None:
    assert infer_from_description(description, INTEGER).range is None


@pytest.mark.parametrize(
    ("description", "pattern"),
    [
        ("时间,格式：yyyy-MM-dd HH:mm:ss。", "yyyy-MM-dd HH:mm:ss"),
        ("日期(YYYY-MM-DD)", "YYYY-MM-DD"),
        ("时间yyyyMMddHHmmss", "yyyyMMddHHmmss"),
        ("时间 HH:mm,24小时制", "HH:mm"),
        ("日期 yyyy-MM-dd~yyyy-MM-dd", None),
        ("日期 yyyy-MM-dd 或 yyyy/MM/dd", None),
        ("如果是日期,yyyy-MM-dd", None),
        ('{"date":"yyyy-MM-dd"}', None),
        ("多个日期 yyyy-MM-dd 用逗号隔开", None),
    ],
)
def test_a_date_pattern_is_taken_when_it_is_the_only_one(description: str, pattern: str | None) -> None:
    expected = InferredText(pattern, pattern) if pattern else None
    assert infer_from_description(description, STRING).pattern == expected


@pytest.mark.parametrize(
    ("description", "type_ref", "value"),
    [
        ("页码,默认为5", INTEGER, "5"),
        ("是否,默认值为true", BOOLEAN, "true"),
        ("页码(默认：1)", INTEGER, "1"),
        ("页码，不传默认1。", INTEGER, "1"),
        ("是否(Y/N;默认为N)", STRING, "N"),
        ("颜色 0:红 1:蓝,默认蓝", INTEGER, "1"),
        ("离店时间,默认值: 12:00", STRING, "12:00"),
        ("默认为空", STRING, None),
        ("默认不返回", BOOLEAN, None),
        ("默认全部", STRING, None),
        ("默认1小时过期", INTEGER, None),
        ("当类型为2时默认为3", INTEGER, None),
        ("页码,如果不填,则默认5", INTEGER, "5"),
        ("页码,当类型为2时,不填默认5", INTEGER, None),
        ("商家填默认值0", INTEGER, None),
        ("渠道,另一渠道默认是19", INTEGER, None),
        ("默认1,2", STRING, None),
        ("默认为5", BOOLEAN, None),
        ("默认1;不传时默认2", INTEGER, None),
        ("类型 1.默认 10-红 20-蓝", INTEGER, None),
        ("重量,默认kg", STRING, None),
    ],
)
def test_a_default_is_a_value_of_the_type_that_follows_directly(
    description: str, type_ref: TypeRef, value: str | None
) -> None:
    found = infer_from_description(description, type_ref).default
    assert (found.value if found is not None else None) == value


def test_other_apis_are_known_by_their_prefix() -> None:
    text = "参考taobao.itemcats.get。或 tmall.item.add.v2, mail a@taobao.com.cn http://api.taobao.com/x com.taobao.x.y"
    found = infer_from_description(text, STRING).references
    assert [reference.api for reference in found] == ["taobao.itemcats.get", "tmall.item.add.v2"]
    assert infer_from_description("taobao.com.cn taobao.xxx.get taobao.item com.alibaba.a.b.C", STRING).references == ()
    assert infer_from_api("", text, None).references == found


@pytest.mark.parametrize(
    ("description", "quote"),
    [
        ("[已废弃]报告", "[已废弃]"),
        ("报告(该字段已废弃)", "该字段已废弃"),
        ("报告（废弃）", "（废弃）"),
        ("废弃,使用新字段", "废弃"),
        ("不推荐使用", "不推荐使用"),
        ("已下线,不需要填写", "已下线"),
        ("Deprecated. Use the other", "Deprecated"),
        ("废弃订单", None),
        ("已下线", None),
        ("状态 0:正常 1:旧(已废弃)", None),
        ("报告,下线原因", None),
        ("不推荐使用者填写", None),
    ],
)
def test_deprecation_is_of_the_field_and_not_of_a_value(description: str, quote: str | None) -> None:
    found = infer_from_description(description, STRING).deprecated
    assert (found.quote if found is not None else None) == quote


def test_an_api_is_deprecated_by_its_title_description_or_category() -> None:
    assert infer_from_api("查询订单(已废弃)", "", None).deprecated is not None
    assert infer_from_api("查询订单", "查询订单", "交易API(已废弃)").deprecated is not None
    assert infer_from_api("查询废弃订单", "商品下线", None) == ApiInferred()


WORDS = """
1 2 0.01 -1 20 : ： ; ； , ， ( （ ) ） 【 】 [ ] | - ~ = 。 、 " “ ” A red true yes taobao. item. get yyyy -MM -dd
HH:mm 表示 代表 不超过 不能超过 最多 最大长度 最大列表长度 个 条 字节 字符 个字 以内 必须在 元 到 之间 取值范围 大于
默认 默认值 为 可选值 已废弃 该字段 红 蓝 如果
"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\n"])
descriptions = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60)
types = st.builds(TypeRef, st.sampled_from(Kind), st.booleans())


def quotes_of(inferred: Inferred) -> list[str]:
    """The quotes of all facts."""
    facts = [getattr(inferred, name) for name in Inferred.__slots__ if name != "references"]
    return [fact.quote for fact in (*facts, *inferred.references) if fact is not None]


@settings(max_examples=400, deadline=None)
@given(descriptions, types)
def test_every_quote_is_a_piece_of_the_description(description: str, type_ref: TypeRef) -> None:
    inferred = infer_from_description(description, type_ref)
    assert all(quote and quote in description for quote in quotes_of(inferred))
    assert infer_from_description(description, type_ref) == inferred


@settings(max_examples=200, deadline=None)
@given(descriptions, types)
def test_what_is_inferred_is_sound(description: str, type_ref: TypeRef) -> None:
    inferred = infer_from_description(description, type_ref)
    if inferred.values is not None:
        names = [each.value for each in inferred.values.listed]
        assert len(set(names)) == len(names) > 1
        assert all(re.fullmatch(r"[A-Za-z0-9_-]+", name) for name in names)
    found = inferred.range
    if found is not None:
        low = found.minimum if found.minimum is not None else found.more_than
        assert (low, found.maximum) != (None, None)
        assert low is None or found.maximum is None or low < found.maximum
        assert InferredRange(minimum=None, quote="") != found


REPEATED = """
1 1: 1:红, 1:红( A| a_ A( A(甲) 默认 默认1, 不超过 最多 最多1 不超过10个字, yyyy -MM HH: taobao. taobao.a. 废弃 (已废弃)
【 】 如果 必须在 1到 大于0 0.0 1- - = 可选值:a|b 可选值: 逗号 true: " ( ) 取值范围[1, 零 最大列表长度 ， 。
"""


@pytest.mark.slow
@pytest.mark.parametrize("piece", [*REPEATED.split(), " ", "\n", "yyyy-MM-dd ", "1 表示"], ids=ascii)
@pytest.mark.parametrize("type_ref", [STRING, INTEGER, STRINGS], ids=str)
def test_long_hostile_descriptions_take_time_in_proportion_to_their_length(piece: str, type_ref: TypeRef) -> None:
    began = time.process_time()
    infer_from_description(piece * (LONGEST_DESCRIPTION // len(piece)), type_ref)
    infer_from_description(piece * (100_000 // len(piece)), type_ref)
    infer_from_api(piece * 1000, piece * (100_000 // len(piece)), piece)
    assert time.process_time() - began < 2
