"""A build of what has changed gives what a build from nothing gives: specs, lock, package and report."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from topgen.cli import main
from topgen.remembered import CACHE
from topgen.render.manifest import read_manifest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "specs/pages").iterdir())
HISTORIES = int(os.environ.get("HISTORIES", "4"))
"""Random histories that are tried; 200 by hand."""
STEPS = 5
API = "taobao.inventory.shopinv.adjust"
CHANGES = (
    "{key: description, expect: 库存编辑请求的主单据号。不是幂等字段, set: 主单据号",
    "{key: description, expect: what no page says, set: 主单据号",
    "{key: python, expect: null, set: main_order",
    "{key: type, expect: string, set: integer",
)
"""Corrections of one field."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    (folder / "specs").mkdir(parents=True)
    shutil.copytree(ROOT / "specs/pages", folder / "specs/pages")
    monkeypatch.chdir(folder)
    return folder


def build(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    """Return the exit code and the report of a build."""
    capsys.readouterr()
    code = main(["build", "--format", "json", "--allow-removal", "--discard-edits", *arguments])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else {}


def state(folder: Path) -> dict[str, bytes]:
    """Return the files of specs and package; what people have edited and nobody owns any more is left out."""
    owned = {folder / "generated" / path for path in read_manifest(folder / "generated").files}
    specs = (path for path in (folder / "specs").rglob("*") if path.is_file() and CACHE not in path.parts)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in (*specs, *owned)
        if path.is_file() and not path.name.startswith(".topgen") and ".topgen_rejected" not in path.parts
    }


def pages(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "specs/pages").iterdir() if path.is_file())


def reword_page(folder: Path, chance: Random) -> None:
    for page in chance.sample(pages(folder), min(1, len(pages(folder)))):
        word = chance.choice(("产品", "时间", "描述", "必须", "String"))
        page.write_text(page.read_text("utf-8").replace(word, f"{word}一"), "utf-8")


def lose_page(folder: Path, chance: Random) -> None:
    for page in chance.sample(pages(folder), min(1, len(pages(folder)))):
        page.unlink()


def copy_page(folder: Path, chance: Random) -> None:
    page = chance.choice(PAGES)
    shutil.copy(page, folder / "specs/pages" / f"{chance.choice(('', 'second-'))}{page.name}")


def cut_page(folder: Path, chance: Random) -> None:
    for page in chance.sample(pages(folder), min(1, len(pages(folder)))):
        text = page.read_text("utf-8")
        page.write_text(text[: len(text) * chance.randint(3, 9) // 10], "utf-8")


def join_pages(folder: Path, chance: Random) -> None:
    two = chance.sample(PAGES, 2)
    (folder / "specs/pages/joined.txt").write_text("\n\n".join(page.read_text("utf-8") for page in two), "utf-8")


def touch(folder: Path, chance: Random) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.startswith(".") and chance.random() < 0.3:
            os.utime(path)


def correct(folder: Path, chance: Random) -> None:
    overlay = folder / f"specs/overlays/{API}.yaml"
    overlay.parent.mkdir(exist_ok=True)
    change = f"{chance.choice(CHANGES)}, at: request.shop_inventory_edit.order_id, because: it was checked}}"
    overlay.write_text(f"changes:\n- {change}\n", "utf-8")


def correct_no_more(folder: Path, chance: Random) -> None:
    (folder / f"specs/overlays/{API}.yaml").unlink(missing_ok=True)


def edit_spec(folder: Path, chance: Random) -> None:
    for spec in chance.sample(sorted((folder / "specs/apis").rglob("*.yaml")), 1):
        spec.write_text(spec.read_text("utf-8").replace("description: ", "description: 新", 1), "utf-8")


def lose_spec(folder: Path, chance: Random) -> None:
    chance.choice(sorted((folder / "specs/apis").rglob("*.yaml"))).unlink()


def edit_package(folder: Path, chance: Random) -> None:
    for path in chance.sample(sorted((folder / "generated").rglob("*.py")), 3):
        path.write_text(path.read_text("utf-8") + "# mine\n", "utf-8")


def lose_part(folder: Path, chance: Random) -> None:
    for path in chance.sample(sorted((folder / "generated").rglob("*.py")), 3):
        path.unlink()


def lose_package(folder: Path, chance: Random) -> None:
    shutil.rmtree(folder / "generated")


def damage_memory(folder: Path, chance: Random) -> None:
    for path in (*(folder / CACHE).rglob("*.json"), *(folder / "specs" / CACHE).glob("*.json")):
        data = path.read_bytes()
        path.write_bytes(chance.choice((b"", data[: len(data) // 2], data.replace(b"a", b"b", 3))))


def lose_cache(folder: Path, chance: Random) -> None:
    shutil.rmtree(chance.choice((folder, folder / "specs")) / CACHE, ignore_errors=True)


EDITS: tuple[Callable[[Path, Random], None], ...] = (
    *(reword_page, lose_page, copy_page, cut_page, join_pages, touch, correct, correct_no_more, edit_spec, lose_spec),
    *(edit_package, lose_part, lose_package, damage_memory, lose_cache),
)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(HISTORIES))
def test_a_history_of_edits_ends_where_a_build_from_nothing_does(
    project: Path, tmp_path: Path, seed: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = Random(seed)
    build(capsys)
    for step in range(STEPS):
        edits = chance.sample(EDITS, chance.choice((1, 1, 2, 3)))
        for edit in edits:
            if (project / "generated").is_dir() and any((project / "specs/apis").rglob("*.yaml")):
                edit(project, chance)
        chosen = chance.choice(((), (), (), ("--only", "*.get"), ("--only", "*"), ("--no-tests",), ("--tests",)))
        before = tmp_path / f"cold{step}"
        shutil.copytree(project, before)
        monkeypatch.chdir(project)
        told = build(capsys, *chosen)
        for cache in (before / CACHE, before / "specs" / CACHE):
            shutil.rmtree(cache, ignore_errors=True)
        monkeypatch.chdir(before)
        assert build(capsys, *chosen) == told, [edit.__name__ for edit in edits]
        assert state(before) == state(project), [edit.__name__ for edit in edits]
        shutil.rmtree(before)
        monkeypatch.chdir(project)
        assert build(capsys, *chosen) == build(capsys, *chosen)
        if told[0] == 0:
            assert main(["check", "-q"]) == 0
