"""The headings in a text at which pages begin.

In:  what stands where in a text. Out: ``PageHead`` values, each the heading of one page.
Names in lists of contents, in descriptions and in tables begin no page: a page ends above a heading and a table or an
example follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from topgen.pages.structure import Event, Kind
from topgen.vocabulary.api_headings import Form
from topgen.vocabulary.parts import Part

_LIST_MIN = 3
"""Lines in sequence that name APIs and are a list of contents."""
_LISTED_LINES = 5
"""Lines of pages that a refusal names."""


@dataclass(frozen=True, slots=True)
class PageHead:
    """The heading of a page."""

    line: int
    name: str
    trouble: str = ""


def find_heads(events: Sequence[Event]) -> list[PageHead]:
    """Return the headings at which pages begin."""
    heads: list[PageHead] = []
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


def _choose(run: Sequence[Event], below: Sequence[Event], later: dict[str, int]) -> PageHead:
    """Return which of some lines that name APIs is the heading of what follows."""
    names = _called(below)
    left = [event for event in run if event.name in names] or _likeliest(run, later)
    if _ends_in_list(run):
        return PageHead(run[-1].line + 1, "")
    if len({event.name for event in left}) > 1 or _is_listed(run, left[-1]):
        where = ", ".join(str(event.line + 1) for event in run[:_LISTED_LINES])
        return PageHead(run[0].line, "", f"it is not clear which API this page describes (lines {where}): split it")
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


def _first_of_block(run: Sequence[Event], chosen: Event) -> PageHead:
    """Return the first of the lines in sequence that name the API that was chosen."""
    at = run.index(chosen)
    while at and run[at - 1].name == chosen.name and run[at].line - run[at - 1].line <= _LISTED_LINES:
        at -= 1
    heading = run[at].heading
    assert heading is not None
    return PageHead(run[at].line, heading.name)


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


def _begins_page(above: _Above, below: Sequence[Event], run: Sequence[Event], head: PageHead) -> bool:
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
