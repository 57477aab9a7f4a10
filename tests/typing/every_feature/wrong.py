"""What type checkers have to refuse: each marked line for the reasons that mypy and pyright have, and no other line."""

from __future__ import annotations

from topclient import (
    AsyncOAuth,
    AsyncSend,
    AsyncTopClient,
    AsyncTransport,
    Attempt,
    FenxiaoProductUpdateRequest,
    FlowLimitError,
    OAuth,
    Response,
    RetryRule,
    Send,
    Token,
    TopClient,
    TopError,
    Transport,
    Upload,
)
from topclient.apis.taobao.inventory.shopinv_adjust import ShopInventoryEditDTO
from topclient.testing import StubGateway


def arguments(client: TopClient) -> None:
    client.taobao.fenxiao.product_update(pid="444")  # wrong: arg-type reportArgumentType
    client.taobao.fenxiao.product_update()  # wrong: call-arg reportCallIssue
    client.taobao.fenxiao.product_update(444)  # wrong: arg-type call-arg reportCallIssue
    client.taobao.fenxiao.product_update(pid=444, nmae="袜子")  # wrong: call-arg reportCallIssue
    client.taobao.fenxiao.product_update(pid=444, image=3)  # wrong: arg-type reportArgumentType
    client.taobao.fenxiao.product_update(pid=444, quantity=1.5)  # wrong: arg-type reportArgumentType
    client.taobao.fenxiao.product_update(pid=None)  # wrong: arg-type reportArgumentType
    FenxiaoProductUpdateRequest(pid=1, reply=None)  # wrong: call-arg reportCallIssue
    ShopInventoryEditDTO(order_id="o1")  # wrong: call-arg reportCallIssue
    Upload(content="a.gif", name="b.gif")  # wrong: call-arg reportCallIssue


def methods(client: TopClient, asynchronous: AsyncTopClient) -> None:
    client.taobao.fenxiao.product_updat(pid=444)  # wrong: attr-defined reportAttributeAccessIssue
    client.tabao.fenxiao.product_update(pid=444)  # wrong: attr-defined reportAttributeAccessIssue
    client.execute(444)  # wrong: arg-type reportArgumentType
    client.execute(FenxiaoProductUpdateRequest)  # wrong: arg-type reportArgumentType
    client.aclose()  # wrong: attr-defined reportAttributeAccessIssue
    asynchronous.close()  # wrong: attr-defined reportAttributeAccessIssue


async def waiting(client: TopClient, asynchronous: AsyncTopClient) -> None:
    await client.taobao.fenxiao.product_update(pid=444)  # wrong: misc reportGeneralTypeIssues
    await client.execute(FenxiaoProductUpdateRequest(pid=1))  # wrong: misc reportGeneralTypeIssues
    print(asynchronous.taobao.fenxiao.product_update(pid=444).pid)  # wrong: attr-defined reportAttributeAccessIssue
    asynchronous.taobao.fenxiao.product_update(pid=444)  # wrong: unused-coroutine reportUnusedCoroutine
    with asynchronous:  # wrong: attr-defined reportGeneralTypeIssues
        pass


def answers(client: TopClient) -> None:
    answer = client.taobao.fenxiao.product_update(pid=444)
    print(answer.pid + 1)  # wrong: operator reportOptionalOperand
    print(answer.sku_id)  # wrong: attr-defined reportAttributeAccessIssue


def settings(client: TopClient, transport: AsyncTransport) -> None:
    TopClient("12345678")  # wrong: call-arg reportCallIssue
    TopClient("12345678", "helloworld", sesion="…")  # wrong: call-arg reportCallIssue
    TopClient("12345678", "helloworld", format="yaml")  # wrong: arg-type reportArgumentType
    TopClient("12345678", "helloworld", sign_method="sha1")  # wrong: arg-type reportArgumentType
    TopClient("12345678", "helloworld", transport=transport)  # wrong: arg-type reportArgumentType
    AsyncTopClient("12345678", "helloworld", middleware=[middleware])  # wrong: list-item reportArgumentType
    TopClient("12345678", "helloworld", transport="aiohttp")  # wrong: arg-type reportArgumentType
    AsyncTopClient("12345678", "helloworld", transport="curl")  # wrong: arg-type reportArgumentType
    TopClient("12345678", "helloworld", middleware=[awaited])  # wrong: list-item reportArgumentType
    TopClient()  # wrong: call-arg reportCallIssue
    client.with_options(app_secret="…")  # wrong: call-arg reportCallIssue
    client.execute(FenxiaoProductUpdateRequest(pid=1), retries=3)  # wrong: call-arg reportCallIssue
    RetryRule("isp.*", "sometimes")  # wrong: arg-type reportArgumentType


async def awaited(attempt: Attempt, send: AsyncSend) -> Response:
    return await send(attempt)


def middleware(attempt: Attempt, send: Send) -> str:
    return str(send(attempt.number))  # wrong: arg-type reportArgumentType


async def asynchronous_middleware(attempt: Attempt, send: Send) -> None:
    attempt.session = "…"  # wrong: misc reportAttributeAccessIssue


def comforts(client: TopClient, stub: StubGateway) -> None:
    client.call(FenxiaoProductUpdateRequest(pid=1))  # wrong: arg-type reportArgumentType
    client.call("taobao.time.get", [("a", 1)])  # wrong: arg-type reportArgumentType
    client.batch(FenxiaoProductUpdateRequest(pid=1))  # wrong: arg-type reportArgumentType
    print(client.batch([FenxiaoProductUpdateRequest(pid=1)])[0].pid)  # wrong: union-attr reportAttributeAccessIssue
    client.pages(FenxiaoProductUpdateRequest(pid=1))  # wrong: arg-type reportArgumentType
    stub.reply("taobao.fenxiao.product.update", {}, tmies=2)  # wrong: call-arg reportCallIssue
    stub.raises("taobao.fenxiao.product.update", OSError())  # wrong: arg-type reportArgumentType


async def oauth_flow(oauth: OAuth, asynchronous: AsyncOAuth, token: Token) -> None:
    OAuth("12345678", "helloworld", transport="aiohttp")  # wrong: arg-type reportArgumentType
    OAuth("12345678")  # wrong: call-arg reportCallIssue
    oauth.authorize_url("https://a.example/", view="desktop")  # wrong: arg-type reportArgumentType
    oauth.exchange("code")  # wrong: call-arg reportCallIssue
    asynchronous.refresh(token)  # wrong: unused-coroutine reportUnusedCoroutine
    TopClient("12345678", "helloworld", session=token)  # wrong: arg-type reportArgumentType


def errors(client: TopClient) -> Transport | None:
    try:
        return client  # wrong: return-value reportReturnType
    except FlowLimitError as error:
        print(error.ban_seconds + 1)  # wrong: operator reportOptionalOperand
    except TopError as error:
        print(error.sub_code)  # wrong: attr-defined reportAttributeAccessIssue
    return None
