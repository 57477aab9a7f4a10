"""What a page shows and a reading lacks: rows, column heads, calls and codes that stand among other words.

In:  a ``Reading``.
Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from topgen.audit.findings import API, Finding
from topgen.audit.marks import find_rows, quote
from topgen.audit.reading import Reading
from topgen.vocabulary.columns import Column, read_column

FEW = 3
"""Lines above the tables that no table could hide in."""
EMPTY_TABLE = frozenset({"", "无", "暂无", "空", "无参数", "none", "None", "N/A"})
"""What stands in place of the rows of a table that has none."""
_BEGINS_ROW = re.compile(r"(?:[^\w\n\u4e00-\u9fff]|\d){0,40}[A-Za-z_]\w", re.ASCII)
_FIRST = re.compile(
    r"(?:^|\n)[^\w\n]{0,40}(?:\d{1,4}(?:\.\d{1,4}){0,8}[.、)\s]{1,4})?(?:[\w.\[\]]{0,80}[.\[\]])?([A-Za-z_]\w{0,80})"
)
"""The first word of a line, whatever stands before it."""
_IN_CODE = ("必", "可选", "Number", "Boolean")
"""Words of which rows that were taken for code have some, and code hardly ever one."""
_TYPE_HEADS = ("类型", "ype")
_WORD = re.compile(r"[A-Za-z_]\w{0,80}")
_CELLS = re.compile(r"[|｜\s,;:，；：、→·/]")
_CALL = re.compile(r"\bexecute\(|\bclient\.\w+\(")


def find_lost_rows(reading: Reading) -> Iterator[Finding]:
    """Yield a finding about the page where its rows stand among words that belong to no table."""
    found = [*find_rows(reading.loose), *find_rows(reading.code, _IN_CODE)]
    if found:
        count = f"{len(found)} lines look like rows" if len(found) > 1 else "a line looks like a row"
        seen = f"{count} of a table and belong to none that was read, such as {quote(found[0].text)}"
        yield Finding(API, found[0].line, seen, whole=len(found) > 1)


def find_lost_heads(reading: Reading) -> Iterator[Finding]:
    """Yield a finding about the page where column heads stand among words that belong to no table."""
    if not any(head in reading.open.text for head in _TYPE_HEADS):
        return
    for cell in reading.open.cells:
        words = [word.strip("# *`-.\u3000") for word in _CELLS.split(cell.text[:400])]
        heads = [column for word in words if (column := read_column(word)) is not None]
        if Column.NAME in heads and len(set(heads)) > 2 and len(heads) * 2 >= len(list(filter(None, words))):
            seen = f"{quote(cell.text)} are the column heads of a table that was not read"
            yield Finding(API, cell.line, seen, whole=True)
    alone = {column: cell for cell in reading.open.cells if (column := read_column(cell.text.strip("# *`-•.:：")))}
    if Column.TYPE in alone and len(alone) > 2:
        line = min(cell.line for cell in alone.values())
        yield Finding(
            API, line, "column heads stand on lines of their own, and nothing was read of their table", whole=True
        )


def find_loose_words(reading: Reading) -> Iterator[Finding]:
    """Yield a finding about the page where words of it are explained by nothing."""
    words = [cell for cell in reading.unexplained if cell.text.strip("|。.") not in EMPTY_TABLE]
    if words:
        more = f", and {len(words) - 1} lines or cells more" if len(words) > 1 else ""
        rows = [cell for cell in words if _BEGINS_ROW.match(cell.text)]
        first, last = words[0].line, words[-1].line
        among = [seen for seen in reading.fields if not seen.node.from_example and first < seen.line < last]
        whole = len(rows) > FEW and len(rows) * FEW > len(reading.fields) and bool(among)
        yield Finding(API, words[0].line, f"nobody knows what {quote(words[0].text)} says{more}", whole=whole)


def find_nothing_read(reading: Reading) -> Iterator[Finding]:
    """Yield a finding where no field was read, and the page has many lines that became nothing."""
    told = set(reading.tree.document.description)
    left = [cell for cell in reading.open.cells if cell not in told] if not reading.fields else []
    if len(left) > FEW * FEW:
        yield Finding(API, left[0].line, f"no row was read, and {len(left)} lines or cells stand in none", whole=True)


def find_empty_tables(reading: Reading) -> Iterator[Finding]:
    """Yield a finding about each table without a row below whose head other lines stand that could be rows."""
    starts = reading.starts
    for side, table in reading.tables.items():
        if table is None or table.raw_rows:
            continue
        end = next((line for line in starts if line > table.line), reading.page.last_line)
        below = [cell for cell in reading.open.cells if table.line <= cell.line <= end and _BEGINS_ROW.match(cell.text)]
        if below:
            seen = f"the table of {side} parameters has no row, and {quote(below[0].text)} stands below its head"
            yield Finding(side, below[0].line, seen, whole=len(below) > 1)


def find_unread_rows(reading: Reading) -> Iterator[Finding]:
    """Yield the fields that only an example shows although their names begin lines outside of it."""
    rebuilt = [seen for seen in reading.fields if seen.node.from_example]
    if not rebuilt:
        return
    read_from_rows = {seen.side for seen in reading.fields if not seen.node.from_example}
    lengthened = [cell for seen in reading.fields for cell in seen.lengthened]
    firsts = {_key(name): cell for cell in (*reading.loose.cells, *lengthened) for name in _FIRST.findall(cell.text)}
    words = {_key(name): cell for cell in reading.loose.cells for name in _WORD.findall(cell.text)}
    for seen in rebuilt:
        name = seen.node.name.text
        has_table = seen.side in read_from_rows
        if (cell := (firsts if has_table else words).get(_key(name))) is not None:
            yield Finding(seen.path, cell.line, f"line {cell.line} speaks of {name}, and no row of it was read")


def find_lost_tables(reading: Reading) -> Iterator[Finding]:
    """Yield a finding about each side without a table, if it has no field or other lines of the page may hold it."""
    if reading.tree.document.ends_early:
        return
    is_open = reading.open.text.count("\n") >= FEW
    for side, table in reading.tables.items():
        if table is None and (is_open or not reading.sides[side]):
            yield Finding(side, 0, f"no table of {side} parameters was found")


def _key(name: str) -> str:
    return name.replace("_", "").lower()


def find_lost_call(reading: Reading) -> Iterator[Finding]:
    """Yield a finding about the page where a call stands among words that are no example."""
    if "(" not in reading.loose.text:
        return
    call = next((cell for cell in reading.loose.cells if _CALL.search(cell.text)), None)
    if call is not None:
        yield Finding(API, call.line, f"{quote(call.text)} is a line of an example that was not read")
