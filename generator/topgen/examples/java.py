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
from dataclasses import dataclass, field, replace

from topgen.document import Cell, Example
from topgen.examples import ExampleValue, Literal, ParsedExample
from topgen.vocabulary.calls import CLIENT

MAX_DEPTH = 40
"""Nesting of variables that is followed; the deepest request seen has 7 levels."""

MAX_VALUES = 50_000
"""Values inside variables that are followed; a page of a megabyte has room for fewer."""

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
_NUMBER = re.compile(r"(.+)[LlFfDd]")
_ARRAY = re.compile(r"new\s+\w+\s*\[\s*\]\s*\{(.*?)\}?", re.DOTALL)
_ESCAPED = re.compile(r"\\([\"\\])")
_CALL = re.compile(r"(?:new\s+)?[\w.]+\s*\(\s*\"(.*)\"\s*\)?", re.DOTALL)


@dataclass(slots=True)
class _Variable:
    """A Java variable while the example is read."""

    line: int
    struct: str | None = None
    is_list: bool = False
    members: list[tuple[str, int, ExampleValue | str]] = field(default_factory=list)
    """(setter, line, value); a value that is a variable is given by its name."""
    added: list[str] = field(default_factory=list)

    def has(self, name: str, value: ExampleValue | str) -> bool:
        """Return whether the last setter was the same one: a line of the example that stands there twice."""
        last, _, before = self.members[-1] if self.members else ("", 0, "")
        return bool(self.members) and last == name and _words(before) == _words(value)


def _words(value: ExampleValue | str) -> str:
    return value.text if isinstance(value, ExampleValue) else value


def read_java(example: Example) -> ParsedExample:
    """Read the request example; total, a line that nobody understands is reported in ``broken``."""
    reading = _JavaReading()
    for cell in _statements(example):
        reading.take(cell)
    return reading.parsed(example.lines[0].line if example.lines else 0)


class _JavaReading:
    """What the statements of an example have said so far."""

    def __init__(self) -> None:
        self.variables: dict[str, _Variable] = {}
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
        _adopt(self.variables)
        return ParsedExample(
            _Resolution(self.variables).roots(self.request),
            line,
            complete=self.session is not None,
            setters=True,
            title=self.title,
            client=self.client,
            session=self.session,
            broken=tuple(self.broken),
        )

    def new_variable(self, match: re.Match[str], line: int) -> None:
        """``FooRequest.T obj1 = new …``, or ``List<FooRequest.T> list1 = new …``"""
        self.variables[match[2]] = _Variable(line, struct=match[1], is_list=match.re is _NEW_LIST)

    def new_request(self, match: re.Match[str], line: int) -> None:
        """``FooRequest req = new …``"""
        self.title, self.request = match[1], match[2]
        self.variables[self.request] = _Variable(line)

    def add(self, match: re.Match[str], line: int) -> None:
        """``list1.add(obj2)``"""
        self.variables.setdefault(match[1], _Variable(line, is_list=True)).added.append(match[2])

    def set(self, match: re.Match[str], line: int) -> None:
        """``obj1.setField(value)``; the same setter twice in a row is a line that stands there twice."""
        self.request = self.request or "req"
        value = _read_value(match[3], match[2], line, self.variables)
        owner = self.variables.setdefault(match[1], _Variable(line))
        if owner.has(match[2], value):
            self.broken.append(line)
        else:
            owner.members.append((match[2], line, value))

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


def _read_value(text: str, name: str, line: int, variables: dict[str, _Variable]) -> ExampleValue | str:
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
        return ExampleValue(name, Literal.INTEGER, line, match[1])
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


class _Resolution:
    """Turns variables into values, following them to what was set on them."""

    def __init__(self, variables: dict[str, _Variable]) -> None:
        self.variables = variables
        self.left = MAX_VALUES
        """Values that may still be made of variables: some stand in several others, and so over and over again."""

    def roots(self, request: str) -> tuple[ExampleValue, ...]:
        """Return what was set on the request, then what was filled but never handed on, as in cut examples.

        Those are blocks without a name.
        """
        top = self.variables.get(request, _Variable(0))
        used = _used(self.variables)
        lost = [name for name in self.variables if name not in used and name != request]
        handed = self._members(top, frozenset({request}))
        blocks = (self._block("", self.variables[name].line, name, frozenset()) for name in lost)
        return (*handed, *(replace(block, whole=False) for block in blocks))

    def _members(self, owner: _Variable, seen: frozenset[str]) -> tuple[ExampleValue, ...]:
        """Return the values that were set on a variable."""
        return tuple(
            [
                self._block(name, line, value, seen) if isinstance(value, str) else value
                for name, line, value in owner.members
            ]
        )

    def _block(self, name: str, line: int, variable: str, seen: frozenset[str]) -> ExampleValue:
        held = self.variables[variable]
        self.left -= len(held.members) + 1
        if variable in seen or len(seen) > MAX_DEPTH or self.left < 0:
            return ExampleValue(name, Literal.BLOCK, line, struct=held.struct)
        seen |= {variable}
        inner = tuple(
            child
            for item in (held.added[:1] if held.is_list else [variable])
            if item in self.variables
            for child in self._members(self.variables[item], seen | {item})
        )
        return ExampleValue(name, Literal.BLOCK, line, is_list=held.is_list, struct=held.struct, children=inner)


def _adopt(variables: dict[str, _Variable]) -> None:
    """Add to empty lists the object of their class that was added to nothing: the line that did so is lost."""
    used = _used(variables)
    free: dict[str | None, list[str]] = {}
    for name, held in reversed(variables.items()):
        if not held.is_list and name not in used:
            free.setdefault(held.struct, []).append(name)
    for held in variables.values():
        if held.is_list and not held.added and free.get(held.struct):
            held.added.append(free[held.struct].pop())


def _used(variables: dict[str, _Variable]) -> set[str]:
    """Return the variables that were handed on: set on another one, or added to a list."""
    used = {value for held in variables.values() for _, _, value in held.members if isinstance(value, str)}
    return used | {name for held in variables.values() for name in held.added}
