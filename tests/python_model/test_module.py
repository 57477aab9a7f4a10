"""The module of one API: annotations, imports, docstrings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from apis_by_hand import a_field, an_api, needed

from topgen.package_metadata import PACKAGE_NAME
from topgen.python_model.code import identifier
from topgen.python_model.lock import NameLock, extend_lock
from topgen.python_model.model import Attribute, Module
from topgen.python_model.module import build_module
from topgen.python_model.module_names import read_context
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
)
from topgen.spec.model import (
    Api,
    Doubt,
    DoubtKind,
    EnumValue,
    ErrorCode,
    Field,
    Kind,
    Limits,
    Required,
    Session,
    TypeRef,
)


def module_of(api: Api) -> Module:
    return build_module(read_context(api, extend_lock(NameLock(), [api.name]).entries[0]), identifier(PACKAGE_NAME))


def attribute_of(field: Field) -> Attribute:
    """The attribute of a request parameter."""
    return module_of(an_api(request=(field,))).classes[-1].attributes[0]


@pytest.mark.parametrize(
    ("kind", "annotation"),
    [
        ("string", "str"),
        ("integer", "int"),
        ("decimal", "Decimal"),
        ("boolean", "bool"),
        ("datetime", "datetime"),
        ("json", "Json"),
        ("file", "File"),
        ("map", "dict[str, Any]"),
        ("object", "dict[str, Any]"),
        ("unknown", "Any"),
        ("list[integer]", "list[int]"),
        ("list[unknown]", "list[Any]"),
    ],
)
def test_every_kind_has_its_python_type(kind: str, annotation: str) -> None:
    assert attribute_of(needed("x", kind)).annotation == annotation
    assert attribute_of(a_field("x", kind)).annotation == f"{annotation} | None"


@pytest.mark.parametrize("required", [Required.FALSE, Required.CONDITIONAL, Required.UNKNOWN, None])
def test_only_what_must_be_sent_has_no_default(required: Required | None) -> None:
    assert attribute_of(a_field("x", required=required)).optional
    assert not attribute_of(needed("x")).optional


def test_limits_and_wire_names_stand_in_the_annotation_and_in_words() -> None:
    limits = Limits(max_length=20, minimum=Decimal("0.50"), maximum=Decimal("1E+3"), default="7")
    attribute = attribute_of(a_field("from", limits=limits, description="来源"))
    assert attribute.name == "from_"
    assert attribute.annotation == (
        'Annotated[str | None, Wire(name="from", max_length=20, minimum=Decimal("0.50"), maximum=1000)]'
    )
    for words in ("来源", "Length at most 20.", "Minimum 0.50.", "Default: 7", "On the wire: ``from``."):
        assert words in attribute.doc


def test_enumerated_values_are_open_and_have_their_meanings_below() -> None:
    values = (EnumValue("A", "甲"), EnumValue('B"', ""), EnumValue("A", "again"))
    attribute = attribute_of(needed("event", values=values))
    assert attribute.annotation == 'Literal["A", \'B"\'] | str'
    assert "- A: 甲" in attribute.doc


def test_what_was_inferred_is_said_in_words_and_its_limits_stand_apart_from_the_documented() -> None:
    inferred = Inferred(
        deprecated=Deprecation("已废弃"),
        values=InferredValues((EnumValue("A", "甲"), EnumValue("B", "乙")), "A:甲,B:乙"),
        default=InferredText("A", "默认A"),
        max_length=InferredLength(60, LengthUnit.BYTES, "不超过60个字节"),
        max_items=InferredCount(20, "最多20个"),
        range=InferredRange(more_than=Decimal(0), maximum=Decimal(9), unit="元", quote="大于0,最大9元"),
    )
    attribute = attribute_of(a_field("x", inferred=inferred))
    assert attribute.annotation == (
        'Annotated[Literal["A", "B"] | str | None, Wire(inferred=Inferred(max_bytes=60, more_than=0, maximum=9))]'
    )
    for words in (
        "- A: 甲",
        "Deprecated, inferred from: 已废弃",
        "Default: A, inferred from: 默认A",
        "Length at most 60 bytes, inferred from: 不超过60个字节",
        "At most 20 items, inferred from: 最多20个",
        "More than 0, maximum 9 (元), inferred from: 大于0,最大9元",
    ):
        assert words in attribute.doc
    module = module_of(an_api(inferred=ApiInferred(deprecated=Deprecation("(已下线)"))))
    assert "Deprecated, inferred from: (已下线)" in module.doc


def test_a_response_says_no_limits_to_the_reader_of_the_wire() -> None:
    field = a_field("x", limits=Limits(max_length=1))
    assert module_of(an_api(response=(field,))).classes[0].attributes[0].annotation == "str | None"


def test_only_what_is_used_is_imported() -> None:
    bare = module_of(an_api())
    assert [(line.module, line.listed) for line in bare.imports] == [
        ("dataclasses", "dataclass"),
        ("typing", "ClassVar"),
    ]
    assert [line.listed for line in bare.runtime] == ["Api, Request, Response"]
    full = module_of(an_api(request=(a_field("list", "list[datetime]"), a_field("f", "file"), a_field("d", "decimal"))))
    assert [line.listed for line in full.imports] == ["dataclass", "datetime", "Decimal", "Annotated, ClassVar"]
    assert [line.listed for line in full.runtime] == ["Api, File, Request, Response, Wire"]


def doubt(at: str) -> Doubt:
    return Doubt(at=at, kind=DoubtKind.PARENT, chosen="result.data", reason="no sample proves its place.", line=4)


def test_a_doubt_stands_under_its_attribute_and_else_in_the_docstring_of_the_module() -> None:
    result = a_field("result", "object", a_field("ids", "list[integer]"))
    api = an_api(response=(result,), doubts=(doubt("response.result.ids"), doubt("api")))
    module = module_of(api)
    words = "Doubt (parent, taken as result.data): no sample proves its place."
    assert words in module.classes[0].attributes[0].doc
    assert module.doc.count(words) == module.classes[-1].doc.count(words) == 1


def test_a_class_for_several_places_shows_the_doubts_of_all() -> None:
    fields = tuple(a_field(name, "object", a_field("id"), struct="Item") for name in "ab")
    api = an_api(response=fields, doubts=(doubt("response.b.id"),))
    assert "Doubt (parent" in module_of(api).classes[0].attributes[0].doc


def test_the_module_tells_title_description_session_and_error_codes() -> None:
    api = an_api(
        title="获取时间",
        description="获取系统当前时间",
        session=Session.NONE,
        errors=(ErrorCode("isv.a", "错", "改"), ErrorCode("isv.b", "", "")),
    )
    assert module_of(api).doc == (
        '"""taobao.time.get: 获取时间\n\n获取系统当前时间\n\nSession: none.\n\n'
        'Error codes:\n- isv.a: 错: 改 (``AError``)\n- isv.b (``BError``)\n"""'
    )


