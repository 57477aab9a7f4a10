"""Request examples in Java: whose each setter is, the forms of literals, and what lost or doubled lines cost.

An example is written ``Name=text`` for a value and ``Name(…)`` for an object, ``Name[…]`` for a list of them, with
``~`` where the example ends inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topgen.document import Cell, Example, Notation
from topgen.examples import ExampleValue, Literal
from topgen.examples.java import read_java
from topgen.examples.variables import MAX_DEPTH

if TYPE_CHECKING:
    # Imported here, pytest would take the class for one of tests.
    from topgen.examples import ParsedExample

CALL = """\
TaobaoClient client = new DefaultTaobaoClient(url, appkey, secret);
ShopAddRequest req = new ShopAddRequest();
req.setName("甲");
ShopAddRequest.OrderDTO obj1 = new ShopAddRequest.OrderDTO();
obj1.setId(1L);
List<ShopAddRequest.ItemDTO> list3 = new ArrayList<ShopAddRequest.ItemDTO>();
ShopAddRequest.ItemDTO obj4 = new ShopAddRequest.ItemDTO();
list3.add(obj4);
obj4.setSku(2L);
ShopAddRequest.TagDTO obj5 = new ShopAddRequest.TagDTO();
obj5.setText("x");
obj4.setTag(obj5);
obj1.setItems(list3);
obj1.setOk(true);
req.setOrder(obj1);
ShopAddResponse rsp = client.execute(req, sessionKey);
System.out.println(rsp.getBody());"""
LINES = CALL.split("\n")
VALUES = {3: "甲", 5: "1", 9: "2", 11: "x", 14: "true"}
"""The values of the call and the lines that set them."""
WHOLE = "Name=甲 Order(Id=1 Items[Sku=2 Tag(Text=x)] Ok=true)"


def read(*lines: str) -> ParsedExample:
    return read_java(Example(tuple(Cell(line, at) for at, line in enumerate(lines, 1)), Notation.JAVA))


def summary(values: Sequence[ExampleValue]) -> str:
    return " ".join(map(_shown, values))


def _shown(shown: ExampleValue) -> str:
    name = f"{shown.name}{'' if shown.whole else '~'}"
    if shown.literal is not Literal.BLOCK:
        return f"{name}={shown.text}"
    return f"{name}[{summary(shown.children)}]" if shown.is_list else f"{name}({summary(shown.children)})"


def without(*numbers: int) -> list[str]:
    return [line for at, line in enumerate(LINES, 1) if at not in numbers]


def set_to(*argument: str) -> ExampleValue:
    found = read("ARequest req = new ARequest();", *argument, "client.execute(req);")
    assert found.broken == ()
    (shown,) = found.roots
    return shown


def test_setters_belong_to_the_objects_that_their_variables_are() -> None:
    found = read(*LINES)
    assert summary(found.roots) == WHOLE
    assert (found.title, found.client, found.session, found.complete) == ("ShopAdd", "TaobaoClient", True, True)
    assert (found.setters, found.broken) == (True, ())


def test_objects_and_lists_tell_their_classes_and_stand_where_they_are_handed_on() -> None:
    blocks = [shown for root in read(*LINES).roots for shown in root.walk() if shown.literal is Literal.BLOCK]
    assert [(shown.name, shown.struct, shown.is_list, shown.line) for shown in blocks] == [
        ("Order", "OrderDTO", False, 15),
        ("Items", "ItemDTO", True, 13),
        ("Tag", "TagDTO", False, 12),
    ]


@pytest.mark.parametrize("joint", [" ", "  ", "\t"])
def test_all_statements_may_stand_on_one_line(joint: str) -> None:
    found = read(joint.join(LINES))
    assert (summary(found.roots), found.title, found.session, found.broken) == (WHOLE, "ShopAdd", True, ())


@pytest.mark.parametrize(
    ("statement", "text", "literal"),
    [
        ('req.setA("甲 乙");', "甲 乙", Literal.TEXT),
        ('req.setA("");', "", Literal.TEXT),
        ('req.setA( "x" );', "x", Literal.TEXT),
        ('req . setA ( "x" ) ;', "x", Literal.TEXT),
        (r'req.setA("{\"a\":\"b\\c\"}");', r'{"a":"b\c"}', Literal.TEXT),
        ('req.setA("f(x);");', "f(x);", Literal.TEXT),
        ('req.setA("a");b");', 'a");b', Literal.TEXT),
        ('req.setA("x")', "x", Literal.TEXT),
        ('req.setA("x', "x", Literal.TEXT),
        ("req.setA(1L);", "1", Literal.INTEGER),
        ("req.setA(-1L);", "-1", Literal.INTEGER),
        ("req.setA(1.5D);", "1.5", Literal.INTEGER),
        ("req.setA(编号L);", "编号", Literal.INTEGER),
        ("req.setA(1);", "1", Literal.TEXT),
        ("req.setA(true);", "true", Literal.BOOLEAN),
        ("req.setA(false);", "false", Literal.BOOLEAN),
        ('req.setA(StringUtils.parseDateTime("2000-01-01 00:00:00"));', "2000-01-01 00:00:00", Literal.DATETIME),
        ('req.setA(new FileItem("/tmp/file.txt"));', "/tmp/file.txt", Literal.FILE),
        ('req.setA(new FileItem( "/tmp/file.txt" ));', "/tmp/file.txt", Literal.FILE),
        ("req.setA(obj9);", "obj9", Literal.TEXT),
        ("req.setA();", "", Literal.TEXT),
    ],
)
def test_one_literal(statement: str, text: str, literal: Literal) -> None:
    shown = set_to(statement)
    assert (shown.name, shown.text, shown.literal, shown.is_list) == ("A", text, literal, False)


@pytest.mark.parametrize(
    ("statement", "items"),
    [
        (["req.setA(new Long[] { 1,2 };", ");"], ("1", "2")),
        (["req.setA(new Long[] { 1,2 });"], ("1", "2")),
        (["req.setA( new Long[] { 1 , 2 } ; ) ;"], ("1", "2")),
        (["req.setA(new Boolean [ ] {true};", ")", ";"], ("true",)),
        (["req.setA(new Long[] {  };", ");"], ()),
        (["req.setA(new Long[] { 1,2"], ("1", "2")),
        (['req.setA(""a","b"");'], ("a", "b")),
        (['req.setA(""a", "b"");'], ("a", "b")),
        (['req.setA(""a"");'], ("a",)),
    ],
)
def test_one_list_of_literals(statement: list[str], items: tuple[str, ...]) -> None:
    shown = set_to(*statement)
    assert (shown.name, shown.items, shown.literal, shown.is_list) == ("A", items, Literal.LIST, True)


@pytest.mark.parametrize(
    ("lines", "session"),
    [
        (["R rsp = client.execute(req, sessionKey);"], True),
        (["R rsp = client.execute( req , sessionKey );"], True),
        (["R rsp = client.execute(req);"], False),
        (["client . execute ( req ) ;"], False),
        (["client.execute(req"], False),
        ([], None),
    ],
)
def test_the_call_tells_whether_it_passes_a_session(lines: list[str], session: bool | None) -> None:
    found = read("ARequest req = new ARequest();", 'req.setA("x");', *lines)
    assert (found.session, found.complete) == (session, session is not None)


@pytest.mark.parametrize("client", ["TaobaoClient", "QimenCloudClient"])
def test_the_client_is_named(client: str) -> None:
    assert read(f"{client} client = new Default{client}(url, appkey, secret);").client == client


@pytest.mark.parametrize("title", ["Shop", "X.aliyuncs.com.DoIt.2015-01-01", "A-b", "QimenTaobaoShop"])
@pytest.mark.parametrize("joint", ["\n", " "])
def test_a_request_class_may_have_dashes_and_dots(title: str, joint: str) -> None:
    lines = [f"{title}Request req = new {title}Request();", f"{title}Request.B obj1 = new {title}Request.B();"]
    lines += ["obj1.setC(1L);", "req.setB(obj1);", f"{title}Response rsp = client.execute(req);"]
    found = read(*joint.join(lines).split("\n"))
    assert (found.title, summary(found.roots), found.broken) == (title, "B(C=1)", ())


def test_a_parameter_may_be_called_like_the_variable_of_the_request() -> None:
    lines = ["ARequest req = new ARequest();", "ARequest.B obj1 = new ARequest.B();", "req.setReq(obj1);"]
    assert summary(read(*lines).roots) == "Req()"


def test_classes_of_copies_may_lack_the_request_before_them() -> None:
    lines = ["ARequest req = new ARequest();", "List<String> list1 = new ArrayList<String>();", "req.setB(list1);"]
    (shown,) = read(*lines).roots
    assert (shown.struct, shown.is_list, shown.children) == ("String", True, ())


def test_a_lost_request_line_costs_only_its_name() -> None:
    found = read(*without(2))
    assert (summary(found.roots), found.title, found.broken) == (WHOLE, "", ())


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, WHOLE),
        (3, WHOLE.replace("Name=甲 ", "")),
        (4, WHOLE),
        (5, WHOLE.replace("Id=1 ", "")),
        (7, WHOLE),
        (8, WHOLE),
        (9, WHOLE.replace("Sku=2 ", "")),
        (10, WHOLE),
        (11, WHOLE.replace("Text=x", "")),
        (14, WHOLE.replace(" Ok=true", "")),
        (16, WHOLE),
        (17, WHOLE),
    ],
)
def test_a_lost_line_loses_nothing_else(number: int, shown: str) -> None:
    assert summary(read(*without(number)).roots) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (12, "Name=甲 Order(Id=1 Items[Sku=2] Ok=true) ~(Text=x)"),
        (13, "Name=甲 Order(Id=1 Ok=true) ~[Sku=2 Tag(Text=x)]"),
        (15, "Name=甲 ~(Id=1 Items[Sku=2 Tag(Text=x)] Ok=true)"),
    ],
)
def test_an_object_that_nothing_hands_on_has_no_name(number: int, shown: str) -> None:
    assert summary(read(*without(number)).roots) == shown


def test_a_list_that_lost_its_item_takes_the_free_object_of_its_class() -> None:
    other = ["ShopAddRequest.ItemDTO obj9 = new ShopAddRequest.ItemDTO();", "obj9.setSku(9L);", "obj1.setBest(obj9);"]
    lines = LINES[:4] + other + [line for line in LINES[4:] if "add(" not in line]
    assert "Best(Sku=9)" in summary(read(*lines).roots)
    assert "Items[Sku=2 Tag(Text=x)]" in summary(read(*lines).roots)


def test_a_list_without_a_free_object_of_its_class_stays_empty() -> None:
    assert "Items[]" in summary(
        read(*[line.replace("ItemDTO obj4 = ", "OtherDTO obj4 = ") for line in without(8)]).roots
    )


@pytest.mark.parametrize("number", [3, 5, 9, 11, 12, 13, 14, 15])
def test_a_doubled_setter_is_read_once_and_named(number: int) -> None:
    found = read(*LINES[:number], *LINES[number - 1 :])
    assert (summary(found.roots), found.broken) == (WHOLE, (number + 1,))


@pytest.mark.parametrize("number", [1, 2, 4, 6, 7, 8, 10, 16, 17])
def test_a_doubled_line_that_sets_nothing_changes_nothing(number: int) -> None:
    found = read(*LINES[:number], *LINES[number - 1 :])
    assert (summary(found.roots), found.broken) == (WHOLE, ())


@pytest.mark.parametrize("value", ['"a"', "1L", "obj1"])
def test_a_setter_with_another_value_is_no_double(value: str) -> None:
    lines = ["ARequest.B obj1 = new ARequest.B();", 'req.setA("b");', f"req.setA({value});"]
    assert [shown.name for shown in read(*lines).roots][:2] == ["A", "A"]


@pytest.mark.parametrize("junk", ["...", "// 注释", "int i = 0;", "甲乙", "req.getA();", "}"])
def test_a_statement_that_nobody_understands_is_named(junk: str) -> None:
    found = read(*LINES[:7], junk, *LINES[7:])
    assert (summary(found.roots), found.broken) == (WHOLE, (8,))


@pytest.mark.parametrize("kept", range(1, 16))
def test_a_cut_example_tells_all_values_that_it_sets(kept: int) -> None:
    found = read(*LINES[:kept])
    values = {shown.text for root in found.roots for shown in root.walk() if shown.literal is not Literal.BLOCK}
    assert values == {text for at, text in VALUES.items() if at <= kept}
    assert (found.complete, found.session) == (False, None)


def test_objects_inside_each_other_without_end_end_where_they_meet() -> None:
    lines = ["ARequest.B obj1 = new ARequest.B();", "ARequest.C obj2 = new ARequest.C();"]
    found = read(*lines, "obj1.setC(obj2);", "obj2.setB(obj1);", "req.setB(obj1);")
    assert summary(found.roots) == "B(C(B()))"


def test_an_example_too_deep_to_follow_ends_where_that_is() -> None:
    depth = 300
    lines = [f"ARequest.B obj{n} = new ARequest.B();" for n in range(depth)]
    lines += [f"obj{n}.setB(obj{n + 1});" for n in range(depth - 1)]
    (top,) = read(*lines, "req.setB(obj0);").roots
    assert sum(1 for _ in top.walk()) == MAX_DEPTH + 1


@given(st.lists(st.sampled_from(LINES) | st.text('ab.(){};"= 1L<>\n', max_size=20), min_size=1, max_size=25))
def test_no_statements_are_too_odd_to_read(lines: list[str]) -> None:
    read(*lines)
    read(" ".join(lines))


@given(st.sets(st.integers(1, len(LINES)), max_size=6))
def test_lost_lines_lose_no_other_value(lost: set[int]) -> None:
    values = {shown.text for root in read(*without(*lost)).roots for shown in root.walk()}
    assert values >= {text for at, text in VALUES.items() if at not in lost}


def test_a_bare_word_is_no_number_although_it_ends_like_one() -> None:
    assert [(shown.literal, shown.text) for shown in (set_to("req.setOk(null);"), set_to("req.setNo(nullL);"))] == [
        (Literal.TEXT, "null"),
        (Literal.INTEGER, "null"),
    ]
