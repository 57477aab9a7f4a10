"""Drawn hostile pages: nothing is executed or written outside, and the package imports and type-checks."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hostile_pages import MARKER, base_pages, draw_hostile

from topgen.cli import main

PAGES = int(os.environ.get("HOSTILE_PAGES", "500"))
"""So many pages are drawn; 20,000 by hand."""
IMPORT = """
import importlib, pkgutil, topclient
for module in pkgutil.walk_packages(topclient.__path__, "topclient."):
    if not module.name.startswith(("topclient.aiohttp", "topclient.otel", "topclient.mock.__main__")):
        importlib.import_module(module.name)
        print(module.name)
"""


def outside(folder: Path) -> dict[str, int]:
    """Return what stands beside the project."""
    found = (path for path in folder.rglob("*") if "project" not in path.relative_to(folder).parts)
    return {str(path): path.stat().st_mtime_ns for path in found}


@pytest.mark.slow
def test_no_drawn_page_executes_writes_outside_or_breaks_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "project"
    (project / "specs/pages").mkdir(parents=True)
    (tmp_path / "beside.txt").write_text("mine\n", "utf-8")
    before = outside(tmp_path)
    monkeypatch.chdir(project)
    bases = base_pages()
    for number in range(PAGES):
        text, ending = draw_hostile(number, bases)
        (project / f"specs/pages/{number}{ending}").write_text(text, "utf-8", newline="")
    assert main(["build"]) == 1
    printed = capsys.readouterr()
    shown = printed.out + printed.err
    assert "Traceback" not in shown and "internal fault" not in shown
    assert not {char for char in shown if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char != "\n"}
    apis = list((project / "specs/apis").glob("*/*.yaml"))
    assert len(apis) > PAGES // 4
    environment = {**os.environ, "PYTHONPATH": str(project / "generated/src")}
    done = subprocess.run([sys.executable, "-c", IMPORT], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("topclient.apis.") > len(apis)
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--cache-dir",
        str(project / "cache"),
        "generated/src/topclient/apis",
    ]
    typed = subprocess.run(command, env={**os.environ, "MYPYPATH": "generated/src"}, capture_output=True, text=True)
    assert typed.returncode == 0, typed.stdout[-3000:]
    assert not list(tmp_path.rglob(MARKER))
    assert outside(tmp_path) == before
