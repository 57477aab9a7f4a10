"""What costs one API alone, and what a run tells of APIs whose pages have changed, vanished or become poorer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from topgen.cli import main

PAGES = Path(__file__).parents[1] / "specs" / "pages"
ADJUST, UPDATE, EDIT = "taobao.inventory.shopinv.adjust", "taobao.fenxiao.product.update", "taobao.paimai.auction.edit"
NAMES = (ADJUST, UPDATE, EDIT)


class Workplace:
    """A folder with three pages, and its package."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.specs, self.out = folder / "specs", folder / "generated"

    def run(self, verb: str, *arguments: str) -> int:
        out = () if verb == "parse" else ("--out", str(self.out))
        return main([verb, "--specs", str(self.specs), *out, *arguments])

    def page(self, name: str) -> Path:
        return self.specs / "pages" / f"{name}.txt"

    def spec(self, name: str, folder: str = "apis") -> Path:
        return self.specs / folder / "taobao" / f"{name}.yaml"

    def change(self, path: Path, before: str, after: str) -> None:
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")

    def overlay(self, name: str, text: str) -> None:
        (self.specs / "overlays").mkdir(exist_ok=True)
        (self.specs / "overlays" / f"{name}.yaml").write_text(text, "utf-8")

    def files(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in (*self.specs.rglob("*"), *self.out.rglob("*"))
            if path.is_file() and not any(part.startswith(".topgen") for part in path.parts)
        }


@pytest.fixture
def workplace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Workplace]:
    (tmp_path / "specs/pages").mkdir(parents=True)
    place = Workplace(tmp_path)
    for name in NAMES:
        shutil.copy(PAGES / f"{name}.txt", place.page(name))
    assert place.run("build") == 0
    capsys.readouterr()
    yield place


STALE = """\
changes:
- at: request.pid
  key: required
  expect: conditional
  set: false
  because: the console says so
"""


