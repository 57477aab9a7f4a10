"""Name, title and error codes of an API that hold what is none: code, marks, whole rows; or that are missing.

In:  a ``Reading``.
Out: findings about the API as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from topgen.audit.findings import API, Finding
from topgen.audit.marks import quote
from topgen.audit.reading import Reading
from topgen.spec.doubts import DoubtKind
from topgen.vocabulary.api_headings import read_api_heading
from topgen.vocabulary.calls import API_PREFIXES
from topgen.vocabulary.markers import MarkerKind

_NAME = re.compile(r"[a-z][\w\-]*(?:\.[\w\-]+){2,12}", re.ASCII)
_NAMED = re.compile(r"(?<![\w.\-/])[a-z]\w{0,40}(?:\.[\w\-]{1,80}){2,12}(?![\w.\-/])", re.ASCII)
"""A name of an API inside a line, and no path or address."""
_ODD_TITLE = re.compile(r"[|`#*{}<>\t｜└├]|^[)）:：,'\"]|[(（]$|\n")
_NUMBERED = re.compile(r"\d{1,3}[.、)] ")
_BORDERS = (":", ";", ",", "-", "/")
"""What parts cells, and ends no code."""
_CODE = re.compile(r"(?!-)[\w.:\-/]{0,200}[^\W_][\w.:\-/]{0,200}(?<!-)(?: [\w.:\-/]{1,200}){0,8}", re.ASCII)
_HEAD = "错误码"
_HEADINGS = frozenset({"Error", "Errors", "Request", "Response", "Example", "Examples", "Notes"})
_LONGEST_HEAD = 60


def find_odd_api_words(reading: Reading) -> Iterator[Finding]:
    """Yield what is odd about the name and the title of the API."""
    document = reading.tree.document
    name, title = document.name, document.title
    if name is not None and _NAME.fullmatch(name.text) is None:
        yield Finding(API, name.line, f"{name.text!r} is no name of an API of the platform", DoubtKind.NAME)
    if title is not None and _ODD_TITLE.search(title.text):
        yield Finding(API, title.line, f"the title {quote(title.text)} holds marks of structure", DoubtKind.NAME)
    if title is None and (name is not None or _has_headings(reading)):
        line = name.line if name is not None else 1
        yield Finding(API, line, "no title was found on a page that prints headings or a name", DoubtKind.NAME)


def find_other_names(reading: Reading) -> Iterator[Finding]:
    """Yield a finding where the page names another API too, or before, and no example tells which one it is about."""
    tree = reading.tree
    name = tree.document.name
    shown = [example.title for example in (tree.request_shown, tree.response_shown) if example is not None]
    if name is None or any(shown) or any(call.api for call in tree.calls):
        return
    above = ((line, reading.page.beginning(line)) for line in range(reading.page.first_line, name.line))
    for line, text in above:
        first = next((found for found in _NAMED.findall(text) if found.partition(".")[0] in API_PREFIXES), name.text)
        if first.lower() != name.text.lower():
            said = f"line {line} names {first} before it, and no example shows whose page this is"
            yield Finding(API, name.line, said, DoubtKind.NAME)
            return
    for cell in (*reading.loose.cells, *reading.code.cells):
        heading = read_api_heading(cell.text)
        if heading is not None and heading.name.lower() != name.text.lower() and heading.name.count(".") > 1:
            said = f"line {cell.line} names {heading.name} too, and no example shows whose page this is"
            yield Finding(API, name.line, said, DoubtKind.NAME)
            return


def _has_headings(reading: Reading) -> bool:
    return any(text.rule == MarkerKind.HEADING.value for text in reading.tree.document.skipped_texts)


def find_odd_codes(reading: Reading) -> Iterator[Finding]:
    """Yield a finding where the error table holds what no error code is, or was not read."""
    document = reading.tree.document
    names = {seen.node.name.text for seen in reading.fields} if document.errors else set()
    for row in document.errors:
        first = row[0]
        code = first.text if len(row) > 1 else _before_chinese(first.text)
        if not _is_code(code) or code in names:
            yield Finding(API, first.line, f"{quote(first.text)} begins with no error code")
            return
    if not document.errors and (_HEAD in reading.open.text or _HEAD in reading.code.text):
        top = min((seen.line for seen in reading.fields), default=0)
        below = [
            cell
            for cell in (*reading.open.cells, *reading.code.cells)
            if cell.line > top and len(cell.text) < _LONGEST_HEAD
        ]
        lost = next((cell for cell in below if _HEAD in cell.text), None)
        if lost is not None:
            yield Finding(API, lost.line, f"{quote(lost.text)} speaks of error codes, and none were read")


def _is_code(text: str) -> bool:
    """Whether words may be an error code; the name of an API in a table of related ones is none."""
    if not _CODE.fullmatch(text) or _NUMBERED.match(text) or text.endswith(_BORDERS) or text in _HEADINGS:
        return False
    return text.partition(".")[0] not in API_PREFIXES or _NAME.fullmatch(text) is None


def _before_chinese(text: str) -> str:
    words = text.split()
    size = next((index for index, word in enumerate(words) if any("\u4e00" <= char <= "\u9fff" for char in word)), 1)
    return " ".join(words[:size])
