"""The ways in which parameters reach the mock gateway: query, body, both; forms, multipart, files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from foreign_client import FORM, MULTIPART, UPDATE, multipart, params_of, post, send, signed
from hypothesis import given
from hypothesis import strategies as st
from topclient.mock import MockGateway
from topclient.mock.gateway import Gateway
from topclient.mock.multipart import read_parts
from topclient.mock.wire import HttpCall

ARGUMENTS = {"pid": "444", "name": "袜子 + a&b=c%"}


def own(params: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in params.items() if name in ARGUMENTS}


def system(params: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in params.items() if name not in ARGUMENTS}


WAYS: dict[str, Callable[[dict[str, str]], dict[str, Any]]] = {
    "in the query": lambda params: {"query": params, "verb": "GET"},
    "in the query of an empty POST": lambda params: {"query": params, "body": b""},
    # As the official SDKs for Java and Python send.
    "in query and body": lambda params: {
        "query": system(params),
        "body": urlencode(own(params)).encode(),
        "kind": FORM,
    },
    "in a plain form": lambda params: {"body": urlencode(params).encode(), "kind": FORM.partition(";")[0]},
    "in a form without type": lambda params: {"body": urlencode(params).encode()},
    "in multipart": lambda params: {"body": multipart(params), "kind": MULTIPART},
}


@pytest.mark.parametrize("way", WAYS)
def test_parameters_may_come_in_every_way_that_clients_know(mock_gateway: MockGateway, way: str) -> None:
    answer = send(mock_gateway, **WAYS[way](signed(params_of(partner_id="top-sdk-java-20170207", **ARGUMENTS))))
    assert answer.json["fenxiao_product_update_response"]["pid"] == 12313454121
    (call,) = mock_gateway.calls
    assert call.arguments == {"pid": 444, "name": "袜子 + a&b=c%"}
    assert call.system["partner_id"] == "top-sdk-java-20170207"
    assert call.verb == ("GET" if way == "in the query" else "POST")


@pytest.mark.parametrize("content", [b"", b"\x00\xff\r\n--bb\r\n", bytes(range(256)) * 400])
def test_a_file_arrives_byte_for_byte_and_is_not_signed(mock_gateway: MockGateway, content: bytes) -> None:
    params = signed(params_of())
    query = {name: text for name, text in params.items() if name != "pid"}
    assert "error_response" not in send(mock_gateway, multipart(own(params), content), query, kind=MULTIPART).json
    (call,) = mock_gateway.calls
    file = call.files["image"]
    assert (call.arguments, file.filename, file.content_type, file.content) == (
        {"pid": 444},
        "i.jpg",
        "image/jpeg",
        content,
    )


@pytest.mark.parametrize("cut", [1, 4, 14, 60, 100])
def test_an_upload_that_is_cut_short_fails(mock_gateway: MockGateway, cut: int) -> None:
    answer = send(
        mock_gateway, multipart({"pid": "444"}, b"content")[:-cut], signed(params_of(UPDATE, "pid")), kind=MULTIPART
    )
    if cut > 2:  # the last line end is nobody's loss
        assert answer.error == (3, "Upload fail")


@pytest.mark.parametrize(("verb", "kind", "code"), [("POST", "multipart/form-data", 3), ("GET", MULTIPART, 9)])
def test_an_upload_without_a_boundary_and_one_by_get_are_refused(
    mock_gateway: MockGateway, verb: str, kind: str, code: int
) -> None:
    assert send(mock_gateway, multipart({}, b"x"), signed(params_of()), verb, kind=kind).error[0] == code


@pytest.mark.parametrize(
    ("line", "name", "filename"),
    [
        ('form-data;name="a";filename="b.jpg"', "a", "b.jpg"),
        ('form-data ;  name = "a" ; filename = "b.jpg"', "a", "b.jpg"),
        ("form-data; name=a; filename=b.jpg", "a", "b.jpg"),
        ('form-data; filename="b;c=d.jpg"; name="a"', "a", "b;c=d.jpg"),
        (r'form-data; name="a"; filename="\"b\".jpg"', "a", '"b".jpg'),
        (r'form-data; name="a"; filename="C:\b.jpg"', "a", r"C:\b.jpg"),
        ("form-data; name=\"a\"; filename*=UTF-8''%E8%A2%9C.jpg", "a", "袜.jpg"),
        ('form-data; NAME="a"; FileName=""', "a", ""),
        ('form-data; name="a"', "a", None),
    ],
)
def test_a_parts_name_is_found_however_it_is_spaced(line: str, name: str, filename: str | None) -> None:
    body = f"--b\r\nContent-Type:text/plain\r\ncontent-disposition : {line}\r\n\r\nx\r\n--b--\r\n".encode()
    (part,) = read_parts(body, 'multipart/form-data ; charset="utf-8;x" ; boundary = "b"')
    assert (part.name, part.filename, part.content_type, part.content) == (name, filename, "text/plain", b"x")


def test_a_name_counts_where_it_comes_first(mock_gateway: MockGateway) -> None:
    query = signed(params_of())
    send(mock_gateway, b"pid=1&format=xml", query, kind=FORM)
    assert mock_gateway.calls[0].arguments == {"pid": 444}
    assert mock_gateway.calls[0].failure is None


def test_undocumented_arguments_are_signed_and_kept(mock_gateway: MockGateway) -> None:
    post(mock_gateway, signed(params_of(brand_new="1")))
    assert mock_gateway.calls[0].arguments == {"pid": 444, "brand_new": "1"}


@given(st.binary(max_size=300), st.sampled_from(["", FORM, "multipart/form-data; boundary=b", "text/xml", ";;=", '"']))
def test_no_request_brings_the_gateway_down(body: bytes, kind: str) -> None:
    gateway = Gateway()
    assert b"<error_response>" in gateway.answer(HttpCall("POST", body[:20], kind, body)).body


@given(st.lists(st.tuples(st.text("abc", min_size=1), st.binary(max_size=50).filter(lambda b: b"--b" not in b))))
def test_parts_are_read_as_they_were_written(parts: list[tuple[str, bytes]]) -> None:
    written = b"".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + content + b"\r\n"
        for name, content in parts
    )
    read = list(read_parts(b"preamble\r\n" + written + b"--b--\r\nepilogue", "multipart/form-data; boundary=b"))
    assert [(part.name, part.content) for part in read] == parts
