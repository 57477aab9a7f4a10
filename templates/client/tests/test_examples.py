"""Every API's own example, sent and received through a real socket, in every form that the platform has.

In:  ``topclient/mock/examples``, one file an API. What the gateway receives has to be the request example, and what the
client makes of the reply the response example. The data is the page's; there is no code for a single API here.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import Mapping
from typing import Any, TypedDict
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from topclient import AsyncTopClient, TopClient
from topclient._index import METHODS
from topclient._runtime.encoding.requests import encode_request
from topclient._runtime.encoding.signing import SIGN_METHODS, SignMethod
from topclient._runtime.errors import GatewayError
from topclient._runtime.model import Struct
from topclient._runtime.schema import Attribute, schema_of
from topclient._runtime.to_dict import dump_json, to_dict
from topclient.mock import MockGateway
from topclient.mock.package_apis import example_request, read_example

every_api = pytest.mark.parametrize("api", sorted(METHODS))
every_form = pytest.mark.parametrize("form", ["json", "simplified json", "xml"])
every_sign_method = pytest.mark.parametrize("sign_method", SIGN_METHODS)


class Form(TypedDict):
    """The settings that ask for one of the three forms."""

    format: Any
    simplify: bool


def settings_of(form: str) -> Form:
    return {"format": form.split()[-1], "simplify": form.startswith("simplified")}


def sync_client(gateway: MockGateway, form: str, sign_method: SignMethod = "hmac") -> TopClient:
    return TopClient(
        gateway.app_key,
        gateway.app_secret,
        session=gateway.session,
        gateway=gateway.url,
        sign_method=sign_method,
        **settings_of(form),
    )


def received_by(gateway: MockGateway) -> dict[str, Any]:
    """The arguments of the only call, in the form of the example: files are the text that they hold."""
    (call,) = gateway.calls
    assert call.failure is None
    return {**call.arguments, **{name: file.content.decode() for name, file in call.files.items()}}


def as_sent(api: str) -> dict[str, Any]:
    """The example as the gateway has to receive it: data of no documented type is JSON text."""
    arguments = dict(read_example(api).request)
    for attribute in schema_of(type(example_request(api))):
        value = arguments.get(attribute.wire)
        if attribute.kind == "unknown" and not isinstance(value, str | list | None):
            arguments[attribute.wire] = dump_json(value)
    return arguments


def told_by_xml(cls: type[Struct], data: Mapping[str, Any]) -> dict[str, Any]:
    """The data as XML can tell it: where no type is documented, everything is text."""
    known = {attribute.wire: attribute for attribute in schema_of(cls)}
    return {name: _told(known.get(name), value) for name, value in data.items()}


def _told(attribute: Attribute | None, value: Any) -> Any:
    if isinstance(value, list):
        return [_told(attribute, item) for item in value]
    if attribute and attribute.kind not in ("object", "map", "unknown", "json"):
        return value
    if isinstance(value, dict):
        return told_by_xml((attribute and attribute.struct) or Struct, value)
    return value if isinstance(value, str) else json.dumps(value)


def expected_response(api: str, form: str) -> Mapping[str, Any]:
    example = read_example(api).response
    return told_by_xml(type(example_request(api)).__api__.response, example) if form == "xml" else example


@every_sign_method
@every_form
@every_api
def test_an_example_goes_there_and_back(
    mock_gateway: MockGateway, api: str, form: str, sign_method: SignMethod
) -> None:
    with sync_client(mock_gateway, form, sign_method) as client:
        response = client.execute(example_request(api))
    assert received_by(mock_gateway) == as_sent(api)
    assert to_dict(response) == expected_response(api, form)
    assert response.request_id


@every_sign_method
@every_form
@every_api
def test_an_example_goes_there_and_back_without_blocking(
    mock_gateway: MockGateway, api: str, form: str, sign_method: SignMethod
) -> None:
    async def call() -> Any:
        async with AsyncTopClient(
            mock_gateway.app_key,
            mock_gateway.app_secret,
            session=mock_gateway.session,
            gateway=mock_gateway.url,
            sign_method=sign_method,
            **settings_of(form),
        ) as client:
            return await client.execute(example_request(api))

    response = asyncio.run(call())
    assert received_by(mock_gateway) == as_sent(api)
    assert to_dict(response) == expected_response(api, form)


@every_form
@every_api
def test_an_error_reply_is_raised_with_all_that_it_says(mock_gateway: MockGateway, api: str, form: str) -> None:
    mock_gateway.fail(api, 15, sub_code="isv.made-up", sub_msg="编造的 <错误> & more")
    with sync_client(mock_gateway, form) as client, pytest.raises(GatewayError) as caught:
        client.execute(example_request(api))
    error = caught.value
    assert (error.code, error.msg) == (15, "Remote service error")
    assert (error.sub_code, error.sub_msg) == ("isv.made-up", "编造的 <错误> & more")
    assert error.request_id == mock_gateway.calls[0].request_id


def post_signed(gateway: MockGateway, api: str, arguments: Mapping[str, str]) -> Any:
    """The JSON reply to a call from a client that is not ours."""
    params = {
        "method": api,
        "app_key": gateway.app_key,
        "session": gateway.session,
        "timestamp": str(int(time.time() * 1000)),
        "v": "2.0",
        "format": "json",
        "sign_method": "md5",
        **arguments,
    }
    text = "".join(name + params[name] for name in sorted(params))
    digest = hashlib.md5(f"{gateway.app_secret}{text}{gateway.app_secret}".encode()).hexdigest().upper()
    with urlopen(gateway.url, urlencode({**params, "sign": digest}).encode()) as reply:
        return json.load(reply)


@every_api
def test_the_gateway_names_a_required_argument_that_is_missing(mock_gateway: MockGateway, api: str) -> None:
    request = example_request(api)
    texts, files = encode_request(request)
    required = [attribute.wire for attribute in schema_of(type(request)) if attribute.required]
    for name in required:
        reply = post_signed(mock_gateway, api, {other: text for other, text in texts.items() if other != name})
        # No file arrives without a multipart body, so required ones are missing as well; the first one is named.
        missing = next(other for other in required if other == name or other in files)
        error = reply["error_response"]
        assert (error["code"], error["msg"]) == (40, f"Missing required arguments:{missing}")
