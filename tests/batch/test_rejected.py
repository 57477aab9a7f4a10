"""Pages that cannot be read: the nearest layout, what differs, and where they are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topgen.batch.diagnose import FEATURES, Resemblance, diagnose, resembles_api
from topgen.batch.rejected import FOLDER, folder_name, keep_rejected
from topgen.batch.result import PageResult
from topgen.errors import InternalFaultError, UnknownLayoutError
from topgen.layouts import LAYOUTS
from topgen.pages import page_from_bytes
from topgen.pipeline import make_reading

SEEDS = Path(__file__).parents[2] / "specs" / "pages"
READING = make_reading(page_from_bytes(next(SEEDS.glob("*.txt")).read_bytes(), "page", "page"))
RESERVED = {"con", "nul", "aux", "prn", "com1"}


def nearest(text: str) -> Resemblance:
    return diagnose(page_from_bytes(text.encode(), "page", "page"))


def test_every_layout_has_its_features() -> None:
    assert set(FEATURES) == {layout.NAME for layout in LAYOUTS}


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_page_that_can_be_read_resembles_its_own_layout(path: Path) -> None:
    page = page_from_bytes(path.read_bytes(), "page", "page")
    (own,) = (layout.NAME for layout in LAYOUTS if layout.recognises(page))
    assert diagnose(page).layout == own
    assert resembles_api(page)


def test_what_is_missing_is_said_in_words() -> None:
    found = nearest("  • └ id\n  • Number\n响应参数\nTaobaoClient client = new DefaultTaobaoClient(url);\n")
    assert found.layout == "bullet"
    assert found.missing == ("column heads 名称 类型 … between blanks", "a response example with a root …_response")
    assert str(found).startswith("nearest layout: bullet; it lacks column heads")


@pytest.mark.parametrize("text", ["buy milk", "1 2 3", "文档", "DefaultTaobaoClient is a class"])
def test_what_is_no_api_page_does_not_resemble_one(text: str) -> None:
    assert not resembles_api(page_from_bytes(text.encode(), "page", "page"))
    assert len(nearest(text).missing) != 1


@settings(deadline=None)
@given(st.text(max_size=80))
def test_folder_names_are_safe_on_every_system(name: str) -> None:
    folder = folder_name(name)
    assert folder.isascii() and folder.replace("-", "").isalnum() and len(folder) < 60
    assert folder.lower() not in RESERVED


def test_names_that_look_alike_have_folders_of_their_own() -> None:
    names = ["pages/a.txt", "pages/b/a.txt", "pages/a.html", "pages/a.warc#x", "pages/a.warc#y", "pages/文.txt"]
    assert len({folder_name(name) for name in names}) == len(names)


def result(name: str, *, read: bool = False, fault: bool = False) -> PageResult:
    if read:
        return PageResult(name, name, reading=READING)
    error = InternalFaultError("why", file=name, trace="trace", place="") if fault else UnknownLayoutError("why")
    return PageResult(name, name, error=error, diagnosis=Resemblance("bullet", ("heads",)))


def test_a_page_is_kept_with_its_reason_until_it_can_be_read(tmp_path: Path) -> None:
    page, other = (str(tmp_path / name) for name in ("a.txt", "b.txt"))
    for path in (page, other):
        Path(path).write_bytes(b"\xb0\xa1 words\r\n")
    folders = keep_rejected([result(page, fault=True), result(other)], tmp_path, whole=True)
    place, stays = folders[page], folders[other]
    assert {path.name for path in place.iterdir()} == {"reason.txt", "page.txt", "traceback.txt"}
    assert (place / "page.txt").read_bytes() == b"\xb0\xa1 words\r\n"
    assert (place / "reason.txt").read_text() == f"{page}\nwhy\nnearest layout: bullet; it lacks heads\n"
    assert (tmp_path / FOLDER / ".gitignore").read_text() == "*\n"
    assert keep_rejected([result(page)], tmp_path, whole=False) == {page: place}
    assert {path.name for path in place.iterdir()} == {"reason.txt", "page.txt"} and stays.exists()
    assert keep_rejected([result(page, read=True)], tmp_path, whole=False) == {}
    assert not place.exists() and stays.exists()
    keep_rejected([], tmp_path, whole=True)
    assert not stays.exists()
