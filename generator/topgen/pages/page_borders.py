"""Pages without a name that follow each other: what shows that another one begins, and the line between them.

In:  what stands where in a part of a text.
Out: pairs of what stands above and below a border, and its line where that is certain.
"""

from __future__ import annotations

from collections.abc import Sequence

from topgen.pages.page_tops import is_footer, is_frame
from topgen.pages.structure import BEHIND, Event, Kind
from topgen.vocabulary.characters import BLANKS, fold
from topgen.vocabulary.parts import Part

_CRUMB = "文档中心"


def find_repeats(events: Sequence[Event]) -> list[tuple[Event, Event]]:
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


def find_border(lines: Sequence[str], above: Event, below: Event) -> int | None:
    """Return the line at which a page without a name begins, where that is certain."""
    if below.kind is not Kind.COLUMNS:
        return None
    for index in range(below.line, above.line, -1):
        text = lines[index].strip(BLANKS)
        if is_frame(text) or (is_footer(text) and index < below.line):
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
