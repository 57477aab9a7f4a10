"""How many rows a page may have, whatever its layout makes of a row."""

from __future__ import annotations

import pytest

from topgen.errors import UnreadablePageError
from topgen.layouts import MOST_ROWS, read_document
from topgen.pages import page_from_bytes

HEAD = "taobao.item.row.add (加行)\n\n加行\n\n请求参数\n\n"
BARS = "名称 | 类型 | 是否必须 | 示例值 | 描述 |\n---|---|---|---|---|\n"
ANSWER = "\n响应参数\n\n名称 | 类型 | 示例值 | 描述 |\n---|---|---|---|\ntotal | Number | 1 | 总数 |\n"


def rows_of(text: str) -> int:
    document = read_document(page_from_bytes(text.encode(), "page", "page"))
    assert document.request is not None
    return len(document.request.raw_rows)


def test_a_page_of_too_many_rows_is_refused() -> None:
    def page(rows: int) -> str:
        return HEAD + BARS + "".join(f"f{number} | String | 必须 | v | 字段 |\n" for number in range(rows)) + ANSWER

    assert rows_of(page(MOST_ROWS - 1)) == MOST_ROWS - 1
    with pytest.raises(UnreadablePageError, match="has 4,001 rows of parameters and errors, more than the 4,000"):
        rows_of(page(MOST_ROWS))


def test_cells_on_lines_of_their_own_are_no_rows() -> None:
    cells = "".join(f"  • └ f{number}\n  • String\n  • 必须\n  • v\n  • 字段\n" for number in range(1500))
    head = f"{HEAD}名称 类型 是否必须 示例值 更多限制 描述\nbox Box 可选 盒子\n"
    assert rows_of(head + cells + '\n响应示例\n{"item_row_add_response": {"total": 1}}\n') == 7501
