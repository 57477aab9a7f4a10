# Generated from specs/apis/taobao/taobao.paimai.auction.edit.yaml; edit the overlay, not this file.
"""taobao.paimai.auction.edit: 修改拍卖商品

What the example of the page sends, and what comes back.
"""

from __future__ import annotations

from asyncio import Runner
from datetime import datetime

import pytest
from topclient import AsyncTopClient, SessionError, TopClient
from topclient.apis.taobao.paimai.auction_edit import PaimaiAuctionEditRequest, PaimaiAuctionEditResponse, UpdateRequest
from topclient.mock import Call, MockGateway

REQUEST = PaimaiAuctionEditRequest(
    param0=UpdateRequest(
        increment=1,
        ceil_price=20,
        status=1,
        delay_in_minutes=5,
        foregift=1,
        end_time=datetime(2018, 7, 12, 20, 0),
        type=1,
        item_id=1234,
        start_price=10,
        floor_price=5,
        start_time=datetime(2018, 7, 12, 10, 0),
        quantity=1,
        repeat_times=1,
    ),
)

SENT: dict[str, str] = {
    "param0": (
        '{"increment":1,"ceil_price":20,"status":1,"delay_in_minutes":5,"foregift":1,"end_time":"2018-07-12 20:00:00",'
        '"type":1,"item_id":1234,"start_price":10,"floor_price":5,"start_time":"2018-07-12 10:00:00","quantity":1,'
        '"repeat_times":1}'
    ),
}


def check_call(call: Call) -> None:
    """Compare what the gateway received with what the page shows."""
    assert call.api == "taobao.paimai.auction.edit"
    assert call.form == SENT


def check_reply(reply: PaimaiAuctionEditResponse) -> None:
    """Compare what came back with what the page shows."""
    assert reply.data == 1234


def test_call(client: TopClient, mock_gateway: MockGateway) -> None:
    check_reply(client.execute(REQUEST))
    check_call(mock_gateway.calls[0])


def test_async_call(async_client: AsyncTopClient, runner: Runner, mock_gateway: MockGateway) -> None:
    check_reply(runner.run(async_client.execute(REQUEST)))
    check_call(mock_gateway.calls[0])


def test_session_is_required(client: TopClient) -> None:
    with pytest.raises(SessionError):
        client.execute(REQUEST, session=None)
