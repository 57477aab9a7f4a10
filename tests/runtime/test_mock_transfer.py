"""The ways in which parameters reach the mock gateway: query, body, both; forms, multipart, files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from foreign_client import FORM, UPDATE, params_of, post, send, signed
from hypothesis import given
from hypothesis import strategies as st
from topclient.mock import MockGateway
from topclient.mock.gateway import Gateway
from topclient.mock.multipart import read_parts
from topclient.mock.wire import HttpCall

ARGUMENTS = {"pid": "444", "name": "袜子 + a&b=c%"}


def as_multipart(params: Mapping[str, str]) -> bytes:
    parts = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in params.items()]
    return ("".join(parts) + "--b--\r\n").encode()


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
    "in multipart": lambda params: {"body": as_multipart(params), "kind": "multipart/form-data; boundary=b"},
}


@pytest.mark.parametrize("way", WAYS)
def test_parameters_may_come_in_every_way_that_clients_know(mock_gateway: MockGateway, way: str) -> None:
    answer = send(mock_gateway, **WAYS[way](signed(params_of(partner_id="top-sdk-java-20170207", **ARGUMENTS))))
    assert answer.json["fenxiao_product_update_response"]["pid"] == 12313454121
    (call,) = mock_gateway.calls
    assert call.arguments == {"pid": 444, "name": "袜子 + a&b=c%"}
    assert call.system["partner_id"] == "top-sdk-java-20170207"
    assert call.verb == ("GET" if way == "in the query" else "POST")


def java_upload(params: Mapping[str, str], content: bytes) -> bytes:
    """As the official Java SDK writes it: no space after the colon, a type for texts too."""
    boundary = b"--1511151515\r\n"
    texts = [
        f'Content-Disposition:form-data;name="{name}"\r\nContent-Type:text/plain\r\n\r\n{text}\r\n'.encode()
        for name, text in params.items()
    ]
    file = b'Content-Disposition:form-data;name="image";filename="\xe8\xa2\x9c.jpg"\r\nContent-Type:image/jpeg\r\n\r\n'
    return boundary + boundary.join([*texts, file + content + b"\r\n"]) + b"--1511151515--\r\n"


@pytest.mark.parametrize("content", [b"", b"\x00\xff\r\n--15111515\r\n", bytes(range(256)) * 400])
def test_a_file_arrives_byte_for_byte_and_is_not_signed(mock_gateway: MockGateway, content: bytes) -> None:
    params = signed(params_of())
    query = {name: text for name, text in params.items() if name != "pid"}
    body = java_upload({"pid": params["pid"]}, content)
    kind = "multipart/form-data;charset=UTF-8;boundary=1511151515"
    assert "error_response" not in send(mock_gateway, body, query, kind=kind).json
    (call,) = mock_gateway.calls
    assert call.arguments == {"pid": 444}
    file = call.files["image"]
    assert (file.filename, file.content_type, file.content) == ("袜.jpg", "image/jpeg", content)


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


@pytest.mark.parametrize("cut", [1, 4, 14, 60, 100])
def test_an_upload_that_is_cut_short_fails(mock_gateway: MockGateway, cut: int) -> None:
    body = java_upload({"pid": "444"}, b"content")[:-cut]
    kind = "multipart/form-data;charset=UTF-8;boundary=1511151515"
    answer = send(mock_gateway, body, signed(params_of(UPDATE, "pid")), kind=kind)
    if cut > 2:  # the last line end is nobody's loss
        assert answer.error == (3, "Upload fail")


def test_a_multipart_body_without_a_boundary_fails(mock_gateway: MockGateway) -> None:
    answer = send(mock_gateway, b"--b--", signed(params_of()), kind="multipart/form-data")
    assert answer.error == (3, "Upload fail")


def test_a_file_by_get_is_refused(mock_gateway: MockGateway) -> None:
    body = java_upload({}, b"x")
    answer = send(mock_gateway, body, signed(params_of()), "GET", kind="multipart/form-data;boundary=1511151515")
    assert answer.error[0] == 9


def test_a_name_counts_where_it_comes_first(mock_gateway: MockGateway) -> None:
    query = signed(params_of())
    send(mock_gateway, b"pid=1&format=xml", query, kind=FORM)
    assert mock_gateway.calls[0].arguments == {"pid": 444}
    assert mock_gateway.calls[0].failure is None


def test_undocumented_arguments_are_signed_and_kept(mock_gateway: MockGateway) -> None:
    post(mock_gateway, signed(params_of(brand_new="1")))
    assert mock_gateway.calls[0].arguments == {"pid": 444, "brand_new": "1"}


def test_a_log_entry_holds_neither_session_nor_signature_nor_secret(mock_gateway: MockGateway) -> None:
    params = signed(params_of(session="s3cr3t-session"))
    post(mock_gateway, params)
    shown = repr(mock_gateway.calls) + repr(mock_gateway) + repr(mock_gateway.calls[0].system)
    assert not any(secret in shown for secret in ("s3cr3t-session", params["sign"], "helloworld"))


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
