"""Examples as a person would write them in Python: as arguments, and as values of a reply.

In:  an ``ExampleObject`` or a value of one. Out: an ``Expression``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from topgen.python_model.code import Code, commas, compose, data, literal
from topgen.python_model.example_tests.line_breaks import BrokenText, Expression, call, mapping, sequence
from topgen.python_model.example_tests.objects import ExampleObject, Member
from topgen.python_model.values import is_list
from topgen.spec.model import Kind, Plain

_UNTYPED: Final = frozenset((Kind.MAP, Kind.OBJECT, Kind.UNKNOWN))


def write_object(example: ExampleObject) -> Expression:
    """Return the call that makes the object; times are those of the platform's zone."""
    return call(example.cls, {member.attribute: _write_member(member, _write_argument) for member in example.members})


def write_received(member: Member) -> Expression:
    """Return the value of an attribute that holds no objects."""
    return _write_member(member, _write_received)


def write_untyped(member: Member) -> tuple[Expression, Expression] | None:
    """Return a value as JSON gives it and as XML does, where the page documents no type and they differ."""
    if member.field.type.kind not in _UNTYPED:
        return None
    items = (item for item in member.items if not isinstance(item, ExampleObject))
    as_xml = replace(member, items=tuple(_as_xml(item, member.field.type.kind) for item in items))
    return (write_received(member), write_received(as_xml)) if as_xml != member else None


def _write_member(member: Member, write: Callable[[Kind, Plain], Expression]) -> Expression:
    kind = member.field.type.kind
    items = tuple(write_object(each) if isinstance(each, ExampleObject) else write(kind, each) for each in member.items)
    return sequence(items) if member.field.type.is_list else items[0]


def _write_argument(kind: Kind, value: Plain) -> Expression:
    if kind is Kind.DATETIME:
        moment = datetime.fromisoformat(str(value))
        return compose("datetime({})", commas(tuple(map(literal, moment.timetuple()[: 6 if moment.second else 5]))))
    if kind is Kind.FILE:
        return compose('Upload({}, filename="example.bin")', data(str(value)))
    return _write_scalar(kind, value)


def _write_received(kind: Kind, value: Plain) -> Expression:
    if kind is Kind.DATETIME:
        return compose("datetime.fromisoformat({})", literal(f"{value}+08:00"))
    return _write_scalar(kind, value)


def _write_scalar(kind: Kind, value: Plain) -> Expression:
    return compose("Decimal({})", literal(str(value))) if kind is Kind.DECIMAL else _write_data(value)


def _write_data(value: Plain) -> Expression:
    """Return plain data as dicts, lists, texts and numbers."""
    match value:
        case str():
            return BrokenText(value)
        case Mapping():
            return mapping({key: _write_data(item) for key, item in value.items()})
        case bool() | None:
            return _word(value)
        case int():
            return literal(value)
    return sequence(tuple(map(_write_data, value)))


def _word(value: bool | None) -> Code:
    return compose("None") if value is None else compose("True") if value else compose("False")


def _as_xml(value: Plain, kind: Kind = Kind.UNKNOWN) -> Plain:
    """Return data as it comes out of XML: all texts, no list of one, no difference between empty things."""
    if isinstance(value, Mapping):
        held = {key: _as_xml(item) for key, item in value.items() if not is_list(item) or item}
        return held or ("" if kind is Kind.UNKNOWN else {})
    if is_list(value):
        items = tuple(map(_as_xml, value))
        return items[0] if len(items) == 1 else items or None
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