def test_the_first_of_two_parameters_of_one_name_counts_and_says_so() -> None:
    module = module_of(an_api(request=(needed("a", "integer", description="first"), needed("a", description="second"))))
    (attribute,) = module.classes[-1].attributes
    assert attribute.annotation == "int"
    assert "first" in attribute.doc
    assert "lists this name again" in attribute.doc


def test_a_type_that_nobody_knows_keeps_the_words_of_the_page() -> None:
    field = Field(name="x", type=TypeRef(Kind.UNKNOWN, documented="Strnig"))
    assert "The page calls its type Strnig, which is not known." in attribute_of(field).doc


def test_an_attribute_without_a_word_has_no_docstring() -> None:
    assert attribute_of(a_field("x")).doc == ""


@pytest.mark.parametrize(
    ("limits", "annotation"),
    [
        (Limits(), "Inferred(max_length=9, max_items=5, minimum=1, maximum=7)"),
        (Limits(max_length=8), "Inferred(max_items=5, minimum=1, maximum=7)"),
        (Limits(max_items=8, minimum=Decimal(0)), "Inferred(max_length=9, maximum=7)"),
        (Limits(maximum=Decimal(8)), "Inferred(max_length=9, max_items=5, minimum=1)"),
    ],
)
def test_a_limit_of_the_table_counts_alone(limits: Limits, annotation: str) -> None:
    inferred = Inferred(
        max_length=InferredLength(9, LengthUnit.CHARACTERS, "最多9个字符"),
        max_items=InferredCount(5, "最多5个"),
        range=InferredRange(minimum=Decimal(1), maximum=Decimal(7), quote="1到7"),
    )
    field = a_field("x", "list[string]", limits=limits, inferred=inferred)
    assert f"inferred={annotation})]" in attribute_of(field).annotation
    assert "Wire" not in module_of(an_api(response=(field,))).classes[0].attributes[0].annotation


def test_how_many_items_a_text_may_hold_is_left_to_the_words() -> None:
    attribute = attribute_of(a_field("x", inferred=Inferred(max_items=InferredCount(5, "最多5个"))))
    assert attribute.annotation == "str | None"
    assert "At most 5 items, inferred from: 最多5个" in attribute.doc


def test_a_wire_name_that_looks_like_a_limit_imports_nothing() -> None:
    module = module_of(an_api(request=(a_field("Inferred(Decimal("),)))
    assert "Inferred" not in module.runtime[0].listed
    assert [line.listed for line in module.imports] == ["dataclass", "Annotated, ClassVar"]
