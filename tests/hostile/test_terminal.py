"""Text of pages, files and their names that tries to write on a terminal: nothing that nobody sees gets out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from topgen.cli import main

ROOT = Path(__file__).parents[2]
HIDDEN = "\x1b[31m\x9b2J\x7f\x07\u202e\u2066\u200b\u00ad\ue000"
"""Escape, its 8-bit form, delete, bell, two that turn the direction, two without width, and one of nobody."""
API = "taobao.fenxiao.product.update"
STAGES = ("document", "examples", "tree", "coverage", "spec", "problems", "client")


def hidden_in(text: str) -> set[str]:
    """Return the characters of a text that nobody sees, line ends aside."""
    return {
        char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and char != "\n"
    }


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose page has hidden characters in every cell, beside a page and an overlay with such names."""
    monkeypatch.chdir(tmp_path)
    pages = tmp_path / "specs/pages"
    pages.mkdir(parents=True)
    text = (ROOT / f"specs/pages/{API}.txt").read_text("utf-8")
    for words in (
        "产品ID",
        "袜子",
        "更新分销平台产品数据",
        "代销产品必须授权",
        "不更新产品",
        "所在地",
        "10.56",
        "seller(",
    ):
        assert words in text
        text = text.replace(words, f"{words[:1]}{HIDDEN}{words[1:]}")
    (pages / "page.txt").write_text(text, "utf-8")
    (pages / f"odd{HIDDEN}.txt").write_text("1\n  • └ id\n  • Number\n", "utf-8")
    (tmp_path / "specs/overlays").mkdir()
    (tmp_path / f"specs/overlays/odd{HIDDEN}.yaml").write_text(f"nothing: {HIDDEN[-1]}\n", "utf-8")
    return tmp_path


def outputs(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return all that a command prints."""
    capsys.readouterr()
    assert main(arguments) in (0, 1, 2)
    printed = capsys.readouterr()
    return printed.out + printed.err


def test_no_command_prints_what_nobody_sees(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("text", "json", "markdown", "github"):
        said = outputs(capsys, "build", "--format", form)
        assert "odd" in said and not hidden_in(said)
    module = next((project / "generated").rglob("product_update.py"))
    module.write_text(f'"""{HIDDEN}"""\n', "utf-8")
    for form in ("text", "json", "github"):
        assert not hidden_in(outputs(capsys, "check", "--format", form))
    for stage in STAGES:
        for form in ("text", "json"):
            said = outputs(capsys, "show", stage, "specs/pages/page.txt", "--format", form)
            assert (len(said) > 100 or stage == "problems") and not hidden_in(said), (stage, form)
    for at in ("request.pid", "request.name", "request.postage_type", ""):
        for form in ("text", "json"):
            path = f"{API}.{at}".rstrip(".")
            said = outputs(capsys, "explain", path, "--page", "specs/pages/page.txt", "--format", form)
            assert len(said) > 50 and not hidden_in(said), (at, form)
    assert not hidden_in(outputs(capsys, "correct", f"{API}.request.pid", "required", HIDDEN, "--because", HIDDEN))
    assert not hidden_in(outputs(capsys, "show", "tree", f"specs/pages/{HIDDEN}.txt"))
    assert not hidden_in(outputs(capsys, f"{HIDDEN}"))


def test_what_machines_get_says_the_same(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = outputs(capsys, "show", "document", "specs/pages/page.txt", "--format", "json")
    (line,) = (line for line in json.loads(said)["text"].split("\n") if line.startswith("description 1:"))
    assert repr(HIDDEN.replace("\u200b", ""))[1:-1] in line  # blanks without width part no words, and are taken out
    said = outputs(capsys, "show", "coverage", "specs/pages/page.txt", "--format", "json")
    assert any("\x1b[31m\x9b2J\x7f" in entry["text"] for entry in json.loads(said)["entries"])


def test_the_package_holds_and_its_help_prints_nothing_that_nobody_sees(project: Path) -> None:
    assert main(["build", "-q"]) == 1
    files = [
        path for path in (project / "generated").rglob("*") if path.suffix in (".py", ".pyi", ".md", ".toml", ".json")
    ]
    assert len(files) > 50
    assert not any(hidden_in(path.read_text("utf-8")) for path in files)
    show = "import pydoc, sys; print(pydoc.render_doc(sys.argv[1], renderer=pydoc.plaintext))"
    module = "topclient.apis.taobao.fenxiao.product_update"
    environment = os.environ | {"PYTHONPATH": str(project / "generated/src"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", show, module], env=environment, capture_output=True)
    said = done.stdout.decode()
    assert "\\x1b[31m" in said and not hidden_in(said)
