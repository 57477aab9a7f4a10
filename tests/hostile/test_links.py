"""Links where a run writes, locks or sweeps: nothing outside is overwritten or removed, and each is told."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from topgen.cli import main

PAGES = Path(__file__).parents[2] / "specs" / "pages"
ADJUST = "taobao.inventory.shopinv.adjust"
ODD = "1\n  • └ id\n  • Number\n"
"""A page that is rejected, and kept for a person to look at."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built project, and a home outside of it that holds what looks like ours and what does not."""
    project, home = tmp_path / "project", tmp_path / "home"
    (project / "specs/pages").mkdir(parents=True)
    shutil.copy(PAGES / f"{ADJUST}.txt", project / "specs/pages")
    monkeypatch.chdir(project)
    assert main(["build", "-q"]) == 0
    Path("specs/pages/odd.txt").write_text(ODD, "utf-8")
    for name in ("letter.txt", "ab/notes.json", f"ab/{'0' * 38}.json", "thesis-0123abcd/page.txt", "journal.json"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("mine\n")
    return project


def tree(folder: Path) -> dict[str, str]:
    """Return what stands in a folder, without what a folder keeps of its times."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {os.readlink(path)}"
        elif path.is_file():
            found[name] = sha256(path.read_bytes()).hexdigest()
    return found


LINKED = (
    *("specs/.topgen_cache", "specs/.topgen_cache/pages", "specs/.topgen_rejected", "specs/apis", "specs/apis/taobao"),
    *("specs/schema", "specs/kept", "specs/kept/taobao", "generated", "generated/src", "generated/src/topclient"),
    *("generated/.topgen-lock", "generated/.topgen-staging-x", ".topgen_cache", "specs/.topgen-lock"),
    *("specs/.topgen-pending", "specs/.topgen-staging-x"),
    *("generated/tests/taobao", "generated/src/topclient/apis/taobao", "specs/names.lock.yaml", "specs/overlays"),
)
VERBS = (["build"], ["check"], ["parse", "specs/pages"], ["build", "--dry-run"], ["build", "--discard-edits"])


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
@pytest.mark.parametrize("link", LINKED)
def test_nothing_is_written_or_removed_through_a_link(link: str, verb: list[str], place: Path) -> None:
    home = place.parent / "home"
    linked = Path(link)
    is_file = linked.is_file() or linked.name == ".topgen-lock"
    target = home / "letter.txt" if is_file else home
    if linked.is_dir():
        shutil.rmtree(linked)
    linked.unlink(missing_ok=True)
    linked.parent.mkdir(parents=True, exist_ok=True)
    linked.symlink_to(target)
    Path(f"specs/overlays/{ADJUST}.yaml").write_text("changes: []\n") if Path("specs/overlays").is_dir() else None
    page = Path(f"specs/pages/{ADJUST}.txt")
    page.write_text(page.read_text("utf-8").replace("编辑闪购门店库存", "另一个标题"), "utf-8")
    before = tree(home)
    code = main([*verb, "--allow-removal"] if verb[0] == "build" else verb)
    assert code in (0, 1, 2)
    assert tree(home) == before


@pytest.mark.parametrize("link", ["specs/apis/taobao", "specs/.topgen_cache/pages", "generated", ".topgen_cache"])
def test_a_link_is_named_with_what_to_do(link: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    moved = shutil.move(link, place.parent / "home" / "moved")
    Path(link).symlink_to(moved)
    page = Path(f"specs/pages/{ADJUST}.txt")
    page.write_text(page.read_text("utf-8").replace("编辑闪购门店库存", "另一个标题"), "utf-8")
    assert main(["build"]) == 2
    told = "this is a link, and nothing is written through links (remove the link, or put the folder itself here)"
    assert f"topgen: {link}: {told}\n" in capsys.readouterr().err


def test_only_what_is_ours_is_swept(place: Path) -> None:
    main(["build", "-q"])
    mine = [
        *(Path("specs/.topgen_cache/pages/notes.txt"), Path("specs/.topgen_cache/pages/ab/notes.json")),
        *(Path("specs/.topgen_rejected/thesis/page.txt"), Path("specs/.topgen_rejected/thesis-0123abcd/letter.txt")),
    ]
    for path in mine:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine\n")
    (kept,) = Path("specs/.topgen_rejected").glob("odd-*")
    Path("specs/pages/odd.txt").unlink()
    assert main(["build", "-q"]) == 0
    assert all(path.read_text() == "mine\n" for path in mine)
    assert not kept.exists()


@pytest.mark.parametrize("prepare", [lambda: None, lambda: shutil.rmtree("specs/.topgen_cache")])
def test_a_check_writes_nothing_at_all(prepare: Callable[[], None], place: Path) -> None:
    prepare()
    page = Path(f"specs/pages/{ADJUST}.txt")
    page.write_text(page.read_text("utf-8").replace("编辑闪购门店库存", "另一个标题"), "utf-8")
    before = tree(place)
    folders = {path for path in place.rglob("*") if path.is_dir()}
    assert main(["check", "-q"]) == 1
    assert tree(place) == before
    assert {path for path in place.rglob("*") if path.is_dir()} == folders


def test_the_names_of_a_lock_behind_a_link_are_heeded(place: Path) -> None:
    Path("specs/pages/odd.txt").unlink()
    lock, elsewhere = Path("specs/names.lock.yaml"), place.parent / "names.yaml"
    elsewhere.write_text(lock.read_text("utf-8").replace("shopinv_adjust", "adjust_shop"), "utf-8")
    lock.unlink()
    lock.symlink_to(elsewhere)
    shutil.rmtree("generated")
    assert main(["build", "-q"]) == 0
    assert next(Path("generated").rglob("adjust_shop.py"))
    assert "adjust_shop" in elsewhere.read_text("utf-8")


def test_specs_behind_a_link_stay_in_the_package(place: Path) -> None:
    for page in Path("specs/pages").iterdir():
        page.unlink()
    Path("specs/apis/taobao").rename(place.parent / "taobao")
    Path("specs/apis/taobao").symlink_to(place.parent / "taobao")
    assert main(["build", "-q"]) == 0
    assert next(Path("generated").rglob("shopinv_adjust.py"))
