"""Clients of the mock gateway for the tests of the examples, each of which runs in every form that replies have.

In:  the fixture ``mock_gateway`` of the package. Out: ``client`` and ``async_client``.
They are strict: a value of a reply that is not of its documented type is an error.
"""

from __future__ import annotations

from asyncio import Runner
from collections.abc import Iterator
from typing import Literal, TypedDict

import pytest
from topclient import NO_RETRY, AsyncTopClient, TopClient
from topclient.mock import MockGateway


class Form(TypedDict):
    """The settings that decide how a call is signed and a reply is written."""

    format: Literal["json", "xml"]
    simplify: bool
    sign_method: Literal["md5", "hmac", "hmac-sha256"]


FORMS: dict[str, Form] = {
    "json": {"format": "json", "simplify": False, "sign_method": "hmac-sha256"},
    "simplified": {"format": "json", "simplify": True, "sign_method": "hmac"},
    "xml": {"format": "xml", "simplify": False, "sign_method": "md5"},
}


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> Form:
    return FORMS[request.param]


@pytest.fixture(scope="session")
def _client() -> Iterator[TopClient]:
    with TopClient("12345678", "helloworld", strict=True, retry=NO_RETRY) as client:
        yield client


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """One event loop for all tests, which keeps the connection to the gateway."""
    with Runner() as runner:
        yield runner


@pytest.fixture(scope="session")
def _async_client(runner: Runner) -> Iterator[AsyncTopClient]:
    client = AsyncTopClient("12345678", "helloworld", strict=True, retry=NO_RETRY)
    yield client
    runner.run(client.aclose())


@pytest.fixture
def client(_client: TopClient, mock_gateway: MockGateway, form: Form) -> TopClient:
    return _client.with_options(gateway=mock_gateway.url, session=mock_gateway.session, **form)


@pytest.fixture
def async_client(_async_client: AsyncTopClient, mock_gateway: MockGateway, form: Form) -> AsyncTopClient:
    return _async_client.with_options(gateway=mock_gateway.url, session=mock_gateway.session, **form)
