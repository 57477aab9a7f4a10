"""Two branches that each add a page: what git cannot merge of what topgen wrote, the next build mends."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from topgen.cli import main

PAGES = Path(__file__).parents[1] / "specs" / "pages"
FIRST = "taobao.fenxiao.product.update"
OURS, THEIRS = "taobao.inventory.shopinv.adjust", "taobao.paimai.auction.edit"


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    settings = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *settings, *arguments], capture_output=True, text=True)


def add_page(name: str) -> None:
    shutil.copy(PAGES / f"{name}.txt", f"specs/pages/{name}.txt")
    assert main(["build"]) == 0
    git("add", ".")
    assert git("commit", "-qm", name).returncode == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="no git is installed")
@pytest.mark.parametrize(("prepared", "most"), [(True, {"specs/names.lock.yaml"}), (False, None)])
def test_two_branches_that_each_add_a_page_are_merged_by_the_next_build(
    prepared: bool,
    most: set[str] | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == 0
    if not prepared:
        Path(".gitattributes").unlink()
    git("init", "-q", "-b", "main")
    add_page(FIRST)
    git("switch", "-qc", "theirs")
    add_page(THEIRS)
    git("switch", "-q", "main")
    add_page(OURS)
    git("merge", "theirs")
    marked = {line[3:] for line in git("status", "--porcelain").stdout.splitlines() if line[:2] in ("AA", "UU")}
    assert marked
    # Nothing that a person wrote is among them, nor a spec.
    assert all(path.startswith("generated/") or path == "specs/names.lock.yaml" for path in marked)
    assert most is None or marked <= most
    assert main(["check"]) == 1
    capsys.readouterr()
    assert main(["build"]) == 0
    assert main(["check"]) == 0
    assert "<<<<<<<" not in "".join(
        path.read_text("utf-8", "replace")
        for path in (*Path("generated").rglob("*"), *Path("specs").rglob("*.yaml"))
        if path.is_file()
    )
    names = Path("specs/names.lock.yaml").read_text("utf-8")
    assert all(f"\n{name}:" in names for name in (FIRST, OURS, THEIRS))
    git("add", ".")
    assert git("commit", "-qm", "merged").returncode == 0
