"""JSON documents one after another below the tables of a page, without headings: request, reply and error of an SPI.

In:  the lines of a page with the marker that each of them may be.
Out: the part that each document is the example of, by the index of its first line.
The service that such a page describes is called by the platform, so no client and no root element tells what an example
is; only their order does, and the names that each of them shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from topgen.document.blocks import Line
from topgen.json_text import JsonObject, parse_json
from topgen.vocabulary.calls import ERROR_NAMES, FAILURE_NAMES
from topgen.vocabulary.markers import Marker, MarkerKind, is_kind
from topgen.vocabulary.parts import Part

_TEXTS = re.compile(r'"(?:[^"\\]|\\.)*+"')
_FIRST_WORD = re.compile(r"[|\s]{0,20}([A-Za-z_$][\w.$\-]{0,100})")
_KINDS = {MarkerKind.HEADING, MarkerKind.COLUMNS}
_ENDS = (MarkerKind.HEADING, MarkerKind.TITLE, MarkerKind.COLUMNS, MarkerKind.FOOTER)
_IN_ORDER = (Part.REQUEST_EXAMPLE, Part.RESPONSE_EXAMPLE, Part.ERROR_EXAMPLE)


@dataclass(frozen=True, slots=True)
class _Document:
    """A JSON document: the index of its first line, and the names on its top level."""

    index: int
    names: frozenset[str]

    @property
    def is_error(self) -> bool:
        return bool(self.names & ERROR_NAMES) and self.names <= FAILURE_NAMES


def find_json_run(lines: Sequence[Line], markers: Sequence[Marker | None]) -> dict[int, Part]:
    """Return the part of each document; empty for a page whose examples have headings or show what they are."""
    start = _find_start(lines, markers)
    documents = list(_documents(lines, markers, start)) if start else []
    others = [document for document in documents if not document.is_error]
    found = {document.index: Part.ERROR_EXAMPLE for document in documents if document.is_error}
    if len(others) == 1:
        return found | {others[0].index: _only_part(others[0], lines, markers)}
    return found | {document.index: part for document, part in zip(others, _IN_ORDER, strict=False)}


def _find_start(lines: Sequence[Line], markers: Sequence[Marker | None]) -> int:
    """Return the index of the first document, 0 where there is none or something else tells what examples are."""
    table = start = 0
    for index, marker in enumerate(markers):
        if marker is None:
            continue
        if marker.kind is MarkerKind.OPENER or (marker.kind is MarkerKind.HEADING and marker.part.is_example):
            return 0
        if marker.kind in _KINDS and marker.part in {Part.REQUEST, Part.RESPONSE}:
            table = index
            start = 0
        elif table and not start and marker.kind is MarkerKind.REPLY and _begins(lines[index]):
            start = index
    return start


def _begins(line: Line) -> bool:
    return not line.bullet and not line.leaf and line.text[:1] == "{"


def _documents(lines: Sequence[Line], markers: Sequence[Marker | None], start: int) -> Iterator[_Document]:
    """Yield the documents of a run; none behind one that does not end, or is no JSON."""
    index = start
    while index < len(lines):
        if is_kind(markers[index], MarkerKind.FENCE):
            index += 1
            continue
        end = _find_end(lines, markers, index) if _begins(lines[index]) else index
        names = _read_names("\n".join(line.text for line in lines[index:end]))
        if names is None:
            return
        yield _Document(index, names)
        index = end


def _find_end(lines: Sequence[Line], markers: Sequence[Marker | None], start: int) -> int:
    """Return the index behind the last line of a document; ``start`` where it does not end."""
    depth = 0
    for index in range(start, len(lines)):
        if is_kind(markers[index], *_ENDS):
            return start
        bare = _TEXTS.sub("", lines[index].text)
        depth += bare.count("{") + bare.count("[") - bare.count("}") - bare.count("]")
        if depth <= 0:
            return index + 1
    return start


def _read_names(text: str) -> frozenset[str] | None:
    """Return the names on the top level of an object; None for other text."""
    parsed = parse_json(text)
    if len(parsed.roots) != 1 or any(fault.lost for fault in parsed.faults):
        return None
    value = parsed.roots[0][1]
    return frozenset(name for name, _ in value.members) if isinstance(value, JsonObject) else None


def _only_part(document: _Document, lines: Sequence[Line], markers: Sequence[Marker | None]) -> Part:
    """Return the part of the only document beside errors: the one whose table has more of its names."""
    counts = {Part.REQUEST: 0, Part.RESPONSE: 0}
    part = Part.HEAD
    for line, marker in zip(lines[: document.index], markers, strict=False):
        if marker is not None and marker.kind in _KINDS:
            part = marker.part
        elif part in counts and (match := _FIRST_WORD.match(line.text)):
            counts[part] += match[1] in document.names
    return Part.REQUEST_EXAMPLE if counts[Part.REQUEST] > counts[Part.RESPONSE] else Part.RESPONSE_EXAMPLE
