"""The tree of an HTML page: every word in it once, on its line, whatever the page does to the parser."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topgen.layouts.html.nodes import Element, Words
from topgen.layouts.html.tree import DEEPEST, MOST_OPEN, read_tree

MANY = 50_000


def opens(text: str) -> bool:
    return text == "SECTION"


def drawn(text: str) -> str:
    """The tree as markup, without the elements of the page as a whole."""
    root, _ = read_tree(text, opens)
    return "".join(map(_drawn, root.children))


def _drawn(part: Element | Words) -> str:
    if isinstance(part, Words):
        return part.text
    inner = "".join(map(_drawn, part.children))
    return inner if part.name in {"html", "head", "body"} else f"<{part.name}>{inner}</{part.name}>"


def words(text: str) -> list[tuple[int, str]]:
    """All words of a page with the lines on which they stand."""
    root, _ = read_tree(text, opens)
    found: list[tuple[int, str]] = []
    stack: list[Element | Words] = [root]
    while stack:
        part = stack.pop()
        if isinstance(part, Element):
            stack.extend(reversed(part.children))
        else:
            found += [(part.line + at, line.strip()) for at, line in enumerate(part.text.split("\n")) if line.strip()]
    return found


def skipped(text: str) -> list[tuple[int, str, str]]:
    _, skipped_texts = read_tree(text, opens)
    return [(skipped_text.cell.line, skipped_text.rule, skipped_text.cell.text) for skipped_text in skipped_texts]


TREES = {
    "List<Item> and Map<String,List<Trade>>": "List<Item> and Map<String,List<Trade>>",
    "<p>List<object> x": "<p>List<object> x</p>",
    "a < b <= c <1> <> </>x": "a < b <= c <1> <> x",
    "&lt;b&gt; &amp;amp; &#20013; &times=1 &copy x=1&timestamp=2": "<b> &amp; 中 &times=1 &copy x=1&timestamp=2",
    "<p>a<![CDATA[<b>&amp;</b>]]>": "<p>a<b>&amp;</b></p>",
    "<pre><a_response>&lt;<p>x</p></a_response></pre>y": "<pre><a_response><<p>x</p></a_response></pre>y",
    "<pre><code class=x>\n<error_response><code>1</code></error_response></code>\n</pre>": (
        "<pre><code>\n<error_response><code>1</code></error_response></code>\n</pre>"
    ),
    "<textarea><b>x</b></textarea>y": "<textarea><b>x</b></textarea>y",
    "<textarea><b>x</b>": "<b>x</b>",
    "<script>var x = '<td>';</script>y": "y",
    "<script>var x": "var x",
    "<td class='a>x": "<td>x</td>",
    '<i title="a>b" title=c>x</i>': "<i>x</i>",
    "<div/>x<br/>y<wbr>z<source src=x/>w": "<div>x<br></br>y<wbr></wbr>z<source></source>w</div>",
    "<DIV>x</Div></DIV>y": "<div>x</Div></div>y",
    "<o:p>x</o:p><my-tag a>y</my-tag>": "<o:p>x</o:p><my-tag>y</my-tag>",
    "<table><tr><td>a<ul><li>b<td>c": "<table><tr><td>a<ul><li>b</li></ul></td><td>c</td></tr></table>",
    "<tr><td>a</table>b": "<table><tr><td>a</td></tr></table>b",
    "<table><tr><td>a<h2>SECTION</h2>b": "<table><tr><td>a</td></tr></table><h2>SECTION</h2>b",
    "<table><tr><td>a<h2>other</h2>b": "<table><tr><td>a<h2>other</h2>b</td></tr></table>",
    "x</body></html>y": "xy",
    "<plaintext>x<frame>y": "<plaintext>x<frame></frame>y",
    "a\x01b\x0cc\x1cd\x7f": "a\x01b\x0cc\x1cd\x7f",
    "<td>a\0b": "<td>a\ufffdb</td>",
}


@pytest.mark.parametrize("text", TREES)
def test_a_page_is_read_as_a_browser_does_but_loses_no_word(text: str) -> None:
    assert drawn(text) == TREES[text]


HIDDEN = {
    "<!-- a\n<b> --><p>x": [(1, "comment", "a <b>")],
    "<!--><p>x": [(1, "comment", "")],
    "<p>x\n<!-- a <b>": [(2, "comment", "a <b>")],
    "<?php a ?>x": [(1, "comment", "?php a ?")],
    "<!DOCTYPE html\n'x'><title>a &amp; b</title>": [(2, "page title", "a & b")],
    "<svg><path d='x'/></svg>": [(1, "script", "<path d='x'/>")],
    "<style>\n</style>": [(1, "style", "")],
    "<p>x\n<td class='a": [(2, "cut tag", "<td class='a")],
    "<p>x\n</td": [(2, "cut tag", "</td")],
}


@pytest.mark.parametrize("text", HIDDEN)
def test_what_a_page_does_not_show_is_named(text: str) -> None:
    assert skipped(text) == HIDDEN[text]


def test_words_know_their_lines_whatever_stands_between_them() -> None:
    head = "<!DOCTYPE html\n x>\n<html>\n<head><meta\na=b>\n<title>\nt</title>\n</head>\n"
    assert words(head + "a<table\n\n><tr>\n<!--\n--><td>b\nc") == [(9, "a"), (13, "b"), (14, "c")]
    assert words("<script>\n\n</script\n>a<br\n>b</td\n>c<?\n?>d") == [(4, "a"), (5, "b"), (6, "c"), (7, "d")]


@pytest.mark.parametrize("mark", ["\U000f0001", "\U000fffff", "\U0010ff42", "\U0010ffff", "\ufdd0lt;", "\ufdd1"])
def test_no_page_can_write_the_marks_of_the_reader(mark: str) -> None:
    shown = f"a\ufffd{mark[1:]}b"
    assert words(f"\n<p>a{mark}b<p>c") == [(2, shown), (2, "c")]
    entity = f"&#x{ord(mark[0]):x};"
    assert words(f"\n<p>a{entity}<p title='{entity}'>c\n{entity}")[1] == (2, "c")
    assert words(f"\n<p title='{mark}' {mark}>a</{mark}>") == [(2, "a")]


@pytest.mark.parametrize("name", ["cut_tag", "rest_of_page", "pre_formatted"])
def test_no_page_can_hide_words_in_an_element_of_the_reader(name: str) -> None:
    assert drawn(f"<{name}>x</{name}>") == f"<{name}>x</{name}>"


def test_elements_deeper_than_any_page_has_stand_beside_each_other() -> None:
    assert words("<div>\nx" * (MOST_OPEN - 9)) == [(line, "x") for line in range(2, MOST_OPEN - 7)]
    root, _ = read_tree("<div>" * 500, opens)
    depth, elements = 0, root.elements()
    while elements:
        depth, elements = depth + 1, elements[0].elements()
    assert depth <= DEEPEST


HOSTILE = {
    "elements in elements": "<div>\n" * MANY + "x",
    "tags": "<b></b>\n" * MANY + "<b></b>" * MANY + "x",
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_what_stands_behind_the_last_element_that_is_read_is_unexplained(shape: str) -> None:
    (found,) = skipped(HOSTILE[shape])
    assert found[1] == "" and found[2].startswith("<") and found[0] > 1_000
    assert not words(HOSTILE[shape])


@pytest.mark.parametrize(
    "text",
    [
        "<a " * MANY,
        "<a b='" * MANY,
        f"<a {'x ' * MANY}>",
        f"<a x='{'y' * 9_000_000}'>",
        f"<a-{'b' * MANY}>",
        "<!--" * MANY,
        "<![CDATA[" * MANY,
        "<?" * MANY,
        "<script>" * MANY,
        "<pre><x>" * MANY,
        "<div>" * (MOST_OPEN - 9) + "</span>" * MANY,
        "<table>" * (MOST_OPEN - 9) + "<h2>SECTION</h2>" * (MANY // 2),
        "<h2>" * (DEEPEST - 9) + "<h2>x</h2>" * (MANY // 2),
        "<h2>" * (MOST_OPEN - 9) + "<b>x</b>" * (MANY // 2),
        "&" * MANY + "&#" * MANY + "&#x" * MANY,
        "\n" * MANY + "<p\n" * MANY + ">",
    ],
)
def test_time_grows_with_the_page_and_no_faster(text: str) -> None:
    read_tree(f"<p>x</p>{text}", opens)


NAMES = "td tr table ul li p b pre script title h2 a-b x body html svg select option form textarea frameset"
ODD = """<!-- --> <![CDATA[ ]]> <?x ?> <!x < > ' " = / & &lt; &# SECTION <td\n \n \0 \U000f0001 \ufdd1"""
MARKUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{slash}{name}>" for name in NAMES.split() for slash in ("", "/")] + ODD.split(" ")),
        st.text("ab 中\n<>&'\"/=!-", max_size=5),
    ),
    max_size=30,
).map("".join)


@given(MARKUP)
def test_every_word_stands_on_a_line_of_the_page_that_has_it(text: str) -> None:
    lines = re.sub("[\0\U000f0001\ufdd1]", "\ufffd", text).split("\n")
    for line, shown in words(text):
        # A tag that opens and closes nothing may stand inside a word.
        bare = re.sub("<[^<>]*>", "", lines[line - 1])
        assert all(word in lines[line - 1] or word in bare for word in re.findall(r"\w+", shown))
