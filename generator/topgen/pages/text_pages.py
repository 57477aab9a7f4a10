"""Where the pages of a text begin that holds many, and what of it is no page.

In:  the lines of a text that may hold many pages.
Out: ``Piece`` values in the order of the file; a single one where there is one page.
A page begins at the heading of an API, with the table or example of another page above it and its own below it; a name
in a list of contents, a description, an error table or a changelog begins none. Pages without a name are parted where a
line between them is certain to be the border. What may be two pages and cannot be parted for certain is refused.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from topgen.pages.structure import BEHIND, Event, Kind, find_events
from topgen.vocabulary.api_headings import Form
from topgen.vocabulary.calls import GATEWAY, SESSION_LABELS
from topgen.vocabulary.characters import BLANKS, fold
from topgen.vocabulary.markers import MarkerKind, read_marker
from topgen.vocabulary.parts import Part


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of a file: a page, or what stands between pages."""

    start: int
    """The index of its first line."""
    end: int
    """The index of the line behind its last."""
    name: str = ""
    """The API that its heading names."""
    trouble: str = ""
    """Why it cannot be read; empty for a page."""
    is_page: bool = True
    repeats: bool = False
    """Whether it shows what no single page has twice."""


_GAP_MAX = 60
"""Lines above the heading of a page among which its border is looked for."""
_LIST_MIN = 3
"""Lines in sequence that name APIs and are a list of contents."""
_LISTED_LINES = 5
"""Lines of pages that a refusal names."""
_RULE = re.compile(r"[-=*_~#+.·—─━═]{3,}|(?:[-=*_~#<>+]{3,}).{1,200}?(?:[-=*_~#<>+]{3,})|<!--.{0,300}-->")
_URL = re.compile(
    r"(?:[>#*/<(\[\- ]{0,9}(?:[A-Za-z\u4e00-\u9fff]{0,10} *[:：] *)?)https?://[^\s|]{1,2000}[>)\]]?", re.IGNORECASE
)
_GATEWAY = re.compile(GATEWAY)
_MARKDOWN = re.compile(r"(#{1,6}) +\S")
_CRUMB = "文档中心"
_NOTICES = {MarkerKind.WARNING, MarkerKind.BANNER, MarkerKind.SERVICE}
_FRONT_MAX = 20
"""Lines of a block of names and values."""
_PAIR = re.compile(r"[\w\-]{1,30} {0,3}[:：].{0,300}")
_MENU_MIN = 3
_MENU_LINE = re.compile(r"[\w（）()/、 -]{1,40}")
"""A title of an API in a menu."""
_LABEL_MAX = 40


def find_pieces(lines: Sequence[str]) -> list[Piece]:
    """Return the pages of a text and what stands between them."""
    events = find_events(lines)
    heads = _find_heads(events)
    structure = _Structure(events)
    tops = [_page_top(lines, head.line, structure.floor(head.line)) for head in heads]
    regions = _regions(lines, structure, heads, tops)
    pieces = [piece for region in regions for piece in _read_region(lines, structure.between(region), region)]
    return [trimmed for piece in pieces if (trimmed := _trim(lines, piece)).start < trimmed.end]