def test_a_stale_correction_costs_its_own_api_and_the_others_are_built(
    workplace: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    before = workplace.files()
    workplace.overlay(UPDATE, STALE)
    workplace.change(workplace.page(ADJUST), "编辑闪购门店库存", "改库存")
    workplace.change(workplace.page(UPDATE), "更新", "改动")
    assert workplace.run("build") == 1
    printed = capsys.readouterr()
    assert f"{UPDATE}.yaml:" in printed.err and f"{UPDATE} stays as it was" in printed.err
    assert f"changed    {ADJUST} api: title 编辑闪购门店库存 → 改库存" in printed.out
    after = workplace.files()
    theirs = [path for path in before if "product_update" in path or UPDATE in path]
    pages = [path for path in theirs if "/pages/" in f"/{path}"]
    assert len(theirs) > 3
    assert {path: after[path] for path in theirs if path not in pages} == {
        path: before[path] for path in theirs if path not in pages
    }
    assert workplace.run("check") == 1
    assert "up to date" not in capsys.readouterr().out


def test_all_faults_are_told_together(workplace: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    workplace.overlay(UPDATE, STALE)
    workplace.overlay(EDIT, "changes: [oops\n")
    workplace.overlay("taobao.no.such", STALE)
    assert workplace.run("build") == 1
    printed = capsys.readouterr()
    assert printed.err.count("stays as it was") == 3
    assert "3 APIs with a fault" in printed.out
    assert workplace.run("build", "--format", "json") == 1
    assert [fault["api"] for fault in json.loads(capsys.readouterr().out)["faults"]] == [
        UPDATE,
        "taobao.no.such",
        EDIT,
    ]


def test_conflict_markers_in_a_spec_are_mended_from_its_page_and_cost_one_api_without_it(
    workplace: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    good, package = workplace.spec(EDIT).read_bytes(), workplace.files()
    workplace.spec(EDIT).write_text("<<<<<<< ours\n" + good.decode(), "utf-8")
    workplace.page(EDIT).rename(workplace.folder / "elsewhere.txt")
    assert workplace.run("build") == 1
    assert f"{EDIT}.yaml:" in (error := capsys.readouterr().err) and f"{EDIT} stays as it was" in error
    now = workplace.files()
    assert {path for path in package if path.startswith("generated")} == {
        path for path in now if path.startswith("generated")
    }
    assert all(now[path] == package[path] for path in package if path.startswith("generated"))
    (workplace.folder / "elsewhere.txt").rename(workplace.page(EDIT))
    workplace.run("build")
    assert workplace.spec(EDIT).read_bytes() == good


def test_a_name_that_differs_in_case_alone_costs_the_newcomer(
    workplace: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    text = workplace.page(ADJUST).read_text("utf-8").replace("taobao.inventory.shopinv", "taobao.Inventory.shopinv")
    workplace.page("other").write_text(text, "utf-8")
    assert workplace.run("build") == 1
    error = capsys.readouterr().err
    assert "taobao.Inventory.shopinv.adjust differs from" in error and "in upper and lower case" in error
    assert "other.txt: taobao.Inventory" in error and f"keep this page or {workplace.page(ADJUST)}" in error
    assert not workplace.spec("taobao.Inventory.shopinv.adjust").exists()
    workplace.page("other").unlink()
    assert workplace.run("build") == 0 and workplace.run("check") == 0


def test_a_spec_without_a_page_that_keeps_a_name_away_is_named_with_what_removes_it(
    workplace: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    text = workplace.page(ADJUST).read_text("utf-8")
    workplace.page(ADJUST).write_text(text.replace("taobao.inventory.shopinv", "taobao.Inventory.shopinv"), "utf-8")
    assert workplace.run("build") == 1
    assert f"(rm {workplace.spec(ADJUST)}, which no page describes)" in capsys.readouterr().err
    workplace.spec(ADJUST).unlink()
    assert workplace.run("build", "--allow-removal") == 0


def test_an_api_is_missed_by_its_name_and_not_by_its_file(
    workplace: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    text = workplace.page(ADJUST).read_text("utf-8")
    workplace.page(ADJUST).write_text(text.replace("shopinv", "shopinw"), "utf-8")
    assert workplace.run("build") == 0
    printed = capsys.readouterr().out
    assert f"no page    {ADJUST}: no page describes it any more; kept" in printed
    assert f"new        {ADJUST.replace('shopinv', 'shopinw')}" in printed


def test_a_page_that_cannot_be_read_is_not_called_missing(
    workplace: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    workplace.page(ADJUST).write_text("buy milk\n", "utf-8")
    assert workplace.run("build") == 1
    assert "no page " not in capsys.readouterr().out


def test_a_cut_page_takes_nothing_from_the_package_until_somebody_lets_it_go(
    workplace: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    package, full = workplace.files(), workplace.page(ADJUST).read_text("utf-8")
    lines = full.splitlines(keepends=True)
    workplace.page(ADJUST).write_text("".join(lines[: len(lines) * 6 // 10]), "utf-8")
    for _ in range(2):
        assert workplace.run("build") == 0
        printed = capsys.readouterr().out
        assert f"kept       {ADJUST}: its page shows less than before" in printed
        now = workplace.files()
        assert all(now[path] == package[path] for path in package if path.startswith("generated"))
        assert workplace.spec(ADJUST, "kept").read_bytes() == package[f"specs/apis/taobao/{ADJUST}.yaml"]
    assert workplace.run("check") == 0
    capsys.readouterr()
    workplace.page(ADJUST).write_text(full, "utf-8")
    assert workplace.run("build") == 0
    assert workplace.files() == package


def test_a_loss_is_accepted_by_name(workplace: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    lines = workplace.page(ADJUST).read_text("utf-8").splitlines(keepends=True)
    workplace.page(ADJUST).write_text("".join(lines[: len(lines) * 6 // 10]), "utf-8")
    workplace.run("build")
    capsys.readouterr()
    assert workplace.run("build", "--accept-loss", ADJUST) == 0
    assert f"let go     {ADJUST}" in capsys.readouterr().out
    assert not workplace.spec(ADJUST, "kept").exists()
    assert workplace.run("check") == 0


def test_what_was_kept_survives_that_only_specs_are_written(
    workplace: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    package = workplace.files()
    lines = workplace.page(ADJUST).read_text("utf-8").splitlines(keepends=True)
    workplace.page(ADJUST).write_text("".join(lines[: len(lines) // 2]), "utf-8")
    assert workplace.run("parse", str(workplace.specs / "pages")) == 0
    assert workplace.run("build") == 0
    now = workplace.files()
    assert all(now[path] == package[path] for path in package if path.startswith("generated"))


def test_only_new_doubts_are_printed(workplace: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(PAGES / "alibaba.idle.cycleshop.store.goodspush.txt", workplace.page("another"))
    workplace.run("build")
    printed = capsys.readouterr().out
    assert printed.count("doubt      ") == 2 and "2 new doubts and 2 known" in printed
    workplace.run("build")
    printed = capsys.readouterr().out
    assert "doubt      " not in printed and "0 new doubts and 4 known" in printed


def test_a_pull_request_is_told_in_markdown(workplace: Workplace, capsys: pytest.CaptureFixture[str]) -> None:
    workplace.change(workplace.page(ADJUST), "编辑闪购门店库存", "改<b>库存")
    assert workplace.run("build", "--format", "markdown") == 0
    printed = capsys.readouterr().out
    assert printed.startswith(
        "### Changed\n\n- taobao.inventory.shopinv.adjust api: title 编辑闪购门店库存 → 改\\<b\\>库存"
    )


def test_a_page_that_moves_to_another_file_is_no_change(
    workplace: Workplace, capsys: pytest.CaptureFixture[str]
) -> None:
    workplace.page(ADJUST).rename(workplace.page("elsewhere"))
    assert workplace.run("build") == 0
    assert "0 new, 0 changed, 3 unchanged" in capsys.readouterr().out
    assert workplace.run("check") == 0
