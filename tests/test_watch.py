"""``topgen watch``: whoever saves a page or a correction has its package a moment later."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from topgen.cli import main

PAGES = Path(__file__).parents[1] / "specs/pages"
API = "taobao.inventory.shopinv.adjust"
PATIENCE = 60
"""Seconds, of which a machine that does something else may need many."""


@pytest.fixture
def watching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    """A watch over one page, after its first build."""
    pytest.importorskip("watchfiles", reason="the extra watch is not installed")
    monkeypatch.chdir(tmp_path)
    for name in ("pages", "overlays"):
        (tmp_path / "specs" / name).mkdir(parents=True)
    shutil.copy(PAGES / f"{API}.txt", "specs/pages")
    command = [sys.executable, "-m", "topgen.cli", "watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("1 new, 0 changed")
        yield process
        process.kill()


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


def spec_says(text: str) -> Callable[[], bool]:
    return lambda: text in Path(f"specs/apis/taobao/{API}.yaml").read_text("utf-8")


def save_until(path: Path, text: str, what: Callable[[], bool]) -> None:
    """Save a file again and again: the first time may be before anybody watches."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        path.write_text(text, "utf-8")
        time.sleep(0.5)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise there")
def test_what_is_saved_is_built(watching: subprocess.Popen[str]) -> None:
    page = Path(f"specs/pages/{API}.txt")
    text = page.read_text("utf-8")
    save_until(page, text.replace("库存编辑对象", "改了的对象"), spec_says("改了的对象"))
    overlay = Path(f"specs/overlays/{API}.yaml")
    overlay.write_text("changes:\n- {at: idempotent, expect: null, set: true, because: it was tried}\n", "utf-8")
    module = next(Path("generated").rglob("shopinv_adjust.py"))
    wait_for(lambda: "idempotent=True" in module.read_text("utf-8"))
    overlay.write_text("changes: 1\n", "utf-8")
    assert watching.stderr is not None
    assert f"specs/overlays/{API}.yaml" in watching.stderr.readline()
    overlay.unlink()
    wait_for(lambda: "idempotent=True" not in module.read_text("utf-8"))
    watching.send_signal(signal.SIGINT)
    assert watching.wait(PATIENCE) == 0


def test_without_its_library_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert main(["watch"]) == 2
    assert capsys.readouterr().err == ("topgen: watching files needs a library more (pip install 'topgen[watch]')\n")
