"""Spec files: what is written comes back, and what is no spec is refused in words that help."""

from __future__ import annotations

import textwrap
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from wild_apis import NASTY, apis, plain, texts

from topgen.errors import SpecFormatError
from topgen.spec.inferred import (
    ApiInferred,
    Deprecation,
    Inferred,
    InferredCount,
    InferredLength,
    InferredRange,
    InferredText,
    InferredValues,
    LengthUnit,
    Reference,
)
from topgen.spec.model import (
    Api,
    Doubt,
    DoubtKind,
    EnumValue,
    ErrorCode,
    Examples,
    Field,
    Kind,
    Limits,
    Plain,
    Required,
    Session,
    Source,
    TypeRef,
)
from topgen.spec.spec_file import dump_api, is_edited, load_api
from topgen.spec.yaml_read import DEEPEST, LARGEST, read_yaml
from topgen.spec.yaml_write import write_yaml

SMALLEST = Api(name="taobao.time.get", source=Source("pages/time.txt", "ab12", "bullet"))
GOODS = Field(
    name="goods_ids",
    type=TypeRef(Kind.INTEGER, is_list=True),
    required=Required.TRUE,
    example=(1234345435,),
    description="商品id\n一次最多20个",
    limits=Limits(default="1", max_length=4, max_items=20, minimum=Decimal("0.50"), maximum=Decimal("10.56")),
    values=(EnumValue("1", "上架"), EnumValue("yes", "")),
)
INFERRED = Inferred(
    deprecated=Deprecation("(已废弃)"),
    values=InferredValues((EnumValue("1", "上架"), EnumValue("2", "下架")), "1:上架;2:下架"),
    default=InferredText("5", "默认为5"),
    max_length=InferredLength(60, LengthUnit.BYTES, "不超过60个字节"),
    max_items=InferredCount(20, "最多不超过20条"),
    range=InferredRange(minimum=Decimal("0.01"), maximum=Decimal(10), unit="元", quote="必须在0.01元到10元之间"),
    pattern=InferredText("HH:mm", "HH:mm"),
    references=(Reference("taobao.itemcats.get", "taobao.itemcats.get"),),
)
FULL = Api(
    name="taobao.time.get",
    title="获取时间",
    description="one line",
    category="用户API",
    session=Session.REQUIRED,
    inferred=ApiInferred(name=InferredText("taobao.time.get", "time_get_response")),
    request=(
        Field(name="param", type=TypeRef(Kind.OBJECT, struct="ParamDTO"), required=Required.FALSE, fields=(GOODS,)),
        Field(name="kind", type=TypeRef(Kind.UNKNOWN, documented="Sorte"), required=Required.CONDITIONAL),
    ),
    response=(Field(name="time", type=TypeRef(Kind.DATETIME), example="2015-01-01 12:00:00", inferred=INFERRED),),
    errors=(ErrorCode("isv.wrong", "错", ""),),
    examples=Examples(request={"param": {"goods_ids": (1,)}}, error={"code": 50}),
    doubts=(Doubt(at="response.time", kind=DoubtKind.PARENT, chosen="response", reason="no sample", line=41),),
    source=Source("pages/time.txt", "ab12", "bullet"),
)
FULL_TEXT = """\
# yaml-language-server: $schema=../../schema/api.schema.json
api: taobao.time.get
title: 获取时间
description: one line
category: 用户API
session: required
inferred:
  name:
    value: taobao.time.get
    quote: time_get_response
request:
- name: param
  type: object
  struct: ParamDTO
  required: false
  fields:
  - name: goods_ids
    type: list[integer]
    required: true
    example:
    - 1234345435
    default: '1'
    max_length: 4
    max_items: 20
    minimum: 0.50
    maximum: 10.56
    values:
    - value: '1'
      meaning: 上架
    - value: 'yes'
      meaning: ''
    description: |-
      商品id
      一次最多20个
- name: kind
  type: unknown
  documented: Sorte
  required: conditional
response:
- name: time
  type: datetime
  example: '2015-01-01 12:00:00'
  inferred:
    deprecated:
      quote: (已废弃)
    values:
      listed:
      - value: '1'
        meaning: 上架
      - value: '2'
        meaning: 下架
      quote: 1:上架;2:下架
    default:
      value: '5'
      quote: 默认为5
    max_length:
      value: 60
      unit: bytes
      quote: 不超过60个字节
    max_items:
      value: 20
      quote: 最多不超过20条
    range:
      minimum: 0.01
      maximum: 10
      unit: 元
      quote: 必须在0.01元到10元之间
    pattern:
      value: HH:mm
      quote: HH:mm
    references:
    - api: taobao.itemcats.get
      quote: taobao.itemcats.get
errors:
- code: isv.wrong
  message: 错
  solution: ''
examples:
  request:
    param:
      goods_ids:
      - 1
  error:
    code: 50
doubts:
- at: response.time
  about: parent
  taken: response
  because: no sample
  line: 41
source:
  page: pages/time.txt
  sha256: ab12
  dialect: bullet
"""


