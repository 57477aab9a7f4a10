"""Tests of programs that call the platform, without the platform: a stub gateway in the same process, and examples.

    gateway = StubGateway()
    gateway.fail("taobao.fenxiao.product.update", 15, sub_code="isv.product-not-exist")
    with gateway.client() as client, pytest.raises(GatewayError):
        client.taobao.fenxiao.product_update(pid=444)
    gateway.assert_called("taobao.fenxiao.product.update", pid=444)

    StubGateway                  client, async_client, transport; reply, fail, raises; calls, assert_called
    example, example_response    the examples of a page as objects, to be changed and used
    top_stub                     the pytest fixture: a stub of the test's own, which checks that all answers were used

No socket is opened and nothing has to be installed besides this package. ``help(StubGateway)`` says more.
A name is imported when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from topclient.testing.examples import example, example_response
    from topclient.testing.stub import StubGateway
else:
    _MODULES = {"StubGateway": "stub", "example": "examples", "example_response": "examples"}

    def __getattr__(name: str) -> object:
        # pytest imports this package whenever it starts, for the fixture, in tests that never ask for it too.
        from topclient._runtime.help_text.lazy_docs import import_public

        return import_public(__name__, _MODULES, name)

    def __dir__() -> list[str]:
        from topclient._runtime.help_text.lazy_docs import list_public

        return list_public(globals(), list(_MODULES))


__all__ = ["StubGateway", "example", "example_response"]
