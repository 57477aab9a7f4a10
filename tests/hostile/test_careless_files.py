"""Files of people that are no text, no file, or damaged: told by name with what to do, and nothing is lost."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from topgen.cli import main
from topgen.render.formatting import format_sources

PAGES = Path(__file__).parents[2] / "specs" / "pages"
ADJUST = "taobao.inventory.shopinv.adjust"
JUNK = {
    "UTF-16": "changes: []\n".encode("utf-16"),
    "GBK": "changes:\n- at: 测试\n".encode("gbk"),
    "zeros": bytes(100),
    "binary": b"\xff\xfe\x00\x01",
    "a brace": b"{",
    "markers": b"<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n",
}
FILES = (
    *(f"specs/overlays/{ADJUST}.yaml", "specs/names.lock.yaml", "specs/pages/.topgenignore", "pyproject.toml"),
    *("specs/.topgen-pending/journal.json", "generated/.topgen-manifest.json", f"specs/kept/taobao/{ADJUST}.yaml"),
    f"specs/apis/taobao/{ADJUST}.yaml",
)
VERBS = (
    *(["build"], ["check"], ["parse", "specs/pages"], ["show", "spec", ADJUST], ["explain", ADJUST], ["tidy"]),
    *(["correct", ADJUST, "title", "x", "--because", "y"], ["accept", ADJUST, "name", "--because", "y"]),
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "specs/pages").mkdir(parents=True)
    shutil.copy(PAGES / f"{ADJUST}.txt", tmp_path / "specs/pages")
    monkeypatch.chdir(tmp_path)
    assert main(["build", "-q"]) == 0
    return tmp_path


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("file", FILES)
def test_what_is_no_text_of_ours_ends_no_command_in_a_traceback(
    file: str, junk: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = Path(file)
    for verb in VERBS:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(JUNK[junk])
        code = main(verb)
        printed = capsys.readouterr()
        assert code in (0, 1, 2)
        assert "Traceback" not in printed.err + printed.out
        if code == 2:
            assert printed.err.startswith("topgen: ")


NO_TEXT = ("UTF-16", "GBK", "binary")


@pytest.mark.parametrize("junk", NO_TEXT)
@pytest.mark.parametrize(
    "file", [f"specs/overlays/{ADJUST}.yaml", "specs/names.lock.yaml", "specs/pages/.topgenignore"]
)
def test_the_file_and_its_line_are_named(file: str, junk: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    Path(file).write_bytes(JUNK[junk])
    assert main(["build"]) in (1, 2)
    line = 2 if junk == "GBK" else 1
    assert f"{file}:{line}: this is no UTF-8 (save it as UTF-8)" in capsys.readouterr().err


def test_a_mark_of_the_encoding_and_line_ends_of_windows_do_no_harm(place: Path) -> None:
    overlay = Path(f"specs/overlays/{ADJUST}.yaml")
    overlay.parent.mkdir()
    said = "changes:\r\n- at: idempotent\r\n  expect: null\r\n  set: true\r\n  because: tried\r\n"
    overlay.write_bytes(b"\xef\xbb\xbf" + said.encode())
    assert main(["build", "-q"]) == 0
    module = "generated/src/topclient/apis/taobao/inventory/shopinv_adjust.py"
    assert "idempotent=True" in Path(module).read_text("utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize("name", [ADJUST, "taobao.other.api"])
def test_a_pipe_is_not_waited_for(name: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay = Path(f"specs/overlays/{name}.yaml")
    overlay.parent.mkdir()
    os.mkfifo(overlay)
    assert main(["build"]) == 1
    assert f"{overlay}: this is no ordinary file (put a text file there, or remove it)" in capsys.readouterr().err


def test_a_damaged_record_of_an_interrupted_run_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal = Path("specs/.topgen-pending/journal.json")
    for junk in (b"", b"\xff", b"{}", b"[]", b'{"write": 1, "remove": []}', b"[" * 100_000):
        journal.parent.mkdir(exist_ok=True)
        journal.write_bytes(junk)
        assert main(["build"]) == 2
        told = "the record of a run that was interrupted is damaged (delete the folder .topgen-pending, then run"
        assert told in capsys.readouterr().err
    shutil.rmtree(journal.parent)
    assert main(["build", "-q"]) == 0


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"half", None])
def test_a_damaged_cache_costs_time_alone(damage: bytes | None, place: Path) -> None:
    caches = (Path(".topgen_cache"), Path("specs/.topgen_cache"))
    before = {path: path.read_bytes() for path in Path("generated").rglob("*.py")}
    format_sources(["x  = 1\n"], caches[0])
    entries = [path for cache in caches for path in cache.rglob("*") if path.is_file()]
    assert len(entries) == 4  # formatted text, the readings of the page, and what the last run knew of both folders
    for path in entries:
        data = path.read_bytes()
        path.unlink()
        if damage is None:
            (path / "stray").mkdir(parents=True)
        else:
            path.write_bytes(data[: len(data) // 2] if damage == b"half" else damage)
    shutil.rmtree("generated")
    assert main(["build", "-q", "--allow-removal"]) == 0
    assert format_sources(["x  = 1\n"], caches[0]) == ("x = 1\n",)
    assert {path: path.read_bytes() for path in Path("generated").rglob("*.py")} == before


def test_corrections_without_end_are_refused_at_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay = Path(f"specs/overlays/{ADJUST}.yaml")
    overlay.parent.mkdir()
    overlay.write_text("changes:\n" + "- {at: title}\n" * 1_000_000, "utf-8")
    assert main(["build"]) == 1
    assert f"{overlay}: this is larger than the 500,000 characters" in capsys.readouterr().err
