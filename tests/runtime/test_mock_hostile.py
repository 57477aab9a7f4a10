"""What no honest client sends: the mock gateway refuses it in the platform's words, or HTTP's, and lives on."""

from __future__ import annotations

import gc
import json
import logging
import socket
import time
from collections.abc import Iterator
from threading import Thread
from urllib.parse import urlencode, urlsplit

import pytest
from foreign_client import ADJUST, MULTIPART, UPDATE, multipart, params_of, post, send, signed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from raw_server import wait_until
from raw_socket import exchange, request_of
from topclient.mock import MockGateway, connection, server
from topclient.mock.faults import FaultKind

LENGTH_TOO_LARGE = 64 * 1024 * 1024 + 1


@pytest.fixture(scope="module")
def fuzzed() -> Iterator[MockGateway]:
    with MockGateway() as gateway:
        yield gateway
        assert lives(gateway)


@pytest.fixture(autouse=True)
def nothing_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """An exception that nobody catches ends up in the event loop's log."""
    with caplog.at_level(logging.WARNING):
        yield
    gc.collect()  # only then asyncio tells of a task whose exception nobody asked for
    assert [record.getMessage() for phase in ("call", "teardown") for record in caplog.get_records(phase)] == []


def lives(gateway: MockGateway) -> bool:
    return b"fenxiao_product_update_response" in exchange(gateway.url, request_of(signed(params_of()))).body


def statuses(data: bytes) -> set[bytes]:
    """Of a reply to requests of which none was good, so that no body looks like a head."""
    return {line.split(b" ")[1] for line in data.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")}


fuzz = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
paths = st.sampled_from(["/router/rest", "/router/batch", "/router/qimen/service", "/calls.json", "/", "*", "/x", "//"])
kinds = st.sampled_from(
    ["", "text/xml", "application/json", "text/plain", "multipart/form-data; boundary=b", "multipart/form-data;;=", '"']
)


@fuzz
@given(st.binary(max_size=200))
def test_bytes_that_are_no_http(fuzzed: MockGateway, data: bytes) -> None:
    assert statuses(exchange(fuzzed.url, data, half_close=True).data) <= {b"400", b"404", b"405", b"431"}


@fuzz
@given(
    st.sampled_from(["GET", "POST", "PUT", "HEAD", "CONNECT", "OPTIONS", "post", "!"]),
    paths,
    st.text("abc=&%+?#/\xff", max_size=30),
    kinds,
    st.binary(max_size=120),
    st.integers(-1, 1),
)
def test_http_that_makes_no_sense(
    fuzzed: MockGateway, verb: str, path: str, query: str, kind: str, body: bytes, off: int
) -> None:
    head = (
        f"{verb} {path}?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\nTop-Api-Separator: {query}\r\n"
        f"Accept-Encoding: {kind}gzip\r\nContent-Length: {max(0, len(body) + off)}\r\n\r\n"
    )
    received = exchange(fuzzed.url, head.encode("latin-1") + body, half_close=True)
    assert statuses(received.data) <= {b"200", b"400", b"404", b"405", b"431"}


@fuzz
@given(st.dictionaries(st.text(max_size=8), st.text(max_size=30), max_size=4), st.text(max_size=60))
def test_signed_calls_with_any_texts(fuzzed: MockGateway, extra: dict[str, str], argument: str) -> None:
    usable = {name: value for name, value in extra.items() if name and (name + value).isprintable()}
    params = signed(params_of(ADJUST, **{**usable, "shop_inventory_edit": argument.encode("utf-8", "ignore").decode()}))
    reply = post(fuzzed, params)
    assert reply.status == 200
    assert b"error_response" in reply.body


@pytest.mark.parametrize(
    ("kind", "code"),
    [("application/x-www-form-urlencoded", b"43"), ("multipart/form-data; boundary=b", b"3"), ("text/xml", b"43")],
)
def test_a_body_that_is_said_to_be_too_large_is_refused_unread(
    mock_gateway: MockGateway, kind: str, code: bytes
) -> None:
    head = (
        f"POST /router/rest HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: {LENGTH_TOO_LARGE}\r\n\r\n"
    )
    received = exchange(mock_gateway.url, head.encode(), half_close=True)
    assert received.head.startswith(b"HTTP/1.1 200 OK")
    assert b"<code>" + code + b"</code>" in received.body
    assert lives(mock_gateway)


def test_a_body_that_turns_out_too_large_is_refused_though_its_client_sends_on(mock_gateway: MockGateway) -> None:
    chunk = b"100000\r\n" + bytes(0x100000) + b"\r\n"
    head = b"POST /router/batch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    received = exchange(mock_gateway.url, head + chunk * 70 + b"0\r\n\r\n", half_close=True)
    assert b"<code>43</code>" in received.body
    assert b"too large" in received.body


def test_a_client_that_asks_before_it_sends_is_answered(mock_gateway: MockGateway) -> None:
    whole = request_of(signed(params_of()), headers="Expect: 100-continue\r\nConnection: close\r\n")
    head, _, body = whole.partition(b"\r\n\r\n")
    address = urlsplit(mock_gateway.url)
    with socket.create_connection((address.hostname, address.port), timeout=5) as connection:
        connection.sendall(head + b"\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 100")
        connection.sendall(body)
        assert b"fenxiao_product_update_response" in b"".join(iter(lambda: connection.recv(65536), b""))


def test_calls_on_one_connection_are_answered_one_after_the_other(mock_gateway: MockGateway) -> None:
    piped = request_of(signed(params_of()), headers="") * 3
    received = exchange(mock_gateway.url, piped, half_close=True)
    assert received.data.count(b"fenxiao_product_update_response") == 3


@pytest.mark.slow
@pytest.mark.parametrize("coding", ["", "Accept-Encoding: gzip\r\n"], ids=["plain", "gzip"])
@pytest.mark.parametrize("path", ["/", "/calls.json", "/router/rest", "/router/batch", "/router/qimen/service", "/x"])
def test_a_reply_to_head_is_that_to_get_without_its_body(mock_gateway: MockGateway, path: str, coding: str) -> None:
    def ask(verb: str, end: str) -> bytes:
        return f"{verb} {path} HTTP/1.1\r\nHost: localhost\r\n{coding}{end}\r\n".encode()

    received = exchange(mock_gateway.url, ask("HEAD", "") + ask("HEAD", "Connection: close\r\n"))
    first, second, rest = received.data.split(b"\r\n\r\n")
    assert first.startswith(b"HTTP/1.1 ") and second.startswith(b"HTTP/1.1 ") and rest == b""
    if path in ("/router/rest", "/calls.json"):
        assert received.declared > 0
    if path == "/x":
        assert received.declared == 0 and first.startswith(b"HTTP/1.1 404")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["delay", "truncate", "drip", "close", "bad-gateway", "empty"])
