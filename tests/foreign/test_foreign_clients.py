"""Six clients that we did not write, against the mock gateway: what every one of them has to manage."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from comparing import as_sent, comparable
from foreign_clients import ALL, HERE, NODE, NPM_TOPSDK, PYPI_TOPSDK, TAOBAOPY, ClientResult, Foreign, Start
from topclient import TopClient
from topclient._index import METHODS
from topclient._runtime.schema import schema_of
from topclient._runtime.to_dict import to_dict
from topclient.mock import Call, MockGateway
from topclient.mock.package_apis import example_request, find_request, read_example

UPDATE = "taobao.fenxiao.product.update"
"""Needs a session, takes a file, requires pid."""
BIG = 7091800003790954037
"""Beyond what a double holds."""

every_client = pytest.mark.parametrize("foreign", ALL, ids=[one.program.stem.removeprefix("run_") for one in ALL])
every_api = pytest.mark.parametrize("api", sorted(METHODS))


def file_names(api: str) -> list[str]:
    request = find_request(api)
    assert request
    return [one.wire for one in schema_of(request) if one.kind == "file"]


def files_of(api: str, folder: Path) -> dict[str, Path]:
    """The files of an API's example, with the content that our own example has."""
    texts = read_example(api).request
    names = [name for name in file_names(api) if name in texts]
    for name in names:
        (folder / name).write_text(texts[name], "utf-8")
    return {name: folder / name for name in names}


def call_example(
    start: Start, foreign: Foreign, gateway: MockGateway, api: str, folder: Path, **more: Any
) -> ClientResult:
    """The page's example through a client of others; files only where it can send them beside Chinese."""
    files = files_of(api, folder)
    params = {name: text for name, text in as_sent(read_example(api).request).items() if name not in files}
    return start(foreign).call(gateway, api, params, files=files if foreign.sends_files else None, **more)


def our_data(gateway: MockGateway, api: str) -> Any:
    with TopClient(gateway.app_key, gateway.app_secret, session=gateway.session, gateway=gateway.url) as client:
        response = client.execute(example_request(api))
    assert response.request_id
    return to_dict(response)


def content_of(call: Call) -> dict[str, bytes]:
    return {name: file.content for name, file in call.files.items()}


def data_of(foreign: Foreign, result: ClientResult, api: str) -> Any:
    """What stands below the root of the reply, without the request_id that every call has anew."""
    assert not result.error
    root = api.removeprefix("taobao.").replace(".", "_") + "_response"
    data = result.data if foreign.strips_root else result.data[root]
    return {name: value for name, value in data.items() if name != "request_id"}


def pins() -> set[str]:
    """What `make test` installs, as name@version."""
    project = tomllib.loads((HERE.parents[1] / "pyproject.toml").read_text("utf-8"))
    python = [pin.replace("==", "@") for pin in project["project"]["optional-dependencies"]["foreign"]]
    node = json.loads((NODE / "package.json").read_text("utf-8"))["dependencies"]
    return {*python, *(f"npm {name}@{version}" for name, version in node.items())}


@every_client
def test_the_version_that_is_run_is_the_one_that_is_installed(foreign: Foreign) -> None:
    assert f"{'' if foreign.is_python else 'npm '}{foreign.package}@{foreign.version}" in pins()


@every_client
@every_api
def test_an_example_gives_what_it_gives_through_our_client(
    mock_gateway: MockGateway, start: Start, foreign: Foreign, api: str, tmp_path: Path
) -> None:
    result = call_example(start, foreign, mock_gateway, api, tmp_path)
    ours = our_data(mock_gateway, api)
    theirs, our_call = mock_gateway.calls
    assert (theirs.failure, theirs.arguments) == (None, our_call.arguments)
    if foreign.sends_files:
        assert content_of(theirs) == content_of(our_call)
    if not foreign.other_prefixes and not api.startswith("taobao."):
        assert result == ClientResult(None)  # its own fault: it looks for a root that begins with the whole name
        return
    exact = foreign.exact_integers
    found = comparable(data_of(foreign, result, api), ours, exact=exact)
    assert found == comparable(ours, ours, exact=exact)


@pytest.mark.parametrize("foreign", [TAOBAOPY, PYPI_TOPSDK], ids=["taobaopy", "topsdk"])
@every_api
def test_a_simplified_reply_is_our_data_as_it_stands(
    mock_gateway: MockGateway, start: Start, foreign: Foreign, api: str
) -> None:
    sent = as_sent(read_example(api).request)
    params = {name: text for name, text in sent.items() if name not in file_names(api)}
    result = start(foreign).call(mock_gateway, api, {**params, "simplify": "true"})
    assert result.data.pop("request_id")
    assert result.data == our_data(mock_gateway, api)


