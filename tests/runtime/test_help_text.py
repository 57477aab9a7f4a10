"""What help shows of an operation: the page's words on the API, on every parameter, and on the answer."""

from __future__ import annotations

import asyncio
import inspect
import pydoc
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from topclient import AsyncTopClient, TopClient
from topclient._runtime.help_text.describe import describe
from topclient.apis.taobao.fenxiao.product_update import FenxiaoProductUpdateRequest, FenxiaoProductUpdateResponse


def client() -> TopClient:
    return TopClient("key", "secret", transport=_Nowhere())


class _Nowhere:
    def send(self, request: Any) -> Any:
        raise AssertionError

    def close(self) -> None: ...


def help_of(thing: object) -> str:
    return pydoc.plain(pydoc.render_doc(thing))


def test_help_shows_words_parameters_limits_doubts_errors_and_the_answer() -> None:
    text = help_of(client().taobao.fenxiao.product_update)
    for words in (
        "更新分销平台产品数据",
        "isv.invalid-parameter:authz: 代销产品必须授权",
        "InvalidParameterAuthzError",
        "pid: int, required\n            产品ID",
        "name: str\n            产品名称",
        "Length at most 60 bytes, inferred from: 长度不超过60个字节",
        "- seller: 供应商承担运费",
        "Doubt (limits, taken as none)",
        "Returns FenxiaoProductUpdateResponse:\n        pid: int | None\n            产品ID",
    ):
        assert words in text, words
    assert "Wire(" not in text


def test_help_of_the_other_client_is_the_same() -> None:
    async def look() -> str:
        async with AsyncTopClient("key", "secret") as other:
            return help_of(other.taobao.fenxiao.product_update)

    assert asyncio.run(look()) == help_of(client().taobao.fenxiao.product_update)


def test_objects_inside_are_told_below_their_attribute_and_each_class_once() -> None:
    text = client().taobao.inventory.shopinv_adjust.__doc__ or ""
    assert "detail_list: list[ShopInventoryEditDetailDTO], required\n" in text
    assert text.index("detail_list") < text.index("            sku_id") if "            sku_id" in text else True
    lines = text.splitlines()
    place = next(number for number, line in enumerate(lines) if "detail_list: list" in line)
    depth = len(lines[place]) - len(lines[place].lstrip())
    assert any(len(line) - len(line.lstrip()) == depth + 4 and ": " in line for line in lines[place + 1 : place + 12])


def test_the_signature_reads_as_in_an_editor() -> None:
    signature = inspect.signature(client().taobao.fenxiao.product_update)
    assert str(signature).startswith("(*, pid: int, name: str | None = None, ")
    assert list(signature.parameters)[-1] == "extra"
    assert signature.parameters["pid"].default is inspect.Parameter.empty


def test_completion_finds_every_method() -> None:
    shop = client()
    assert {"taobao", "alibaba"} <= set(dir(shop))
    assert {"fenxiao", "inventory", "paimai"} <= set(dir(shop.taobao))
    assert "product_update" in dir(shop.taobao.fenxiao)


def test_nothing_is_read_before_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    monkeypatch.setattr(inspect, "getsource", lambda module: read.append(module) or "")
    operation = client().taobao.fenxiao.product_update
    assert read == []
    assert operation.__doc__
    assert set(read) == {sys.modules[FenxiaoProductUpdateRequest.__module__]}


def test_without_source_the_words_of_the_class_remain(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(module: ModuleType) -> str:
        raise OSError(module.__name__)

    monkeypatch.setattr(inspect, "getsource", lost)
    assert describe(FenxiaoProductUpdateRequest, FenxiaoProductUpdateResponse) == inspect.getdoc(
        FenxiaoProductUpdateRequest
    )


RECURSIVE = '''
from __future__ import annotations
from dataclasses import dataclass
from typing import ClassVar
from topclient._runtime.model import Api, Request, Response, Struct

@dataclass(kw_only=True, slots=True)
class Node(Struct):
    left: Node | None = None
    """left"""
    right: list[Node] | None = None
    """right"""

@dataclass(kw_only=True, slots=True)
class TreeResponse(Response):
    pass

@dataclass(kw_only=True, slots=True)
class TreeRequest(Request[TreeResponse]):
    """tree"""
    __api__: ClassVar[Api] = Api("tree.get", session="none", response=TreeResponse)
    one: Node
    two: Node | None = None
'''


def test_recursion_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "recursive_tree.py").write_text(RECURSIVE, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import recursive_tree  # type: ignore[import-not-found]

    cls = recursive_tree.TreeRequest
    assert describe(cls, cls.__api__.response) == (
        "tree\n\nParameters:\n    one: Node, required\n        left: Node\n            left\n"
        "        right: list[Node]\n            right\n    two: Node"
    )
