# Generated from specs/apis/taobao/taobao.fenxiao.product.update.yaml; edit the overlay, not this file.
"""taobao.fenxiao.product.update

What the example of the page sends, and what comes back.
"""

from __future__ import annotations

from asyncio import Runner
from datetime import datetime

import pytest
from topclient import AsyncTopClient, CallerError, GatewayError, SessionError, TopClient, Upload
from topclient.apis.taobao.fenxiao.product_update import (
    FenxiaoProductUpdateRequest,
    FenxiaoProductUpdateResponse,
    InvalidParameterAuthzError,
)
from topclient.mock import Call, MockGateway

REQUEST = FenxiaoProductUpdateRequest(
    pid=444,
    name="袜子",
    standard_price="10.56",
    standard_retail_price="10.56",
    retail_price_low="10.56",
    retail_price_high="10.56",
    cost_price="10.56",
    dealer_cost_price="12.5",
    outer_id="hz00141",
    quantity=10,
    desc="红色",
    category_id=234545,
    properties="10000:10000",
    property_alias="1627207:28335:绿荫色",
    input_properties="20000:品牌名",
    pic_path="i5/T1rnNbXjOdutLe6Rra_091834.jpg",
    image=Upload(b"/tmp/file.txt", filename="example.bin"),
    prov="浙江",
    city="杭州",
    postage_type="seller",
    postage_id=434343,
    postage_ordinary="10.56",
    postage_fast="10.56",
    postage_ems="10.56",
    have_invoice="true",
    have_quarantee="true",
    status="delete",
    sku_ids="1001,1002,1003",
    sku_standard_prices="10.50,11.00,20.50",
    sku_cost_prices="10.50,11.00,20.50",
    sku_dealer_cost_prices="12.3,12.5",
    sku_quantitys="10,20,30",
    sku_outer_ids="S1000,S1002,S1003",
    sku_properties="1627207:80882;125465:123456,1627207:80882;1630696:3284570",
    sku_properties_del="1627207:80882;125465:123456,1627207:80882;1630696:3284570",
    discount_id=10001,
    is_authz="yes",
)

SENT: dict[str, str] = {
    "pid": "444",
    "name": "袜子",
    "standard_price": "10.56",
    "standard_retail_price": "10.56",
    "retail_price_low": "10.56",
    "retail_price_high": "10.56",
    "cost_price": "10.56",
    "dealer_cost_price": "12.5",
    "outer_id": "hz00141",
    "quantity": "10",
    "desc": "红色",
    "category_id": "234545",
    "properties": "10000:10000",
    "property_alias": "1627207:28335:绿荫色",
    "input_properties": "20000:品牌名",
    "pic_path": "i5/T1rnNbXjOdutLe6Rra_091834.jpg",
    "prov": "浙江",
    "city": "杭州",
    "postage_type": "seller",
    "postage_id": "434343",
    "postage_ordinary": "10.56",
    "postage_fast": "10.56",
    "postage_ems": "10.56",
    "have_invoice": "true",
    "have_quarantee": "true",
    "status": "delete",
    "sku_ids": "1001,1002,1003",
    "sku_standard_prices": "10.50,11.00,20.50",
    "sku_cost_prices": "10.50,11.00,20.50",
    "sku_dealer_cost_prices": "12.3,12.5",
    "sku_quantitys": "10,20,30",
    "sku_outer_ids": "S1000,S1002,S1003",
    "sku_properties": "1627207:80882;125465:123456,1627207:80882;1630696:3284570",
    "sku_properties_del": "1627207:80882;125465:123456,1627207:80882;1630696:3284570",
    "discount_id": "10001",
    "is_authz": "yes",
}


def check_call(call: Call) -> None:
    """Compare what the gateway received with what the page shows."""
    assert call.api == "taobao.fenxiao.product.update"
    assert call.form == SENT
    assert call.files["image"].content == b"/tmp/file.txt"


def check_reply(reply: FenxiaoProductUpdateResponse) -> None:
    """Compare what came back with what the page shows."""
    assert reply.pid == 12313454121
    assert reply.modified == datetime.fromisoformat("2000-01-01 00:00:00+08:00")


def test_call(client: TopClient, mock_gateway: MockGateway) -> None:
    check_reply(client.execute(REQUEST))
    check_call(mock_gateway.calls[0])


def test_async_call(async_client: AsyncTopClient, runner: Runner, mock_gateway: MockGateway) -> None:
    check_reply(runner.run(async_client.execute(REQUEST)))
    check_call(mock_gateway.calls[0])


def test_required_parameters(client: TopClient) -> None:
    for name in ["pid"]:
        others = {other: text for other, text in SENT.items() if other != name}
        with pytest.raises(CallerError) as caught:
            client.call("taobao.fenxiao.product.update", others)
        assert caught.value.msg.endswith(name)


def test_session_is_required(client: TopClient) -> None:
    with pytest.raises(SessionError):
        client.execute(REQUEST, session=None)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("isv.invalid-parameter:authz", InvalidParameterAuthzError),
    ],
)
def test_documented_error(client: TopClient, mock_gateway: MockGateway, code: str, error: type[GatewayError]) -> None:
    mock_gateway.fail("taobao.fenxiao.product.update", 15, sub_code=code)
    with pytest.raises(error) as caught:
        client.execute(REQUEST)
    assert type(caught.value) is error
    assert caught.value.sub_code == code
