"""A gateway to test against: a real HTTP server on the loopback that knows the APIs of this package.

    with MockGateway() as gateway:
        client = TopClient(gateway.app_key, gateway.app_secret, session=gateway.session, gateway=gateway.url)
        client.taobao.fenxiao.product_update(pid=444)
        print(gateway.calls[0].arguments)

    MockGateway           reply, fail, fault, know, calls, reset; needs the extra ``mock`` (h11, jinja2)
    Call, ReceivedFile    what ``calls`` holds, Failure why one was refused, Diagnosis why its signature is wrong
    FAULTS                what can go wrong on demand, each kind in a sentence
    mock_gateway          the pytest fixture: one server for all tests, reset for each

``python -m topclient.mock`` is the same in a terminal, for clients in any language. Calls are verified as the platform
does, and answered with the example of the API's page or the platform's error. Where no socket is wanted,
``topclient.testing`` has a stub. A name is imported when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from topclient.mock.diagnosis import Diagnosis
    from topclient.mock.failures import Failure
    from topclient.mock.faults import FAULTS, FaultKind
    from topclient.mock.log import Call
    from topclient.mock.server import MockGateway
    from topclient.mock.wire import ReceivedFile
else:
    _MODULES = {
        "Call": "log",
        "Diagnosis": "diagnosis",
        "FAULTS": "faults",
        "Failure": "failures",
        "FaultKind": "faults",
        "MockGateway": "server",
        "ReceivedFile": "wire",
    }

    def __getattr__(name: str) -> object:
        from topclient._runtime.help_text.lazy_docs import import_public

        if name == "MockGateway":
            from topclient.mock.extra import import_server

            import_server()
        return import_public(__name__, _MODULES, name)

    def __dir__() -> list[str]:
        from topclient._runtime.help_text.lazy_docs import list_public

        return list_public(globals(), list(_MODULES))


__all__ = ["FAULTS", "Call", "Diagnosis", "Failure", "FaultKind", "MockGateway", "ReceivedFile"]
