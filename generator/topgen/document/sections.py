"""The lines of a text page sorted into its parts, even where headings are lost, doubled or out of order.

In:  the lines of a page with the marker that each of them may be.
Out: ``Sections``: the lines of each part, where each part starts, and the lines that belong to none.
Words of a heading also occur as descriptions, and a heading may turn into a bullet, so a heading counts where what
follows belongs below it; see ``headings``. Where a heading is lost, column heads, language tabs, the first lines of
examples and the shapes of rows tell where a part starts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from topgen.document import SkippedText
from topgen.document.blocks import Line
from topgen.document.headings import begins_gateway_table, find_first_tag, find_footer, find_headings
from topgen.document.json_runs import find_json_run
from topgen.vocabulary.calls import ERROR_ROOT, SYSTEM_NAMES
from topgen.vocabulary.cells import FIELD_NAME, REQUEST_ROW
from topgen.vocabulary.columns import cuts_columns
from topgen.vocabulary.headings import read_rank
from topgen.vocabulary.markers import BARE_TABS, Marker, MarkerKind, is_kind, rule_part
from topgen.vocabulary.parts import Part

TABLES = frozenset({Part.COMMON, Part.REQUEST, Part.RESPONSE})
"""Parts in which the platform's fixed words can be words of a row."""

_REPLY_ROW = re.compile(rf"(?:\| *)?({FIELD_NAME})(?: +\| +| +)[A-Za-z_$\[]")
_CODE_LIKE = re.compile(r"(?:is[vp]\.|[a-z][\w\-]{0,99}\.[\w\-]|\d{1,9}\b)[\w.:\-]{0,300}(?: |$)")
_ERROR_END = re.compile(rf"<\s*/\s*{ERROR_ROOT}\s*>")


@dataclass(slots=True)
class Sections:
    """The parts of one page."""

    lines: dict[Part, list[Line]] = field(default_factory=lambda: {part: [] for part in Part})
    starts: dict[Part, int] = field(default_factory=dict)
    """The line on which a part starts; a part that the page lacks is missing."""
    skipped_texts: list[SkippedText] = field(default_factory=list)
    last: int = 0
    """The last line that is not blank."""
    heads: dict[Part, list[Line]] = field(default_factory=lambda: {part: [] for part in Part})
    """The column heads of each part."""

    def leave_out(self, line: Line, rule: str) -> None:
        """Skip a line by a rule."""
        self.skipped_texts.append(SkippedText(line.cell, rule))


def sort_lines(lines: Sequence[Line], markers: Sequence[Marker | None], has_frame: bool = False) -> Sections:
    """Sort the lines of a page; total, what belongs to no part is skipped.

    ``has_frame`` says that header and footer of a site stand around the content.
    """
    sorter = _Sorter(lines, markers, has_frame)
    for index, marker in enumerate(markers):
        if lines[index].is_block:
            sorter.own.append(lines[index])
        elif marker is None or not sorter.take_marker(index, marker):
            sorter.take_words(lines[index])
    return sorter.sections


