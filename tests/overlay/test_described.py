"""APIs that no page describes: a person does, and is told once a page does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from topgen.cli import main

MEMO = "taobao.memo.add"
BECAUSE = ("--because", "the console lists it")
OVERLAY = Path(f"specs/overlays/{MEMO}.yaml")
PAGE = f"""\
{MEMO} (加备忘)

加一条备忘

请求参数

名称 类型 是否必须 示例值 更多限制 描述
text String 必须 abc 备忘的内容

响应参数

名称 类型 示例值 描述
id Number 1 编号

响应示例

<memo_add_response>
    <id>1</id>
</memo_add_response>

错误码解释

错误码 错误描述 解决方案
"""


@pytest.fixture
def described(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    (tmp_path / "specs" / "pages").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert main(["correct", MEMO, "describe", "加备忘", *BECAUSE]) == 0
    assert main(["correct", f"{MEMO}.request.text", "add", "{type: string, required: true}", *BECAUSE]) == 0
    assert main(["correct", f"{MEMO}.response.id", "add", "integer", *BECAUSE]) == 0
    assert main(["correct", f"{MEMO}.errors.isv.too-long", "add", "too long", *BECAUSE]) == 0
    assert main(["correct", MEMO, "session", "required", *BECAUSE]) == 0
    assert main(["build"]) == 0
    capsys.readouterr()
    return tmp_path


def test_it_is_called_like_any_other(described: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    calling = (
        "from topclient import MemoAddRequest, TopClient\n"
        "request = MemoAddRequest(text='x')\n"
        "print(request.__api__.name, request.__api__.session, [e.__name__ for e in request.__api__.errors])\n"
    )
    source = described / "generated" / "src"
    done = subprocess.run([sys.executable, "-c", calling], cwd=source, capture_output=True, text=True, check=True)
    assert done.stdout == f"{MEMO} required ['TooLongError']\n"
    module = (source / "topclient/apis/taobao/memo/add.py").read_text("utf-8")
    assert module.startswith(f"# Generated from {OVERLAY.as_posix()}; edit the overlay, not this file.\n")
    assert "No page describes this API, a person does: the console lists it" in module


def test_it_is_shown_and_explained_without_a_page(described: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "spec", MEMO]) == 0
    assert f"api: {MEMO}\ntitle: 加备忘\n" in capsys.readouterr().out
    assert main(["explain", f"{MEMO}.request.text"]) == 0
    assert capsys.readouterr().out == f"added: string\n    {OVERLAY.as_posix()}:6: the console lists it\n"
    assert main(["explain", MEMO]) == 0
    assert f"described (api): 加备忘\n    {OVERLAY.as_posix()}:2: the console lists it" in capsys.readouterr().out
    assert main(["explain", f"{MEMO}.request.nothing"]) == 2
    told = f"{MEMO} has no field request.nothing ('topgen show spec {MEMO}' lists them)"
    assert told in capsys.readouterr().err
    assert main(["show", "tree", MEMO]) == 2
    assert f"no page describes {MEMO} (a person does)" in capsys.readouterr().err


def test_a_page_that_comes_is_told_and_tidied(described: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("specs/pages/memo.txt").write_text(PAGE, "utf-8")
    assert main(["build"]) == 0
    printed = capsys.readouterr().out
    assert f"{OVERLAY.as_posix()}:2: note[fulfilled-correction]" in printed
    assert f"a page describes {MEMO} by now; topgen tidy deletes it" in printed
    assert main(["tidy"]) == 0
    left = OVERLAY.read_text("utf-8")
    assert "describes" not in left and "request" not in left and "isv.too-long" in left
    assert main(["build", "-q"]) == 0
    assert main(["check", "-q"]) == 0


def test_without_its_overlay_it_goes_only_if_that_is_allowed(
    described: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("specs/pages/other.txt").write_text(PAGE.replace(MEMO, "taobao.memo.get"), "utf-8")
    assert main(["build", "-q"]) == 0
    OVERLAY.unlink()
    assert main(["build"]) == 2
    assert MEMO in capsys.readouterr().err
    assert main(["build", "--allow-removal"]) == 0


MISTAKES = {
    "no name": (["taobao..x", "describe", "x"], "cannot be an API name"),
    "a path": (["../x", "describe", "x"], "cannot be an API name"),
    "twice": ([MEMO, "describe", "x"], "this API has an overlay (say describes: in it)"),
    "without words": (["taobao.memo.get", "describe"], "a value of describe is missing"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_writes_nothing(mistake: str, described: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, told = MISTAKES[mistake]
    before = OVERLAY.read_bytes()
    assert main(["correct", *arguments, *BECAUSE]) == 2
    assert told in capsys.readouterr().err
    assert [path.name for path in OVERLAY.parent.iterdir()] == [OVERLAY.name] and OVERLAY.read_bytes() == before
