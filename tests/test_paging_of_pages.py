"""Pages of results from the page to the package: read, explained, rendered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from topgen.cli import main

ROWS: dict[str, list[dict[str, Any]]] = {
    "requestParams": [
        {"name": "page_no", "type": "Number", "required": False, "description": "页码,从0开始。最大100"},
        {"name": "page_size", "type": "Number", "required": False, "description": "每页条数"},
    ],
    "responseParams": [
        {
            "name": "result",
            "type": "ResultDTO",
            "description": "结果",
            "subParams": [
                {
                    "name": "items",
                    "type": "Item []",
                    "description": "商品列表",
                    "subParams": [{"name": "id", "type": "Number", "description": "商品ID"}],
                },
                {"name": "total_count", "type": "Number", "description": "总数"},
            ],
        }
    ],
    "errorCodes": [{"errorCode": "isv.no-shop", "errorMsg": "没有店铺", "solution": "开店"}],
}


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    (tmp_path / "specs/pages").mkdir(parents=True)
    page = {"success": True, "data": {"name": "taobao.shop.items.get", "apiChineseName": "查询商品", **ROWS}}
    (tmp_path / "specs/pages/page.json").write_text(json.dumps(page, ensure_ascii=False), "utf-8")
    assert main(["build", "--specs", str(tmp_path / "specs"), "--out", str(tmp_path / "generated")]) == 0
    return tmp_path


def test_the_module_says_how_its_pages_are_walked_and_what_may_fail(workplace: Path) -> None:
    module = (workplace / "generated/src/topclient/apis/taobao/shop/items_get.py").read_text("utf-8")
    for words in (
        "class NoShopError(CallerError):",
        '__documented__ = "isv.no-shop"',
        "class ShopItemsGetRequest(PagedRequest[ShopItemsGetResponse, Item]):",
        "errors=(NoShopError,),",
        'first=0, page="page_no", size="page_size", items=("result", "items"), total=("result", "total_count")',
        "Inferred from: 页码,从0开始; 每页条数; 总数",
    ):
        assert words in module


def test_explain_quotes_the_words_behind_the_pages(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    specs = ["--specs", str(workplace / "specs")]
    assert main(["explain", *specs, "taobao.shop.items.get"]) == 0
    printed = capsys.readouterr().out
    assert f"paging, inferred: page: request.page_no\n    {workplace.as_posix()}/specs/pages/page.json:" in printed
    assert ": 页码,从0开始\n" in printed
    assert "paging, inferred: first: 0\n" in printed
    assert main(["explain", *specs, "taobao.shop.items.get.response.result.items"]) == 0
    assert "paging, inferred: items\n" in capsys.readouterr().out
    assert main(["show", *specs, "spec", str(workplace / "specs/pages/page.json")]) == 0
    assert "  paging:\n    page:\n      at: request.page_no\n" in capsys.readouterr().out
