"""The drawing room draws as the platform does: the five pages that the project began with, read and drawn again."""

from __future__ import annotations

from pathlib import Path

import pytest
from synthetic_from_trees import api_of_tree
from synthetic_layouts import SYNTHETIC_LAYOUTS

from topgen.alignment import build_tree
from topgen.extract.api import read_api
from topgen.layouts import read_document
from topgen.pages import page_from_bytes

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
    tree = build_tree(read_document(page))
    api = api_of_tree(tree, read_api(tree, page))
    layout = next(layout for layout in SYNTHETIC_LAYOUTS.values() if layout.dialect == tree.document.dialect)
    assert layout.draw(api).split() == page.text.split()
    assert [line for line in layout.draw(api).split("\n") if line] == [line for line in page.text.split("\n") if line]
