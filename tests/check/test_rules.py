"""Rules: each speaks up about the page that it was made for, and is silent about a sound one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from topgen.check import RULES, Problem, Severity, find_problems, find_problems_across
from topgen.spec.inferred import Inferred, InferredLength, InferredRange, InferredText, LengthUnit
from topgen.spec.model import (
    Api,
    Doubt,
    DoubtKind,
    EnumValue,
    ErrorCode,
    Field,
    Kind,
    Limits,
    Plain,
    Required,
    Source,
    TypeRef,
)


def _field(name: str, kind: Kind = Kind.STRING, is_list: bool = False, **more: object) -> Field:
    struct = "XDTO" if kind is Kind.OBJECT else None
    return replace(Field(name=name, type=TypeRef(kind, is_list, struct), required=Required.TRUE), **more)  # type: ignore[arg-type]


TIME = _field("time", required=None)
SOUND = Api(name="taobao.time.get", response=(TIME,), source=Source("pages/time.txt", "ab12", "bullet"))


def _with(*request: Field, **more: object) -> Api:
    return replace(SOUND, request=request, **more)  # type: ignore[arg-type]


def _doubt(at: str, kind: DoubtKind) -> Doubt:
    return Doubt(at=at, kind=kind, chosen="x", reason="y", line=7)


@pytest.mark.parametrize(
    ("api", "shown"),
    [
        (
            replace(SOUND, name="../../x"),
            "error[api-name] ../../x api: '../../x' cannot be an API name: it must be two or more words "
            "of A-Z, a-z, 0-9, _ and - with single dots between them",
        ),
        (
            replace(SOUND, response=()),
            "doubt[nothing-read] taobao.time.get api: neither parameters nor fields of a reply were found",
        ),
        (
            _with(_field("p", Kind.OBJECT, fields=(_field("a"), _field("b"), _field("a")))),
            "doubt[repeated-name] taobao.time.get request.p.a: the name stands twice on the same level: 'a'",
        ),
        (
            _with(replace(_field("p", fields=(_field("a"),)), type=TypeRef(Kind.OBJECT))),
            "note[nameless-struct] taobao.time.get request.p: the page names no class",
        ),
        (
            _with(_field("p", Kind.UNKNOWN)),
            "note[unread-type] taobao.time.get request.p: the type is unknown and the page's words for it " "are lost",
        ),
        (
            _with(_field("p", Kind.INTEGER, fields=(_field("a"),))),
            "doubt[misplaced-fields] taobao.time.get request.p: fields inside a type that has none: " "'integer'",
        ),
        (
            _with(_field("p", limits=Limits(max_items=20))),
            "doubt[limit-without-list] taobao.time.get request.p: a limit for the items of a list, and the "
            "type is string: '20'",
        ),
        (
            _with(_field("p", Kind.DECIMAL, limits=Limits(minimum=Decimal("1.5"), maximum=Decimal(1)))),
            "doubt[empty-range] taobao.time.get request.p: the smallest value is above the largest, 1: " "'1.5'",
        ),
        (
            _with(_field("p", Kind.INTEGER, values=(EnumValue("1", ""), EnumValue("全部", ""), EnumValue("b", "")))),
            "doubt[value-type] taobao.time.get request.p: enumerated values that are no integer: '全部, b'",
        ),
        (
            _with(
                _field(
                    "p",
                    limits=Limits(max_length=50),
                    inferred=Inferred(max_length=InferredLength(60, LengthUnit.BYTES, "不超过60个字节")),
                )
            ),
            "note[inferred-limit] taobao.time.get request.p: the table says max_length '50', and the description "
            "something else: '不超过60个字节'",
        ),
        (
            _with(
                _field(
                    "p",
                    Kind.INTEGER,
                    limits=Limits(maximum=Decimal(9), minimum=Decimal(1)),
                    inferred=Inferred(range=InferredRange(maximum=Decimal(10), minimum=Decimal(1), quote="1~10之间")),
                )
            ),
            "note[inferred-limit] taobao.time.get request.p: the table says maximum '9', and the description "
            "something else: '1~10之间'",
        ),
        (
            _with(_field("p", Kind.BOOLEAN, limits=Limits(default="否"))),
            "doubt[default-type] taobao.time.get request.p: a default that is no boolean: '否'",
        ),
        (
            _with(_field("p", Kind.INTEGER, is_list=True, example="Top,Pub")),
            "doubt[example-type] taobao.time.get request.p: the sample is no list[integer]: 'Top,Pub'",
        ),
        (
            replace(SOUND, errors=tuple(ErrorCode(code, "x", "") for code in ("isv.a", "isv.b", "isv.a"))),
            "note[repeated-error] taobao.time.get errors: the error code stands in the table twice: 'isv.a'",
        ),
        (
            replace(SOUND, doubts=(_doubt("response.tome", DoubtKind.TYPE),)),
            "7: doubt[doubt-about-nothing] taobao.time.get response.tome: a doubt about something that the "
            "spec has not",
        ),
    ],
)
def test_a_rule_says_what_is_wrong_and_where(api: Api, shown: str) -> None:
    assert [str(problem).removeprefix("pages/time.txt:").lstrip() for problem in find_problems(api)] == [shown]


@pytest.mark.parametrize(
    "api",
    [
        SOUND,
        _with(_field("time")),
        _with(_field("p", Kind.OBJECT, fields=(_field("p", Kind.OBJECT, fields=(_field("p"),)),))),
        _with(replace(_field("p"), type=TypeRef(Kind.OBJECT))),
        _with(replace(_field("p"), type=TypeRef(Kind.UNKNOWN, documented="Sorte"))),
        _with(_field("p", Kind.UNKNOWN), doubts=(_doubt("request.p", DoubtKind.TYPE),)),
        _with(_field("p", Kind.INTEGER, is_list=True, example="Top"), doubts=(_doubt("request.p", DoubtKind.SAMPLE),)),
        _with(_field("p", Kind.INTEGER, values=(EnumValue("a", ""),)), doubts=(_doubt("request.p", DoubtKind.VALUES),)),
        _with(_field("p", Kind.INTEGER, is_list=True, limits=Limits(max_items=20, default="1,2"))),
        _with(_field("p", limits=Limits(default="5"), inferred=Inferred(default=InferredText("5", "默认5")))),
        _with(_field("p", limits=Limits(minimum=Decimal(1), maximum=Decimal(1)))),
        replace(
            SOUND, doubts=tuple(_doubt(at, DoubtKind.ROW) for at in ("api", "request", "response", "response.time"))
        ),
    ],
)
def test_a_sound_or_already_doubted_spec_has_no_problems(api: Api) -> None:
    assert find_problems(api) == ()


@pytest.mark.parametrize(
    ("kind", "fitting", "contradicting"),
    [
        (Kind.STRING, ["", "a"], [1, True]),
        (Kind.INTEGER, [1, -5, 10**30], ["1", True, "a"]),
        (Kind.DECIMAL, ["10.56", ".5", 3, "-1"], ["1,5", "a", True]),
        (Kind.BOOLEAN, [True], ["true", 1]),
        (Kind.DATETIME, ["2015-01-01 12:00:00"], ["2015-01-01", 20150101, "now"]),
        (Kind.JSON, ["{}", {"a": 1}], []),
        (Kind.FILE, ["bytes"], []),
        (Kind.MAP, [{"a": 1}, "none"], [1]),
        (Kind.OBJECT, [{"a": 1}, "none", ()], [True]),
        (Kind.UNKNOWN, [1, "a", ()], []),
    ],
)
def test_a_sample_fits_its_type_or_contradicts_it(kind: Kind, fitting: list[Plain], contradicting: list[Plain]) -> None:
    type_ref = TypeRef(kind, documented="x")
    for examples, codes in ((fitting, []), (contradicting, ["example-type"])):
        for example in examples:
            api = _with(replace(_field("p"), type=type_ref, example=example))
            assert [problem.code for problem in find_problems(api)] == codes, example


def test_every_rule_explains_itself_in_one_sentence() -> None:
    for rule in RULES:
        assert rule.__doc__ and rule.__doc__.endswith(".") and "\n" not in rule.__doc__


def test_a_problem_shows_hostile_words_without_their_control_characters() -> None:
    problem = find_problems(_with(_field("a\x1b[2J"), _field("a\x1b[2J")))[0]
    assert str(problem).isprintable()


def _catalogue(*apis: Api) -> list[str]:
    return [str(problem) for problem in find_problems_across(apis)]


def _from_page(api: Api, page: str) -> Api:
    return replace(api, source=Source(page, page, "pipe"))


def test_a_page_that_is_there_twice_is_only_odd() -> None:
    first = _from_page(replace(SOUND, doubts=(_doubt("api", DoubtKind.ROW),)), "pages/a.txt")
    second = _from_page(replace(SOUND, doubts=(replace(_doubt("api", DoubtKind.ROW), line=9),)), "pages/b.txt")
    shown = "pages/b.txt: note[same-page-twice] taobao.time.get: the page says the same as pages/a.txt"
    assert _catalogue(first, second) == [shown]


def test_different_apis_have_no_problems_with_each_other() -> None:
    assert _catalogue(SOUND, replace(SOUND, name="taobao.time.set")) == []


def test_a_problem_is_a_value() -> None:
    facts = {"code": "c", "severity": Severity.NOTE, "file": "f", "line": 3, "at": "a", "message": "m"}
    assert str(Problem(**facts)) == "f:3: note[c] a: m"  # type: ignore[arg-type]
