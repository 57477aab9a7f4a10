"""What on the lines of a text may tell its pages apart: headings of APIs, sections, column heads, calls, replies.

In:  text.
Out: ``Event`` values in the order of the lines, and whether a text may hold more than one page at all.
Nothing here decides where a page begins; ``text_pages`` does, by the order of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from topgen.vocabulary.api_headings import ApiHeading, bare_name, read_api_heading
from topgen.vocabulary.calls import API_PREFIXES, ERROR_ROOT, ROOT_END, SYSTEM_NAMES, SYSTEM_REPLY_NAMES
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.columns import FIRST_HEADS, INITIALS, read_columns
from topgen.vocabulary.markers import MarkerKind, read_marker
from topgen.vocabulary.parts import Part


class Kind(Enum):
    """What a line shows."""

    API = "heading of an API"
    SECTION = "heading of a section"
    COLUMNS = "column heads"
    CALL = "class or name of a call"
    ROOT = "root of a reply"
    ROOT_END = "end of a root"


class Event(NamedTuple):
    """Something that a line shows."""

    line: int
    """Its index."""
    kind: Kind
    part: Part = Part.HEAD
    name: str = ""
    """Of the API, as calls and roots write it; of column heads what separates them."""
    heading: ApiHeading | None = None
    is_gateway: bool = False
    """Whether a table may be that of the parameters of every call."""

    @property
    def is_structure(self) -> bool:
        """Whether it is a part of an API's page rather than its name."""
        return self.kind is not Kind.API


_PREFIXES = (*(f"{prefix}." for prefix in sorted(API_PREFIXES)), "aliyuncs.")
_TYPE_HEAD = "类型"
_ENGLISH_HEAD = "Type"
"""What the column heads of every parameter table hold."""
_HEAD_WORDS = (_TYPE_HEAD, "错误")
AROUND, BEHIND = "||", "|"
"""What separates the cells of tables with bars: one at both ends of a row, or at its end alone."""
_COLUMNS_MAX = 1200
_HEADING_MAX = 60
_LOOK = 8
_FRAME = " |/#>*-=" + BLANKS
_NEW = re.compile(r"new (\w{1,300})Request\b(?!\.)")
_BEFORE = 18
_VARIABLE = re.compile(r"\breq\w{0,9} {0,3}= {0,3}$")
"""What the request of a call is put into; the objects inside it have other names."""
_EXECUTE = re.compile(r"execute\( {0,3}['\"]([\w.\-]{3,200})['\"]")
_ROOT = re.compile(rf"<(/?) {{0,9}}([A-Za-z][\w.\-]{{0,300}}{ROOT_END}) {{0,9}}>")
_JSON_ROOT = re.compile(rf'\{{ {{0,9}}"([A-Za-z][\w.\-]{{0,300}}{ROOT_END})" {{0,9}}:')
_OPEN_JSON_ROOT = re.compile(rf'[ \t]{{0,40}}"([A-Za-z][\w.\-]{{0,300}}{ROOT_END})"[ \t]{{0,9}}:')
_FENCES = ("```", "~~~")
_ROWS = ("•", "└", "├")


def may_hold_many(text: str) -> bool:
    """Return whether a text may hold several pages: something is there twice that a page has once; cheap."""
    return _names_many(text) or _repeats_columns(text) or calls_many(text) or replies_many(text)


def _names_many(text: str) -> bool:
    """Whether two lines can be headings of APIs."""
    found: set[int] = set()
    for prefix in _PREFIXES:
        at = text.find(prefix)
        while at >= 0:
            start = text.rfind("\n", 0, at) + 1
            end = _line_end(text, at)
            if start not in found and read_api_heading(text[start:end]) is not None:
                found.add(start)
                if len(found) > 1:
                    return True
            at = text.find(prefix, end)
    return False


def has_columns(text: str) -> bool:
    """Return whether a line holds the column heads of a parameter table."""
    return any(True for _ in _column_lines(text))


def _column_lines(text: str) -> Iterator[Part]:
    """Yield the parts whose column heads stand on one line."""
    for word in (_TYPE_HEAD, _ENGLISH_HEAD):
        at = text.find(word)
        while at >= 0:
            start, end = text.rfind("\n", 0, at) + 1, _line_end(text, at)
            part = _read_columns(text[start:end]) if end - start <= _COLUMNS_MAX else None
            if part is not None:
                yield part
            at = text.find(word, end)


def _repeats_columns(text: str) -> bool:
    """Whether two tables can be the same part of a page; those of the gateway's own parameters count here too."""
    found: set[Part] = set()
    for part in _column_lines(text):
        if part in found:
            return True
        found.add(part)
    return text.count(f"\n{_TYPE_HEAD}\n") > 2


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def calls_many(text: str) -> bool:
    """Return whether calls of several APIs are shown."""
    return len(set(_called(text))) > 1


