"""Pages that have lost a part: their end, a whole section, or one example.

In:  the text of a page and the right answers.
Out: a word on what was lost, the rest of the text, and the answers that the rest still allows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from random import Random

from corpus import SIDES, Asked, TruthField, TruthPage, rebuild_fields, seen_in_example, walk_fields
from page_parts import RowSpan, Section, find_rows, find_sections

Gone = tuple[int, int]
_HTML_BODY = re.compile(r"(?<=<pre>).*?(?=</pre>)", re.DOTALL)
_JSON_BODY = re.compile(r'(?<=": ").*(?=",?$)', re.MULTILINE)
_CODE = re.compile(r"^[ ]*(?:TaobaoClient|QimenCloudClient|<).*", re.MULTILINE | re.DOTALL)


def cut_end(text: str, truth: TruthPage, chance: Random) -> tuple[str, str, TruthPage]:
    """Cut the page at the end of a line between a tenth and nine tenths of it."""
    ends = list(accumulate(len(line) for line in text.splitlines(keepends=True)))
    last = len(ends) - 1
    index = min(max(1, round(last * chance.uniform(0.1, 0.9))), last) - 1
    position = ends[max(index, 0)]
    left = still_there(truth, text, (position, len(text)))
    return f"cut after line {max(index, 0) + 1}", text[:position], replace(left, whole=False)


def lose_section(text: str, truth: TruthPage, chance: Random) -> tuple[str, str, TruthPage]:
    """Take out one section, its heading too."""
    section = chance.choice([found for found in find_sections(text, truth.layout) if found.end > found.start])
    start, end = _removable(text, section, truth.layout)
    return f"lost {section.name}", text[:start] + text[end:], still_there(truth, text, (start, end))


def _removable(text: str, section: Section, layout: str) -> Gone:
    """Keep what holds a page together: the brackets of a document, the body around the sections."""
    start, end = section.start, section.end
    if layout == "docjson" and section.name == "head":
        return text.index('  "name":'), end
    if layout == "docjson" and section.name == "foot":
        return text.rindex(",", 0, start), text.rindex("]", start, end) + 1
    if layout == "html" and section.name == "head":
        return text.index("<h1>"), end
    if layout == "html" and section.name == "foot":
        return start, text.rindex("</body>")
    return start, end


def lose_example(text: str, truth: TruthPage, chance: Random) -> tuple[str, str, TruthPage]:
    """Empty one example, with or without its heading."""
    names = ("request example", "response example", "error example")
    found = [section for section in find_sections(text, truth.layout) if section.name in names]
    section = chance.choice(found)
    if chance.random() < 0.5 and truth.layout != "docjson":
        start, end = section.start, section.end
    else:
        start, end = _body(text, section, truth.layout)
    return f"lost {section.name}", text[:start] + text[end:], still_there(truth, text, (start, end))


def _body(text: str, section: Section, layout: str) -> Gone:
    """Return the code of an example without heading and language tabs."""
    pattern = {"html": _HTML_BODY, "docjson": _JSON_BODY}.get(layout, _CODE)
    match = pattern.search(text, section.start, section.end)
    return match.span() if match is not None and layout != "pipe" else (section.start, section.end)


def still_there(truth: TruthPage, text: str, gone: Gone) -> TruthPage:
    """Return the answers that a page allows without one range of its text."""
    sections = {section.name: section for section in find_sections(text, truth.layout)}
    whole = {name for name, section in sections.items() if section.end <= gone[0] or section.start >= gone[1]}
    sides = {}
    for side in SIDES:
        rows = find_rows(text, sections[side], truth)
        sides[side] = _relabel(truth.side(side), rows, gone, f"{side} example" in whole)
    session = "foot" if truth.layout == "docjson" else "request example"
    return replace(
        truth,
        request=sides["request"],
        response=sides["response"],
        title=truth.title if "head" in whole else None,
        names_itself=truth.names_itself and "head" in whole,
        session=truth.session if session in whole else None,
        errors=truth.errors if "errors" in whole else None,
    )


def _relabel(
    fields: Sequence[TruthField], rows: Sequence[RowSpan | None], gone: Gone, example: bool
) -> tuple[TruthField, ...]:
    labelled = [
        replace(field, asked=_asked(field, row, gone, example))
        for (field, _), row in zip(walk_fields(fields), rows, strict=True)
    ]
    return rebuild_fields(fields, labelled)


def _asked(field: TruthField, row: RowSpan | None, gone: Gone, example: bool) -> Asked:
    if row is None:
        return field.asked if example else Asked.LOST
    if row.end <= gone[0] or row.start >= gone[1]:
        return field.asked
    inside = gone[0] <= row.start and row.end <= gone[1]
    return seen_in_example(field) if inside and example else Asked.LOST
