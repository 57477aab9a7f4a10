"""The request example in Java as a testimony: setters in order, and the variables that say whose they are.

In:  an ``Example`` in the request section; one statement a line, or all on one line.
Out: ``Testimony``; ``Told.name`` is the setter's name without ``set``.
Surprises: nested arrays are printed as ``setX(new Long[] { 1,2 };`` with ``);`` on the next line, nested lists of text
as ``setX(""a", "b"");``. Objects are filled before they are handed to their parent; the order of the setters on one
variable is the order of the table all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.document import Cell, Example
from generator.witness import Literal, Testimony, Told

MAX_DEPTH = 40
"""Nesting of variables that is followed; the deepest request seen has 7 levels."""

_STATEMENT = re.compile(
    r"(?<=[;\s])(?=(?:TaobaoClient |QimenCloudClient |List\s*<|System\s*\.|StringUtils\."
    r"|[A-Z][\w.\-]*(?:Request|Response)[\w.]* \w+ ?= |\w+\s*\.\s*(?:set[A-Z_]\w*|add)\s*\())"
)
_NEW_REQUEST = re.compile(r"([\w.\-]+?)Request (\w+) ?= ?new ")
_NEW_OBJECT = re.compile(r"[\w.\-]+?Request\.(\S+) (\w+) ?= ?new ")
_NEW_LIST = re.compile(r"List\s*<\s*(?:[\w.\-]+?Request\.)?([^>]+?)\s*> (\w+) ?= ?new ")
_CLIENT = re.compile(r"TaobaoClient|QimenCloudClient")
_ADD = re.compile(r"(\w+)\s*\.\s*add\s*\(\s*(\w+)\s*\)")
_SET = re.compile(r"(\w+)\s*\.\s*set(\w[\w.\-]*)\s*\((.*)", re.DOTALL)
_EXECUTE = re.compile(r"\.\s*execute\s*\(\s*\w+\s*(,)?")
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
    members: list[tuple[str, int, Told | str]] = field(default_factory=list)
    """(setter, line, value); a value that is a variable is given by its name."""
    added: list[str] = field(default_factory=list)

    def has(self, name: str, value: Told | str) -> bool:
        """Whether the last setter was the same one: a line of the example that stands there twice."""
        if not self.members or self.members[-1][0] != name:
            return False
        last = self.members[-1][2]
        return (last.text if isinstance(last, Told) else last) == (value.text if isinstance(value, Told) else value)


def read_java(example: Example) -> Testimony:
    """Read the request example; total, a line that nobody understands is reported in ``broken``."""
    variables: dict[str, _Variable] = {}
    request, title, client, session, broken = "", "", "", None, []
    for cell in _statements(example):
        if match := _NEW_OBJECT.match(cell.text):
            variables[match[2]] = _Variable(cell.line, struct=match[1])
        elif match := _NEW_LIST.match(cell.text):
            variables[match[2]] = _Variable(cell.line, struct=match[1], is_list=True)
        elif match := _NEW_REQUEST.match(cell.text):
            title, request = match[1], match[2]
            variables[request] = _Variable(cell.line)
        elif match := _ADD.match(cell.text):
            variables.setdefault(match[1], _Variable(cell.line, is_list=True)).added.append(match[2])
        elif match := _EXECUTE.search(cell.text):
            session = match[1] is not None
        elif match := _SET.match(cell.text):
            request = request or "req"
            value = _read_value(match[3], match[2], cell.line, variables)
            owner = variables.setdefault(match[1], _Variable(cell.line))
            if owner.has(match[2], value):
                broken.append(cell.line)
            else:
                owner.members.append((match[2], cell.line, value))
        elif match := _CLIENT.match(cell.text):
            client = match[0]
        elif not _is_frame(cell.text):
            broken.append(cell.line)
    _adopt(variables)
    top = variables.get(request, _Variable(0))
    roots = _resolve(top, variables, frozenset({request})) + _orphans(variables, request)
    start = example.lines[0].line
    return Testimony(
        roots,
        start,
        complete=session is not None,
        setters=True,
        title=title,
        client=client,
        session=session,
        broken=tuple(broken),
    )


def _statements(example: Example) -> Iterator[Cell]:
    """Give one statement each, whether the example has kept its lines or not."""
    for cell in example.lines:
        for text in _STATEMENT.split(cell.text):
            if text.strip():
                yield Cell(text.strip(), cell.line)


def _is_frame(text: str) -> bool:
    """Whether a statement belongs to the frame of every example and says nothing of the API."""
    return text in {");", ")", ";"} or text.startswith("System")


def _read_value(text: str, name: str, line: int, variables: dict[str, _Variable]) -> Told | str:
    """Read the argument of a setter: a literal, or the name of a variable that was declared."""
    text = re.sub(r"\)?\s*;?\s*$", "", text.strip()).strip()
    if text in variables:
        return text
    if match := _ARRAY.fullmatch(text.rstrip("; ")):
        return Told(name, Literal.LIST, line, match[1].strip(), split_items(match[1]), is_list=True)
    if text in {"true", "false"}:
        return Told(name, Literal.BOOLEAN, line, text)
    if text.startswith('"'):
        return _read_string(text, name, line)
    if match := _CALL.fullmatch(text):
        return Told(name, Literal.FILE if "File" in text[: match.start(1)] else Literal.DATETIME, line, match[1])
    if match := _NUMBER.fullmatch(text):
        return Told(name, Literal.INTEGER, line, match[1])
    return Told(name, Literal.TEXT, line, text)


def _read_string(text: str, name: str, line: int) -> Told:
    """Read a string literal; doubled quotes at both ends are the platform's way to print a nested list of text."""
    inner = text[1:-1] if len(text) > 1 and text.endswith('"') else text[1:]
    inner = _ESCAPED.sub(r"\1", inner)
    if len(inner) > 1 and inner.startswith('"') and inner.endswith('"'):
        return Told(name, Literal.LIST, line, inner, split_items(inner), is_list=True)
    return Told(name, Literal.TEXT, line, inner)


