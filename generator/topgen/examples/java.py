"""The request example in Java: setters in order, and the variables that say whose they are.

In:  an ``Example`` in the request section; one statement a line, or all on one line.
Out: ``ParsedExample``; ``ExampleValue.name`` is the setter's name without ``set``.
Nested arrays are printed as ``setX(new Long[] { 1,2 };`` with ``);`` on the next line, nested lists of text
as ``setX(""a", "b"");``. Objects are filled before they are handed to their parent; the order of the setters on one
variable is the order of the table all the same. Examples may be hostile: patterns are bounded, and so is what can be
made of variables that stand in each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from topgen.document import Cell, Example
from topgen.examples import Call, ExampleValue, Literal, Names, ParsedExample
from topgen.examples.variables import Member, Resolution, Variable, adopt_objects
from topgen.vocabulary.calls import CLIENT

_CALL_FORM = Call(Names.SETTERS, builds_objects=True)

_STATEMENT = re.compile(
    rf"(?<=[;\s])(?=(?:{CLIENT} |List\s*+<|System\s*+\.|StringUtils\."
    r"|[A-Z][\w.\-]{0,300}?(?:Request|Response)[\w.]{0,300} \w+ ?= "
    r"|\w++\s*+\.\s*+(?:set[A-Z_]\w*+|add)\s*+\())"
)
_NEW_REQUEST = re.compile(r"([\w.\-]+?)Request (\w+) ?= ?new ")
_NEW_OBJECT = re.compile(r"[\w.\-]{1,300}?Request\.(\S{1,300}) (\w+) ?= ?new ")
_NEW_LIST = re.compile(r"List\s*+<\s*+(?:[\w.\-]{1,300}?Request\.)?([^>]{1,300}?)\s*> (\w+) ?= ?new ")
_CLIENT = re.compile(CLIENT)
_ADD = re.compile(r"(\w+)\s*\.\s*add\s*\(\s*(\w+)\s*\)")
_SET = re.compile(r"(\w+)\s*\.\s*set(\w[\w.\-]*)\s*\((.*)", re.DOTALL)
_EXECUTE = re.compile(r"(?:[\w.\-<>]+\s+\w+\s*=\s*)?\w+\s*\.\s*execute\s*\(\s*\w+\s*(,)?")
_NUMBER = re.compile(r"(.+)[LFD]|(.*\d)[lfd]")
_ARRAY = re.compile(r"new\s+\w+\s*\[\s*\]\s*\{(.*?)\}?", re.DOTALL)
_ESCAPED = re.compile(r"\\([\"\\])")
_CALL = re.compile(r"(?:new\s+)?[\w.]+\s*\(\s*\"(.*)\"\s*\)?", re.DOTALL)


def read_java(example: Example) -> ParsedExample:
    """Read the request example; total, a line that nobody understands is reported in ``broken``."""
    reading = _JavaReading()
    for cell in _statements(example):
        reading.take(cell)
    return reading.parsed(example.lines[0].line if example.lines else 0)


class _JavaReading:
    """What the statements of an example have said so far."""

    def __init__(self) -> None:
        self.variables: dict[str, Variable] = {}
        self.request = ""
        """The variable that holds the request."""
        self.title = ""
        self.client = ""
        self.session: bool | None = None
        self.broken: list[int] = []

    def take(self, cell: Cell) -> None:
        """Take one statement; the first form that it has decides."""
        for form, act in _FORMS:
            if match := form.match(cell.text):
                act(self, match, cell.line)
                return
        if not _is_frame(cell.text):
            self.broken.append(cell.line)

    def parsed(self, line: int) -> ParsedExample:
        """Return all that was said together."""
        adopt_objects(self.variables)
        return ParsedExample(
            Resolution(self.variables).roots(self.request),
            line,
            complete=self.session is not None,
            call=_CALL_FORM,
            title=self.title,
            client=self.client,
            session=self.session,
            broken=tuple(self.broken),
        )

    def new_variable(self, match: re.Match[str], line: int) -> None:
        """``FooRequest.T obj1 = new …``, or ``List<FooRequest.T> list1 = new …``"""
        self.variables[match[2]] = Variable(line, struct=match[1], is_list=match.re is _NEW_LIST)

    def new_request(self, match: re.Match[str], line: int) -> None:
        """``FooRequest req = new …``"""
        self.title, self.request = match[1], match[2]
        self.variables[self.request] = Variable(line)

    def add(self, match: re.Match[str], line: int) -> None:
        """``list1.add(obj2)``"""
        self.variables.setdefault(match[1], Variable(line, is_list=True)).added.append(match[2])

    def set(self, match: re.Match[str], line: int) -> None:
        """``obj1.setField(value)``; the same setter twice in a row is a line that stands there twice."""
        self.request = self.request or "req"
        value = _read_value(match[3], match[2], line, self.variables)
        owner = self.variables.setdefault(match[1], Variable(line))
        if owner.has(match[2], value):
            self.broken.append(line)
        else:
            owner.members.append(Member(match[2], line, value))

    def execute(self, match: re.Match[str], line: int) -> None:
        """``client.execute(req, sessionKey)``, or without a session."""
        self.session = match[1] is not None

    def new_client(self, match: re.Match[str], line: int) -> None:
        """``TaobaoClient client = new …``"""
        self.client = match[0]


_FORMS: tuple[tuple[re.Pattern[str], Callable[[_JavaReading, re.Match[str], int], None]], ...] = (
    (_NEW_OBJECT, _JavaReading.new_variable),
    (_NEW_LIST, _JavaReading.new_variable),
    (_NEW_REQUEST, _JavaReading.new_request),
    (_ADD, _JavaReading.add),
    (_SET, _JavaReading.set),
    (_EXECUTE, _JavaReading.execute),
    (_CLIENT, _JavaReading.new_client),
)


def _statements(example: Example) -> Iterator[Cell]:
    """Return one statement each, whether the example has kept its lines or not."""
    for cell in example.lines:
        for text in _STATEMENT.split(cell.text):
            if text.strip():
                yield Cell(text.strip(), cell.line)


def _is_frame(text: str) -> bool:
    """Return whether a statement belongs to the frame of every example and says nothing of the API."""
    return text in {");", ")", ";"} or text.startswith("System")


def _read_value(text: str, name: str, line: int, variables: dict[str, Variable]) -> ExampleValue | str:
    """Read the argument of a setter: a literal, or the name of a variable that was declared."""
    text = text.strip().removesuffix(";").rstrip().removesuffix(")").strip()
    if text in variables:
        return text
    if match := _ARRAY.fullmatch(text.rstrip("; ")):
        return ExampleValue(name, Literal.LIST, line, match[1].strip(), split_items(match[1]), is_list=True)
    if text in {"true", "false"}:
        return ExampleValue(name, Literal.BOOLEAN, line, text)
    if text.startswith('"'):
        return _read_string(text, name, line)
    if match := _CALL.fullmatch(text):
        return ExampleValue(
            name, Literal.FILE if "File" in text[: match.start(1)] else Literal.DATETIME, line, match[1]
        )
    if match := _NUMBER.fullmatch(text):
        return ExampleValue(name, Literal.INTEGER, line, match[1] or match[2])
    return ExampleValue(name, Literal.TEXT, line, text)


def _read_string(text: str, name: str, line: int) -> ExampleValue:
    """Read a string literal; doubled quotes at both ends are the platform's way to print a nested list of text."""
    inner = text[1:-1] if len(text) > 1 and text.endswith('"') else text[1:]
    inner = _ESCAPED.sub(r"\1", inner)
    if len(inner) > 1 and inner.startswith('"') and inner.endswith('"'):
        return ExampleValue(name, Literal.LIST, line, inner, split_items(inner), is_list=True)
    return ExampleValue(name, Literal.TEXT, line, inner)


def split_items(text: str) -> tuple[str, ...]:
    """Split a printed list at its commas and take the quotes off each item."""
    return tuple(item.strip().strip('"') for item in text.split(",")) if text.strip() else ()