def test_faults_apply_to_head_too(mock_gateway: MockGateway, kind: FaultKind) -> None:
    values = {"delay": 0.01, "truncate": 5, "drip": 0.0001}
    mock_gateway.fault(kind, values.get(kind))
    received = exchange(mock_gateway.url, b"HEAD /router/batch HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert received.body == b"" and received.data.startswith(b"HTTP/1.1") == (kind != "close")


def test_nothing_is_answered_behind_a_request_with_two_ends(mock_gateway: MockGateway) -> None:
    behind = request_of(signed(params_of(pid="666")), headers="")
    chunked = b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    received = exchange(mock_gateway.url, b"POST /router/rest HTTP/1.1\r\nHost: x\r\n" + chunked + behind)
    assert received.data.count(b"HTTP/1.1 ") == 1
    assert b"connection: close" in received.head.lower()
    assert [call.arguments for call in mock_gateway.calls] == [{}]


@pytest.mark.parametrize("where", ["query", "form", "multipart", "batch"])
def test_too_many_parameters_are_refused(mock_gateway: MockGateway, where: str) -> None:
    params = {f"p{number}": "x" for number in range(2001)}
    if where == "multipart":
        answer = send(mock_gateway, multipart(params), kind=MULTIPART).body
    elif where == "query":
        answer = send(mock_gateway, b"", params).body
    else:
        path = {"form": "/router/rest", "batch": "/router/batch?" + urlencode(params)}[where]
        answer = exchange(mock_gateway.url, request_of(params, path)).body
    assert b"<code>43</code><msg>Parameter error</msg>" in answer


def test_endless_headers_are_refused(mock_gateway: MockGateway) -> None:
    received = exchange(mock_gateway.url, b"GET /router/rest HTTP/1.1\r\nX: " + b"x" * 200_000, half_close=True)
    assert statuses(received.data) == {b"431"}
    assert lives(mock_gateway)


@pytest.mark.parametrize("verb", ["CONNECT", "TRACE"])
def test_a_proxys_verbs_are_refused(mock_gateway: MockGateway, verb: str) -> None:
    request = f"{verb} /router/rest HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
    received = exchange(mock_gateway.url, request)
    assert received.head.startswith(b"HTTP/1.1 405") or b"<code>9</code>" in received.body


HEAD = b'--b\r\nContent-Disposition: form-data; name="a"'


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        HEAD + b"; x=" * 200_000 + b"\r\n\r\nx\r\n--b--",
        HEAD + b'; filename="' + b'\\"' * 400_000 + b"\r\n\r\nx\r\n--b--",
        b"\r\n--b" + b"\r\n--b " * 200_000,
        b"\r\n--b" + b" " * 1_000_000,
        b"--b\r\n" * 200_000,
        (HEAD + b"\r\n\r\nx\r\n") * 1999 + b'--b\r\nContent-Disposition:form-data;a="' + b'";a="' * 1600,
    ],
)
def test_a_crafted_multipart_body_takes_no_longer_than_an_honest_one(mock_gateway: MockGateway, body: bytes) -> None:
    started = time.monotonic()
    answer = send(mock_gateway, body, signed(params_of()), kind=MULTIPART)
    assert time.monotonic() - started < 2
    assert b"error_response" in answer.body


