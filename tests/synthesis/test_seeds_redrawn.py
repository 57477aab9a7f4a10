"""The drawing room draws as the platform does: the five pages that the project began with, read and drawn again."""

from __future__ import annotations

from pathlib import Path

import pytest
from synthetic_from_trees import api_of_tree
from synthetic_layouts import SYNTHETIC_LAYOUTS

from topgen.pages import page_from_bytes
from topgen.pipeline import PageAnalysis

PAGES = Path(__file__).parents[2] / "specs" / "pages"
FIRST_PAGES = (
    "alibaba.icbu.shopclone.icbuproductrights.query",
    "alibaba.idle.cycleshop.store.goodspush",
    "taobao.fenxiao.product.update",
    "taobao.inventory.shopinv.adjust",
    "taobao.paimai.auction.edit",
)


@pytest.mark.parametrize("name", FIRST_PAGES)
def test_a_page_that_is_read_and_drawn_again_is_the_same_page(name: str) -> None:
    data = (PAGES / f"{name}.txt").read_bytes()
    page = page_from_bytes(data, name, name)
    analysis = PageAnalysis(page)
    tree, api = analysis.tree, api_of_tree(analysis.tree, analysis.api)
    layout = next(layout for layout in SYNTHETIC_LAYOUTS.values() if layout.reader == tree.document.layout)
    assert layout.draw(api).split() == page.text.split()
    assert [line for line in layout.draw(api).split("\n") if line] == [line for line in page.text.split("\n") if line]