class _Structure:
    """What belongs to pages apart from their names, found by its lines."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = [event for event in events if event.is_structure]
        self._lines = [event.line for event in self._events]

    def floor(self, line: int) -> int:
        """Return the first line behind all that stands above another one."""
        at = bisect_left(self._lines, line)
        return self._lines[at - 1] + 1 if at else 0

    def between(self, region: _Region) -> list[Event]:
        """Return what stands in a region."""
        return self._events[bisect_left(self._lines, region.start) : bisect_left(self._lines, region.end)]


@dataclass(frozen=True, slots=True)
class _Head:
    """The heading of a page."""

    line: int
    name: str
    trouble: str = ""


def _find_heads(events: Sequence[Event]) -> list[_Head]:
    """Return the headings at which pages begin."""
    heads: list[_Head] = []
    above = _Above()
    later = _last_lines(events)
    for run, below in _runs(events):
        if run and below:
            head = _choose(run, below, later)
            if above.is_empty or _begins_page(above, below, run, head):
                heads.append(head)
                above = _Above()
        above.add(below)
    return heads


def _last_lines(events: Sequence[Event]) -> dict[str, int]:
    """Return the last line that can be the heading of each API."""
    return {event.name: event.line for event in events if event.kind is Kind.API}


def _runs(events: Sequence[Event]) -> Iterator[tuple[list[Event], list[Event]]]:
    """Yield headings of APIs that nothing parts, and what follows up to the next of them."""
    run: list[Event] = []
    below: list[Event] = []
    for event in events:
        if event.kind is not Kind.API:
            below.append(event)
            continue
        if below:
            yield run, below
            run, below = [], []
        run.append(event)
    yield run, below


def _choose(run: Sequence[Event], below: Sequence[Event], later: dict[str, int]) -> _Head:
    """Return which of some lines that name APIs is the heading of what follows."""
    names = _called(below)
    left = [event for event in run if event.name in names] or _likeliest(run, later)
    if _ends_in_list(run):
        return _Head(run[-1].line + 1, "")
    if len({event.name for event in left}) > 1 or _is_listed(run, left[-1]):
        where = ", ".join(str(event.line + 1) for event in run[:_LISTED_LINES])
        return _Head(run[0].line, "", f"it is not clear which API this page describes (lines {where}): split it")
    return _first_of_block(run, left[-1])


def _called(events: Sequence[Event]) -> set[str]:
    """Return the APIs that the first call and the first reply belong to."""
    firsts = (next((event.name for event in events if event.kind is kind), "") for kind in (Kind.CALL, Kind.ROOT))
    return {name for name in firsts if name}


def _likeliest(run: Sequence[Event], later: dict[str, int]) -> list[Event]:
    """Return the lines that look most like a heading; an API that is named again below has its page there."""
    last = run[-1].line
    own = [event for event in run if later[event.name] <= last] or list(run)
    best = max(_form(event) for event in own)
    return [event for event in own if _form(event) == best]


def _form(event: Event) -> Form:
    return event.heading.form if event.heading is not None else Form.LISTED


def _ends_in_list(run: Sequence[Event]) -> bool:
    """Return whether the last lines that name APIs are a list of contents, so that the page below prints no name."""
    last = run[-_LIST_MIN:]
    in_sequence = all(below.line == above.line + 1 for above, below in pairwise(last))
    return len({event.name for event in last}) == _LIST_MIN and in_sequence


def _is_listed(run: Sequence[Event], chosen: Event) -> bool:
    """Return whether another API is named right below, so that the line is one of a list and no heading."""
    below = run[run.index(chosen) + 1 :][:1]
    return any(event.name != chosen.name and event.line == chosen.line + 1 for event in below)


def _first_of_block(run: Sequence[Event], chosen: Event) -> _Head:
    """Return the first of the lines in sequence that name the API that was chosen."""
    at = run.index(chosen)
    while at and run[at - 1].name == chosen.name and run[at].line - run[at - 1].line <= _LISTED_LINES:
        at -= 1
    heading = run[at].heading
    assert heading is not None
    return _Head(run[at].line, heading.name)


class _Above:
    """What the page above a heading shows."""

    def __init__(self) -> None:
        self.is_empty = True
        self.parts: set[tuple[Kind, Part]] = set()
        self.names: set[str] = set()
        """The APIs that its first call and its first reply belong to."""

    def add(self, events: Sequence[Event]) -> None:
        """Take more of the page."""
        self.is_empty &= not events
        self.parts.update((event.kind, event.part) for event in events)
        self.names = self.names or _called(events)


def _begins_page(above: _Above, below: Sequence[Event], run: Sequence[Event], head: _Head) -> bool:
    """Return whether another page begins at a heading: what is below it cannot belong to the page above."""
    own = _called(below)
    if own and above.names:
        if own.isdisjoint(above.names):
            return True
        if not any(event.name in own for event in run):
            return False
    for kind in (Kind.COLUMNS, Kind.SECTION):
        first = next((event.part for event in below if event.kind is kind), None)
        if first is not None and (kind, first) in above.parts:
            return True
    named = any(event.name in own for event in run if event.line >= head.line)
    titled = any(_form(event) >= Form.TITLED for event in run)
    return (named and not above.names) or (titled and below[0].part <= Part.REQUEST)


@dataclass(frozen=True, slots=True)
class _Top:
    """Where a page begins, and where what stands between it and the page above does."""

    start: int
    gap: int


def _page_top(lines: Sequence[str], head: int, floor: int) -> _Top:
    """Go up from a heading over all that stands above the headings of pages."""
    top = index = head
    border = False
    while index > floor and head - index < _GAP_MAX:
        index -= 1
        text = lines[index].strip(BLANKS)
        if is_frame(text):
            border = True
        elif text and not _is_opener(text):
            break
        top = index
    else:
        return _Top(top, top)
    if border:
        return _Top(top, _front_matter_above(lines, top, floor))
    return _border_above(lines, top, floor, _rank(lines[head]))


def _front_matter_above(lines: Sequence[str], top: int, floor: int) -> int:
    """Return where the block of names and values begins that tools write above a page."""
    index = top
    while index > floor and top - index < _FRONT_MAX and _PAIR.fullmatch(lines[index - 1].strip(BLANKS)):
        index -= 1
    ruled = index > floor and index < top and _RULE.fullmatch(lines[index - 1].strip(BLANKS))
    return index - 1 if ruled else top


def _border_above(lines: Sequence[str], top: int, floor: int, rank: int) -> _Top:
    """Look for a border higher up: a footer or a menu, or a line or a heading that ends the page above."""
    menu = _menu_above(lines, top, floor)
    for index in range(top - 1, max(floor, top - _GAP_MAX) - 1, -1):
        text = lines[index].strip(BLANKS)
        if _is_footer(text):
            return _Top(index + 1, index + 1)
        if is_frame(text) or 0 < _rank(text) < rank:
            return _Top(top, index)
        if text.startswith(("|", "•", "└", "├")) or text.endswith("|"):
            break
    return _Top(menu, menu)


def _menu_above(lines: Sequence[str], top: int, floor: int) -> int:
    """Return where the menu above the addresses of the service begins; where there is none, nothing moves."""
    first = next((text for line in lines[top : top + _MENU_MIN] if (text := line.strip(BLANKS))), "")
    marker = read_marker(first)
    if marker is None or marker.kind is not MarkerKind.SERVICE:
        return top
    index = top
    while index > floor and _MENU_LINE.fullmatch(lines[index - 1].strip(BLANKS)) is not None:
        index -= 1
    bounded = index == floor or not lines[index - 1].strip(BLANKS)
    return index if bounded and top - index >= _MENU_MIN else top


def is_frame(text: str) -> bool:
    """Return whether a line is what collections of pages put between them: a rule, a comment, an address."""
    if not text or "|" in text:
        return False
    if _RULE.fullmatch(text) is not None:
        return True
    return "://" in text and _URL.fullmatch(text) is not None and _GATEWAY.search(text) is None


def _is_opener(text: str) -> bool:
    """Return whether a line can stand above the heading of a page."""
    return text.startswith(_CRUMB) or _is_notice(text) or _is_label(text)


def _is_notice(text: str) -> bool:
    marker = read_marker(text)
    return marker is not None and marker.kind in _NOTICES


def _is_label(text: str) -> bool:
    return len(text) <= _LABEL_MAX and any(label in text for label in SESSION_LABELS)


def _is_footer(text: str) -> bool:
    marker = read_marker(text) if text else None
    return marker is not None and marker.kind is MarkerKind.FOOTER


def _rank(line: str) -> int:
    """Return the rank of a heading in Markdown, 1 for the highest; 0 for other lines."""
    match = _MARKDOWN.match(line.strip(BLANKS))
    return len(match[1]) if match is not None else 0


@dataclass(frozen=True, slots=True)
class _Region:
    """The lines from the beginning of a page to the next one, or those above the first."""

    start: int
    end: int
    head: _Head | None


def _regions(
    lines: Sequence[str], structure: _Structure, heads: Sequence[_Head], tops: Sequence[_Top]
) -> Iterator[_Region]:
    end = tops[0].start if tops else len(lines)
    yield _Region(0, end, None)
    for at, (head, top) in enumerate(zip(heads, tops, strict=True)):
        following = tops[at + 1] if at + 1 < len(tops) else _Top(len(lines), len(lines))
        end = _chapter_end(lines, head.line, max(structure.floor(following.gap), head.line + 1), following.gap)
        yield _Region(top.start, end, head)
        yield _Region(end, following.start, None)


def _chapter_end(lines: Sequence[str], head: int, floor: int, end: int) -> int:
    """Return where a heading of a higher rank, with no more tables below, ends the page of a heading in Markdown."""
    rank = _rank(lines[head])
    chapters = (index for index in range(floor, end) if 0 < _rank(lines[index]) < rank)
    return next(chapters, end)


def _read_region(lines: Sequence[str], inside: Sequence[Event], region: _Region) -> Iterator[Piece]:
    """Yield the pages of a region: it has one, or several that print no name, or none."""
    head = region.head
    if head is None and not inside:
        yield Piece(region.start, region.end, is_page=False)
        return
    whole = Piece(region.start, region.end, head.name if head is not None else "", head.trouble if head else "")
    repeats = _find_repeats(inside)
    if not repeats:
        yield whole
        return
    borders = [_find_border(lines, above, below) for above, below in repeats]
    if any(border is None for border in borders) or whole.trouble:
        first = next((at for at in range(region.start, region.end) if lines[at].strip(BLANKS)), region.start)
        yield replace(whole, repeats=True, trouble=_refusal([first, *(below.line for _, below in repeats)]))
        return
    cuts = [border for border in borders if border is not None]
    for start, end in pairwise([region.start, *cuts, region.end]):
        while end < region.end and (not (text := lines[end - 1].strip(BLANKS)) or is_frame(text)):
            end -= 1
        yield replace(whole, end=end) if start == region.start else Piece(start, end)


def _refusal(lines: Sequence[int]) -> str:
    listed = ", ".join(str(line + 1) for line in lines[:_LISTED_LINES])
    more = ", …" if len(lines) > _LISTED_LINES else ""
    return f"this file holds {len(lines)} pages (lines {listed}{more}): split it"


def _find_repeats(events: Sequence[Event]) -> list[tuple[Event, Event]]:
    """Return what begins another page, each with what stands above it: something that no page has twice follows."""
    shown = [event for event in events if event.kind is not Kind.SECTION]
    found: list[tuple[Event, Event]] = []
    start, seen = 0, _Seen()
    for index, event in enumerate(shown):
        if seen.is_other_page(event):
            start = _first_of_page(shown, start, index)
            found.append((shown[start - 1], shown[start]))
            seen = _Seen()
            for other in shown[start:index]:
                seen.add(other)
        seen.add(event)
    return found


def _first_of_page(events: Sequence[Event], start: int, repeat: int) -> int:
    """Go up from what is there twice to where its page begins: the parts of a page are in order."""
    index = repeat
    while index > start + 1 and _in_order(events[index - 1], events[index]):
        index -= 1
    return index if not _in_order(events[index - 1], events[index]) else repeat


def _in_order(above: Event, below: Event) -> bool:
    """Return whether two things can stand on one page in this order."""
    return above.part < below.part or (above.part is below.part and above.name == below.name)


class _Seen:
    """What a page has shown so far."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.gateway: set[Part] = set()
        """Tables that may be the gateway's own."""
        self.separator = ""
        """Of its parameter tables."""
        self.call = ""
        self.root = ""
        self.open = False

    def is_other_page(self, event: Event) -> bool:
        """Return whether something cannot belong to this page."""
        if event.kind is Kind.COLUMNS:
            return not event.is_gateway and self._is_table_of_another(event)
        if event.kind is Kind.CALL:
            return bool(self.call) and self.call != event.name
        return event.kind is Kind.ROOT and bool(self.root) and not self.open and self.root != event.name

    def _is_table_of_another(self, event: Event) -> bool:
        """Return whether a page that shows one table cannot go on with another; some print the heads again below."""
        if event.part in self.parts and self.parts[-1] is event.part:
            return self.separator != event.name or event.name == BEHIND
        again = event.part in self.parts or (event.part in self.gateway and self._is_late())
        return again or bool(self.separator and event.part <= Part.RESPONSE and self.separator != event.name)

    def _is_late(self) -> bool:
        """Whether examples or errors were there, behind which no table of the gateway has another below it."""
        return bool(self.call or self.root or Part.ERRORS in self.parts)

    def add(self, event: Event) -> None:
        """Take something of this page."""
        if event.kind is Kind.COLUMNS and event.is_gateway:
            self.gateway.add(event.part)
        elif event.kind is Kind.COLUMNS:
            self.parts.append(event.part)
            self.separator = event.name if event.part <= Part.RESPONSE else self.separator
        elif event.kind is Kind.CALL:
            self.call = event.name
        elif event.kind is Kind.ROOT and (not self.root or not self.open):
            self.root, self.open = event.name, True
        elif event.kind is Kind.ROOT_END and event.name == self.root:
            self.open = False


