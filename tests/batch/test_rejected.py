"""Pages that cannot be read, and where they are kept."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from topgen.batch.rejected import FOLDER, folder_name, keep_rejected
from topgen.batch.result import PageResult
from topgen.errors import InternalFaultError, UnknownLayoutError
from topgen.pages import page_from_bytes
from topgen.pipeline import make_reading
from topgen.refusal.nearest import Resemblance

SEEDS = Path(__file__).parents[2] / "specs" / "pages"
READING = make_reading(page_from_bytes(next(SEEDS.glob("*.txt")).read_bytes(), "page", "page"))
REASON = "it is most like bulleted text, but lacks heads\n"
RESERVED = {"con", "nul", "aux", "prn", "com1"}


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
    assert (
        place / "reason.txt"
    ).read_text() == f"{page}\nwhy\na fault of topgen, not of the page; please report it\n{REASON}"
    assert (tmp_path / FOLDER / ".gitignore").read_text() == "*\n"
    assert keep_rejected([result(page)], tmp_path, whole=False) == {page: place}
    assert {path.name for path in place.iterdir()} == {"reason.txt", "page.txt"} and stays.exists()
    assert keep_rejected([result(page, read=True)], tmp_path, whole=False) == {}
    assert not place.exists() and stays.exists()
    keep_rejected([], tmp_path, whole=True)
    assert not stays.exists()
