"""What a document says beside its parameters: examples, errors, labels, and what is no part of an API.

In:  members of the document.
Out: the parts of a ``Document``; skipped texts for everything else, with a rule for each member that is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from topgen.document import Cell, Example, Notation
from topgen.json_text import JsonList, JsonObject, JsonScalar, JsonValue
from topgen.layouts.site_json.consumer import JsonConsumer, text_of
from topgen.vocabulary.calls import SESSION_LABELS

_RULES = {
    "applyScopes": "permission package",
    "envConfigs": "service address",
    "publicParams": "common parameters",
    "publicResponseParams": "common parameters",
    "sdkDemos": "example of an SDK",
    "tools": "tool",
    "faqs": "question and answer",
    "msgDemo": "example of a message",
    **dict.fromkeys(("id", "docId", "apiId", "treeId", "docType", "isEn"), "number of the page"),
    **dict.fromkeys(("gmtModified", "gmtCreate", "gmtCreated", "gmtUpdate", "updateTime"), "date of the page"),
    **dict.fromkeys(("success", "code", "msg", "errMsg", "errorLevel", "httpStatus", "metadata"), "envelope"),
}
"""Members of a document that say nothing of the API's own parameters, and the rule that leaves each out."""

_ERROR_COLUMNS = (
    ("errorCode", "code", "subCode", "error_code"),
    ("errorMsg", "errorMessage", "errorDescription", "message", "msg", "description", "desc"),
    ("solution", "errorSolution", "resolution", "howToFix"),
)
_SESSION = {"required": True, "optional": None, **SESSION_LABELS}
"""Whether a call needs the user's authorization, by the key or the words of a label."""


def read_examples(members: dict[str, JsonValue], keys: Sequence[str], consumer: JsonConsumer) -> tuple[Example, ...]:
    """Take the examples of some names out of a document, in their order."""
    found = (_read_example(key, members.pop(key, None), consumer) for key in keys)
    return tuple(example for example in found if example is not None)


def _read_example(key: str, value: JsonValue | None, consumer: JsonConsumer) -> Example | None:
    """Return an example line by line; all lines of one text stand on one line of the page.

    One that the end of the page cuts still tells what it shows.
    """
    if value is None:
        return None
    cut = isinstance(value, JsonScalar) and value.cut
    cell = Cell(text_of(value), value.line) if cut else consumer.cell(value)
    if not cell.text:
        return None
    notation = Notation.XML if key.endswith("Xml") else Notation.JSON
    if cell.text.startswith(("<", "{", "[")):
        notation = Notation.XML if cell.text.startswith("<") else Notation.JSON
    return Example(tuple(Cell(line, cell.line) for line in cell.text.split("\n") if line.strip()), notation)


def read_errors(value: JsonValue | None, consumer: JsonConsumer) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows of the error table: code, message, solution."""
    if not isinstance(value, JsonList):
        consumer.leave(value, "")
        return ()
    rows = (_read_error(item, consumer) for item in value.items)
    return tuple(row for row in rows if row)


def _read_error(item: JsonValue, consumer: JsonConsumer) -> tuple[Cell, ...]:
    if not isinstance(item, JsonObject):
        cell = consumer.cell(item)
        return (cell,) if cell.text else ()
    members = consumer.members(item)
    cells = tuple(_first_cell(members, keys, item.line, consumer) for keys in _ERROR_COLUMNS)
    for value in members.values():
        consumer.leave(value, "")
    if cells[0].text:
        return cells
    for cell in cells:
        consumer.skipped_text(cell, "")
    return ()


def _first_cell(members: dict[str, JsonValue], keys: Sequence[str], line: int, consumer: JsonConsumer) -> Cell:
    """Take the first member of some names that says anything."""
    for key in keys:
        if key in members and (cell := consumer.cell(members.pop(key))).text:
            return cell
    return Cell("", line)


def read_session(value: JsonValue | None, consumer: JsonConsumer) -> bool | None:
    """Tell from the labels whether a call needs the user's authorization; None where they leave it open.

    A document that has labels and none of them about authorization needs none.
    """
    if not isinstance(value, JsonList) or not value.items:
        consumer.leave(value, "")
        return None
    flags = {flag for item in value.items for flag in _read_label(item, consumer)}
    if flags == {True}:
        return True
    return False if value.whole and flags <= {False} else None


def _read_label(item: JsonValue, consumer: JsonConsumer) -> set[bool | None]:
    """Tell what a label says of authorization, nothing for most labels."""
    members = consumer.members(item) if isinstance(item, JsonObject) else {"displayName": item}
    words = {text_of(members[key]).lstrip("¥￥") for key in ("key", "displayName") if key in members}
    flags = {_SESSION[word] for word in words if word in _SESSION}
    for value in members.values():
        consumer.leave(value, "session label" if flags else "label")
    return flags


def read_rest(members: dict[str, JsonValue], consumer: JsonConsumer) -> None:
    """Skip all members that nobody has taken; those of names that are not known stay unexplained."""
    for key, value in members.items():
        consumer.leave(value, _RULES.get(key, ""))