def _find_border(lines: Sequence[str], above: Event, below: Event) -> int | None:
    """Return the line at which a page without a name begins, where that is certain."""
    if below.kind is not Kind.COLUMNS:
        return None
    for index in range(below.line, above.line, -1):
        text = lines[index].strip(BLANKS)
        if is_frame(text) or (_is_footer(text) and index < below.line):
            return index + 1
        if text.startswith(_CRUMB) or "\f" in lines[index]:
            return index
    return _border_of_bars(lines, above, below)


def _border_of_bars(lines: Sequence[str], above: Event, below: Event) -> int | None:
    """Return where the description above a table with bars begins: behind the last row of the page above."""
    if not (_has_end_bar(lines[below.line]) and _has_end_bar(lines[above.line])):
        return None
    for index in range(below.line - 1, above.line - 1, -1):
        if _has_end_bar(lines[index]):
            return index + 1
        if "|" in fold(lines[index]):
            return None
    return None


def _has_end_bar(line: str) -> bool:
    text = line.strip(BLANKS)
    return text.endswith("|") and not text.startswith("|")


def _trim(lines: Sequence[str], piece: Piece) -> Piece:
    """Take blank lines off both ends, and what stands between pages off the first."""
    start, end = piece.start, piece.end
    while start < end and (not (text := lines[start].strip(BLANKS)) or is_frame(text)):
        start += 1
    while end > start and not lines[end - 1].strip(BLANKS):
        end -= 1
    return replace(piece, start=start, end=end)
