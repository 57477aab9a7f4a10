# Generated from specs/apis/alibaba/alibaba.icbu.shopclone.icbuproductrights.query.yaml; edit the overlay, not this file.
"""alibaba.icbu.shopclone.icbuproductrights.query: ICBU商品权益查询

What the example of the page sends, and what comes back.
"""

from __future__ import annotations

from asyncio import Runner

import pytest
from topclient import AsyncTopClient, CallerError, TopClient
from topclient.apis.alibaba.icbu.shopclone_icbuproductrights_query import (
    AlibabaIcbuShopcloneIcbuproductrightsQueryRequest,
    AlibabaIcbuShopcloneIcbuproductrightsQueryResponse,
    ExternalIcbuProductRightsQueryParam,
    ExternalIcbuProductRightsQueryResultDto,
    IcbuProductRightsVo,
    ResultDto,
)
from topclient.mock import Call, MockGateway

REQUEST = AlibabaIcbuShopcloneIcbuproductrightsQueryRequest(
    external_icbu_product_rights_query_param=ExternalIcbuProductRightsQueryParam(
        from_product_unique_ids=["5A2E6C1F", "567ABCDE"],
        company_id=200012245,
        account_id=2215693550141,
        from_shop_platform_code="1688",
        from_shop_unique_id="1234567ABCDE",
        icbu_product_ids=[1005936231, 2345166496],
    ),
)

SENT: dict[str, str] = {
    "external_icbu_product_rights_query_param": (
        '{"from_product_unique_ids":["5A2E6C1F","567ABCDE"],"company_id":200012245,"account_id":2215693550141,'
        '"from_shop_platform_code":"1688","from_shop_unique_id":"1234567ABCDE","icbu_product_ids":[1005936231,'
        "2345166496]}"
    ),
}


def check_call(call: Call) -> None:
    """Compare what the gateway received with what the page shows."""
    assert call.api == "alibaba.icbu.shopclone.icbuproductrights.query"
    assert call.form == SENT


def check_reply(reply: AlibabaIcbuShopcloneIcbuproductrightsQueryResponse) -> None:
    """Compare what came back with what the page shows."""
    # response.result_dto.external_icbu_product_rights_query_result_dto.unknown_product_ids is left out: the sample 'Top,Pub' is no list[integer]
    # response.result_dto.external_icbu_product_rights_query_result_dto.invalid_product_ids is left out: the sample 'Top,Pub' is no list[integer]
    assert isinstance(reply.result_dto, ResultDto)
    assert reply.result_dto.success is False
    assert reply.result_dto.result_code == "PARAM_INVALID"
    assert reply.result_dto.result_msg == "参数不合法"
    external_icbu_product_rights_query_result_dto = reply.result_dto.external_icbu_product_rights_query_result_dto
    assert isinstance(external_icbu_product_rights_query_result_dto, ExternalIcbuProductRightsQueryResultDto)
    assert external_icbu_product_rights_query_result_dto.succeed_products is not None
    assert len(external_icbu_product_rights_query_result_dto.succeed_products) == 1
    succeed_products = external_icbu_product_rights_query_result_dto.succeed_products[0]
    assert isinstance(succeed_products, IcbuProductRightsVo)
    assert succeed_products.from_product_unique_id == "xxxxx"
    assert succeed_products.icbu_product_id == 3
    assert succeed_products.good_product_right_enabled is False


def test_call(client: TopClient, mock_gateway: MockGateway) -> None:
    check_reply(client.execute(REQUEST))
    check_call(mock_gateway.calls[0])


def test_async_call(async_client: AsyncTopClient, runner: Runner, mock_gateway: MockGateway) -> None:
    check_reply(runner.run(async_client.execute(REQUEST)))
    check_call(mock_gateway.calls[0])


def test_required_parameters(client: TopClient) -> None:
    for name in ["external_icbu_product_rights_query_param"]:
        others = {other: text for other, text in SENT.items() if other != name}
        with pytest.raises(CallerError) as caught:
            client.call("alibaba.icbu.shopclone.icbuproductrights.query", others)
        assert caught.value.msg.endswith(name)