class _Sorter:
    """What is known while the lines of a page are sorted."""

    def __init__(self, lines: Sequence[Line], markers: Sequence[Marker | None], has_frame: bool) -> None:
        self.lines = lines
        self.markers = markers
        self.sections = Sections(last=lines[-1].number if lines else 0)
        self.headings = find_headings(lines, markers)
        self.footer = find_footer(lines, markers)
        self.json_run = find_json_run(lines, markers)
        self.due = {part: index for index, part in self.headings.items()}
        self.headed = {marker.part for marker in markers if marker and marker.kind is MarkerKind.COLUMNS}
        """The parts whose column heads the page has."""
        self.is_ranked = any(read_rank(lines[index].text) for index in self.headings)
        """Whether the headings of the page begin with ``#``, so that any line that does is one."""
        self.rank = 0
        """The rank of the heading of the current part."""
        self.first_tag = find_first_tag(lines, markers)
        self.foot_rule = "footer" if has_frame else ""
        self.current = Part.HEAD
        self.own: list[Line] = self.sections.lines[Part.HEAD]
        self.columns = False
        """Whether the current table has had its column heads."""

    def start(self, part: Part, line: Line) -> None:
        self.current = part
        self.own = self.sections.lines[part]
        self.columns = False
        self.sections.starts.setdefault(part, line.number)

    def is_due(self, part: Part, index: int) -> bool:
        """Return whether the heading of a part is still to come."""
        return self.due.get(part, -1) > index

    def take_marker(self, index: int, marker: Marker) -> bool:
        """Take a line for the fixed words that it may be; False when its place makes it ordinary words."""
        line = self.lines[index]
        if index in self.headings:
            self._take_heading(line, self.headings[index])
            return True
        if index in self.json_run:
            self.start(self.json_run[index], line)
            return False
        if marker.kind is MarkerKind.HEADING:
            return self._take_spare_heading(index, line, marker)
        if marker.kind is MarkerKind.TITLE:
            return self._take_title(line)
        if marker.kind is MarkerKind.FENCE:
            self.sections.leave_out(line, MarkerKind.FENCE.value)
            return True
        if marker.kind is MarkerKind.COLUMNS:
            return not line.bullet and self._take_columns(index, marker.part)
        if marker.kind is MarkerKind.OPENER or marker.kind is MarkerKind.REPLY:
            return self._take_code(index, marker)
        if marker.kind is MarkerKind.TAB:
            return self._take_tab(index, marker.part)
        if marker.kind is MarkerKind.RULE:
            return self._take_rule(index)
        if marker.kind is MarkerKind.FOOTER:
            return self._take_footer(index)
        if marker.kind is MarkerKind.EMPTY:
            self.sections.leave_out(line, MarkerKind.EMPTY.value)
            return True
        return self._take_notice(line, marker.kind)

    def take_words(self, line: Line) -> None:
        """Put a line that is no fixed words where it belongs."""
        if self.current <= Part.REQUEST and not line.bullet:
            self._see_row(line)
        elif self.current is Part.ERROR_EXAMPLE and self._is_error_row(line):
            self.start(Part.ERRORS, line)
        if self.current is Part.FOOT or (line.place.rule and self.current is not Part.HEAD):
            self.sections.leave_out(line, line.place.rule or self.foot_rule)
        elif self.current is Part.OTHER:
            self.sections.leave_out(line, "another section")
        elif line.fence and not self.current.is_example:
            self.sections.leave_out(line, "")
        elif line.number == self.sections.last and not self.own and cuts_columns(line.text, self.current):
            self.sections.leave_out(line, MarkerKind.COLUMNS.value)
        elif self.current is Part.COMMON:
            self.sections.leave_out(line, "common parameters")
        else:
            self.own.append(line)

    def _is_error_row(self, line: Line) -> bool:
        """Whether a line below a whole error example has the shape of a row of the error table, whose head is lost."""
        if Part.ERRORS in self.sections.starts or not self.own or not _CODE_LIKE.match(line.text):
            return False
        return _ERROR_END.search(self.own[-1].text) is not None

    def _see_row(self, line: Line) -> None:
        """Start a table at a row that has the shape of its rows, where heading and column heads are lost."""
        starts = self.sections.starts
        if self.current < Part.REQUEST and Part.REQUEST not in self.due and Part.REQUEST not in starts:
            match = REQUEST_ROW.match(line.text)
            if match is not None and match[1] not in SYSTEM_NAMES:
                self.start(Part.REQUEST, line)
        elif self.first_tag and self.current is Part.REQUEST and line.text.lstrip("| ").startswith(self.first_tag):
            if Part.RESPONSE in self.due or Part.RESPONSE in starts or REQUEST_ROW.match(line.text):
                return
            match = _REPLY_ROW.match(line.text)
            if match is not None and match[1] == self.first_tag and Part.RESPONSE not in self.headed:
                self.start(Part.RESPONSE, line)

    def _take_heading(self, line: Line, part: Part) -> None:
        self.start(part, line)
        self.rank = read_rank(line.text)
        self.sections.leave_out(line, "heading")

    def _take_title(self, line: Line) -> bool:
        """Take a heading of none of the parts: below the heading of a part it heads a piece of it or, if that part has
        all it can have, a section of its own."""
        rank = read_rank(line.text)
        if not self.is_ranked or self.current is Part.HEAD or line.bullet:
            return False
        if self.current.is_example and rank < self.rank:
            return False  # a comment in code without a fence
        if rank <= self.rank or not (self.current.is_example or not self.own):
            self.start(Part.OTHER, line)
            self.rank = rank
        self.sections.leave_out(line, MarkerKind.TITLE.value)
        return True

    def _take_spare_heading(self, index: int, line: Line, marker: Marker) -> bool:
        """Take a heading that is not the first of its part: one of a list of links to the parts, or one that goes on
        with a part."""
        if self.is_ranked and read_rank(line.text) and marker.is_sure:
            self._take_heading(line, marker.part)
            return True
        if self.current > Part.COMMON or not (self._is_spare(index - 1) or self._is_spare(index + 1)):
            return False
        self.sections.leave_out(line, "navigation")
        return True

    def _is_spare(self, index: int) -> bool:
        marker = self.markers[index] if 0 <= index < len(self.markers) else None
        return is_kind(marker, MarkerKind.HEADING) and index not in self.headings

    def _take_columns(self, index: int, part: Part) -> bool:
        """Take column heads: those of the current table, or the start of another one whose heading is lost."""
        line = self.lines[index]
        if not self._are_own(index, part):
            above = self.current < Part.REQUEST and begins_gateway_table(self.lines, self.markers, index, part)
            self.start(Part.COMMON if above else part, line)
        self.columns = True
        self.sections.heads[self.current].append(line)
        self.sections.leave_out(line, MarkerKind.COLUMNS.value)
        return True

    def _are_own(self, index: int, part: Part) -> bool:
        if self.current == part:
            return True
        if self.current is Part.OTHER:
            return part in self.sections.starts or self.is_due(part, index)
        if part is Part.ERRORS or self.current not in TABLES:
            return False
        if self.current is Part.COMMON:
            return self.is_due(part, index) or begins_gateway_table(self.lines, self.markers, index, part)
        if self.headings.get(index - 1) is self.current:
            return True
        # Mirrors print the same column heads above both tables.
        return not self.columns and not self.own and self.is_due(part, index)

    def _take_code(self, index: int, marker: Marker) -> bool:
        """Start an example at its first line, where its heading is lost; the line itself stays words."""
        part, line = marker.part, self.lines[index]
        if line.fence and self.current is not Part.OTHER:
            return self._take_fenced(part, line, index)
        if line.bullet or part == self.current or self.sections.lines[part] or self.is_due(part, index):
            return False
        if marker.kind is MarkerKind.REPLY and part is Part.RESPONSE_EXAMPLE and not self._ended_java():
            return False
        if marker.kind is MarkerKind.REPLY and self.current in {Part.HEAD, *TABLES}:
            return False
        self.start(part, line)
        return False

    def _take_fenced(self, part: Part, line: Line, index: int) -> bool:
        """Start an example at the first line of a fenced block that stands below no heading of its own."""
        if not self.current.is_example and not self.sections.lines[part] and not self.is_due(part, index):
            self.start(part, line)
        return False

    def _ended_java(self) -> bool:
        """Return whether a request example has begun that is no markup or JSON itself."""
        return self.current is Part.REQUEST_EXAMPLE and bool(self.own) and self.own[0].text[0] not in "<{["

    def _take_tab(self, index: int, part: Part) -> bool:
        line = self.lines[index]
        if self.current.is_example and not self.own:
            self.sections.leave_out(line, MarkerKind.TAB.value)
            return True
        if line.text in BARE_TABS:
            return False
        if part is Part.RESPONSE_EXAMPLE and part in self.sections.starts and self.current >= part:
            part = Part.ERROR_EXAMPLE
        if not self._is_tab_row(index) or part in self.sections.starts or self.is_due(part, index):
            return False
        self.start(part, line)
        self.sections.leave_out(line, MarkerKind.TAB.value)
        return True

    def _is_tab_row(self, index: int) -> bool:
        """Return whether a tab stands beside another one or above code; one alone can be a word of a row."""
        above = self.markers[index - 1] if index else None
        below = self.markers[index + 1] if index + 1 < len(self.markers) else None
        beside = is_kind(above, MarkerKind.TAB) or is_kind(below, MarkerKind.TAB, MarkerKind.OPENER)
        return beside or " " in self.lines[index].text

    def _take_rule(self, index: int) -> bool:
        """Take a rule line; where the column heads above it are lost, its columns tell the table."""
        line = self.lines[index]
        above = self.markers[index - 1] if index else None
        lost = not is_kind(above, MarkerKind.COLUMNS, MarkerKind.SERVICE)
        part = rule_part(line.text) if lost else None
        if part is not None and part not in self.sections.starts and not self.is_due(part, index):
            self.start(part, line)
        self.sections.leave_out(line, MarkerKind.RULE.value)
        return True

    def _take_footer(self, index: int) -> bool:
        """Take a word of the page end; inside tables and above them such words are ordinary ones."""
        line = self.lines[index]
        if index < self.footer and (line.bullet or self.current in {Part.HEAD, *TABLES}):
            return False
        if self.current is not Part.FOOT:
            self.start(Part.FOOT, line)
        self.sections.leave_out(line, MarkerKind.FOOTER.value)
        return True

    def _take_notice(self, line: Line, kind: MarkerKind) -> bool:
        outside = (
            {Part.HEAD, Part.COMMON, Part.FOOT} if kind is MarkerKind.SERVICE else {Part.HEAD, Part.ERRORS, Part.FOOT}
        )
        if self.current not in outside or line.bullet:
            return False
        self.sections.leave_out(line, kind.value)
        return True