def marked(text: str) -> str:
    """The text of a spec as it is written, with the line that tells whether it was edited since."""
    place = "# Written by topgen from its page; corrections belong into specs/overlays/taobao.time.get.yaml."
    return text.replace("\napi:", f"\n{place} f8463efce82e\napi:", 1)


def test_values_of_a_person_come_before_those_that_were_inferred() -> None:
    field = Field(name="x", type=TypeRef(Kind.STRING), inferred=INFERRED)
    assert [each.value for each in field.known_values] == ["1", "2"]
    assert replace(field, values=(EnumValue("3", ""),)).known_values == (EnumValue("3", ""),)


def test_a_spec_file_looks_like_this() -> None:
    assert dump_api(FULL) == marked(FULL_TEXT)
    assert load_api(FULL_TEXT, "time.yaml") == FULL


def test_empty_facts_of_the_api_are_written_and_those_of_fields_are_not() -> None:
    text = dump_api(SMALLEST)
    assert "category: null\nsession: unknown\nrequest: []\nresponse: []\nerrors: []\nexamples: {}\ndoubts: []\n" in text


@settings(max_examples=150, deadline=None)
@given(apis)
def test_what_was_dumped_loads_as_the_same_api_and_dumps_as_the_same_text(api: Api) -> None:
    text = dump_api(api)
    assert load_api(text, "wild.yaml") == api
    assert dump_api(load_api(text, "wild.yaml")) == text


