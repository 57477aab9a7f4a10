"""The command ``python -m topclient.mock``, the context manager, and what needs the extra to be installed."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from topclient import NO_RETRY, SignatureError, TopClient
from topclient.mock import MockGateway
from topclient.mock.faults import FAULTS

COMMAND = [sys.executable, "-m", "topclient.mock"]
ENVIRONMENT = {**os.environ, "PYTHONIOENCODING": "utf-8"}


@contextmanager
def running(*options: str, encoding: str = "utf-8") -> Iterator[tuple[str, str]]:
    """The command on a free port: the router's address, and the program that it prints."""
    with printing(*options, encoding=encoding) as (url, program, _):
        yield url, program


@contextmanager
def printing(*options: str, encoding: str = "utf-8") -> Iterator[tuple[str, str, IO[str]]]:
    """The same, and what it prints after that."""
    with subprocess.Popen(
        [*COMMAND, "--port", "0", *options],
        stdout=subprocess.PIPE,
        text=True,
        encoding=encoding,
        env={**ENVIRONMENT, "PYTHONIOENCODING": encoding},
    ) as process:
        try:
            assert process.stdout
            lines = list[str]()
            for line in process.stdout:
                lines.append(line)
                if line.startswith("    print("):
                    break
            url = re.search(r"http://\S+", lines[0])
            assert url
            yield url[0], "".join(lines[3:]), process.stdout
        finally:
            process.terminate()


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *options], capture_output=True, text=True, encoding="utf-8", timeout=20, env=ENVIRONMENT
    )


def test_the_printed_call_works_as_pasted() -> None:
    with running() as (_, program):
        pasted = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=20,
            env=ENVIRONMENT,
        )
    assert (pasted.returncode, pasted.stderr) == (0, "")
    assert re.match(r"\w+Response\(", pasted.stdout)


def test_a_secret_of_the_users_own_is_not_printed() -> None:
    with running("--app-secret", "my-own-secret", "--session", "my-own-session") as (_, program):
        assert "my-own" not in program


def test_a_terminal_without_chinese_gets_a_program_all_the_same() -> None:
    with running("--session", "会话", encoding="ascii") as (_, program):
        compile(program, "pasted", "exec")
        assert program.isascii()


def test_each_call_is_one_line_without_control_characters() -> None:
    with printing() as (url, _, lines):
        urlopen(f"{url}?method={quote(chr(27) + '[31m袜子')}").close()
        urlopen(url).close()
        printed = [lines.readline() for _ in range(3)][1:]
    assert printed == [
        "GET \\x1b[31m袜子: 22 Invalid method not an API of this package\n",
        "GET (no method): 21 Missing method\n",
    ]


def test_a_wrong_signature_is_explained_below_its_line() -> None:
    with printing() as (url, _, lines):
        client = TopClient("12345678", "helloworld ", session="test", gateway=url, retry=NO_RETRY)
        with client, pytest.raises(SignatureError):
            client.taobao.fenxiao.product_update(pid=444)
        printed = [lines.readline() for _ in range(3)]
    place = printed.index("POST taobao.fenxiao.product.update: 25 Invalid signature\n")
    assert re.match(r"    \S.*secret", printed[place + 1])


def test_a_port_in_use_is_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("--port", str(port))
    assert ended.returncode == 2
    assert ended.stderr == (
        f"python -m topclient.mock: cannot listen at 127.0.0.1:{port}: Address already in use; "
        "choose another --port or --host\n"
    )


@pytest.mark.parametrize("port", ["65536", "-1", "x", "²"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    ended = run(f"--port={port}")
    assert ended.returncode == 2
    assert "has to be a number from 0 to 65535" in ended.stderr


def test_help_tells_the_codes_the_options_and_the_faults() -> None:
    shown = run("--help").stdout
    printed = (
        "24 25  signature",
        "--app-secret",
        "hmac-sha256",
        "mock_gateway",
        "/router/batch",
        "/calls.json",
        "--fault",
    )
    assert all(words in shown for words in printed)
    assert all(f"  {kind} " in shown and meaning in shown for kind, meaning in FAULTS.items())


def test_the_page_and_the_log_are_where_the_command_says() -> None:
    with running() as (url, _):
        page = url.removesuffix("router/rest")
        with urlopen(page) as reply:
            assert b"<html" in reply.read()
        urlopen(url).close()
        with urlopen(page + "calls.json") as reply:
            assert json.load(reply)[0]["failure"]["code"] == 21


def test_faults_are_ordered_by_options_and_follow_each_other() -> None:
    with running("--fault", "bad-gateway,times=1", "--fault", "empty") as (url, _):
        with pytest.raises(HTTPError, match="502"):
            urlopen(url)
        with urlopen(url) as reply:
            assert reply.read() == b""


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("explode", "argument --fault: no fault 'explode'; there are: delay, reset"),
        ("taobao.no.such.api:reset", "argument --fault: no API 'taobao.no.such.api' in this package"),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(fault: str, words: str) -> None:
    ended = run("--fault", fault)
    assert ended.returncode == 2
    assert words in " ".join(ended.stderr.split())


@pytest.mark.parametrize("library", ["h11", "jinja2"])
def test_without_the_extra_the_pip_command_is_shown(tmp_path: Path, library: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(f"import sys; sys.modules[{library!r}] = None", "utf-8")
    blocked = {**ENVIRONMENT, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    ended = subprocess.run(COMMAND, capture_output=True, text=True, timeout=20, env=blocked)
    assert ended.returncode == 2
    assert ended.stderr == (
        f"python -m topclient.mock: the mock gateway needs {library}, which is not installed; "
        'run: pip install "topclient[mock]"\n'
    )


@pytest.mark.parametrize(
    ("imported", "absent"),
    [("topclient.mock, topclient.mock.pytest_plugin", {"asyncio", "h11"}), ("topclient.mock.server", {"jinja2"})],
)
def test_what_needs_the_extra_is_imported_when_it_is_asked_for(imported: str, absent: set[str]) -> None:
    program = f"import sys, {imported}; print({absent} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "set()\n"


def test_two_gateways_listen_side_by_side_and_both_end() -> None:
    with MockGateway() as one, MockGateway(app_key="other") as other:
        assert one.url != other.url
        assert (one.app_key, one.app_secret, one.session, other.app_key) == ("12345678", "helloworld", "test", "other")
        with urlopen(one.url) as reply:
            assert reply.status == 200
        with pytest.raises(HTTPError, match="404"):
            urlopen(one.url.removesuffix("rest"))
        assert (len(one.calls), len(other.calls)) == (1, 0)
    with pytest.raises(OSError):
        urlopen(one.url, timeout=2)
