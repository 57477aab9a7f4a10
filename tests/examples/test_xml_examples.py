"""Examples in XML: elements in order, values with markup inside, and what a lost, cut or doubled line costs.

An example is written ``name=text`` for a value and ``name(…)`` for a block, with ``~`` where the example ends inside.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topgen.document import Cell, Example, Notation
from topgen.examples import ExampleValue, Literal
from topgen.examples.broken_xml import MAX_DEPTH, read_broken_xml
from topgen.examples.xml import read_xml

if TYPE_CHECKING:
    # Imported here, pytest would take the class for one of tests.
    from topgen.examples import ParsedExample

REPLY = """\
<shop_get_response>
    <result>
        <code>1</code>
        <data>
            <id>2</id>
            <name>甲</name>
        </data>
        <total>3</total>
    </result>
    <time>4</time>
</shop_get_response>"""
LINES = REPLY.split("\n")
WHOLE = "result(code=1 data(id=2 name=甲) total=3) time=4"


def read(text: str) -> ParsedExample:
    return read_xml(Example(tuple(Cell(line, at) for at, line in enumerate(text.split("\n"), 1)), Notation.XML))


def summary(values: Sequence[ExampleValue]) -> str:
    return " ".join(map(_shown, values))


def _shown(shown: ExampleValue) -> str:
    inside = f"({summary(shown.children)})" if shown.literal is Literal.BLOCK else f"={shown.text}"
    return f"{shown.name}{'' if shown.whole else '~'}{inside}"


def without(number: int) -> str:
    return "\n".join(LINES[: number - 1] + LINES[number:])


def changed(number: int, *lines: str) -> str:
    return "\n".join([*LINES[: number - 1], *lines, *LINES[number:]])


def test_an_indented_reply() -> None:
    found = read(REPLY)
    assert summary(found.roots) == WHOLE
    assert (found.title, found.complete, found.broken, found.setters) == ("shop_get_response", True, (), False)
    assert [shown.line for root in found.roots for shown in root.walk()] == [2, 3, 4, 5, 6, 8, 10]


@pytest.mark.parametrize(("lt", "end", "gt"), [("<", "</", ">"), ("< ", "</ ", " >"), ("<", "< /", " >")])
def test_a_reply_on_one_line_with_blanks_inside_its_tags(lt: str, end: str, gt: str) -> None:
    text = " ".join(line.strip() for line in LINES)
    found = read(text.replace("<", "\0").replace("\0/", end).replace("\0", lt).replace(">", gt))
    assert (summary(found.roots), found.complete, found.broken) == (WHOLE, True, ())


@pytest.mark.parametrize(
    ("element", "shown"),
    [
        ("<a></a>", "a="),
        ("<a/>", "a="),
        ('<a xsi:nil="true" />', "a="),
        ('<a type="x">1</a>', "a=1"),
        ("<a> 1 2 </a>", "a=1 2"),
        ("<a>\n1\n</a>", "a=1"),
        ("<a>1\n2</a>", "a=1\n2"),
        ("<a>1 < 2</a>", "a=1 < 2"),
        ("<a.b-c_d>1</a.b-c_d>", "a.b-c_d=1"),
        ("<a>&lt;b&gt; &amp;amp; &quot;c&quot; &#20013;</a>", 'a=<b> &amp; "c" 中'),
        ("<a>&boom;&nbsp;</a>", "a=&boom;\xa0"),
        ("<a>[1,2]</a>", "a=[1,2]"),
    ],
)
def test_one_element(element: str, shown: str) -> None:
    found = read(f"<x_response>\n{element}\n</x_response>")
    assert (summary(found.roots), found.complete, found.broken) == (shown, True, ())


@pytest.mark.parametrize(
    "value",
    [
        "看<b>这里</b>",
        "看<br>这里",
        "看<img src='x'/>",
        "看<time>4</time>",
        "1<2>3",
        "看</b>",
        '{"x":"<b>"}',
        "看<b><i>x</i></b>",
    ],
)
def test_markup_inside_a_value_is_part_of_it(value: str) -> None:
    found = read(changed(3, f"        <code>{value}</code>"))
    assert (summary(found.roots), found.broken) == (WHOLE.replace("code=1", f"code={value}"), ())


def test_a_value_with_markup_ends_before_its_parent_does() -> None:
    found = read("<x_response> <a> <b>1 <i>2</i> </a> <b>3</b> </x_response>")
    assert summary(found.roots).endswith("b=3")
    assert found.broken


def test_an_element_with_the_name_of_its_parent() -> None:
    text = "<x_response>\n  <a>\n    <a>\n      <a>1</a>\n    </a>\n    <b>2</b>\n  </a>\n</x_response>"
    assert summary(read(text).roots) == "a(a(a=1) b=2)"


def test_items_of_a_list_stay_apart() -> None:
    assert summary(read("<x><a><i>1</i><i>2</i></a></x>").roots) == "x(a(i=1 i=2))"


@pytest.mark.parametrize("junk", ["...", "等等", "1", "&nbsp;", "{", "a > b", "<", "</", "<>"])
@pytest.mark.parametrize("number", [3, 6, 7, 8, 10])
def test_a_line_of_other_words_behind_an_element_is_no_value(number: int, junk: str) -> None:
    found = read(changed(number, LINES[number - 1], junk))
    assert (summary(found.roots), found.complete, found.broken) == (WHOLE, True, ())


def test_lines_of_other_words_behind_an_opening_tag_are_no_value() -> None:
    found = read(changed(4, LINES[3], "...", "以下略"))
    assert (summary(found.roots), found.complete, found.broken) == (WHOLE, True, ())


def test_a_lost_root_leaves_its_fields() -> None:
    found = read("\n".join(LINES[1:-1]))
    assert (summary(found.roots), found.title, found.complete, found.broken) == (WHOLE, "", True, ())


def test_a_root_of_any_other_name_is_a_field() -> None:
    assert summary(read(REPLY.replace("shop_get_response", "reply")).roots) == f"reply({WHOLE})"


LOST = {
    1: (WHOLE, 10),
    2: (WHOLE, 8),
    3: (WHOLE.replace("code=1 ", ""), None),
    4: (WHOLE, 6),
    5: (WHOLE.replace("id=2 ", ""), None),
    6: (WHOLE.replace(" name=甲", ""), None),
    7: (WHOLE, 4),
    8: (WHOLE.replace(" total=3", ""), None),
    9: (WHOLE, 2),
    10: (WHOLE.replace(" time=4", ""), None),
    11: (WHOLE, None),
}
"""For each line of the reply what is left without it, and the line that has lost its partner then."""


@pytest.mark.parametrize("number", LOST)
def test_a_lost_line_loses_nothing_else(number: int) -> None:
    shown, broken = LOST[number]
    found = read(without(number))
    assert (summary(found.roots).replace("~", ""), found.broken) == (shown, () if broken is None else (broken,))


def test_a_lost_last_line_is_a_cut() -> None:
    found = read(without(11))
    assert (found.complete, found.title, found.broken) == (False, "shop_get_response", ())


@pytest.mark.parametrize(
    ("number", "line", "shown", "broken"),
    [
        (8, "        <total>3", WHOLE, (8,)),
        (8, "        <total>", WHOLE.replace(" total=3", ""), (8,)),
        (8, "        <tot", WHOLE.replace(" total=3", ""), ()),
        (8, "        otal>3</total>", WHOLE.replace(" total=3", ""), (8,)),
        (8, "        3</total>", WHOLE.replace(" total=3", ""), (8,)),
        (4, "        <dat", WHOLE, (7,)),
        (7, "        </dat", WHOLE, (4,)),
    ],
)
def test_a_cut_line_costs_no_other_line(number: int, line: str, shown: str, broken: tuple[int, ...]) -> None:
    found = read(changed(number, line))
    assert (summary(found.roots), found.complete, found.broken) == (shown, True, broken)


@pytest.mark.parametrize("number", [2, 4, 6, 7, 8, 9, 10, 11])
def test_a_doubled_line_is_read_once_and_named(number: int) -> None:
    found = read(changed(number, LINES[number - 1], LINES[number - 1]))
    assert (summary(found.roots), found.complete) == (WHOLE, True)
    assert found.broken in {(number,), (number + 1,)}


@pytest.mark.parametrize("number", [3, 5])
def test_a_doubled_first_line_of_a_block_could_as_well_be_two_items(number: int) -> None:
    found = read(changed(number, LINES[number - 1], LINES[number - 1]))
    pair = {3: "code=1", 5: "id=2"}[number]
    assert (summary(found.roots), found.broken) == (WHOLE.replace(pair, f"{pair} {pair}"), ())


@pytest.mark.parametrize("kept", range(1, 11))
def test_a_cut_reply_says_which_blocks_it_ends_inside(kept: int) -> None:
    found = read("\n".join(LINES[:kept]))
    assert (found.complete, found.broken, found.title) == (False, (), "shop_get_response")
    open_blocks = {shown.name for root in found.roots for shown in root.walk() if not shown.whole}
    assert open_blocks == {name for name, lines in {"result": (2, 9), "data": (4, 7)}.items() if kept in range(*lines)}


def test_a_reply_that_is_cut_inside_a_value() -> None:
    assert summary(read("<x_response>\n  <a>\n    <b>1").roots) == "a~(b=1)"
    assert summary(read("<x_response>\n  <a>\n    <b>").roots) == "a~(b~())"
    assert summary(read("<x_response>\n  <a>\n    <b").roots) == "a=<b"


@pytest.mark.parametrize("depth", [MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1, 5_000])
def test_a_reply_too_deep_to_follow_ends_where_that_is(depth: int) -> None:
    found = read("<a>" * depth + "<b>1</b>" + "</a>" * depth + "<c>2</c>")
    assert sum(shown.name == "a" for root in found.roots for shown in root.walk()) == min(depth, MAX_DEPTH)
    assert [shown.text for root in found.roots for shown in root.walk() if shown.name == "b"] == ["1"]
    assert summary(found.roots[-1:]) == "c=2"


@pytest.mark.parametrize("text", ["", "x", "<", "</a>", "<>", "< / >", "<a", "<a b='<'>", "</a></b>", "<1>2</1>"])
def test_words_that_are_no_reply_tell_nothing(text: str) -> None:
    assert (read(text).roots, read(text).complete) == ((), False)


Block = tuple[str, "str | list[Block]"]
TEXTS = st.text("甲乙 xyz,:&'\"{}[]12", max_size=8).map(str.strip)
NAMES = st.text("abcd_", min_size=1, max_size=4)


def blocks(inner: st.SearchStrategy[list[Block] | str]) -> st.SearchStrategy[list[Block]]:
    return st.lists(st.tuples(NAMES, inner), min_size=1, max_size=4)


def numbered(members: list[Block], count: Iterator[int]) -> list[Block]:
    """Make all texts differ: a field that says what the one before it says could as well be a doubled line."""
    return [
        (name, f"{value}{next(count)}" if isinstance(value, str) else numbered(value, count)) for name, value in members
    ]


REPLIES = blocks(st.recursive(TEXTS, blocks, max_leaves=10)).map(lambda members: numbered(members, itertools.count()))


def printed(members: list[Block], indent: int = 1) -> Iterator[str]:
    margin = "    " * indent
    for name, value in members:
        if isinstance(value, str):
            yield f"{margin}<{name}>{escape(value)}</{name}>"
        else:
            yield from (f"{margin}<{name}>", *printed(value, indent + 1), f"{margin}</{name}>")


def as_reply(members: list[Block]) -> list[str]:
    return ["<root_response>", *printed(members), "</root_response>"]


def members_of(values: Sequence[ExampleValue]) -> list[Block]:
    return [
        (shown.name, members_of(shown.children) if shown.literal is Literal.BLOCK else shown.text) for shown in values
    ]


def texts(values: Sequence[ExampleValue]) -> list[tuple[str, str]]:
    return [(shown.name, shown.text) for value in values for shown in value.walk() if shown.text]


@given(REPLIES)
def test_a_printed_reply_reads_back(members: list[Block]) -> None:
    found = read("\n".join(as_reply(members)))
    assert members_of(found.roots) == members
    assert (found.complete, found.broken, found.title) == (True, (), "root_response")


@given(REPLIES, st.data())
def test_a_reply_that_lost_a_line_keeps_every_other_value(members: list[Block], data: st.DataObject) -> None:
    lines = as_reply(members)
    lost = data.draw(st.integers(0, len(lines) - 1))
    kept = lines[:lost] + lines[lost + 1 :]
    values = [line for line in kept if line.count("<") == 2]
    assert texts(read("\n".join(kept)).roots) == [value for line in values for value in texts(read(line).roots)]


@given(st.text("<>/ab \n&;'\"=!-1甲", max_size=80))
def test_no_words_are_too_odd_to_read(text: str) -> None:
    read(text)


def elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Draw elements as pages write them, and as some write them that no reader expects."""
    return st.builds(
        lambda name, within, between, attributes, blank: (
            f"<{name}{attributes}>{between.join(['', *within, ''])}</{name}{blank}>"
            if within
            else f"<{name}{attributes}/>"
        ),
        st.sampled_from(["a", "b", "a_response", "x.y-1"]),
        st.lists(inner, max_size=4),
        st.sampled_from(["", " ", "\n", "\n  ", "\n    "]),
        st.sampled_from(["", " ", " x='1'", ' x="<"', " xmlns='u'", " a:b='1'", "\n"]),
        st.sampled_from(["", " ", "\n"]),
    )


