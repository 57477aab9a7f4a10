"""The command line for people: help, completion, mistakes, terminals."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from topgen.cli import main, topgen
from topgen.show import STAGES as SHOWN
from topgen.verbs.look import STAGES

PAGES = Path(__file__).parents[1] / "specs" / "pages"
ADJUST = "taobao.inventory.shopinv.adjust"
COMMAND = [sys.executable, "-m", "topgen"]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with one page."""
    (tmp_path / "specs" / "pages").mkdir(parents=True)
    shutil.copy(PAGES / f"{ADJUST}.txt", tmp_path / "specs" / "pages" / "页.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_stages_are_those_that_can_be_shown() -> None:
    assert set(STAGES) == set(SHOWN)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["completion", "bash"], ["build", "--help"], ["x"]])
def test_what_needs_no_page_imports_nothing_that_reads_or_renders(arguments: list[str]) -> None:
    script = (
        "import sys; from topgen.cli import main; main(sys.argv[1:])\n"
        "heavy = {'rich', 'lxml', 'bs4', 'black', 'jinja2', 'yaml', 'msgspec', 'multiprocessing', 'topgen.pages'}\n"
        "print(heavy & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "set()"


@pytest.mark.parametrize("command", ["", *topgen.commands])
def test_each_command_has_help_and_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command.split(), "--help"]) == 0
    printed = capsys.readouterr().out
    assert "Usage: topgen" in printed and f"\n  topgen {command}" in printed.replace("    topgen", "  topgen")
    assert "..." not in printed.replace("PAGE...", "").replace("[PAGE]...", "").replace("[ARGS]...", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["buld"], "'buld'; did you mean build? (see topgen --help)"),
        (["\x1b[2J店"], r"'\x1b[2J\u5e97' (see topgen --help)"),
        (["build", "--onyl", "x"], "--onyl; did you mean --only? (see topgen build --help)"),
        (["check", "--zzz"], "--zzz (see topgen check --help)"),
        (["build", "--format", "xml"], "(see topgen build --help)"),
        (["build", "--only"], "(see topgen build --help)"),
        (["build", "--specs", "specs/pages/页.txt"], "(see topgen build --help)"),
        (["parse"], "(see topgen parse --help)"),
        (["show", "ledger", "specs/pages/页.txt"], "(see topgen show --help)"),
        (["show", "tree"], "(see topgen show --help)"),
        (["show", "tree", "nowhere.txt"], "nowhere.txt: "),
        (["show", "tree", "specs"], "specs: "),
        (["explain", "taobao.nothing"], "no API is called taobao.nothing"),
        (["explain", "taobao.nothing", "--specs", "spec"], "no API is called taobao.nothing"),
        (["completion", "tcsh"], "(see topgen completion --help)"),
        (["build", "--specs", "spec"], "spec: there is no such folder"),
        (["check", "--specs", "specs/pages"], "specs/pages: there is neither a page nor a spec in this folder"),
        (["parse", "specs/pages/页.tx"], "specs/pages/页.tx: there is no such page"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(
    arguments: list[str], words: str, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.startswith("topgen: ") and printed.err.count("\n") == 1
    assert words in printed.err
    assert {path.name for path in workplace.iterdir()} == {"specs"}


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "Examples:" in capsys.readouterr().out


def complete(*words: str) -> list[str]:
    environment = os.environ | {"COMP_WORDS": " ".join(("topgen", *words)), "COMP_CWORD": str(len(words))}
    done = subprocess.run(
        COMMAND, env=environment | {"_TOPGEN_COMPLETE": "bash_complete"}, capture_output=True, text=True, check=True
    )
    return [line.partition(",")[2] for line in done.stdout.split()]


def test_shells_complete_commands_options_stages_and_apis(workplace: Path) -> None:
    assert main(["build"]) == 0
    assert complete("ch") == ["check"]
    assert complete("build", "--on") == ["--only"]
    assert complete("show", "co") == ["coverage"]
    assert complete("explain", "taobao.inv") == complete("build", "--only", "taobao.inv") == [ADJUST]
    assert complete("explain", "--specs", "specs/pages", "taobao") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_a_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert f"_TOPGEN_COMPLETE={shell}_complete" in capsys.readouterr().out


def at_terminal(columns: int, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run the command at a terminal of its own; return its exit code and what stands there."""
    process, terminal = pty.fork()
    if not process:
        os.execve(sys.executable, [*COMMAND, *arguments], {**os.environ, "TERM": "xterm", **environment})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    shown = bytearray()
    while True:
        try:
            shown += os.read(terminal, 65536)
        except OSError as error:
            assert error.errno == errno.EIO
            break
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown.decode()


@pytest.mark.parametrize("columns", [20, 80])
def test_a_terminal_shows_colours_and_breaks_no_line(columns: int, workplace: Path) -> None:
    (workplace / "specs/pages/牛奶.txt").write_text("buy milk\n")
    code, shown = at_terminal(columns, "build", COLUMNS=str(columns))
    assert code == 1 and f"\x1b[32mnew        \x1b[0m{ADJUST}\r\n" in shown
    assert "\x1b[31merror      \x1b[0mspecs/pages/牛奶.txt: this seems to be no page of an API" in shown


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_no_colours_gets_none(environment: dict[str, str], workplace: Path) -> None:
    for arguments in (["build"], ["show", "coverage", "specs/pages/页.txt"], ["check"]):
        (workplace / "generated/README.md").unlink(missing_ok=True)
        code, shown = at_terminal(80, *arguments, **environment)
        assert code == (arguments == ["check"]) and not re.search(r"\x1b\[[\d;]*m", shown)


def test_progress_is_shown_at_a_terminal_and_gone_in_the_end(workplace: Path) -> None:
    _, shown = at_terminal(100, "parse", "specs/pages", NO_COLOR="1")
    assert "reading pages " in shown and "1/1 specs/pages/页.txt" in shown
    gone = shown.rpartition("\x1b[2K")[2]
    assert gone.startswith("new  ") and "reading" not in gone and shown.count("\x1b[?25l") == shown.count("\x1b[?25h")


@pytest.mark.parametrize("arguments", [["show", stage] for stage in STAGES])
def test_no_page_writes_on_the_terminal(
    arguments: list[str], workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = workplace / "specs/pages/页.txt"
    page.write_text(page.read_text("utf-8").replace("库存", "库\x1b[2J\u202e存"), "utf-8")
    assert main([*arguments, str(page)]) == 0
    main(["build"])
    main(["explain", ADJUST])
    main(["explain", f"{ADJUST}.request.shop_inventory_edit"])
    page.write_text(page.read_text("utf-8").replace("\x1b[2J", "\x9b2J"), "utf-8")
    main(["check"])
    printed = "".join(capsys.readouterr())
    assert not set(printed) & set("\x1b\x9b\u202e") and "\\x1b[2J" in printed


def test_a_reader_that_goes_away_ends_the_command_in_silence(workplace: Path) -> None:
    for arguments in (["show", "tree", "specs/pages/页.txt"], ["build"], ["--help"]):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run([*COMMAND, *arguments], stdout=writing, stderr=subprocess.PIPE)
        os.close(writing)
        assert (done.returncode, done.stderr) == (0, b"")


def test_a_home_is_not_needed(workplace: Path) -> None:
    done = subprocess.run([*COMMAND, "build"], env={"PATH": os.environ["PATH"]}, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