AWKWARD = ["袜子", "a&b=c", "1 + 1 = 2", "/?#%41%", "😀 𠮷", '"\\<>', "  lead and trail  ", "line1\nline2\ttab"]


@every_client
@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_are_signed_as_they_arrive(
    mock_gateway: MockGateway, start: Start, foreign: Foreign, text: str
) -> None:
    result = start(foreign).call(mock_gateway, UPDATE, {"pid": "444", "name": text, "desc": text})
    assert not result.error
    assert mock_gateway.calls[0].arguments == {"pid": 444, "name": text, "desc": text}


@every_client
def test_an_empty_value_is_let_through_signed_or_not(mock_gateway: MockGateway, start: Start, foreign: Foreign) -> None:
    result = start(foreign).call(mock_gateway, UPDATE, {"pid": "444", "name": ""})
    assert not result.error
    assert mock_gateway.calls[0].arguments == {"pid": 444}


@every_client
def test_ids_beyond_two_to_the_53_come_through_as_far_as_the_client_can(
    mock_gateway: MockGateway, start: Start, foreign: Foreign
) -> None:
    mock_gateway.reply(UPDATE, {"pid": BIG})
    result = start(foreign).call(mock_gateway, UPDATE, {"pid": str(BIG)})
    assert mock_gateway.calls[0].arguments == {"pid": BIG}
    pid = data_of(foreign, result, UPDATE)["pid"]
    if foreign.exact_integers:
        assert pid == (str(BIG) if foreign is NPM_TOPSDK else BIG)
    else:
        assert pid != BIG and f"{pid:.15g}" == f"{BIG:.15g}"  # rounded by JSON.parse


def error_of(result: ClientResult) -> tuple[str, Any, Any]:
    return result.error["class"], result.error["code"], result.error["sub_code"]


@every_client
@pytest.mark.parametrize(
    ("code", "sub_code", "sub_msg"),
    [
        (15, "isv.made-up", "编造的错误"),
        (50, "isv.invalid-parameter", "非法参数"),
        (7, "accesscontrol.limited-by-app-access-count", "This ban will last for 2 more seconds"),
    ],
)
def test_a_failure_is_the_clients_own_error_with_both_codes(
    mock_gateway: MockGateway, start: Start, foreign: Foreign, code: int, sub_code: str, sub_msg: str
) -> None:
    mock_gateway.fail(UPDATE, code, sub_code=sub_code, sub_msg=sub_msg)
    result = start(foreign).call(mock_gateway, UPDATE, {"pid": "444"})
    assert error_of(result) == (foreign.error, code, sub_code)
    assert "Remote service error" in result.error["msg"] or "App Call Limited" in result.error["msg"]


@every_client
@pytest.mark.parametrize(
    ("params", "more", "code", "msg"),
    [
        ({"pid": "444"}, {"secret": "wrong"}, 25, "Invalid signature"),
        ({"pid": "444"}, {"session": None}, 26, "Missing session"),
        ({"pid": "444"}, {"session": "other"}, 27, "Invalid session"),
        ({"name": "x"}, {}, 40, "Missing required arguments:pid"),
        ({"pid": "x"}, {}, 41, "Invalid arguments:pid"),
    ],
)
def test_a_refusal_is_reported_by_code(
    mock_gateway: MockGateway,
    start: Start,
    foreign: Foreign,
    params: Mapping[str, str],
    more: Mapping[str, Any],
    code: int,
    msg: str,
) -> None:
    error = start(foreign).call(mock_gateway, UPDATE, params, **more).error
    assert (error["class"], error["code"]) == (foreign.error, code)
    assert error["msg"].startswith(msg)


@every_client
def test_the_clock_of_another_zone_is_refused(mock_gateway: MockGateway, start: Start, foreign: Foreign) -> None:
    result = start(foreign, "UTC").call(mock_gateway, UPDATE, {"pid": "444"})
    assert result.error.get("code") == (31 if foreign.local_clock else None)


@every_client
def test_an_unknown_method_is_reported(mock_gateway: MockGateway, start: Start, foreign: Foreign) -> None:
    result = start(foreign).call(mock_gateway, "taobao.no.such", {})
    assert error_of(result)[:2] == (foreign.error, 22)
