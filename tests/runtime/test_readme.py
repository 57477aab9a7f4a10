"""The programs of the READMEs run, their settings are those of the code, and the names in them exist."""

from __future__ import annotations

import ast
import logging
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import topclient
from topclient._runtime.calls.settings import SETTING_NAMES, Options
from topclient._runtime.gmt8 import now
from topclient._runtime.reply import Reply
from topclient.mock import MockGateway
from topclient.testing import StubGateway

ROOT = Path(__file__).parents[2]
PACKAGE = (ROOT / "templates/client/README.md").read_text("utf-8")
PROJECT = (ROOT / "README.md").read_text("utf-8")
TOKEN = b'{"access_token":"a","refresh_token":"r","token_type":"Bearer","expires_in":3600,"re_expires_in":7200}'


def blocks_of(text: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


class TokenServer:
    """Gives the same token to everybody."""

    def send(self, request: Any) -> Reply:
        return Reply(200, {}, TOKEN)

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Iterator[StubGateway]:
    """Clients that a program makes reach this stub instead of the network."""
    gateway = StubGateway()
    for name, transport in (("TopClient", gateway.transport), ("AsyncTopClient", gateway.async_transport)):
        monkeypatch.setattr(topclient, name, partial(getattr(topclient, name), transport=transport))
    monkeypatch.setattr(topclient, "OAuth", partial(topclient.OAuth, transport=TokenServer()))
    logger = logging.getLogger("topclient")
    level = logger.level
    yield gateway
    logger.setLevel(level)


def test_the_programs_of_the_package_s_readme_run_one_after_the_other(
    platform: StubGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    names: dict[str, Any] = {}
    blocks = blocks_of(PACKAGE)
    assert len(blocks) >= 6
    for number, block in enumerate(blocks):
        if "except GatewayError" in block:  # as it would go on from there
            names["client"] = topclient.TopClient("12345678", "helloworld", session="…")
        exec(compile(block, f"README block {number}", "exec"), names)
    printed = capsys.readouterr().out
    assert printed.startswith("12313454121 2")
    assert "FenxiaoProductUpdateResponse(pid=12313454121" in printed
    stored = topclient.Token.from_text(names["stored"])
    assert (stored.access_token, stored.refresh_token) == ("a", "r") and stored.expires_at and stored.expires_at > now()


def test_the_middleware_and_the_log_of_the_readme_tell_of_attempts(
    platform: StubGateway, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    names: dict[str, Any] = {"TopClient": topclient.TopClient}
    exec(next(block for block in blocks_of(PACKAGE) if "middleware=" in block), names)
    names["client"].with_options(session="…").taobao.fenxiao.product_update(pid=444)
    assert capsys.readouterr().out == "taobao.fenxiao.product.update 1 stub00000001\n"
    assert any("attempt 1 answered" in record.message for record in caplog.records)


def settings_of_the_table() -> dict[str, str]:
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| (.*?) \| .* \|$", PACKAGE, re.MULTILINE)
    pairs = (zip(names.split(", "), values.split(", ", names.count(",")), strict=True) for names, values in rows)
    return {name.strip("`"): value.strip("`") for row in pairs for name, value in row}


def test_the_table_of_settings_has_all_of_them_with_their_defaults() -> None:
    documented = settings_of_the_table()
    assert documented.keys() == SETTING_NAMES
    options = Options("key", "secret")
    names = vars(topclient) | {name: getattr(topclient, name) for name in ("Timeouts", "RetryPolicy")}
    for name, value in documented.items():
        if name != "clock":
            assert eval(value, names) == getattr(options, name), name


def test_the_names_that_the_readme_tells_exist() -> None:
    imported = set(re.findall(r"`(\w+(?:Error|Warning|Gateway|Policy|Limit|Client))\b", PACKAGE))
    assert {"ArgumentError", "RateLimitError", "LimitWarning"} <= imported
    for name in imported:
        assert hasattr(topclient, name) or hasattr(topclient.testing, name) or hasattr(topclient.mock, name), name


def test_the_readme_names_no_private_module_and_stays_short() -> None:
    assert "_runtime" not in PACKAGE
    assert PACKAGE.count("\n") <= 170
    assert PACKAGE.index("## First call") < 700


def test_the_program_of_the_project_s_readme_runs_against_the_mock_gateway(capsys: pytest.CaptureFixture[str]) -> None:
    programs = [*blocks_of(PROJECT), *re.findall(r"python - <<'EOF'\n(.*?)^EOF$", PROJECT, re.MULTILINE | re.DOTALL)]
    assert programs
    with MockGateway() as gateway:
        for program in programs:
            local = program.replace("http://127.0.0.1:8000/router/rest", gateway.url)
            assert gateway.url in local
            ast.parse(local)
            exec(local, {})
    assert capsys.readouterr().out.startswith("12313454121 ")
