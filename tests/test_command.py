"""The command line as a user meets it: what it prints, what it writes, and its exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.cli import main

PAGES = Path(__file__).parents[1] / "specs" / "pages"
ADJUST = "taobao.inventory.shopinv.adjust"


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    (tmp_path / "specs" / "pages").mkdir(parents=True)
    shutil.copy(PAGES / f"{ADJUST}.txt", tmp_path / "specs" / "pages" / "whatever.txt")
    return tmp_path


def run(workplace: Path, verb: str, *arguments: str) -> int:
    out = ["--out", str(workplace / "generated")] if verb in {"build", "check"} else []
    return main([verb, "--specs", str(workplace / "specs"), *out, *arguments])


def test_a_page_dropped_in_becomes_an_api(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(workplace, "build") == 0
    assert f"new        {ADJUST}" in capsys.readouterr().out
    assert (workplace / "specs/apis/taobao" / f"{ADJUST}.yaml").is_file()
    assert (workplace / "generated/src/topclient/apis/taobao/inventory/shopinv_adjust.py").is_file()
    assert run(workplace, "build") == 0
    assert "0 new, 0 changed, 1 unchanged, 0 doubts" in capsys.readouterr().out
    assert run(workplace, "check") == 0


def test_deleting_a_page_keeps_the_api_and_says_so(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(workplace, "build")
    (workplace / "specs/pages/whatever.txt").unlink()
    capsys.readouterr()
    assert run(workplace, "build") == 0
    assert f"no page    {ADJUST}: its spec is kept" in capsys.readouterr().out
    assert (workplace / "generated/src/topclient/apis/taobao/inventory/shopinv_adjust.py").is_file()


def test_a_file_that_is_no_page_is_named_and_the_others_go_on(
    workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workplace / "specs/pages/notes.md").write_text("buy milk\n")
    assert run(workplace, "build") == 1
    printed = capsys.readouterr()
    assert "notes.md: this is no API page in a layout that topgen knows" in printed.err
    assert f"new        {ADJUST}" in printed.out


@pytest.mark.parametrize("name", ["../../x", "a/../../b.c", "taobao.con", "a..b"])
def test_an_api_name_that_is_no_name_never_becomes_a_path(
    workplace: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    page = workplace / "specs/pages/whatever.txt"
    page.write_text(page.read_text("utf-8").replace(ADJUST, name), encoding="utf-8")
    assert run(workplace, "build") == 1
    assert "whatever.txt:3" in capsys.readouterr().err
    assert not list((workplace / "specs").glob("apis/**/*.yaml"))


def test_check_shows_what_was_edited_by_hand(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(workplace, "build")
    module = workplace / "generated/src/topclient/apis/taobao/inventory/shopinv_adjust.py"
    module.write_text(module.read_text("utf-8") + "\nx = 1\n", encoding="utf-8")
    capsys.readouterr()
    assert run(workplace, "check") == 1
    assert "-x = 1" in capsys.readouterr().out


def test_explain_quotes_the_page(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(workplace, "build")
    capsys.readouterr()
    assert run(workplace, "explain", f"{ADJUST}.request.shop_inventory_edit.recover_deleted_data") == 0
    printed = capsys.readouterr().out
    assert "required: 必须" in printed and "pages/whatever.txt:" in printed


def test_machines_get_json(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(workplace, "build", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["new"] == [ADJUST]


def test_a_page_that_is_not_there_is_a_usage_error(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(workplace, "parse", "nowhere.txt") == 2
    assert capsys.readouterr().err.startswith("topgen: nowhere.txt: there is no such page")