def split_items(text: str) -> tuple[str, ...]:
    """Split a printed list at its commas and take the quotes off each item."""
    return tuple(item.strip().strip('"') for item in text.split(",")) if text.strip() else ()


def _resolve(owner: _Variable, variables: dict[str, _Variable], seen: frozenset[str]) -> tuple[Told, ...]:
    """Turn the setters of one variable into values, following variables to what was set on them."""
    told = []
    for name, line, value in owner.members:
        told.append(_block(name, line, value, variables, seen) if isinstance(value, str) else value)
    return tuple(told)


def _block(name: str, line: int, variable: str, variables: dict[str, _Variable], seen: frozenset[str]) -> Told:
    held = variables[variable]
    if variable in seen or len(seen) > MAX_DEPTH:
        return Told(name, Literal.BLOCK, line, struct=held.struct)
    seen |= {variable}
    inner = tuple(
        child
        for item in (held.added[:1] if held.is_list else [variable])
        if item in variables
        for child in _resolve(variables[item], variables, seen | {item})
    )
    return Told(name, Literal.BLOCK, line, is_list=held.is_list, struct=held.struct, children=inner)


def _adopt(variables: dict[str, _Variable]) -> None:
    """Give lists that nothing was added to the object of their class that was added to nothing: that line is lost."""
    used = {value for held in variables.values() for _, _, value in held.members if isinstance(value, str)}
    used |= {name for held in variables.values() for name in held.added}
    for held in variables.values():
        if held.is_list and not held.added:
            free = (name for name, other in variables.items() if other.struct == held.struct and not other.is_list)
            held.added.extend([name for name in free if name not in used][:1])
            used.update(held.added)


def _orphans(variables: dict[str, _Variable], request: str) -> tuple[Told, ...]:
    """Give objects that were filled but never handed on, as happens when the example is cut: blocks without a name."""
    used = {value for held in variables.values() for _, _, value in held.members if isinstance(value, str)}
    used |= {name for held in variables.values() for name in held.added}
    lost = [name for name in variables if name not in used and name != request]
    blocks = (_block("", variables[name].line, name, variables, frozenset()) for name in lost)
    return tuple(replace(block, whole=False) for block in blocks)
