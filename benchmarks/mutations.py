"""Ways to corrupt a page, each a small accident that a copy, a save, a crawl or an attacker might do to it.

In:  the text of a page, that of another one, and a source of chance.
Out: the corrupted text; bytes in some encoding, with a few of them changed, from ``encode_oddly``.
Note: unlike ``damage`` nothing is promised about what can still be read: the result need only be survived.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

Mutation = Callable[[str, str, Random], str]

_ENCODINGS = ("gb18030", "utf-16", "utf-8-sig", "utf-16-be", "big5", "latin-1")

MOST = 400_000
"""Characters that a page may grow to."""

_TOKEN = re.compile(r"[\w.\-]+|[^\w\s]")
_TAG = re.compile(r"<[^<>]*>|\{|\}|\[|\]|\"|\||└|;")
_BRACKETS = "[](){}<>\"'|└-:,;*#`=&/\\"
_PLATFORM = (
    *("请求参数", "响应参数", "名称", "类型", "是否必须", "示例值", "更多限制", "描述", "请求示例", "响应示例"),
    *(
        "异常示例",
        "公共参数",
        "错误码解释",
        "必须",
        "可选",
        "特殊可选",
        "└",
        "┗",
        "最大长度:",
        "默认值：",
        "最大列表长度:20",
    ),
    *(
        "String",
        "Number []",
        "byte[] []",
        "[]",
        "ItemDTO",
        "null",
        "JAVA",
        ".NET",
        "XML示例",
        "JSON示例",
        "FAQ",
        "返回顶部",
    ),
    *("TaobaoClient client = new ", "req.setA(obj1);", "obj1.setA(obj1);", "client.execute(req, sessionKey);"),
    *("<a_response>", "</a>", "<a/>", "error_response", '{"subParams":[', '"name":', "<td>", "<pre>", "(", "https"),
    *("taobao.time.get", "taobao.item.get (标题)"),
)
"""The platform's own words, and fragments of what it prints."""
_ODD = "\ufeff\u200b\u3000\xa0\u2028\x85\x0b\x0c\x00\x1b\u202e\u0301\U0001f600\U00020000\ufffe\r\t\x7f\ufffd"
_DEEP = (
    *("{", "[", "<a>", "</a>", "(", '{"a":', '[{"a":', "<ul><li>", "<table><tr><td>", "<div>", "&amp;", "<!--"),
    *("- ", "  - ", "└", "• └ a\n", "• a\n• Obj\n"),
)
_HTML = (
    *("<td rowspan=9999 colspan=99999>", "<script>", "<!--", "<![CDATA[", "</table>", "<table>", "&#99999999;"),
    *("<pre>", "</li>", "<meta charset=utf-16>", "<tr><td>x", "</html>", "<style>", "<textarea>", "<svg><a", "<?xml"),
    "<br>" * 50,
)
_JSON = (
    *("null", "{}", "[]", "1e999", "-", '"\\ud800"', '"\\u0000"', "true", "[[1]]", '{"name":null}', "NaN", "//x", '"'),
    "1" * 5000,
)
_JAVA = (
    *("obj1", "req", "list2", 'setX("")', "setX(new Long[] { 1,2 };", "obj1.setA(obj1);", "list1.add(list1);"),
    *("Request", "execute("),
)
_XML = (
    *("<a>", "</a>", "<a/>", "<string>", "<list><a><a>", "&bad;", "<![CDATA[", "<a b='", "]]>", "&#1;"),
    *("<!DOCTYPE a [<!ENTITY b 'c'>]>&b;", "&#" + "9" * 5000 + ";"),
)


def _place(text: str, chance: Random) -> int:
    return chance.randrange(len(text) + 1)


def _span(text: str, chance: Random, most: int) -> tuple[int, int]:
    start = _place(text, chance)
    return start, min(len(text), start + chance.randrange(1, most))


def cut_end(text: str, other: str, chance: Random) -> str:
    return text[: _place(text, chance)]


def cut_begin(text: str, other: str, chance: Random) -> str:
    return text[_place(text, chance) :]


def cut_middle(text: str, other: str, chance: Random) -> str:
    start, end = _span(text, chance, 1500)
    return text[:start] + text[end:]


