"""The platform's XML as plain data: text, dicts of children, and lists where a name repeats.

In:  the text of a reply. Out: a dict with the root element's name and content.
The platform's XML is not quite XML: raw control characters, entities that only HTML defines, bare ``&``. A strict
parser refuses it, so this parses that subset: elements, text, CDATA; comments, instructions and attributes are
skipped. There is no document type, hence nothing to expand and nothing to fetch.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import TypeAlias

Content: TypeAlias = "str | dict[str, Content] | list[Content]"

MAX_DEPTH = 100
"""Of elements in elements; the deepest documented reply has 8 levels and a wrapper around each."""

_TOKEN = re.compile(
    r"""<!--.*?-->|<\?.*?\?>
    |<!\[CDATA\[(?P<cdata>.*?)\]\]>
    |</(?P<close>[^\s<>/]+)\s*>
    |<(?P<open>[^\s<>/!?]+)(?:[^<>"'/]|"[^"]*"|'[^']*'|/(?!>))*+(?P<empty>/?)>
    |(?P<text>[^<]+)""",
    re.DOTALL | re.VERBOSE,
)
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


class XmlError(ValueError):
    """The text is not in the platform's XML."""


class _Element:
    """An element that is still open."""

    __slots__ = ("children", "name", "text")

    def __init__(self, name: str) -> None:
        self.name = name
        self.text: list[str] = []
        self.children: dict[str, Content] = {}

    def content(self) -> Content:
        return self.children or "".join(self.text)

    def add(self, name: str, content: Content) -> None:
        if name not in self.children:
            self.children[name] = content
            return
        before = self.children[name]
        if isinstance(before, list):
            before.append(content)
        else:
            self.children[name] = [before, content]


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    if not name.startswith("#"):
        return html5.get(name + ";", entity[0])
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else entity[0]


def _unescape(text: str) -> str:
    return _ENTITY.sub(_character, text) if "&" in text else text


def parse_xml(text: str) -> dict[str, Content]:
    """Return the root element's name and content; ``XmlError`` for cut, crossed, too deep or foreign markup."""
    top = _Element("")
    stack = [top]
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise XmlError(f"no XML at character {position}")
        position = token.end()
        _take(token, stack)
    if len(stack) > 1 or len(top.children) != 1 or "".join(top.text).strip():
        raise XmlError("cut short, or not one element")
    return top.children


def _take(token: re.Match[str], stack: list[_Element]) -> None:
    current = stack[-1]
    if token["text"]:
        current.text.append(_unescape(token["text"]))
    elif name := token["open"]:
        if token["empty"]:
            current.add(name, "")
        elif len(stack) > MAX_DEPTH:
            raise XmlError(f"deeper than {MAX_DEPTH} elements")
        else:
            stack.append(_Element(name))
    elif name := token["close"]:
        if name != current.name:
            raise XmlError(f"</{name}> closes <{current.name}>")
        stack.pop()
        stack[-1].add(name, current.content())
    elif token["cdata"]:
        current.text.append(token["cdata"])
