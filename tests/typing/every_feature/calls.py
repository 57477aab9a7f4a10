"""Every way to call an API and to read its answer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, assert_type

from topclient import (
    NO_RETRY,
    AlibabaIdleCycleshopStoreGoodspushRequest,
    AsyncTopClient,
    FenxiaoProductUpdateRequest,
    FenxiaoProductUpdateResponse,
    File,
    InventoryShopinvAdjustRequest,
    InventoryShopinvAdjustResponse,
    PagedRequest,
    PaimaiAuctionEditRequest,
    PaimaiAuctionEditResponse,
    Reply,
    Request,
    Response,
    Struct,
    TopClient,
    TopError,
    UntypedRequest,
    UntypedResponse,
    Upload,
    to_dict,
)
from topclient.apis.alibaba.idle.cycleshop_store_goodspush import CycleShopGoodsStatusUpdateTopCmd
from topclient.apis.taobao.inventory.shopinv_adjust import ShopInventoryEditDetailDTO, ShopInventoryEditDTO

Item = ShopInventoryEditDetailDTO
"""Stands for what the pages of an API hold."""


def typed_methods(client: TopClient) -> int | None:
    answer = client.taobao.fenxiao.product_update(pid=444, name="袜子", standard_price="10.56", postage_type="seller")
    assert_type(answer, FenxiaoProductUpdateResponse)
    assert_type(answer.modified, datetime | None)
    assert_type(answer.request_id, str | None)
    assert_type(answer.reply, Reply | None)
    assert_type(answer.extra, dict[str, Any])
    print(answer.reply.headers["content-type"] if answer.reply else "", to_dict(answer))
    return answer.pid


def request_objects(client: TopClient) -> None:
    detail = ShopInventoryEditDetailDTO(item_id=2**60, sku_id=0, sub_order_id="s1", quantity=-1)
    order = ShopInventoryEditDTO(
        order_id="o1", store_id=1, check_mode=2, detail_list=[detail], recover_deleted_data=False
    )
    request = InventoryShopinvAdjustRequest(shop_inventory_edit=order)
    request.extra["undocumented"] = 1
    assert_type(client.execute(request), InventoryShopinvAdjustResponse)
    assert_type(client.execute(request, session="…", deadline=5.0, retry=NO_RETRY), InventoryShopinvAdjustResponse)


def nested_answers(client: TopClient) -> list[str]:
    param = CycleShopGoodsStatusUpdateTopCmd(goods_ids=[1, 2], event="DELETE")
    param.event = "A_NEW_ONE"  # a list of values is never closed
    result = client.execute(AlibabaIdleCycleshopStoreGoodspushRequest(param=param)).result
    if result is None or result.data is None:
        return []
    assert_type(result.data.success_goodids, list[int] | None)
    return [f"{number:d}" for number in result.data.success_goodids or ()]


async def asynchronous_methods(client: AsyncTopClient) -> None:
    waiting = client.taobao.fenxiao.product_update(pid=444)
    assert_type(await waiting, FenxiaoProductUpdateResponse)
    request = FenxiaoProductUpdateRequest(pid=1)
    assert_type(await client.execute(request, idempotent=True), FenxiaoProductUpdateResponse)
    first, second = await asyncio.gather(client.taobao.paimai.auction_edit(), client.execute(request))
    assert_type(first, PaimaiAuctionEditResponse)
    assert_type(second, FenxiaoProductUpdateResponse)
    both = asyncio.gather(client.taobao.fenxiao.product_update(pid=1), client.taobao.paimai.auction_edit())
    assert_type(await both, tuple[FenxiaoProductUpdateResponse, PaimaiAuctionEditResponse])
    async with asyncio.TaskGroup() as group:
        task = group.create_task(client.taobao.fenxiao.product_update(pid=1))
    assert_type(task.result(), FenxiaoProductUpdateResponse)


def any_request(client: TopClient, request: Request[Response]) -> Struct:
    assert_type(client.execute(request), Response)
    return any_request(client, FenxiaoProductUpdateRequest(pid=1))


def apis_without_a_class(client: TopClient) -> str:
    answer = client.call("taobao.time.get", session=None)
    assert_type(answer, UntypedResponse)
    moment: str = client.call("taobao.item.get", {"num_iid": 2**60, "fields": ["title"]}, deadline=1)["item"]["title"]
    return moment + str(answer.data)


def batches(client: TopClient) -> None:
    alike = [FenxiaoProductUpdateRequest(pid=pid) for pid in range(3)]
    answers = client.batch(alike, sessions=["…", None, "…"], deadline=10)
    assert_type(answers, list[FenxiaoProductUpdateResponse | TopError])
    for answer in answers:
        if isinstance(answer, TopError):
            print(answer.api)
        else:
            assert_type(answer, FenxiaoProductUpdateResponse)
    unlike: list[Request[Response]] = [*alike, PaimaiAuctionEditRequest(), UntypedRequest("taobao.time.get")]
    assert_type(client.batch(unlike), list[Response | TopError])


def pages_and_items(client: TopClient, request: PagedRequest[FenxiaoProductUpdateResponse, Item]) -> Sequence[Item]:
    for page in client.pages(request, limit=3):
        assert_type(page, FenxiaoProductUpdateResponse)
    assert_type(next(client.items(request)), Item)
    return list(client.items(request, limit=100))


async def the_same_asynchronously(
    client: AsyncTopClient, request: PagedRequest[FenxiaoProductUpdateResponse, Item]
) -> Sequence[Item]:
    assert_type((await client.call("taobao.time.get")).data, dict[str, Any])
    answers = await client.batch([FenxiaoProductUpdateRequest(pid=1)])
    assert_type(answers, list[FenxiaoProductUpdateResponse | TopError])
    async for page in client.pages(request):
        assert_type(page, FenxiaoProductUpdateResponse)
    return [item async for item in client.items(request, limit=100)]


def uploads(client: TopClient, path: Path) -> None:
    with path.open("rb") as opened:
        images: list[File] = [b"GIF89a", path, "image.gif", opened, BytesIO(b"GIF89a")]
        images.append(Upload(opened, filename="袜子.gif", content_type="image/gif"))
        for image in images:
            client.taobao.fenxiao.product_update(pid=444, image=image)
