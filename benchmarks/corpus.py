"""A corpus: pages with the right answers, and which of those answers a page still lets one give.

In:  a folder that holds ``course/`` (the pages) and ``course.truth.json`` (the answers).
Out: ``TruthPage`` values. Each field is marked with what the page shows of it.
Note: a page of the layout ``pipe`` has lost its nested rows, so only what an example shows of them is asked. In copies
(``markdown``, ``tabs``) nested rows have one mark whatever their depth, and with tabs none where they hold fields: what
the examples do not show has an open place. A call in another language than Java shows nothing nested.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

SIDES = ("request", "response")
COPIES = frozenset({"markdown", "tabs"})
_JAVA_LEAVES_OUT = frozenset({"Number", "Boolean", "Date"})
"""Types of which a call in Java sets nothing where the sample is missing."""


class Asked(Enum):
    """What a page shows of a field."""

    ROW = "row"
    """Its row: every fact is asked."""
    EXAMPLE = "example"
    """A value in an example: the name, the place, and what the form of the value tells."""
    LOST = "lost"
    """Nothing, or only a part: it may be read and need not be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthField:
    """One field as its page was drawn."""

    name: str
    type: str
    """In the page's spelling, without the brackets of a list."""
    is_list: bool
    required: str | None
    sample: str | None
    limit: str | None
    described: bool
    asked: Asked
    children: tuple[TruthField, ...]
    place_open: bool = False
    """Whether nothing on the page tells which field it stands in."""

    def walk(self, depth: int = 0) -> Iterator[tuple[TruthField, int]]:
        """Return this field and all inside it in page order, each with its depth."""
        yield self, depth
        for child in self.children:
            yield from child.walk(depth + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthPage:
    """The right answers about one page."""

    api: str
    file: str
    layout: str
    request: tuple[TruthField, ...]
    response: tuple[TruthField, ...]
    title: str | None
    """None where the page does not print it."""
    session: bool | None
    """None where the page does not show the call."""
    errors: tuple[tuple[str, ...], ...] | None
    """None where the error table is not whole."""
    names_itself: bool = True
    """Whether the name of the API is printed, rather than left to be inferred."""
    whole: bool = True
    """Whether the page goes to its end."""

    def side(self, side: str) -> tuple[TruthField, ...]:
        return self.request if side == "request" else self.response


class NoCorpus(Exception):
    """The path holds no corpus."""


def load_corpus(folder: Path) -> tuple[TruthPage, ...]:
    """Load the answers of a corpus, in the order of API names.

    Raises:
        NoCorpus: the folder has no ``course/`` or no ``course.truth.json``.
    """
    answers = folder / "course.truth.json"
    if not answers.is_file() or not (folder / "course").is_dir():
        raise NoCorpus(
            f"{folder}: no corpus here: expected the folder course/ with pages and course.truth.json with the answers; "
            "unpack the archive of the corpus outside the repository and name the folder that it was unpacked into"
        )
    entries: Mapping[str, Mapping[str, Any]] = json.loads(answers.read_text(encoding="utf-8"))
    return tuple(_read_page(folder / "course", api, entry) for api, entry in sorted(entries.items()))


def _read_page(pages: Path, api: str, entry: Mapping[str, Any]) -> TruthPage:
    truth = read_truth(api, entry)
    return mark_open(truth, (pages / truth.file).read_bytes()) if truth.layout in COPIES else truth


def mark_open(truth: TruthPage, page: bytes) -> TruthPage:
    """Mark the nested fields of a copy whose places no example tells."""
    whole_call = b"new Default" in page
    return replace(
        truth,
        request=_mark_inside(truth.request, _JAVA_LEAVES_OUT if whole_call else None),
        response=_mark_inside(truth.response, frozenset()),
        session=truth.session if whole_call else None,
    )


def _mark_inside(fields: Sequence[TruthField], left_out: frozenset[str] | None) -> tuple[TruthField, ...]:
    return tuple(
        replace(field, children=tuple(_mark_field(child, left_out) for child in field.children)) for field in fields
    )


def _mark_field(field: TruthField, left_out: frozenset[str] | None) -> TruthField:
    """Mark a field and all inside it; an example prints every object, but not every scalar without a sample."""
    lost = not field.children and field.sample is None and (field.is_list or field.type in (left_out or ()))
    children = tuple(_mark_field(child, left_out) for child in field.children)
    return replace(field, children=children, place_open=left_out is None or lost)


def read_truth(api: str, entry: Mapping[str, Any]) -> TruthPage:
    """Read the answers of one page."""
    pipe = entry["dialect"] == "pipe"
    return TruthPage(
        api=api,
        file=entry["file"],
        layout=entry["dialect"],
        request=tuple(_read_field(field, Asked.ROW, pipe) for field in entry["request"]),
        response=tuple(_read_field(field, Asked.ROW, pipe) for field in entry["response"]),
        title=None if pipe else entry["title"],
        session=entry["session"],
        errors=tuple(tuple(row) for row in entry["errors"]),
        names_itself=not pipe,
    )


def _read_field(entry: Mapping[str, Any], asked: Asked, nested_lost: bool) -> TruthField:
    inside = Asked.EXAMPLE if nested_lost else Asked.ROW
    children = tuple(_read_field(child, inside, nested_lost) for child in entry.get("children") or ())
    base = entry["type"].removesuffix(" []")
    field = TruthField(
        name=entry["name"],
        type=base,
        is_list=base != entry["type"],
        required=entry.get("required"),
        sample=entry.get("sample"),
        limit=entry.get("limit"),
        described=entry["has_desc"],
        asked=asked,
        children=children,
    )
    return replace(field, asked=seen_in_example(field)) if asked is Asked.EXAMPLE else field


def seen_in_example(field: TruthField) -> Asked:
    """Say what is left of a field whose row is lost while the example of its side is whole.

    Examples leave out some values without a sample and lists of scalars; objects show as far as something inside does.
    """
    if field.children:
        shown = any(inner.sample is not None and not inner.children and not inner.is_list for inner, _ in field.walk())
        return Asked.EXAMPLE if shown else Asked.LOST
    return Asked.EXAMPLE if field.sample is not None and not field.is_list else Asked.LOST


def walk_fields(fields: Sequence[TruthField]) -> Iterator[tuple[TruthField, int]]:
    """Return all fields of one side in page order, each with its depth."""
    for field in fields:
        yield from field.walk()


def rebuild_fields(fields: Sequence[TruthField], changed: Iterable[TruthField]) -> tuple[TruthField, ...]:
    """Put changed fields, in page order and one for each, back into their nesting."""
    supply = iter(changed)
    return tuple(_rebuild(field, supply) for field in fields)


def _rebuild(field: TruthField, supply: Iterator[TruthField]) -> TruthField:
    fresh = next(supply)
    return replace(fresh, children=tuple(_rebuild(child, supply) for child in field.children))