@pytest.fixture(params=["C", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both parsers of PyYAML; the C one is not there on every machine."""
    if request.param == "C" and not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML has no C parser here")
    if request.param == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    return str(request.param)


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_nasty_text_survives_in_every_place(parser: str, text: str) -> None:
    data: dict[str, Plain] = {"a": text, text: (text, {text: text, "b": (text,)}), "c": text}
    assert read_yaml(write_yaml(data), "x").data() == data


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(texts, plain, min_size=1))
def test_other_readers_of_yaml_see_the_same_data(data: dict[str, Plain]) -> None:
    assert yaml.safe_load(write_yaml(data)) == _with_lists(data)


def _with_lists(data: Plain) -> object:
    if isinstance(data, tuple):
        return [_with_lists(item) for item in data]
    return {key: _with_lists(inner) for key, inner in data.items()} if isinstance(data, dict) else data


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("中文，标点。", "中文，标点。"),
        ("a\u202eb", '"a\\u202Eb"'),
        ("a\0b\x1b", '"a\\0b\\x1B"'),
        ("a\tb", '"a\\tb"'),
        ("1:30", "'1:30'"),
        ("it's: so", "'it''s: so'"),
        ('{"a": 1}', "'{\"a\": 1}'"),
        ("😀 ok", "😀 ok"),
        ("a\n b\n", "|\n  a\n   b"),
        (" a\nb", "|2-\n   a\n  b"),
        ("a\r\nb", '"a\\r\\nb"'),
    ],
)
def test_text_is_written_in_the_plainest_style_that_leaves_no_doubt(text: str, written: str) -> None:
    assert write_yaml({"k": text}) == f"k: {written}\n"


def test_very_long_text_stays_on_one_line() -> None:
    assert write_yaml({"k": "很长的 话 " * 500 + "x"}).count("\n") == 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2015-01-01 12:00:00", "2015-01-01 12:00:00"),
        ("1.0", "1.0"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("010", "010"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("yes", "yes"),
        (".inf", ".inf"),
        ("<<", "<<"),
        ("12", 12),
        ("-12", -12),
        ("True", True),
        ("~", None),
        ("", None),
        ("'12'", "12"),
        ('"null"', "null"),
    ],
)
def test_a_scalar_without_quotes_is_null_a_boolean_a_whole_number_or_text(
    parser: str, written: str, meant: Plain
) -> None:
    assert read_yaml(f"k: {written}\n", "x").data() == {"k": meant}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("type: object", "type: objekt", "13: expected one of string, integer"),
        ("type: object", "type: objekt", "found the text 'objekt' (did you mean object?)"),
        ("required: false", "required: yes", "15: expected one of true, false, conditional, unknown, found the text"),
        ("  struct:", "  strukt:", "14: unknown key 'strukt' (did you mean struct?)"),
        ("  struct:", "  zzz:", "14: unknown key 'zzz' (known here are name, type, struct, documented, required,"),
        ("title: 获取时间", "title: 12", "3: expected text, found 12 (put it in quotes)"),
        ("title: 获取时间", "title:", "3: expected text, found nothing (write '' for empty text)"),
        ("max_items: 20", "max_items: '20'", "24: expected a whole number, found the text '20'"),
        ("max_items: 20", "max_items: true", "24: expected a whole number, found true"),
        ("10.56", "10.5.6", "26: expected a number without quotes, found the text '10.5.6'"),
        ("session: required\n", "", "2: the key session is missing"),
        ("  required: false\n", "", "12: the key required is missing"),
        ("  type: datetime\n", "  type: datetime\n  required: true\n", "42: unknown key 'required'"),
        ("about: parent", "about: parents", "found the text 'parents' (did you mean parent?)"),
        ("line: 41", "line: [41]", "90: expected a whole number, found a list"),
        ("errors:\n- code: isv.wrong\n  message: 错\n  solution: ''", "errors: {}", "74: expected a list, found a m"),
        ("title: 获取时间", "title: a\ntitle: b", "4: the key 'title' stands here twice, first in line 3"),
        ("title: 获取时间", "title: &a b", "3: anchors are not allowed here: &a"),
        ("title: 获取时间", "title: *a", "3: aliases are not allowed here: *a (write the value out)"),
        ("title: 获取时间", "title: !!str b", "3: tags are not allowed here: tag:yaml.org,2002:str (put text that"),
        ("title: 获取时间", "title: 'b", "this is no YAML: "),
        ("title: 获取时间", "title: a\x07", "3: the character U+0007 must not stand in the file as it is (write it"),
        ("source:", "--- {}\n", "91: the file holds more than one document"),
        ("code: 50", "code: " + "9" * 5000, "84: expected a number of a sensible size, found 999"),
        ("taobao.time.get", "../../x", "2: '../../x' cannot be an API name: it must be two or more words of"),
    ],
)
def test_a_file_that_is_no_spec_is_refused_with_its_line(parser: str, old: str, new: str, message: str) -> None:
    assert FULL_TEXT.count(old) >= 1
    with pytest.raises(Exception) as caught:
        load_api(FULL_TEXT.replace(old, new, 1), "specs/time.yaml")
    assert message in str(caught.value)
    assert str(caught.value).startswith("specs/time.yaml:")


@pytest.mark.parametrize("text", ["", "# nothing\n", "--- \n...\n"])
def test_an_empty_file_is_no_spec(parser: str, text: str) -> None:
    with pytest.raises(SpecFormatError, match=r"x\.yaml.*: (the file is empty|expected a mapping, found nothing)"):
        load_api(text, "x.yaml")


def test_half_of_a_surrogate_pair_is_refused_on_both_ways(parser: str) -> None:
    with pytest.raises(SpecFormatError, match=r"U\+D800, half of a surrogate pair"):
        dump_api(replace(SMALLEST, title="a\ud800"))
    with pytest.raises(SpecFormatError, match=r"U\+D800 must not stand"):
        load_api("a: \ud800", "x.yaml")
    with pytest.raises(SpecFormatError, match=r"^x\.yaml:2: (half of|this is no YAML)"):
        load_api('\na: "\\uD800"', "x.yaml")


def test_laughs_do_not_multiply(parser: str) -> None:
    laughs = "a: &a [ha, ha]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    with pytest.raises(SpecFormatError, match=r"^x\.yaml:1: anchors are not allowed"):
        load_api(laughs, "x.yaml")


@pytest.mark.parametrize("opening", ["[", "{", "[[a,", "[\n", "{a: ", "- ", "? "], ids=ascii)
def test_depth_has_a_limit_of_ours(parser: str, opening: str) -> None:
    for times in (DEEPEST + 1, 100_000):
        with pytest.raises(SpecFormatError, match=rf"^x.yaml:\d+: more than {DEEPEST} levels inside each other$"):
            load_api("a:\n  " + opening * times, "x.yaml")


def test_size_has_a_limit(parser: str) -> None:
    with pytest.raises(SpecFormatError, match="the file is longer than 8,000,000 characters"):
        load_api("a" * (LARGEST + 1), "x.yaml")


def test_what_could_not_be_read_again_is_not_written() -> None:
    deep: Plain = ()
    for _ in range(DEEPEST):
        deep = (deep,)
    for example, message in [(deep, "levels"), ("a" * LARGEST, "a file of more"), (10**5000, "thousands of digits")]:
        with pytest.raises(SpecFormatError, match=rf"pages/time\.txt: taobao\.time\.get: .*{message}"):
            dump_api(replace(SMALLEST, response=(Field(name="x", type=TypeRef(Kind.JSON), example=example),)))
    nest = Field(name="x", type=TypeRef(Kind.OBJECT))
    for levels in (DEEPEST, 1000):
        for _ in range(levels):
            nest = replace(nest, fields=(nest,))
        with pytest.raises(SpecFormatError, match="more"):
            dump_api(replace(SMALLEST, response=(nest,)))
    for number in ("NaN", "Infinity", "1E+9999999"):
        field = Field(name="x", type=TypeRef(Kind.JSON), limits=Limits(maximum=Decimal(number)))
        with pytest.raises(SpecFormatError, match="is no number that a spec can hold"):
            dump_api(replace(SMALLEST, response=(field,)))


@pytest.mark.parametrize("number", ["10.56", "0.50", "-0", "1E+3", "1E-90", "1E+400", "-1.5E-400", "9" * 200])
def test_exact_numbers_stay_exact(parser: str, number: str) -> None:
    field = Field(name="x", type=TypeRef(Kind.DECIMAL), limits=Limits(minimum=Decimal(number)))
    api = replace(SMALLEST, response=(field,))
    assert load_api(dump_api(api), "x.yaml") == api


def test_only_requests_say_whether_a_field_is_required() -> None:
    field = Field(name="x", type=TypeRef(Kind.STRING))
    with pytest.raises(SpecFormatError, match="does not say whether it is required"):
        dump_api(replace(SMALLEST, request=(field,)))
    with pytest.raises(SpecFormatError, match="response field x says whether it is required"):
        dump_api(replace(SMALLEST, response=(replace(field, required=Required.TRUE),)))


def test_line_ends_and_marks_of_editors_change_nothing(parser: str) -> None:
    assert load_api("\ufeff" + FULL_TEXT.replace("\n", "\r\n"), "x.yaml") == FULL


def test_a_person_may_write_flow_style_and_comments(parser: str) -> None:
    text = textwrap.dedent(FULL_TEXT).replace(
        "- code: isv.wrong\n  message: 错\n  solution: ''",
        "# seen in 2024\n- {code: isv.wrong, message: 错, solution: ''}",
    )
    assert load_api(text, "x.yaml") == FULL


def test_a_spec_that_somebody_changed_is_known() -> None:
    text = dump_api(FULL)
    assert not is_edited(text)
    assert not is_edited(text.replace("\n", "\r\n"))
    assert is_edited(text.replace("获取时间", "取时间"))
    assert not is_edited(FULL_TEXT)
