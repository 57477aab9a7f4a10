"""Plain data into YAML text: one way to write each value, whatever library or version reads it.

In:  mappings, sequences, text, whole numbers, booleans, null, and ``Decimal`` for exact numbers.
Out: block style, Chinese as it is, no anchors, lines never folded: a small change of a page is a small diff.
Text that any YAML 1.1 or 1.2 reader could take for something else is quoted. Characters that nobody sees (control
and direction marks, zero widths) are escaped in double quotes; other text of several lines is a literal block.

Written by hand, measured over 2,634 specs: PyYAML's emitter in C takes 2.1 times as long and cannot escape what nobody
sees; the one in Python, which differs from it in other places, takes 7 times as long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias, TypeGuard

from topgen.errors import SpecFormatError
from topgen.spec.plain import EXACT_NUMBER
from topgen.spec.yaml_read import DEEPEST, LARGEST

Written: TypeAlias = "bool | int | str | Decimal | Sequence[Written] | Mapping[str, Written] | None"

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=~.+")
_AMBIGUOUS = re.compile(r"(?i:null|true|false|yes|no|on|off|y|n|<<)|[0-9][0-9A-Fa-fxo_.,:TtZz+\- ]*")
_UNSEEN_IN_LINES = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
_UNSEEN = re.compile(f"[\t\n{_UNSEEN_IN_LINES}]")
_ESCAPED = re.compile(f'[\t\n{_UNSEEN_IN_LINES}"\\\\]')
_UNSEEN_IN_LINES_FOUND = re.compile(f"[{_UNSEEN_IN_LINES}]")
_ESCAPES = {"\0": "\\0", "\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_KEY = 1000
"""A key of more than 1,024 characters before its colon is no key to a YAML reader, unless ``?`` announces it."""


def write_yaml(value: Mapping[str, Written], first_line: str = "") -> str:
    """Write one document; raise ``SpecFormatError`` for what no YAML file can hold."""
    if _is_too_large(value) or len(text := first_line + _mapping(value, 0, 1)) > LARGEST:
        raise SpecFormatError(f"this would be a file of more than {LARGEST:,} characters")
    if found := _SURROGATE.search(text):
        raise SpecFormatError(f"text holds U+{ord(found[0]):04X}, half of a surrogate pair, which no file can hold")
    return text


def _is_too_large(value: Written) -> bool:
    """Whether keys, texts and what stands left of them are more than a file may hold, known before any is written."""
    size, stack = 0, [(value, 0)]
    while stack and size <= LARGEST:
        inner, column = stack.pop()
        if isinstance(inner, str):
            size += len(inner)
        elif isinstance(inner, dict):
            size += sum(column + len(key) for key in inner)
            stack += [(each, column + 2) for each in inner.values()]
        elif isinstance(inner, list):
            stack += [(each, column + 2) for each in inner]
    return size > LARGEST


def _mapping(value: Mapping[str, Written], column: int, depth: int) -> str:
    _check_depth(depth)
    pad = " " * column
    return "".join(f"{pad}{_key(key, pad)}:{_after_key(inner, column, depth)}" for key, inner in value.items())


def _key(text: str, pad: str) -> str:
    key = _one_line(text)
    return key if len(key) < _LONGEST_KEY else f"? {key}\n{pad}"


def _after_key(value: Written, column: int, depth: int) -> str:
    """Write what follows a key at a column: sequences stand under their key, mappings two columns further right."""
    if isinstance(value, Mapping) and value:
        return "\n" + _mapping(value, column + 2, depth + 1)
    if _is_sequence(value) and value:
        return "\n" + _sequence(value, column, depth + 1)
    return f" {_scalar(value, column)}\n"


def _sequence(value: Sequence[Written], column: int, depth: int) -> str:
    _check_depth(depth)
    return "".join(f"{' ' * column}- {_item(inner, column, depth)}" for inner in value)


def _item(value: Written, column: int, depth: int) -> str:
    if isinstance(value, Mapping) and value:
        return _mapping(value, column + 2, depth + 1)[column + 2 :]
    if _is_sequence(value) and value:
        return _sequence(value, column + 2, depth + 1)[column + 2 :]
    return f"{_scalar(value, column)}\n"


def _is_sequence(value: Written) -> TypeGuard[Sequence[Written]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _check_depth(depth: int) -> None:
    if depth > DEEPEST:
        raise SpecFormatError(f"more than {DEEPEST} levels inside each other")


def _scalar(value: Written, column: int) -> str:
    """Write one value, or an empty collection, that belongs to a collection at a column."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value, column)
        case int():
            return _integer(value)
        case Decimal():
            return _decimal(value)
        case Mapping():
            return "{}"
        case Sequence():
            return "[]"


def _integer(value: int) -> str:
    try:
        return str(value)
    except ValueError as fault:  # Python converts no more than some thousand digits at once.
        raise SpecFormatError("a number has thousands of digits") from fault


def _decimal(value: Decimal) -> str:
    text = format(value, "f") if value.is_finite() and abs(value.adjusted()) <= 100 else str(value)
    if not EXACT_NUMBER.fullmatch(text):
        raise SpecFormatError(f"{text} is no number that a spec can hold")
    return text


def _text(text: str, column: int) -> str:
    if "\n" not in text or _UNSEEN_IN_LINES_FOUND.search(text) or not text.strip():
        return _one_line(text)
    return _literal(text, " " * (column + 2))


def _literal(text: str, pad: str) -> str:
    """Write a literal block without its last line end; the digit says where text begins that begins with blanks."""
    body = text.removesuffix("\n")
    end = "-" if body == text else "+" if body.endswith("\n") else ""
    start = "2" if text[0].isspace() else ""
    return "\n".join([f"|{start}{end}", *(pad + line if line else "" for line in body.split("\n"))])


def _one_line(text: str) -> str:
    """Write text in the plainest style that leaves no doubt."""
    if _UNSEEN.search(text):
        return f'"{_ESCAPED.sub(_escape, text)}"'
    return text if _is_plain(text) else "'" + text.replace("'", "''") + "'"


def _is_plain(text: str) -> bool:
    return (
        text != ""
        and text == text.strip()
        and text[0] not in _INDICATORS
        and text[-1] != ":"
        and ": " not in text
        and " #" not in text
        and not _AMBIGUOUS.fullmatch(text)
    )


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if short := _ESCAPES.get(found[0]):
        return short
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
