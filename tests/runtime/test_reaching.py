"""Where a call goes: names, certificates, proxies, free connections; and which transport takes it."""

from __future__ import annotations

import base64
import logging
import os
import shutil
import signal
import ssl
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import httpx2
import pytest
from fake_gateway import GOOD, SILENCE, FakeGateway, answering
from raw_server import Line, answer_of, raw_server, wait_until
from topclient._runtime.errors import ArgumentError, ConnectError, TopError
from topclient._runtime.transport import certificates, interface
from topclient._runtime.transport.httpx2_transport import Httpx2Transport
from topclient._runtime.transport.interface import Timeouts, find_async_transport, find_transport
from topclient._runtime.transport.proxies import find_proxy
from transport_variants import Caller, post


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/router/rest",
        "http://nowhere.invalid/router/rest",
        "http://" + "a" * 70 + ".com/",
        "ftp://127.0.0.1/",
        "127.0.0.1:80/router/rest",
        "/router/rest",
        "http://127.0.0.1:port/",
        "http://[::1/",
        "",
    ],
)
def test_where_nobody_can_be_reached_nothing_was_executed(caller: Caller, url: str) -> None:
    with pytest.raises(ConnectError):
        caller.send(post(url))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed one for 127.0.0.1, with its key."""
    if not shutil.which("openssl"):
        pytest.skip("the command openssl, which makes certificates, is not installed")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    new = f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout {path}.key -out {path}.crt".split()
    subprocess.run([*new, *names], check=True, capture_output=True)
    path.write_bytes(Path(f"{path}.key").read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


@contextmanager
def secure_server(certificate: Path) -> Iterator[tuple[str, list[bytes]]]:
    """A server that answers over TLS; its address and what it received."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    received: list[bytes] = []

    def answer(line: Line) -> None:
        with context.wrap_socket(line.socket, server_side=True) as line.socket:
            received.append(line.read_request())
            line.send(answer_of(b"safe"))
            line.over.wait()

    with raw_server(answer) as server:
        yield server.url.replace("http:", "https:"), received


def test_a_certificate_that_nobody_vouches_for_is_refused_and_nothing_sent(caller: Caller, certificate: Path) -> None:
    with secure_server(certificate) as (url, received):
        with pytest.raises(ConnectError):
            caller.send(post(url))
        assert received == []