def shuffle_lines(text: str, other: str, chance: Random) -> str:
    """Drop, double, swap, join or indent a few lines."""
    lines = text.split("\n")
    for _ in range(chance.choice((1, 2, 8))):
        one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
        deed = chance.randrange(6)
        if deed == 0 and len(lines) > 1:
            del lines[one]
        elif deed == 1:
            lines.insert(two, lines[one])
        elif deed == 2:
            lines[one], lines[two] = lines[two], lines[one]
        elif deed == 3 and one + 1 < len(lines):
            lines[one : one + 2] = [chance.choice((" ", "", "\t")).join(lines[one : one + 2])]
        elif deed == 4:
            lines[one] = chance.choice(("    ", "- ", "* ", "|", "# ", "> ", "\t", "1 ", "└ ")) + lines[one].lstrip()
        else:
            lines.insert(one, "")
    return "\n".join(lines)


def shuffle_cells(text: str, other: str, chance: Random) -> str:
    """Drop, double, exchange or break up a few words."""
    for _ in range(chance.choice((1, 3, 10))):
        tokens = list(_TOKEN.finditer(text))
        if not tokens:
            return text
        token, from_other = chance.choice(tokens), chance.choice(list(_TOKEN.finditer(other)) or tokens)
        half = token[0][: len(token[0]) // 2]
        new = chance.choice(("", token[0] * 2, f"{token[0]} {token[0]}", from_other[0], f"{half}\n{half}", half))
        text = text[: token.start()] + new + text[token.end() :]
    return text


def lose_brackets(text: str, other: str, chance: Random) -> str:
    """Take out a few brackets, tags, quotes or bars, or all of one kind."""
    if chance.random() < 0.1:
        return text.replace(chance.choice(_BRACKETS), chance.choice(("", "", " ")))
    for _ in range(chance.choice((1, 3, 10))):
        if not (found := list(_TAG.finditer(text))):
            return text
        match = chance.choice(found)
        text = text[: match.start()] + chance.choice(("", "", match[0] * 2)) + text[match.end() :]
    return text


def splice(text: str, other: str, chance: Random) -> str:
    """Put a part of the page of another API in."""
    if chance.random() < 0.5:
        return text[: _place(text, chance)] + other[_place(other, chance) :]
    start, end = _span(other, chance, 3000)
    place = _place(text, chance)
    return text[:place] + other[start:end] + text[place:]


def repeat_block(text: str, other: str, chance: Random) -> str:
    lines = text.split("\n")
    start = chance.randrange(len(lines))
    end = start + chance.choice((1, 2, 5, 20, len(lines)))
    block = lines[start:end]
    times = min(chance.choice((2, 5, 50, 1000)), 1 + MOST // (len("\n".join(block)) + 1))
    return "\n".join(lines[:start] + block * times + lines[end:])


def _inserts(*words: str) -> Mutation:
    """Make the mutation that writes a few of some words into a page."""

    def insert(text: str, other: str, chance: Random) -> str:
        for _ in range(chance.choice((1, 2, 6))):
            place = _place(text, chance)
            if chance.random() < 0.5:
                place = text.find("\n", place) + 1 or place
            text = text[:place] + chance.choice(words) + chance.choice(("", " ", "\n")) + text[place:]
        return text

    return insert


def grow_line(text: str, other: str, chance: Random) -> str:
    """Repeat one word or one character a great many times on its line."""
    start, end = _span(text, chance, chance.choice((2, 2, 8, 30)))
    grown = text[start:end].replace("\n", " ") * chance.choice((50, 1000, 10_000))
    return text[:start] + grown[:MOST] + text[end:]


def nest_deeply(text: str, other: str, chance: Random) -> str:
    place, opener = _place(text, chance), chance.choice(_DEEP)
    return text[:place] + opener * chance.choice((20, 300, 5000)) + text[place:]


MUTATIONS: Mapping[str, Mutation] = {
    "cut end": cut_end,
    "cut begin": cut_begin,
    "cut middle": cut_middle,
    "lines": shuffle_lines,
    "cells": shuffle_cells,
    "brackets": lose_brackets,
    "splice": splice,
    "repeat": repeat_block,
    "long line": grow_line,
    "deep": nest_deeply,
    "platform words": _inserts(*_PLATFORM),
    "odd characters": _inserts(*_ODD),
    "html": _inserts(*_HTML),
    "json": _inserts(*_JSON),
    "java": _inserts(*_JAVA),
    "xml": _inserts(*_XML),
}


def encode_oddly(text: str, chance: Random) -> bytes:
    """Encode a page, sometimes oddly, and change some bytes of one in ten."""
    encoding = chance.choice(_ENCODINGS) if chance.random() < 0.15 else "utf-8"
    data = bytearray(text.encode(encoding, "replace"))
    if data and chance.random() < 0.1:
        for _ in range(chance.choice((1, 5, 40))):
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)