MARKUP = st.recursive(st.text(" \n\t12ab&;lt'\"=/\u3000\xa0\r\x0b{}中<!-", max_size=6), elements, max_leaves=12)


@given(MARKUP, st.sampled_from(["{}", "<r_response>{}</r_response>", "<r_response>\n{}\n</r_response>"]))
def test_a_reply_that_is_well_formed_is_read_as_by_the_tolerant_reader(markup: str, around: str) -> None:
    text = around.replace("{}", markup)
    lines = tuple(Cell(line, 3 * at) for at, line in enumerate(text.split("\n"), 1))
    example = Example(lines, Notation.XML)
    assert read_xml(example) == read_broken_xml(example)


def test_no_entity_is_expanded_and_no_file_is_read() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c SYSTEM "file:///etc/passwd">]>\n<a_response><b>&b;</b></a_response>'
    assert summary(read(bomb).roots) == "b=&b;"


@pytest.mark.parametrize(("cut", "names"), [("<code", ["code", "ok"]), ("<", ["ok"])])
def test_a_start_tag_that_is_cut_short_hides_no_element_behind_it(cut: str, names: list[str]) -> None:
    parsed = read(f"<a_response> <result> {cut} <ok>1</ok> </result> </a_response>")
    (result,) = parsed.roots
    assert [child.name for child in result.children] == names
    assert parsed.broken
