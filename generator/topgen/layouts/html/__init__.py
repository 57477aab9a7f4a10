"""HTML: a page of the platform's documentation as a browser or a crawler saved it.

In:  a page whose tables have the platform's columns, whatever stands around them.
Out: its ``Document``; table rows are ``GRID`` pieces.
Surprises: nested rows come in many forms, see ``fields``; markup is broken in as many, see ``markup``. What a page does
not show (scripts, comments) is named in a remark and not quoted whole.
"""

from __future__ import annotations

import re
from functools import lru_cache

from topgen.document import Document, Example, Notation, SkippedText, Table
from topgen.layouts.html.preamble import read_head
from topgen.layouts.html.sections import Sections, read_sections
from topgen.layouts.html.tables import Tables, read_tables
from topgen.pages import Page
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.parts import Part

NAME = "html"

_CELL = re.compile(r"<t[dh][\s/>]", re.IGNORECASE)
_ORDER = list(Notation)


def recognises(page: Page) -> bool:
    """Whether a page has a parameter table in HTML; a text that only mentions tags has none."""
    if page.text.lstrip(BLANKS + "\n")[:1] in {"{", "["} or _CELL.search(page.text) is None:
        return False
    return _read(page.text)[1].platform


def read(page: Page) -> Document:
    """Read a page; total, words that nobody explains end up as remarks without a rule."""
    sections, tables = _read(page.text)
    head = read_head(sections.head)
    whole = tables.has_errors or Part.ERRORS in sections.starts or Part.FOOT in sections.starts
    skipped_texts: list[SkippedText] = [*sections.skipped_texts, *head.skipped_texts, *tables.skipped_texts]
    return Document(
        layout=NAME,
        name=head.name,
        title=head.title,
        description=tuple(head.description),
        category=head.category,
        session=head.session,
        request=_side(sections, tables, Part.REQUEST),
        response=_side(sections, tables, Part.RESPONSE),
        request_examples=_examples(sections, Part.REQUEST_EXAMPLE),
        response_examples=_examples(sections, Part.RESPONSE_EXAMPLE),
        error_examples=_examples(sections, Part.ERROR_EXAMPLE),
        errors=tables.errors,
        ends_early=0 if whole else len(page.lines),
        skipped_texts=tuple(sorted(skipped_texts, key=lambda skipped_text: skipped_text.cell.line)),
    )


@lru_cache(maxsize=1)
def _read(text: str) -> tuple[Sections, Tables]:
    """Read the parts of a page; kept for one page, since it is first recognised and then read."""
    sections = read_sections(text)
    return sections, read_tables(sections.tables, sections.starts)


def _side(sections: Sections, tables: Tables, part: Part) -> Table | None:
    """Give a table; a heading with nothing below it stands for an API that has no such parameters."""
    if part in tables.sides or part not in sections.starts or part in sections.unread:
        return tables.sides.get(part)
    return Table(sections.starts[part], (), keeps_nested=True)


def _examples(sections: Sections, part: Part) -> tuple[Example, ...]:
    """Give the examples of a part, the best witness first."""
    found = sections.examples.get(part, [])
    return tuple(sorted(found, key=lambda example: _ORDER.index(example.notation)))
