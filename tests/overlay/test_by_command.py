"""Corrections of every kind, each written by a command, seen wherever its fact is, and told when the page moves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from topgen.cli import main

PAGES = Path(__file__).parents[2] / "specs" / "pages"
PUSH, UPDATE = "alibaba.idle.cycleshop.store.goodspush", "taobao.fenxiao.product.update"
WHY = "seen in a reply"
# What is corrected, by which words, and what explain says of it.
CORRECTIONS = {
    "type": (f"{PUSH}.response.result.data.success_count", "type string", "corrected: type: string"),
    "nesting": (f"{PUSH}.response.result.data.fail_goodids", "parent response.result", "corrected: parent: response"),
    "required": (f"{PUSH}.request.param.jm_sellerid", "required true", "corrected: required: True"),
    "values": (f"{PUSH}.request.param.event", "values [{value:_X,_meaning:_取回}]", "corrected: values: ("),
    "idempotent": (UPDATE, "idempotent true", "corrected: idempotent (idempotent): True"),
    "attribute": (f"{PUSH}.response.result.err_msg", "python message", "corrected: python: message"),
    "class": (f"{PUSH}.response.result", "python :PushReply", "corrected: python: :PushReply"),
    "removed": (f"{PUSH}.response.result.err_code", "remove", "removed: response.result.err_code"),
    "added": (f"{PUSH}.request.memo", "add string", "added (request.memo): string"),
    "error": (f"{PUSH}.errors.isv.too-late", "add 太晚了", "error added (errors.isv.too-late): isv.too-late"),
    "session": (UPDATE, "session none", "corrected: session (session): none"),
    "limit": (f"{UPDATE}.request.image", "max_length 100", "corrected: max_length: 100"),
}


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "specs" / "pages").mkdir(parents=True)
    for name in (PUSH, UPDATE):
        shutil.copy(PAGES / f"{name}.txt", tmp_path / "specs" / "pages")
    monkeypatch.chdir(tmp_path)
    assert main(["build", "-q"]) == 0
    return tmp_path


def correct(path: str, words: str) -> int:
    return main(
        ["correct", path, *(word.replace("_", " ") if "{" in word else word for word in words.split()), *BECAUSE]
    )


BECAUSE = ("--because", WHY)


@pytest.mark.parametrize("kind", CORRECTIONS)
def test_a_correction_is_seen_wherever_its_fact_is(
    kind: str, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, words, told = CORRECTIONS[kind]
    assert correct(path, words) == 0
    assert f"+  because: {WHY}" in capsys.readouterr().out
    assert main(["build"]) == 0
    assert "1 facts corrected" in capsys.readouterr().out
    modules = "".join(file.read_text("utf-8") for file in Path("generated/src/topclient/apis").rglob("*.py"))
    assert "Corrected (" in modules and WHY in modules
    assert main(["explain", path if kind not in {"added", "error"} else PUSH]) == 0
    printed = capsys.readouterr().out
    assert told in printed and WHY in printed
    assert main(["check", "-q"]) == 0


MOVES = {
    "type": ("Number\n  • 1\n", "Boolean\n  • true\n", 1, "the page now says boolean, expected was integer"),
    "nesting": ("fail_goodids", "failed_goods", 1, "response.result.data.fail_goodids: it is gone"),
    "required": ("可选\n  • 3243", "必须\n  • 3243", 0, "the page already says true"),
    "values": ("└ event", "└ event_name", 1, "request.param.event: it is gone"),
    "attribute": ("err_msg", "message", 1, "response.result.err_msg: it is gone"),
    "removed": ("  • └ err_code\n  • String\n  • PARAM_ERROR\n  • 错误码\n", "", 0, "it is gone"),
    "added": ("\n\n响应参数", "\nmemo String 可选 备注\n\n响应参数", 0, "the page has it by now"),
}


@pytest.mark.parametrize("kind", MOVES)
def test_a_page_that_moves_is_told(kind: str, workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, words, _ = CORRECTIONS[kind]
    before, after, code, told = MOVES[kind]
    assert correct(path, words) == 0
    assert main(["build", "-q"]) == 0
    page = Path(f"specs/pages/{PUSH}.txt")
    text = page.read_text("utf-8")
    assert text.count(before) >= 1
    page.write_text(text.replace(before, after), "utf-8")
    capsys.readouterr()
    assert main(["build"]) == code
    printed = capsys.readouterr()
    (line,) = [line for line in (printed.err + printed.out).splitlines() if told in line] or [printed.err + printed.out]
    assert line.startswith(f"{'error      ' if code else 'problem    '}specs/overlays/{PUSH}.yaml:")
    assert ("[stale-correction]" if code else "note[fulfilled-correction]") in line


def test_two_corrections_of_one_fact_are_told_apart(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, words, _ = CORRECTIONS["type"]
    assert correct(path, words) == 0
    assert correct(path, "type boolean") == 2
    assert "is corrected twice (change or delete the first entry)" in capsys.readouterr().err


def test_pages_are_stated_by_paths_alone(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = "{page: request.param.jm_sellerid, items: response.result.data.success_goodids}"
    assert main(["correct", PUSH, "paging", said, *BECAUSE]) == 0
    assert main(["build", "-q"]) == 0
    module = Path("generated/src/topclient/apis/alibaba/idle/cycleshop_store_goodspush.py").read_text("utf-8")
    assert 'Paging(page="param.jm_sellerid", items=("result", "data", "success_goodids"))' in module
    capsys.readouterr()
    assert main(["correct", UPDATE, "paging", "5", *BECAUSE]) == 2
    assert "5 are no pages (such as {page: request.page_no, items: response.items}, or none)" in capsys.readouterr().err


MISTAKES = {
    "a value that is missing": ([f"{PUSH}.request.param", "type"], "a value of type is missing (see topgen correct"),
    "a value of remove": ([f"{PUSH}.request.param", "remove", "x"], "remove takes no value"),
    "a field that is there": ([f"{PUSH}.request.param", "add", "string"], "the page has it by now"),
    "a place that is not there": ([f"{PUSH}.request.nothing.x", "add", "string"], "there is no request.nothing"),
    "no place": ([PUSH, "add", "string"], "the API is no place for a field (add request.NAME, or errors.CODE)"),
    "a type that is none": ([f"{PUSH}.request.memo", "add", "sting"], "sting"),
    "a field that is not there": ([f"{PUSH}.request.nothing", "remove"], "request.nothing: it is gone"),
    "an error that is not there": ([f"{PUSH}.errors.isv.nothing", "remove"], "isv.nothing"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_writes_nothing(mistake: str, workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, told = MISTAKES[mistake]
    assert main(["correct", *arguments, *BECAUSE]) == 2
    assert told in capsys.readouterr().err
    assert not Path("specs/overlays").exists()
