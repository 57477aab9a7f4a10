"""How much a run prints, and in which form: quiet, everything, and annotations of a pull request."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from topgen.cli import main

PAGES = Path(__file__).parents[1] / "specs" / "pages"
DOUBTED = "alibaba.idle.cycleshop.store.goodspush"
COMMAND = re.compile(r"::(?:error|warning|notice) (?:file=[^:,]+(?:,line=\d+)?,)?title=topgen%3A [a-z-]+::\S.*")


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "specs" / "pages").mkdir(parents=True)
    shutil.copy(PAGES / f"{DOUBTED}.txt", tmp_path / "specs" / "pages")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_quiet_run_prints_errors_alone(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-q"]) == 0
    assert main(["check", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    Path("specs/pages/notes.md").write_text("buy milk\n")
    for verb in ("build", "check"):
        assert main([verb, "-q"]) == 1
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.startswith("error      specs/pages/notes.md: this seems to be no page of an API")
        assert printed.err.endswith("[other-page]\n")


def test_a_verbose_run_names_doubts_that_are_known(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    doubts = [line[11:] for line in capsys.readouterr().out.splitlines() if line.startswith("doubt ")]
    assert doubts and all(line.startswith(f"specs/pages/{DOUBTED}.txt:") for line in doubts)
    assert main(["build"]) == 0
    assert "known " not in capsys.readouterr().out
    assert main(["build", "-v"]) == 0
    assert [line[11:] for line in capsys.readouterr().out.splitlines() if line.startswith("known ")] == doubts


def test_a_verbose_run_leaves_out_no_line(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(30):
        Path(f"specs/pages/odd{number}.txt").write_text(f"{number}\n  • └ id\n  • Number\n", encoding="utf-8")
    assert main(["build", "-v"]) == 1
    assert len(re.findall(r"^error .*\[unread-layout\]$", capsys.readouterr().err, re.M)) == 30


def test_many_doubts_are_counted_by_what_they_are_about(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = Path(f"specs/pages/{DOUBTED}.txt").read_text("utf-8")
    stem = "".join(map(str.capitalize, DOUBTED.split(".")))
    for number in range(15):
        other = text.replace(DOUBTED, f"{DOUBTED}{number}").replace(f"{stem}Req", f"{stem}{number}Req")
        other = other.replace("goodspush_response", f"goodspush{number}_response")
        Path(f"specs/pages/{number}.txt").write_text(other, "utf-8")
    main(["build"])
    printed = capsys.readouterr().out
    assert re.search(r"^doubt      \d+ of the kind 'parent':$", printed, re.M)


def test_less_and_more_at_once_is_a_mistake(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for order in (["-q", "-v"], ["-v", "-q"]):
        assert main(["build", *order]) == 2
        assert "-q prints less and -v prints more: give one of them" in capsys.readouterr().err


def test_github_shows_doubts_and_faults_at_their_lines(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("specs/pages/a,b%.md").write_text("buy milk\n")
    assert main(["build", "--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines and all(COMMAND.fullmatch(line) for line in lines)
    assert lines[0].startswith("::error file=specs/pages/a%2Cb%25.md,title=topgen%3A other-page::this seems to be")
    (parent,) = (line for line in lines if "fail_goodids: parent" in line)
    assert parent.startswith(f"::warning file=specs/pages/{DOUBTED}.txt,line=55,title=topgen%3A parent::{DOUBTED} ")


def test_github_is_told_what_is_stale(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build", "-q"])
    assert main(["check", "--format", "github"]) == 0
    assert capsys.readouterr().out == ""
    client = Path("generated/src/topclient/client.py")
    client.write_text("edited\n")
    assert main(["check", "--format", "github"]) == 1
    assert capsys.readouterr().out == (
        "::error title=topgen%3A stale::generated/src/topclient/client.py is not what a build would write: "
        "run topgen build\n"
    )


def test_no_page_gives_github_a_command(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = Path(f"specs/pages/{DOUBTED}.txt")
    page.write_text(page.read_text("utf-8") + "\n::stop-commands::x\n::error file=x::y\r::add-mask::z\n", "utf-8")
    main(["build", "--format", "github"])
    assert all(COMMAND.fullmatch(line) for line in capsys.readouterr().out.splitlines())
