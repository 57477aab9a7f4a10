"""Pages that cannot be read: the nearest layout, the smallest failing part, and where it is kept."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topgen.layouts import LAYOUTS
from topgen.pages import page_from_bytes
from topgen.rejected import (
    LOOKS,
    Case,
    Diagnosis,
    case_folder,
    diagnose,
    reduce_text,
    release,
    resembles_api,
    write_case,
)

SEEDS = Path(__file__).parents[2] / "specs" / "pages"
RESERVED = {"con", "nul", "aux", "prn", "com1"}


def look(text: str) -> Diagnosis:
    return diagnose(page_from_bytes(text.encode(), "page", "page"))


def test_every_dialect_has_its_marks() -> None:
    assert set(LOOKS) == {dialect.NAME for dialect in LAYOUTS}


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_page_that_can_be_read_resembles_its_own_dialect(path: Path) -> None:
    page = page_from_bytes(path.read_bytes(), "page", "page")
    (own,) = (dialect.NAME for dialect in LAYOUTS if dialect.recognises(page))
    assert diagnose(page).dialect == own
    assert resembles_api(page)


def test_what_is_missing_is_said_in_words() -> None:
    found = look("  • └ id\n  • Number\n响应参数\nTaobaoClient client = new DefaultTaobaoClient(url);\n")
    assert found.dialect == "bullet"
    assert found.missing == ("column heads 名称 类型 … between blanks", "a response example with a root …_response")
    assert str(found).startswith("nearest layout: bullet; it lacks column heads")


@pytest.mark.parametrize("text", ["buy milk", "1 2 3", "文档", "DefaultTaobaoClient is a class"])
def test_what_is_no_api_page_does_not_resemble_one(text: str) -> None:
    assert not resembles_api(page_from_bytes(text.encode(), "page", "page"))
    assert len(look(text).missing) != 1


@settings(deadline=None)
@given(st.lists(st.integers(0, 99), min_size=1, max_size=80), st.sets(st.integers(0, 99), min_size=1, max_size=3))
def test_a_reduced_text_holds_just_what_is_needed(numbers: list[int], needed: set[int]) -> None:
    lines = [f"{number}\n" for number in (*numbers, *needed)]

    def holds(text: str) -> bool:
        return needed <= {int(line) for line in text.split()}

    assert sorted(reduce_text("".join(lines), holds).split()) == sorted(map(str, needed))


def test_a_page_on_one_line_is_reduced_too() -> None:
    text = "<html>" + "<p>words</p>" * 300 + "<table>" + "<p>words</p>" * 300
    assert reduce_text(text, lambda part: "<table>" in part) == "<table>"


def test_reducing_ends_in_time() -> None:
    def slowly(text: str) -> bool:
        time.sleep(0.05)
        return len(text) % 3 == 0

    began = time.monotonic()
    reduce_text("abc\n" * 3000, slowly)
    assert time.monotonic() - began < 4


def test_what_cannot_be_reduced_stays_whole() -> None:
    assert reduce_text("a\nb\nc\n", lambda part: part == "a\nb\nc\n") == "a\nb\nc\n"


@settings(deadline=None)
@given(st.text(max_size=80))
def test_folder_names_are_safe_on_every_system(name: str) -> None:
    folder = case_folder(name)
    assert folder.isascii() and folder.replace("-", "").isalnum() and len(folder) < 60
    assert folder.lower() not in RESERVED


def test_names_that_look_alike_have_folders_of_their_own() -> None:
    names = ["pages/a.txt", "pages/b/a.txt", "pages/a.html", "pages/a.warc#x", "pages/a.warc#y", "pages/文.txt"]
    assert len({case_folder(name) for name in names}) == len(names)


def test_a_case_is_written_replaced_and_released(tmp_path: Path) -> None:
    place = write_case(tmp_path, Case("pages/a.txt", "why\n", "part\n", "trace\n"))
    assert {path.name for path in place.iterdir()} == {"reason.txt", "page.txt", "traceback.txt"}
    assert write_case(tmp_path, Case("pages/a.txt", "why\n", "part\n")) == place
    assert {path.name for path in place.iterdir()} == {"reason.txt", "page.txt"}
    assert (tmp_path / ".gitignore").read_text() == "*\n"
    other = write_case(tmp_path, Case("pages/b.txt", "why\n", ""))
    release(tmp_path, read=["pages/a.txt"], kept=None)
    assert not place.exists() and other.exists()
    release(tmp_path, read=[], kept=[])
    assert not other.exists() and (tmp_path / ".gitignore").exists()
