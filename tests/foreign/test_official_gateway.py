"""Our client against a gateway that is not ours: every sign method, every form of reply, uploads, errors, batches."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from captured_replies import ADJUST, DATA, ERRORS, REPLIES, RIGHTS, UPDATE, error_reply
from official_gateway import APP_KEY, SECRET, SESSION, Official
from topclient import AsyncTopClient, TopClient
from topclient._runtime.calls.retry import NO_RETRY
from topclient._runtime.decoding.error_codes import error_class
from topclient._runtime.encoding.signing import SIGN_METHODS, SignMethod
from topclient._runtime.errors import GatewayError, SignatureError
from topclient._runtime.model import Request, Upload
from topclient._runtime.to_dict import to_dict
from topclient.mock.package_apis import example_request

AWKWARD = "袜子 & a=b/?+% 😀"

every_form = pytest.mark.parametrize("form", ["json", "simplified", "xml"])
every_sign_method = pytest.mark.parametrize("sign_method", SIGN_METHODS)
every_api = pytest.mark.parametrize("api", sorted(REPLIES))


def settings(official: Official, form: str = "json", **more: Any) -> dict[str, Any]:
    shape = {"format": "xml" if form == "xml" else "json", "simplify": form == "simplified"}
    return {"session": SESSION, "gateway": official.url, **shape, **more}


def call(official: Official, request: Request[Any], form: str = "json", **more: Any) -> Any:
    with TopClient(APP_KEY, SECRET, **settings(official, form, **more)) as client:
        return client.execute(request)


async def call_async(official: Official, request: Request[Any], form: str, **more: Any) -> Any:
    async with AsyncTopClient(APP_KEY, SECRET, **settings(official, form, **more)) as client:
        return await client.execute(request)


@pytest.mark.slow
@every_sign_method
@every_form
@every_api
def test_replies_of_every_form_say_the_same(official: Official, api: str, form: str, sign_method: SignMethod) -> None:
    more = {"sign_method": sign_method, "strict": True}
    response = call(official, example_request(api), form, **more)
    assert to_dict(response) == DATA[api]
    assert f'"request_id":"{response.request_id}"' in REPLIES[api]["json"]
    assert to_dict(asyncio.run(call_async(official, example_request(api), form, **more))) == DATA[api]
    assert [taken.params["sign_method"] for taken in official.taken] == [sign_method] * 2


@every_form
@pytest.mark.parametrize("error", ERRORS, ids=[f"{one[0]} {one[2]}" for one in ERRORS])
def test_a_captured_error_is_raised_with_all_that_it_says(
    official: Official, error: tuple[int, str, str | None, str | None], form: str
) -> None:
    official.errors[RIGHTS] = {form: error_reply(error, form)}
    with pytest.raises(GatewayError) as caught:
        call(official, example_request(RIGHTS), form, retry=NO_RETRY)
    raised = caught.value
    assert (raised.code, raised.msg, raised.sub_code, raised.sub_msg) == error
    assert raised.request_id == "r9"
    assert isinstance(raised, error_class(error[0], error[2]))


@every_form
def test_a_refusal_of_the_gateway_is_raised(official: Official, form: str) -> None:
    with (
        pytest.raises(SignatureError, match="25 Invalid signature"),
        TopClient(APP_KEY, "another", **settings(official, form)) as client,
    ):
        client.execute(example_request(RIGHTS))


@every_sign_method
@every_form
def test_a_file_arrives_with_its_name_and_type_and_is_not_signed(
    official: Official, form: str, sign_method: SignMethod
) -> None:
    content = bytes(range(256)) * 300 + b"\r\n--\r\n\r\n"
    request: Any = example_request(UPDATE)
    request.name, request.image = AWKWARD, Upload(content, filename="袜子.jpg", content_type="image/jpeg")
    response = call(official, request, form, sign_method=sign_method)
    assert response.pid == 12313454121
    (taken,) = official.taken
    assert taken.files == {"image": ("袜子.jpg", "image/jpeg", content)}
    assert taken.params["name"] == AWKWARD


def test_awkward_texts_and_partner_and_target_are_signed(official: Official) -> None:
    request: Any = example_request(ADJUST)
    request.shop_inventory_edit.order_id = AWKWARD
    call(official, request, partner_id="袜子-sdk", target_app_key="87654321")
    (taken,) = official.taken
    assert f'"order_id":"{AWKWARD}"' in taken.params["shop_inventory_edit"]
    assert (taken.params["partner_id"], taken.params["target_app_key"]) == ("袜子-sdk", "87654321")


def test_the_form_and_only_the_form_that_is_wanted_is_asked_for(official: Official) -> None:
    asked = []
    for form in ("json", "simplified", "xml"):
        call(official, example_request(RIGHTS), form)
        asked.append(tuple(official.taken[-1].params.get(name) for name in ("format", "simplify")))
    assert asked == [("json", None), ("json", "true"), ("xml", None)]


@every_sign_method
@every_form
def test_a_batch_is_answered_call_by_call(official: Official, form: str, sign_method: SignMethod) -> None:
    official.errors[RIGHTS] = {form: error_reply(ERRORS[-2], form)}
    apis = [ADJUST, RIGHTS, UPDATE, ADJUST]
    requests: list[Any] = [example_request(api) for api in apis]
    requests[2].image, requests[2].name = None, AWKWARD
    with TopClient(APP_KEY, SECRET, **settings(official, form, sign_method=sign_method)) as client:
        first, failed, *others = client.batch(requests)
    assert [to_dict(answer) for answer in (first, *others)] == [DATA[ADJUST], DATA[UPDATE], DATA[ADJUST]]
    assert (failed.code, failed.sub_code) == (50, "isv.invalid-parameter")
    assert [taken.params["method"] for taken in official.taken] == apis
    assert official.taken[2].params["name"] == AWKWARD


def test_a_batch_of_one_api_and_of_several_users_arrives_whole(official: Official) -> None:
    requests: list[Any] = [example_request(ADJUST) for _ in range(3)]
    with TopClient(APP_KEY, SECRET, **settings(official)) as client:
        client.batch(requests, sessions=["first", None, "third"])
    calls = [(taken.params["method"], taken.params["session"]) for taken in official.taken]
    assert calls == [(ADJUST, "first"), (ADJUST, SESSION), (ADJUST, "third")]


def test_a_batch_with_another_secret_is_refused_as_a_whole(official: Official) -> None:
    with TopClient(APP_KEY, "another", **settings(official)) as client, pytest.raises(SignatureError):
        client.batch([example_request(ADJUST), example_request(ADJUST)])


@every_sign_method
@every_form
def test_an_api_without_a_class_can_be_called_too(official: Official, form: str, sign_method: SignMethod) -> None:
    params = {"param": {"goods_ids": [2**53 + 1], "event": AWKWARD}, "pages": [1, 2], "on": True, "none": None}
    with TopClient(APP_KEY, SECRET, **settings(official, form, sign_method=sign_method)) as client:
        response = client.call(UPDATE, params)
    assert int(response["pid"]) == 12313454121
    (taken,) = official.taken
    assert json.loads(taken.params["param"]) == params["param"]
    assert (taken.params["pages"], taken.params["on"], "none" in taken.params) == ("1,2", "true", False)
