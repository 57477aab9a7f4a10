"""Runs of the command: what they print, what they write, and their exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from containers import write_warc

from topgen.cli import main
from topgen.layouts import LAYOUTS
from topgen.pages import Page

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
    assert "0 new, 0 changed, 1 unchanged, 0 new doubts" in capsys.readouterr().out
    assert run(workplace, "check") == 0


def test_deleting_a_page_keeps_the_api_and_says_so(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(workplace, "build")
    (workplace / "specs/pages/whatever.txt").unlink()
    capsys.readouterr()
    assert run(workplace, "build") == 0
    assert f"no page    {ADJUST}: no page describes it any more; kept" in capsys.readouterr().out
    assert (workplace / "generated/src/topclient/apis/taobao/inventory/shopinv_adjust.py").is_file()


def test_a_file_that_is_no_page_is_named_and_the_others_go_on(
    workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workplace / "specs/pages/notes.md").write_text("buy milk\n")
    assert run(workplace, "build") == 1
    printed = capsys.readouterr()
    assert "notes.md: this seems to be no page of an API: nothing on it looks like one (remove it)" in printed.err
    assert f"new        {ADJUST}" in printed.out


@pytest.mark.parametrize("name", ["../../x", "a/../../b.c", "taobao.con", "a..b"])
def test_an_api_name_that_is_no_name_never_becomes_a_path(
    workplace: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    page = workplace / "specs/pages/whatever.txt"
    page.write_text(page.read_text("utf-8").replace(ADJUST, name), encoding="utf-8")
    code = run(workplace, "build")
    written = [path.name for path in (workplace / "specs").glob("apis/**/*.yaml")]
    # What does not even look like a name is no heading, and the examples name the API.
    assert (code, written) in [(1, []), (0, [f"{ADJUST}.yaml"])]
    assert code == 0 or "whatever.txt:3" in capsys.readouterr().err


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


def test_explain_finds_a_page_that_was_renamed(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(workplace, "parse", str(workplace / "specs/pages"))
    (workplace / "specs/pages/whatever.txt").rename(workplace / "specs/pages/other.txt")
    assert run(workplace, "explain", ADJUST) == 0


def test_explain_asks_for_a_page_from_elsewhere(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = workplace / "elsewhere.txt"
    (workplace / "specs/pages/whatever.txt").rename(page)
    run(workplace, "parse", str(page))
    assert run(workplace, "explain", ADJUST) == 2
    assert "specs/elsewhere.txt: the page of this API is not there (name it with --page FILE" in capsys.readouterr().err
    assert run(workplace, "explain", ADJUST, "--page", str(page)) == 0
    assert run(workplace, "explain", "taobao.time.get", "--page", str(page)) == 2
    assert f"{page}: this page describes {ADJUST}" in capsys.readouterr().err


def test_an_api_is_shown_by_its_name_with_its_corrections(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(workplace, "parse", str(workplace / "specs/pages"))
    assert run(workplace, "correct", ADJUST, "title", "改库存", "--because", "shorter") == 0
    capsys.readouterr()
    assert run(workplace, "show", "spec", ADJUST) == 0
    shown = capsys.readouterr().out
    assert "title: 改库存\n" in shown and "corrected:\n- at: title\n  what: title\n" in shown
    assert run(workplace, "show", "tree", ADJUST) == 0
    assert "shown on line" in capsys.readouterr().out
    assert run(workplace, "show", "spec", f"{ADJUST}.request") == 2
    assert "this is a field of" in capsys.readouterr().err
    assert run(workplace, "show", "spec", ADJUST[:-1]) == 2
    assert f"did you mean {ADJUST}?" in capsys.readouterr().err


def test_a_page_can_come_from_standard_input(workplace: Path) -> None:
    page = (workplace / "specs/pages/whatever.txt").read_bytes()
    for arguments in (("show", "tree", "-"), ("explain", f"{ADJUST}.request.shop_inventory_edit", "--page", "-")):
        command = [sys.executable, "-m", "topgen", *arguments]
        done = subprocess.run(command, input=page, capture_output=True, cwd=workplace, check=True)
        assert "shop_inventory_edit" in done.stdout.decode()


def test_the_command_runs_pages_of_a_crawl(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = workplace / "specs/pages/whatever.txt"
    address = "https://open.example/doc?id=1"
    replies = [(address, "text/plain", page.read_bytes()), ("https://open.example/menu", "text/html", b"<p>menu")]
    write_warc(workplace / "specs/pages/crawl.warc", replies)
    page.unlink()
    assert run(workplace, "parse", str(workplace / "specs/pages")) == 0
    printed = capsys.readouterr().out
    assert f"new        {ADJUST}" in printed and "crawl.warc: 1 pages resemble no API page" in printed
    assert run(workplace, "explain", ADJUST) == 0
    assert f"pages/crawl.warc#{address}:" in capsys.readouterr().out
    assert run(workplace, "show", "tree", f"{workplace / 'specs/pages/crawl.warc'}#{address}") == 0
    assert run(workplace, "build") == 0
    assert "no page" not in capsys.readouterr().out


def test_a_crawl_without_api_pages_is_an_error(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_warc(workplace / "specs/pages/crawl.warc", [("https://open.example/menu", "text/html", b"<p>menu")])
    assert run(workplace, "parse", str(workplace / "specs/pages")) == 1
    assert "crawl.warc: no page in this file is a page of an API" in capsys.readouterr().err


UNREAD = (
    "this seems to be a page of the platform in a layout that is not read: it is most like bulleted text, but lacks "
    "a line 请求参数 or 响应参数, column heads 名称 类型 … between blanks"
)


def test_a_page_of_unknown_layout_is_kept_until_it_can_be_read(
    workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = (workplace / "specs/pages/whatever.txt").read_text("utf-8")
    odd = workplace / "specs/pages/odd.txt"
    odd.write_text("intro\n" * 200 + "  • └ id\n  • Number\n" + "outro\n" * 200, encoding="utf-8")
    assert run(workplace, "build") == 1
    printed = capsys.readouterr()
    assert f"new        {ADJUST}" in printed.out
    assert f"odd.txt:201: {UNREAD}" in printed.err
    (case,) = (path for path in (workplace / "specs/.topgen_rejected").iterdir() if path.is_dir())
    assert f"; kept in {case.as_posix()}" in printed.err
    assert (case / "page.txt").read_bytes() == odd.read_bytes()
    assert f"{UNREAD}\nline 201\nsave the page" in (case / "reason.txt").read_text("utf-8")
    odd.write_text(whole, encoding="utf-8")
    assert run(workplace, "build") == 0
    assert not case.exists()


def test_many_pages_that_fail_alike_are_told_as_one_kind(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(30):
        (workplace / f"specs/pages/odd{number}.txt").write_text(f"{number}\n  • └ id\n  • Number\n", encoding="utf-8")
    assert run(workplace, "build") == 1
    folder = workplace / "specs/.topgen_rejected"
    assert len(list(folder.glob("*/reason.txt"))) == 30 and len(list(folder.glob("*/page.txt"))) == 30
    assert "30 of the kind 'unread layout':" in (printed := capsys.readouterr().err)
    assert printed.count("odd") < 10 and "(… 27 more; -v or --format json lists all)" in printed
    assert run(workplace, "build", "--format", "json") == 1
    assert len(json.loads(capsys.readouterr().out)["failed"]) == 30


class Broken:
    """A layout with a bug."""

    NAME = "broken"

    def recognises(self, page: Page) -> bool:
        return bool(1 // page.text.count("!")) if "crash" in page.text else False


def test_a_fault_of_ours_is_reported_with_all_that_a_bug_report_needs(
    workplace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("topgen.layouts.LAYOUTS", (Broken(), *LAYOUTS))
    (workplace / "specs/pages/bad.txt").write_text("one\ntwo\nthree crash\nfour\n")
    assert run(workplace, "build") == 1
    printed = capsys.readouterr()
    assert "bad.txt: ZeroDivisionError at topgen/" in printed.err and "please report it" in printed.err
    assert "Traceback" not in printed.err and f"new        {ADJUST}" in printed.out
    (case,) = (path for path in (workplace / "specs/.topgen_rejected").iterdir() if path.is_dir())
    assert (case / "page.txt").read_text() == "one\ntwo\nthree crash\nfour\n"
    assert "ZeroDivisionError" in (case / "traceback.txt").read_text()


def test_two_pages_that_say_the_same_are_one_api(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = workplace / "specs/pages/whatever.txt"
    (workplace / "specs/pages/copy.txt").write_bytes(page.read_bytes())
    assert run(workplace, "build") == 0
    assert "same-page-twice" in capsys.readouterr().out
    page.write_text(page.read_text("utf-8").replace("编辑闪购门店库存", "另一个标题"), encoding="utf-8")
    assert run(workplace, "build") == 0
    printed = capsys.readouterr().out
    assert "pages/copy.txt describes the same API and was taken, because it comes first" in printed
    assert "here differ: api: title 编辑闪购门店库存 → 另一个标题" in printed


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_name_can_be_printed_in_any_code_page(workplace: Path, encoding: str) -> None:
    (workplace / "specs/pages/文.txt").write_text("x")
    command = [sys.executable, "-m", "topgen", "parse", "--format", "json", "--specs", str(workplace / "specs")]
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(PAGES.parents[1])}
    done = subprocess.run([*command, str(workplace / "specs/pages")], capture_output=True, env=environment)
    assert (done.returncode, done.stderr) == (1, b"")
    assert json.loads(done.stdout.decode(encoding))["failed"][0]["page"].endswith("文.txt")


def test_no_progress_is_shown_where_no_person_looks(workplace: Path) -> None:
    command = [sys.executable, "-m", "topgen", "parse", "--specs", str(workplace / "specs")]
    done = subprocess.run(
        [*command, str(workplace / "specs/pages")], capture_output=True, text=True, cwd=PAGES.parents[1]
    )
    assert (done.returncode, done.stderr) == (0, "")
