"""KnownStructs: what a value in a YAML file of ours may be, said once for reading, for writing and for editors.

In:  nodes of a file, or values of the model.
Out: values of the model, plain data to write, and the JSON Schema of both.
Because one table of keys serves all three, a schema cannot say anything else than the loader does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from topgen.errors import SpecFormatError
from topgen.spec.model import Plain
from topgen.spec.yaml_read import Node
from topgen.spec.yaml_write import DECIMAL, Written

T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)
Schema = Mapping[str, Plain]

ALWAYS: Final = object()
"""In place of the value that an absent key has: this key is never absent."""


@dataclass(frozen=True, slots=True)
class StructFields(Generic[T]):
    """One kind of value."""

    read: Callable[[Node], T]
    """Raises ``SpecFormatError`` at the node for what is not of this kind."""
    write: Callable[[T], Written]
    schema: Schema


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a mapping."""

    name: str
    shape: StructFields[Any]
    help: str
    """A sentence for the person who edits the file."""
    absent: Any = ALWAYS
    """What an absent key means; the key is not written when the value is this."""


def nearest(word: str, words: Iterable[str]) -> str:
    """Give the hint that names the most similar of the allowed words; empty when none is that a terminal can show."""
    found = get_close_matches(word, list(words), 1)
    return f"did you mean {found[0]}?" if found and found[0].isprintable() else ""


def _same(value: T) -> T:
    return value


def _read_text(node: Node) -> str:
    if not isinstance(value := _single(node, "text"), str):
        hint = "put it in quotes" if node.value else "write '' for empty text"
        node.refuse("text", hint)
    return value


def _read_nullable_text(node: Node) -> str | None:
    return None if _single(node, "text or null") is None else _read_text(node)


def _read_integer(node: Node) -> int:
    value = _single(node, "a whole number")
    if not isinstance(value, int) or isinstance(value, bool):
        node.refuse("a whole number")
    return value


def _read_decimal(node: Node) -> Decimal:
    if not (isinstance(node.value, str) and node.plain and DECIMAL.fullmatch(node.value)):
        node.refuse("a number without quotes")
    return Decimal(node.value)


def _single(node: Node, expected: str) -> Plain:
    if not isinstance(node.value, str):
        node.refuse(expected)
    return node.scalar()


def read_plain(node: Node) -> Plain:
    """Read any data: sequences become tuples and mappings dictionaries."""
    if isinstance(node.value, tuple):
        return tuple(map(read_plain, node.value))
    if isinstance(node.value, dict):
        return {key: read_plain(inner) for key, inner in node.value.items()}
    return node.scalar()


def _read_plain_mapping(node: Node) -> Mapping[str, Plain]:
    if not isinstance(node.value, dict):
        node.refuse("a mapping")
    return {key: read_plain(inner) for key, inner in node.value.items()}


TEXT: Final[StructFields[str]] = StructFields(_read_text, _same, {"type": "string"})
NULLABLE_TEXT: Final[StructFields[str | None]] = StructFields(_read_nullable_text, _same, {"type": ("string", "null")})
INTEGER: Final[StructFields[int]] = StructFields(_read_integer, _same, {"type": "integer"})
DECIMAL_NUMBER: Final[StructFields[Decimal]] = StructFields(_read_decimal, _same, {"type": "number"})
PLAIN: Final[StructFields[Plain]] = StructFields(read_plain, _same, {})
PLAIN_MAPPING: Final[StructFields[Mapping[str, Plain]]] = StructFields(_read_plain_mapping, _same, {"type": "object"})


def one_of(table: Mapping[str | bool, T], write: Callable[[T], str | bool]) -> StructFields[T]:
    """One of a table of words, or of the YAML booleans."""
    words = [str(word).lower() if isinstance(word, bool) else word for word in table]
    expected = f"one of {', '.join(words)}"

    def read(node: Node) -> T:
        value = _single(node, expected)
        if not isinstance(value, str | bool) or value not in table:
            node.refuse(expected, nearest(str(node.value), words))
        return table[value]

    return StructFields(read, write, {"enum": tuple(table)})


BOOLEAN: Final[StructFields[bool]] = one_of({True: True, False: False}, bool)


def word(kinds: type[W]) -> StructFields[W]:
    """One of the words of an enumeration."""
    return one_of({kind.value: kind for kind in kinds}, lambda kind: kind.value)


def tuple_of(item: StructFields[T]) -> StructFields[tuple[T, ...]]:
    """A list of values of one shape."""

    def read(node: Node) -> tuple[T, ...]:
        if not isinstance(node.value, tuple):
            node.refuse("a list")
        return tuple(map(item.read, node.value))

    def write(values: tuple[T, ...]) -> Written:
        return [item.write(value) for value in values]

    return StructFields(read, write, {"type": "array", "items": item.schema})


def mapping_of(
    keys: Sequence[Key], build: Callable[[dict[str, Any]], T], take_apart: Callable[[T], Mapping[str, Any]]
) -> StructFields[T]:
    """A mapping with known keys in a fixed order, of which a value is built."""
    names = [key.name for key in keys]

    def read(node: Node) -> T:
        return build(_read_keys(node, keys, names))

    def write(value: T) -> Written:
        parts = take_apart(value)
        return {key.name: key.shape.write(parts[key.name]) for key in keys if parts[key.name] != key.absent}

    return StructFields(read, write, _mapping_schema(keys))


def record_of(
    model: Callable[..., T], keys: Sequence[Key], attributes: Mapping[str, str] | None = None
) -> StructFields[T]:
    """Return the form of a mapping whose keys are the attributes of a dataclass, some under another name."""
    named = {key.name: (attributes or {}).get(key.name, key.name) for key in keys}
    return mapping_of(
        keys,
        lambda values: model(**{named[name]: value for name, value in values.items()}),
        lambda value: {name: getattr(value, attribute) for name, attribute in named.items()},
    )


def _read_keys(node: Node, keys: Sequence[Key], names: Sequence[str]) -> dict[str, Any]:
    if not isinstance(node.value, dict):
        node.refuse("a mapping")
    for name, inner in node.value.items():
        if name not in names:
            hint = nearest(name, names) or f"known here are {', '.join(names)}"
            raise SpecFormatError(f"unknown key {name!r}", file=node.file, line=inner.line, hint=hint)
    values = {}
    for key in keys:
        if (inner := node.value.get(key.name)) is not None:
            values[key.name] = key.shape.read(inner)
        elif key.absent is ALWAYS:
            raise SpecFormatError(f"the key {key.name} is missing", file=node.file, line=node.line)
        else:
            values[key.name] = key.absent
    return values


def _mapping_schema(keys: Sequence[Key]) -> Schema:
    return {
        "type": "object",
        "properties": {key.name: {**key.shape.schema, "description": key.help} for key in keys},
        "required": tuple(key.name for key in keys if key.absent is ALWAYS),
        "additionalProperties": False,
    }