@pytest.mark.parametrize("argument", ["[" * 50_000 + "]" * 50_000, '{"a":' * 200 + "1" + "}" * 200, "9" * 5000, "NaN"])
def test_json_that_is_too_deep_or_no_json_is_a_wrong_argument(mock_gateway: MockGateway, argument: str) -> None:
    text = f'{{"order_id":{argument},"new":{argument}}}'
    assert post(mock_gateway, signed(params_of(ADJUST, shop_inventory_edit=text))).error[0] == 41


def test_half_a_character_in_json_does_no_harm_to_the_log(mock_gateway: MockGateway) -> None:
    edit = {"order_id": "\ud83d", "store_id": 1, "check_mode": 1, "recover_deleted_data": True, "detail_list": []}
    answer = post(mock_gateway, signed(params_of(ADJUST, shop_inventory_edit=json.dumps(edit))))
    assert b"error_response" not in answer.body
    url = mock_gateway.url.replace("router/rest", "calls.json")
    shown = exchange(url, b"GET /calls.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").body
    assert json.loads(shown)[0]["arguments"]["shop_inventory_edit"]["order_id"] == "?"


def test_many_threads_get_each_their_own_reply(mock_gateway: MockGateway) -> None:
    wrong = list[int]()

    def work(first: int) -> None:
        for number in range(first, first + 10):
            post(mock_gateway, signed(params_of(pid=str(number))))
            mock_gateway.reply(UPDATE, {"pid": number}, times=1)
            wrong.extend(one.number for one in mock_gateway.calls if one.failure)

    threads = [Thread(target=work, args=(1000 * number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert [call.number for call in mock_gateway.calls] == list(range(1, 201))
    assert len({call.arguments["pid"] for call in mock_gateway.calls}) == 200
    assert len({call.request_id for call in mock_gateway.calls}) == 200


def test_a_gateway_ends_at_once_whatever_its_clients_are_at() -> None:
    with MockGateway() as gateway:
        gateway.fault("drip", 5)
        address = urlsplit(gateway.url)
        clients = [socket.create_connection((address.hostname, address.port), timeout=5) for _ in range(30)]
        for size, client in enumerate(clients):
            client.sendall(request_of(params_of())[: size * 20])
        clients[0].sendall(request_of(params_of()))
        assert clients[0].recv(1) == b"H"
        started = time.monotonic()
    assert time.monotonic() - started < 1
    for client in clients:
        client.close()


def test_clients_that_go_away_in_the_middle_leave_nothing_behind(mock_gateway: MockGateway) -> None:
    whole = request_of(signed(params_of()))
    address = urlsplit(mock_gateway.url)
    for cut in range(0, len(whole), 25):
        with socket.create_connection((address.hostname, address.port), timeout=5) as connection:
            connection.sendall(whole[:cut])
    assert lives(mock_gateway)


def test_bodies_under_way_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "MOST_BODIES", 1_000_000)
    head = b"POST /router/batch HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n"
    with MockGateway() as gateway:
        place = urlsplit(gateway.url)
        with socket.create_connection((place.hostname, place.port or 0)) as first:
            first.sendall(head + b"x" * 600_000)
            wait_until(lambda: gateway_room(gateway) == 600_000)
            assert b"too large" in exchange(gateway.url, head + b"x" * 900_000, half_close=True).body
        wait_until(lambda: gateway_room(gateway) == 0)
        assert b"too large" not in exchange(gateway.url, head + b"x" * 900_000, half_close=True).body
        assert lives(gateway)


def gateway_room(gateway: MockGateway) -> int:
    return gateway._server._room.held


def test_one_connection_too_many_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MOST_CONNECTIONS", 2)
    with MockGateway() as gateway:
        place = (urlsplit(gateway.url).hostname, urlsplit(gateway.url).port or 0)
        with socket.create_connection(place), socket.create_connection(place):
            wait_until(lambda: len(gateway._server._open) == 2)
            assert statuses(exchange(gateway.url, b"").data) == {b"503"}
        wait_until(lambda: not gateway._server._open)
        assert lives(gateway)
