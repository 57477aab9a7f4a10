"""An example in JSON: names in order, each with its value or what is inside it.

In:  an ``Example``, whole or cut, with the slips that examples written by hand have.
Out: ``ParsedExample`` in the form in which the same reply in XML would give it.
With its root element a reply wraps every list (``"list": {"item": [{…}]}``), and each item becomes a value
named after the wrapper; without one lists stand bare, and their items are read as one that has the fields of all.
A value without quotes is text all the same: examples print numbers for text and text for numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from topgen.document import Example
from topgen.examples import ExampleValue, Literal, ParsedExample
from topgen.json_text import JsonList, JsonObject, JsonScalar, JsonText, JsonValue, parse_json
from topgen.vocabulary.calls import ROOT_END

_TOLD = re.compile(r"-?\d[\d.]*|true|false|null", re.IGNORECASE)
"""Values that code writes without quotes."""
_SCALAR_WRAPPERS = frozenset({"string", "number", "boolean", "date", "json", "price", "big_decimal", "byte", "map"})
"""Names that wrap the items of a list of scalars."""


def read_json(example: Example) -> ParsedExample:
    """Read an example; total, what cannot be read is reported in ``broken`` and what follows a cut is not there."""
    lines = [cell.line for cell in example.lines for _ in range(cell.text.count("\n") + 1)] or [0]
    parsed = parse_json("\n".join(cell.text for cell in example.lines))
    title, objects = _root(parsed)
    conversion = _Conversion(lambda at: lines[at - 1], wrapped=bool(title))
    return ParsedExample(
        roots=merge_items([conversion.members(members) for members in objects]),
        line=lines[0],
        complete=not parsed.ends_early and bool(objects),
        title=title,
        broken=tuple(sorted({lines[fault.line - 1] for fault in parsed.faults if fault.lost})),
    )


def read_json_value(name: str, value: JsonValue, line_of: Callable[[int], int], in_code: bool = False) -> ExampleValue:
    """Return a value that has no root element; ``line_of`` gives the line of the page for one of the text.

    ``in_code`` says that it is part of a program, where words without quotes are variables.
    """
    found = _Conversion(line_of, wrapped=False, in_code=in_code).value(name, value)
    return replace(found, children=tuple(replace(child, spelled=True) for child in found.children))


_Members = Sequence[tuple[str, JsonValue]]


def _root(parsed: JsonText) -> tuple[str, Sequence[_Members]]:
    """Return the name of the root element, empty where it is lost, and the members inside it.

    Members whose braces are lost are those of one object; the items of a list that is the whole reply are one each.
    """
    loose = [(name, value) for name, value in parsed.roots if name]
    objects: list[_Members] = [loose] if loose else []
    for name, value in parsed.roots:
        items = tuple(_flat(value)) if isinstance(value, JsonList) else (value,)
        objects.extend(item.members for item in items if not name and isinstance(item, JsonObject))
    if len(objects) == 1 and len(objects[0]) == 1:
        name, value = objects[0][0]
        if name.endswith(ROOT_END) and isinstance(value, JsonObject):
            return name, [value.members]
    return "", objects


class _Conversion:
    """Turns JSON values into what they tell."""

    def __init__(self, line_of: Callable[[int], int], wrapped: bool, in_code: bool = False) -> None:
        """``line_of`` gives the line of the page for one of the text."""
        self._line_of = line_of
        self._in_code = in_code
        self._wrapped = wrapped
        """The root element is there, and with it a wrapper in every list."""

    def members(self, members: _Members) -> tuple[ExampleValue, ...]:
        """Return the values of an object in order; the cut end of one whose name is lost tells nothing."""
        return tuple(self.value(name, value) for name, value in members if name)

    def value(self, name: str, value: JsonValue) -> ExampleValue:
        line = self._line_of(value.line)
        match value:
            case JsonObject(members):
                inside = self._inside(members)
                literal = Literal.BLOCK if inside else Literal.TEXT
                return ExampleValue(name, literal, line, children=inside, whole=value.whole)
            case JsonList():
                return self._list(name, value)
            case JsonScalar(text, _, False) if self._in_code and text and not _TOLD.fullmatch(text):
                return ExampleValue(name, Literal.CODE, line)
            case JsonScalar(text, _, _, cut):
                return ExampleValue(name, Literal.TEXT, line, "" if cut or value.is_null else text)

    def _inside(self, members: _Members) -> tuple[ExampleValue, ...]:
        """Return the values inside an object; where it only wraps a list, one for each item."""
        name, only = members[0] if len(members) == 1 else ("", None)
        if isinstance(only, JsonList):
            items = tuple(_flat(only))
            scalars = not any(isinstance(item, JsonObject) for item in items)
            if self._wrapped or (scalars and name in _SCALAR_WRAPPERS):
                # Where the object is no wrapper but has one field, that field is a list.
                return tuple(replace(self.value(name, item), may_be_list=not scalars) for item in items)
        return self.members(members)

    def _list(self, name: str, value: JsonList) -> ExampleValue:
        """Return a list that nothing wraps."""
        line = self._line_of(value.line)
        items = tuple(_flat(value))
        objects = [self.members(item.members) for item in items if isinstance(item, JsonObject)]
        if objects:
            return ExampleValue(
                name, Literal.BLOCK, line, is_list=True, children=merge_items(objects), whole=value.whole
            )
        texts = tuple("" if item.is_null else item.text for item in items if isinstance(item, JsonScalar))
        return ExampleValue(name, Literal.LIST, line, ",".join(texts), texts, is_list=True)


def _flat(value: JsonList) -> Iterator[JsonObject | JsonScalar]:
    """Return the items of a list; lists inside are gone through as well, and a value that is cut is left out."""
    for item in value.items:
        if isinstance(item, JsonList):
            yield from _flat(item)
        elif not isinstance(item, JsonScalar) or not item.cut:
            yield item


def merge_items(objects: Sequence[Sequence[ExampleValue]]) -> tuple[ExampleValue, ...]:
    """Return the fields of several objects as those of one: each name once, behind the name that it followed first.

    Where an object begins with a new name, that comes before the others, or last if none of them is known.
    """
    if len(objects) == 1:
        return tuple(objects[0])
    shown: dict[str, ExampleValue] = {}
    following: dict[str, str] = {}
    last = ""
    for members in objects:
        previous = "" if any(member.name in shown for member in members) else last
        for member in members:
            if member.name not in shown:
                shown[member.name] = member
                following[member.name] = following.get(previous, "")
                following[previous] = member.name
                last = member.name if previous == last else last
            elif not _says_anything(shown[member.name]):
                shown[member.name] = member
            previous = member.name
    return tuple(_in_order(shown, following))


def _says_anything(shown: ExampleValue) -> bool:
    return bool(shown.text or shown.children or shown.items)


def _in_order(shown: dict[str, ExampleValue], following: dict[str, str]) -> Iterator[ExampleValue]:
    name = following.get("", "")
    while name:
        yield shown[name]
        name = following[name]
