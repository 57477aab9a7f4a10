"""The stages of one page: each is computed once, and only as far as somebody asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from topgen.errors import UnknownLayoutError
from topgen.pages import page_from_bytes
from topgen.pipeline import PageAnalysis, make_reading

SEED = Path(__file__).parents[1] / "specs" / "pages" / "taobao.inventory.shopinv.adjust.txt"
UNNAMED = (
    "名称 | 类型 | 是否必须 | 示例值 | 更多限制 | 描述 |\n---|---|---|---|---|---|\na | String | 必须 | x | | y |\n"
)


def test_each_stage_is_computed_once_and_the_batch_takes_the_same() -> None:
    page = page_from_bytes(SEED.read_bytes(), str(SEED), SEED.name)
    analysis, reading = PageAnalysis(page), make_reading(page)
    assert analysis.tree is analysis.tree and analysis.tree.document is analysis.document
    assert (analysis.api, analysis.problems) == (reading.api, reading.problems)
    assert (analysis.coverage.explained, analysis.coverage.total) == (reading.explained, reading.total)


def test_a_stage_that_fails_leaves_those_before_it() -> None:
    analysis = PageAnalysis(page_from_bytes(UNNAMED.encode(), "page.txt", "page.txt"))
    assert [node.name.text for node in analysis.tree.request] == ["a"]
    with pytest.raises(UnknownLayoutError):
        _ = analysis.api
