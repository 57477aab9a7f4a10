"""The facts in which two specs of one API differ, one line each.

In:  two ``Api`` values. Out: ``Change`` values in the order of the page, the API's own facts first.
What only the page decides (its file, its digest, line numbers) is no change, and doubts are told elsewhere.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from topgen.spec.model import Api, ErrorCode, Field, Kind, TypeRef
from topgen.spec.paths import walk_api

_LONGEST = 60
_OF_THE_API = ("title", "description", "category", "session")
WORDS = frozenset({"title", "description", "category", "example", "examples", "inferred"})
"""Facts in which a change is no change of what is sent or received."""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that is not what it was."""

    at: str
    """The dotted path of a field, ``errors`` or ``api``."""
    fact: str
    """What has changed: ``added``, ``removed``, ``parent``, ``type``, ``required``, a key of the spec file."""
    before: str = ""
    """In the words of the spec file, cut short; empty for what was not there."""
    after: str = ""

    @property
    def is_words(self) -> bool:
        """Whether only words for people have changed."""
        return self.fact in WORDS

    def __str__(self) -> str:
        if self.fact == "added":
            return f"{self.at}: new, {self.after}"
        if self.fact == "removed":
            return f"{self.at}: gone, was {self.before}"
        return f"{self.at}: {self.fact} {self.before or 'none'} → {self.after or 'none'}"


def find_changes(old: Api, new: Api) -> tuple[Change, ...]:
    """Return all in which two specs of one API differ."""
    return (
        *_compare("api", _facts_of_api(old), _facts_of_api(new)),
        *_fields(old, new),
        *_errors(old.errors, new.errors),
    )


def numbered_fields(api: Api) -> dict[tuple[str, int], Field]:
    """Return each field by its path and, since siblings may share a name, how many of that path came before."""
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], Field] = {}
    for path, field in walk_api(api):
        found[path, seen[path]] = field
        seen[path] += 1
    return found


def facts_of_field(field: Field) -> Mapping[str, Any]:
    """Return the facts of one field by their keys in the spec file, without its name and what it holds."""
    limits = {key: getattr(field.limits, key) for key in field.limits.__struct_fields__}
    return {
        "type": _type(field.type),
        "required": field.required,
        **limits,
        "values": tuple((each.value, each.meaning) for each in field.values),
        "description": field.description,
        "example": field.example,
        "inferred": field.inferred,
    }


def _facts_of_api(api: Api) -> Mapping[str, Any]:
    return {
        **{key: getattr(api, key) for key in _OF_THE_API},
        "paging": api.inferred.paging,
        "inferred": msgspec.structs.replace(api.inferred, paging=None),
        "examples": api.examples,
    }


def _fields(old: Api, new: Api) -> Iterator[Change]:
    before, after = numbered_fields(old), numbered_fields(new)
    moved = _moved(before, after)
    origins = {target: origin for origin, target in moved.items()}
    for key, field in after.items():
        at = key[0]
        if key in before:
            yield from _compare(at, facts_of_field(before[key]), facts_of_field(field))
        elif key in origins:
            yield Change(at, "parent", _parent(origins[key][0], field), _parent(at, field))
            yield from _compare(at, facts_of_field(before[origins[key]]), facts_of_field(field))
        elif not _is_inside(at, (path for path, _ in after.keys() - before.keys() - origins.keys())):
            yield Change(at, "added", after=_described(field))
    gone = before.keys() - after.keys() - moved.keys()
    for key, field in before.items():
        if key in gone and not _is_inside(key[0], (path for path, _ in gone)):
            yield Change(key[0], "removed", before=_described(field))


def _moved(
    before: Mapping[tuple[str, int], Field], after: Mapping[tuple[str, int], Field]
) -> dict[tuple[str, int], tuple[str, int]]:
    """Return where fields have gone: those of one name and type that left one place of a side and came to one."""
    left = _by_name(before, before.keys() - after.keys())
    came = _by_name(after, after.keys() - before.keys())
    return {keys[0]: came[name][0] for name, keys in left.items() if len(keys) == 1 and len(came.get(name, ())) == 1}


def _by_name(
    fields: Mapping[tuple[str, int], Field], keys: Iterable[tuple[str, int]]
) -> dict[tuple[str, str, str], list[tuple[str, int]]]:
    found: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
    for key in keys:
        field = fields[key]
        found.setdefault((key[0].partition(".")[0], field.name, _type(field.type)), []).append(key)
    return found


def _is_inside(path: str, others: Iterable[str]) -> bool:
    """Whether a field stands inside one of others, which are told as a whole."""
    return any(path.startswith(f"{other}.") for other in others)


def _parent(path: str, field: Field) -> str:
    return path.removesuffix(f".{field.name}")


def _compare(at: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for fact, value in after.items():
        if before[fact] != value:
            yield Change(at, fact, shown(before[fact]), shown(value))


def _errors(before: Iterable[ErrorCode], after: Iterable[ErrorCode]) -> Iterator[Change]:
    old, new = ({error.code: error for error in errors} for errors in (before, after))
    for code, error in new.items():
        if code not in old:
            yield Change("errors", "added", after=code)
        elif error != old[code]:
            said = ((each.message, each.solution) for each in (old[code], error))
            yield Change("errors", code, *(shown(" / ".join(filter(None, words))) for words in said))
    for code in old:
        if code not in new:
            yield Change("errors", "removed", before=code)


def _type(type_ref: TypeRef) -> str:
    struct = f" {type_ref.struct}" if type_ref.struct else ""
    words = f" ({type_ref.documented})" if type_ref.kind is Kind.UNKNOWN and type_ref.documented else ""
    return f"{type_ref}{struct}{words}"


def _described(field: Field) -> str:
    required = f", required {field.required}" if field.required is not None else ""
    inside = f", with {len(field.fields)} fields" if field.fields else ""
    return f"{_type(field.type)}{required}{inside}"


def shown(value: Any) -> str:
    """Return a value in one short line; empty for none."""
    plain = msgspec.to_builtins(value, builtin_types=(Decimal,))
    if plain in (None, "", [], (), {}):
        return ""
    text = str(plain) if isinstance(plain, str | Decimal) else json.dumps(plain, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
