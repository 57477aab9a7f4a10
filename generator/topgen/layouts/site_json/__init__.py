"""The documentation site's own JSON document: what its pages are drawn from.

In:  the reply of ``getDocument.json``, in its envelope (``success``, ``data``) or without it.
Out: its ``Document``; every row is a ``GRID`` row, so nothing about rows or depth is left open.
Note: the document may be cut off, and then what was complete is read; half a value is never a fact. Anything
else that is no JSON refuses the page with line and column, since a repaired document would be a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from topgen.document import Cell, Document, SkippedText
from topgen.errors import UnreadablePageError
from topgen.json_text import BLANK, JsonObject, JsonText, JsonValue, parse_json
from topgen.layouts.site_json.consumer import JsonConsumer, scalars, text_of
from topgen.layouts.site_json.fields import read_table
from topgen.layouts.site_json.sections import (
    read_errors,
    read_examples,
    read_rest,
    read_session,
)
from topgen.pages import Page
from topgen.vocabulary.characters import BLANKS
from topgen.vocabulary.site_document import DOCUMENT_KEYS, MARKS

NAME = "docjson"

_OUTLINE = re.compile(rf'"((?:[^"\\]++|\\.)*+)"?(?:{BLANK}*+:{BLANK}*+(?=(.?)))?|[{{}}\[\]]', re.DOTALL)
_TABLES = frozenset({"requestParams", "responseParams"})


def recognises(page: Page) -> bool:
    """Return whether a page is a JSON object that holds the tables of a document on its top level or in ``data``."""
    text = page.text.lstrip(BLANKS + "\n")
    return text.startswith("{") and any(f'"{mark}"' in text for mark in MARKS) and _holds_document(text)


def _holds_document(text: str) -> bool:
    """Whether two names of a document, one of them a mark of it, stand on one of the two levels that have them."""
    depth, above = 0, ""
    found: dict[int, set[str]] = {1: set(), 2: set()}
    for match in _OUTLINE.finditer(text):
        name, follows = match[1], match[2]
        if name is None:
            depth += 1 if match[0] in "{[" else -1
            if not depth:
                break
            continue
        if follows is not None and (depth == 1 or (depth == 2 and above == "data")):
            above = name if depth == 1 else above
            if name in DOCUMENT_KEYS and (name not in _TABLES or follows in "[n"):
                found[depth].add(name)
                if len(found[depth]) > 1 and not MARKS.isdisjoint(found[depth]):
                    return True
    return False


def read(page: Page) -> Document:
    """Read the document.

    Raises:
        UnreadablePageError: the text is no JSON, not even a part of one, or deeper than ``MAX_DEPTH``.
    """
    parsed = parse_json(page.text, page.first_line)
    _refuse(parsed, page)
    consumer = JsonConsumer()
    members = consumer.members(_document(parsed, consumer))
    request = read_table(members.pop("requestParams", None), consumer, is_request=True)
    response = read_table(members.pop("responseParams", None), consumer, is_request=False)
    response_examples = read_examples(members, ("rspSampleXml", "rspSampleJson", "rspSampleSimplifyJson"), consumer)
    error_examples = read_examples(members, ("apiErrDemoXml", "apiErrDemoJson"), consumer)
    name = consumer.cell(members.pop("name", None))
    title = consumer.cell(members.pop("apiChineseName", None))
    description = _lines(consumer.cell(members.pop("description", None)))
    errors = read_errors(members.pop("errorCodes", None), consumer)
    session = read_session(members.pop("labels", None), consumer)
    read_rest(members, consumer)
    return Document(
        layout=NAME,
        name=name if name.text else None,
        title=title if title.text else None,
        description=description,
        request=request,
        response=response,
        response_examples=response_examples,
        error_examples=error_examples,
        errors=errors,
        ends_early=parsed.ends_early,
        session=session,
        skipped_texts=(*consumer.sorted_texts(), *_outside(parsed)),
    )


def shown_words(page: Page) -> Iterator[Cell]:
    """Yield the words that a page shows: those of its values, and none of their names."""
    for _, root in parse_json(page.text, page.first_line).roots:
        for scalar in scalars(root):
            if text := text_of(scalar):
                yield Cell(text, scalar.line)


def _refuse(parsed: JsonText, page: Page) -> None:
    """Refuse a page on its first fault inside the document."""
    fault = next((fault for fault in parsed.faults if not fault.outside), None)
    if fault is not None or not parsed.roots or not isinstance(parsed.roots[0][1], JsonObject):
        place = f"column {fault.column} {fault.message}" if fault is not None else "there is no document in it"
        raise UnreadablePageError(
            f"the page is no JSON: {place}",
            file=page.path,
            line=fault.line if fault is not None else 0,
            hint="save the reply of the documentation site again, as it came",
        )


def _document(parsed: JsonText, consumer: JsonConsumer) -> JsonObject:
    """Return the object that holds the tables; what stands around it is skipped."""
    root = parsed.roots[0][1]
    assert isinstance(root, JsonObject)
    names = {name for name, _ in root.members}
    inner = next((value for name, value in reversed(root.members) if name == "data"), None)
    if not isinstance(inner, JsonObject) or not MARKS.isdisjoint(names):
        return root
    around: list[tuple[str, JsonValue]] = [member for member in root.members if member[1] is not inner]
    for name, value in around:
        consumer.leave(value, "" if name == "data" else "envelope")
    return inner


def _outside(parsed: JsonText) -> tuple[SkippedText, ...]:
    """Return the words that are no part of the document: behind its end, and comments."""
    consumer = JsonConsumer()
    for name, value in parsed.roots[1:]:
        consumer.leave(value, "")
        if name:
            consumer.skipped_text(Cell(name, value.line), "")
    for fault in parsed.faults:
        consumer.skipped_text(Cell(fault.lost, fault.line), "")
    for comment in parsed.comments:
        consumer.skipped_text(Cell(comment.text, comment.line), "comment")
    return consumer.sorted_texts()


def _lines(cell: Cell) -> tuple[Cell, ...]:
    texts = (text.strip(BLANKS) for text in cell.text.split("\n"))
    return tuple(Cell(text, cell.line) for text in texts if text)