def _called(text: str) -> Iterator[str]:
    """Yield the APIs that are called."""
    for match in _NEW.finditer(text):
        if _VARIABLE.search(text, max(0, match.start() - _BEFORE), match.start()) is not None:
            yield bare_name(match[1])
    for match in _EXECUTE.finditer(text):
        yield bare_name(match[1])


def replies_many(text: str) -> bool:
    """Return whether replies may have several roots."""
    if text.count(ROOT_END) < 2:
        return False
    roots = {match[2] for match in _ROOT.finditer(text)} | {match[1] for match in _JSON_ROOT.finditer(text)}
    return len(roots - {ERROR_ROOT}) > 1


def _read_columns(line: str) -> Part | None:
    if not any(word in line for word in _HEAD_WORDS) and not (_ENGLISH_HEAD in line and "Desc" in line):
        return None
    bare = line.strip(_FRAME)
    return read_columns(bare) if bare[:1] in INITIALS and len(line) <= _COLUMNS_MAX else None


def find_events(lines: Sequence[str]) -> list[Event]:
    """Return what the lines of a text show; linear in their length."""
    return list(_events(lines))


def _events(lines: Sequence[str]) -> Iterator[Event]:
    fenced = _fenced(lines)
    common = False
    above = ""
    for index, line in enumerate(lines):
        text = line.strip(BLANKS)
        if not text:
            continue
        inside = bool(fenced[index])
        if text.startswith(_ROWS):
            continue
        columns = _columns_at(lines, index, text)
        section = _section(text) if len(text) <= _HEADING_MAX and not inside and columns is None else None
        if columns is not None:
            is_gateway = common or _is_gateway(lines, index)
            yield Event(index, Kind.COLUMNS, columns, _separator(text), is_gateway=is_gateway)
        if section is not None and section is not Part.COMMON:
            yield Event(index, Kind.SECTION, section)
        if section is not None or columns is not None:
            common = section is Part.COMMON
        elif not inside and (heading := read_api_heading(text)) is not None:
            yield Event(index, Kind.API, name=bare_name(heading.name), heading=heading)
        yield from _code_events(index, line, above)
        above = line


def _fenced(lines: Sequence[str]) -> bytearray:
    """Return which lines stand in code fences; a fence that nothing closes before the next one opens holds none."""
    inside = bytearray(len(lines))
    opened: int | None = None
    for index, line in enumerate(lines):
        text = line.lstrip(BLANKS)
        if not text.startswith(_FENCES):
            continue
        if opened is None or text.strip("`~" + BLANKS):
            opened = index
        else:
            inside[opened : index + 1] = b"\1" * (index + 1 - opened)
            opened = None
    return inside


@lru_cache(maxsize=4096)
def _section(text: str) -> Part | None:
    """Return the part that a line opens if it is a heading."""
    marker = read_marker(text) or read_marker(text.lstrip("/>* "))
    return marker.part if marker is not None and marker.kind is MarkerKind.HEADING else None


def _columns_at(lines: Sequence[str], index: int, text: str) -> Part | None:
    """Return the part whose column heads stand on a line, or on it and those below it."""
    if text not in FIRST_HEADS:
        return _read_columns(text)
    below = [line.strip(BLANKS) for line in lines[index : index + 2 * _LOOK]]
    heads = [line for line in below if line]
    for size in (6, 5, 4, 3):
        if len(heads) >= size and (part := read_columns("".join(heads[:size]))) is not None:
            return part
    return None


def _separator(text: str) -> str:
    """Tell what separates the cells of a table by its column heads."""
    if "|" in text:
        return AROUND if text.startswith("|") else BEHIND
    return " "


def _is_gateway(lines: Sequence[str], index: int) -> bool:
    """Return whether the first row below column heads is a parameter that every call has."""
    for line in lines[index + 1 : index + _LOOK]:
        words = line.strip(_FRAME).replace("|", " ").replace("\t", " ").split(" ", 1)
        if words[0][:1].isalpha() and words[0].isascii():
            return words[0].lower() in SYSTEM_NAMES | SYSTEM_REPLY_NAMES
    return False


def _code_events(index: int, line: str, above: str) -> Iterator[Event]:
    if "Request" in line or "execute" in line:
        for name in _called(line):
            yield Event(index, Kind.CALL, Part.REQUEST_EXAMPLE, name)
    if ROOT_END not in line or ERROR_ROOT in line:
        return
    for match in _ROOT.finditer(line):
        kind = Kind.ROOT_END if match[1] else Kind.ROOT
        yield Event(index, kind, Part.RESPONSE_EXAMPLE, bare_name(match[2].removesuffix(ROOT_END)))
    found = _JSON_ROOT.search(line) if not line[:1].isspace() else None
    if found is None and above.strip("/*# \t") == "{" and not above[:1].isspace():
        found = _OPEN_JSON_ROOT.match(line.lstrip("/*#"))
    if found is not None:
        name = bare_name(found[1].removesuffix(ROOT_END))
        yield Event(index, Kind.ROOT, Part.RESPONSE_EXAMPLE, name)
        yield Event(index, Kind.ROOT_END, Part.RESPONSE_EXAMPLE, name)
