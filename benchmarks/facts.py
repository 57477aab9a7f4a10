"""One field against its answer, fact by fact.

In:  the right field and the read one.
Out: (fact, right, read) for each difference; ``spelling`` for classes that an example cannot tell exactly.
Note: the kinds of the spec are derived here once more, so that a fault in the generator's own table shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus import Asked, TruthField
from matching import name_key
from reading import ReadField

from topgen.spec.model import Kind, Limits, Required

Difference = tuple[str, str, str]

CORE = frozenset({"place", "name", "type", "list", "struct", "required", "missing", "invented"})
"""Facts that make a page exact when none of them is wrong; the others are judged beside them."""

_KINDS = {
    "string": Kind.STRING,
    "number": Kind.INTEGER,
    "byte": Kind.INTEGER,
    "price": Kind.DECIMAL,
    "bigdecimal": Kind.DECIMAL,
    "boolean": Kind.BOOLEAN,
    "date": Kind.DATETIME,
    "json": Kind.JSON,
    "byte[]": Kind.FILE,
    "map": Kind.MAP,
}
_REQUIRED = {"必须": Required.TRUE, "可选": Required.FALSE, "特殊可选": Required.CONDITIONAL}
_LIMITS = {"默认值": "default", "最大长度": "max_length", "最大列表长度": "max_items"}
_CLASS = re.compile(r"[A-Za-z_$][\w$.]*")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")


def compare_field(wanted: TruthField, found: ReadField, layout: str) -> Iterator[Difference]:
    """Yield each fact that differs, as far as the page shows it."""
    if wanted.asked is Asked.ROW:
        yield from _compare_row(wanted, found, layout)
    else:
        yield from _compare_shown(wanted, found)


def expected_kind(wanted: TruthField) -> Kind | None:
    """Return the kind that the words of a type mean; None where they mean none that one could ask for."""
    if wanted.children:
        return Kind.OBJECT
    base = wanted.type.lower()
    if base in _KINDS:
        return _KINDS[base]
    return Kind.OBJECT if base != "null" and _CLASS.fullmatch(wanted.type) else None


def _compare_row(wanted: TruthField, found: ReadField, layout: str) -> Iterator[Difference]:
    """Compare a field whose row is on the page."""
    spec = found.spec
    kind = expected_kind(wanted)
    if wanted.name != spec.name:
        yield "name", wanted.name, spec.name
    if kind is not None and kind is not spec.type.kind:
        yield "type", wanted.type, str(spec.type)
    if wanted.is_list != spec.type.is_list:
        yield "list", str(wanted.is_list), str(spec.type.is_list)
    if kind is Kind.OBJECT and wanted.type.lower() not in _KINDS and wanted.type != spec.type.struct:
        yield "struct", wanted.type, str(spec.type.struct)
    if wanted.required is not None and spec.required is not expected_required(wanted, layout):
        yield "required", wanted.required, str(spec.required)
    if _words(wanted.sample) != _words(found.sample):
        yield "sample", repr(wanted.sample), repr(found.sample)
    if wanted.described != bool(spec.description):
        yield "description", str(wanted.described), spec.description[:60]
    if not _limit_fits(wanted.limit, spec.limits, layout):
        yield "limit", str(wanted.limit), str(spec.limits)


def expected_required(wanted: TruthField, layout: str) -> Required:
    """Return the flag; a document in JSON has only true and false for it."""
    if layout == "docjson" and wanted.required == "特殊可选":
        return Required.FALSE
    return _REQUIRED.get(wanted.required or "", Required.UNKNOWN)


def _compare_shown(wanted: TruthField, found: ReadField) -> Iterator[Difference]:
    """Compare a field that has lost its row: what the reading states must be right, and an object must be seen."""
    spec, kind = found.spec, expected_kind(wanted)
    if wanted.name != spec.name:
        yield "name", wanted.name, spec.name
    seen = wanted.asked is Asked.EXAMPLE and bool(wanted.children)
    if kind is not None and kind is not spec.type.kind and (seen or spec.type.kind is not Kind.UNKNOWN):
        yield "type", wanted.type, str(spec.type)
    if wanted.is_list != spec.type.is_list and (seen or spec.type.is_list):
        yield "list", str(wanted.is_list), str(spec.type.is_list)
    if spec.type.struct is not None and spec.type.struct != wanted.type:
        same = name_key(spec.type.struct) == name_key(wanted.type)
        yield "spelling" if same else "struct", wanted.type, spec.type.struct
    if spec.required not in {None, Required.UNKNOWN} and spec.required is not _REQUIRED.get(wanted.required or ""):
        yield "required", str(wanted.required), str(spec.required)
    if wanted.asked is Asked.EXAMPLE and not wanted.children and _words(wanted.sample) != _words(found.sample):
        yield "sample", repr(wanted.sample), repr(found.sample)


def _words(text: str | None) -> str | None:
    """Return a text with all white space made alike."""
    return None if text is None else " ".join(_INVISIBLE.sub("", text).split())


def _limit_fits(limit: str | None, read: Limits, layout: str) -> bool:
    """Return whether the limits are those of the answer; a table of bars has lost their words, so it may state none."""
    if layout == "pipe" and read == Limits():
        return True
    if limit is None:
        return read == Limits()
    label, _, value = limit.partition(":")
    stated = getattr(read, _LIMITS[label], None) if label in _LIMITS else None
    return str(stated) == value