def test_a_certificate_for_another_host_is_refused(
    caller: Caller, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with secure_server(certificate) as (url, received):
        assert caller.send(post(url)).body == b"safe"
        with pytest.raises(ConnectError):
            caller.send(post(url.replace("127.0.0.1", "localhost")))
        assert len(received) == 1


def test_no_free_connection_means_that_nothing_was_executed(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interface, "MAX_CONNECTIONS", 2)
    with answering(SILENCE) as gateway:
        waiting = [caller.start(post(gateway.url, times=Timeouts(20, 20))) for _ in range(2)]
        wait_until(lambda: len(gateway.received) == 2)
        with pytest.raises(ConnectError):
            caller.send(post(gateway.url, times=Timeouts(0.1, 0.1)))
        assert not any(one.done() for one in waiting) and len(gateway.received) == 2


@pytest.mark.parametrize("variable", ["http_proxy", "all_proxy"])
def test_a_call_goes_through_the_proxy_of_the_environment(
    caller: Caller, variable: str, gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering(b"by proxy") as proxy:
        address = proxy.url.removesuffix("/router/rest")
        monkeypatch.setenv(variable, address.replace("//", "//me:secret@"))
        reply = caller.send(post("http://gateway.invalid/router/rest"))
        assert reply.body == b"by proxy" and gateway.received == []
        (received,) = proxy.received
        assert received.head.startswith(b"POST http://gateway.invalid/router/rest HTTP/1.1\r\n")
        assert received.headers["proxy-authorization"] == "Basic bWU6c2VjcmV0"
        monkeypatch.setenv("no_proxy", "127.0.0.0/8")
        assert caller.send(post(gateway.url)).body == GOOD and len(proxy.received) == 1


def refuse_tunnel(line: Line) -> None:
    while b"\r\n\r\n" not in line.socket.recv(65536):
        pass
    line.send(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")


def test_a_proxy_that_opens_no_tunnel_leaves_the_call_unexecuted(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    with raw_server(refuse_tunnel) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        with pytest.raises(ConnectError):
            caller.send(post("https://gateway.invalid/router/rest"))


ODD_PROXIES = [
    ("ftp://me:geheim@127.0.0.1:1", "this is no address of a proxy: http:// or https://"),
    ("://me:geheim@x", "this is no address of a proxy: http:// or https://"),
    ("http://me:gehe/im@127.0.0.1:1", "this is no address of a proxy: http:// or https://"),
    ("http://me:geheim@", "this is no address of a proxy: http:// or https://"),
    ("http://me:geheim@[::1", "this is no address of a proxy: http:// or https://"),
    ("me:geheim@127.0.0.1:0", "this is no address of a proxy: http:// or https://"),
]


@pytest.mark.parametrize(("address", "reason"), ODD_PROXIES)
def test_a_proxy_setting_that_is_none_is_named_by_its_variable(
    caller: Caller, address: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("all_proxy", address)
    with pytest.raises(ArgumentError) as caught:
        caller.send(post("http://gateway.invalid/router/rest"))
    assert str(caught.value).startswith(f"settings of the environment: ALL_PROXY: {reason}")
    assert "geheim" not in "".join(traceback.format_exception(caught.value))


def test_a_socks_proxy_without_its_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("topclient._runtime.transport.httpx2_pools.find_spec", lambda _: None)
    monkeypatch.setenv("https_proxy", "socks5://me:geheim@127.0.0.1:9")
    with pytest.raises(ArgumentError, match=r"HTTPS_PROXY: .*pip install 'httpx2\[socks\]'"):
        Httpx2Transport().send(post("https://gateway.invalid/router/rest"))


def drop(line: Line) -> None:
    line.socket.recv(3)


@pytest.mark.parametrize("answer", [refuse_tunnel, drop], ids=["407", "dropped"])
@pytest.mark.parametrize("kind", ["http", "socks5"])
@pytest.mark.parametrize("target", ["http", "https"])
def test_the_password_of_a_proxy_is_shown_nowhere(
    caller: Caller,
    answer: Callable[[Line], None],
    kind: str,
    target: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with raw_server(answer) as proxy:
        address = proxy.url.removesuffix("/router/rest").replace("http://", f"{kind}://me:geheim@")
        monkeypatch.setenv(f"{target}_proxy", address)
        shown = ""
        try:
            shown = repr(caller.send(post(f"{target}://gateway.invalid/router/rest", times=Timeouts(2, 2))))
        except TopError as error:
            shown = repr(error) + "".join(traceback.format_exception(error))
    assert "geheim" not in shown + caplog.text
    assert base64.b64encode(b"me:geheim").decode() not in shown + caplog.text


def test_a_proxy_that_is_not_there_leaves_the_call_unexecuted(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "127.0.0.1:9")
    with pytest.raises(ConnectError):
        caller.send(post("http://gateway.invalid/router/rest"))


@pytest.mark.parametrize(
    ("exempt", "host", "proxied"),
    [
        ("", "gw.api.taobao.com", True),
        ("taobao.com", "gw.api.taobao.com", False),
        (".taobao.com", "gw.api.taobao.com", False),
        ("otaobao.com", "gw.api.taobao.com", True),
        ("*", "gw.api.taobao.com", False),
        ("10.0.0.0/8, 192.168.1.1/16", "192.168.77.1", False),
        ("10.0.0.0/8", "11.0.0.1", True),
        ("10.0.0.0/8", "10.example.com", True),
        ("fd00::/8", "fd00::1", False),
        ("/,a/b,1.2.3.4/99", "1.2.3.4", True),
    ],
)
def test_hosts_are_exempt_from_the_proxy(
    exempt: str, host: str, proxied: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy:3128")
    monkeypatch.setenv("no_proxy", exempt)
    assert find_proxy("https", host) == ("http://proxy:3128" if proxied else None)
    assert find_proxy("http", host) is None


def test_a_transport_is_chosen_by_its_name() -> None:
    for name in ("aiohttp", "curl"):
        with pytest.raises(ValueError, match=f"not '{name}'"):
            find_transport(name)
    with pytest.raises(ValueError, match="httpx2 or aiohttp, or an object, not 'curl'"):
        find_async_transport("curl")
    own, awaited = find_transport(None), find_async_transport(None)
    assert find_transport(own) is own and find_async_transport(awaited) is awaited
    for other, find in ((awaited, find_transport), (own, find_async_transport), (object(), find_transport)):
        with pytest.raises(ValueError, match=r"or an object with the methods send and a?close, not "):
            find(cast(Any, other))


def test_a_transport_whose_library_is_missing_says_how_to_get_it() -> None:
    program = (
        "import sys; sys.modules['aiohttp'] = None\n"
        "from topclient._runtime.transport.interface import find_async_transport\n"
        "try: find_async_transport('aiohttp')\n"
        "except ValueError as error: print(error)"
    )
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert "pip install 'topclient[aiohttp]'" in output


@pytest.mark.parametrize(("scheme", "times"), [("https", 1), ("http", 0)])
def test_certificates_are_read_once_for_all_threads_and_tasks_that_need_them(
    caller: Caller, scheme: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counted(make: Callable[[], ssl.SSLContext]) -> Callable[[], ssl.SSLContext]:
        def make_slowly() -> ssl.SSLContext:
            read.append("again")
            time.sleep(0.2)
            return make()

        return make_slowly

    monkeypatch.setattr(httpx2, "create_ssl_context", counted(httpx2.create_ssl_context))
    monkeypatch.setattr(ssl, "create_default_context", counted(ssl.create_default_context))
    calls = [caller.start(post(f"{scheme}://127.0.0.1:9/router/rest")) for _ in range(30)]
    assert all(isinstance(call.exception(20), ConnectError) for call in calls)
    assert len(read) == times


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_forked_process_reads_certificates_though_its_parent_was_about_to(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, over = threading.Event(), threading.Event()

    def slow() -> ssl.SSLContext:
        begun.set()
        over.wait(20)
        return ssl.create_default_context()

    reader = threading.Thread(target=certificates.trust, args=(slow,))
    reader.start()
    assert begun.wait(20)
    child = os.fork()
    if child == 0:
        signal.alarm(20)  # which ends it where it would wait for a thread that is not there
        certificates.trust(ssl.create_default_context)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    over.set()
    reader.join()
