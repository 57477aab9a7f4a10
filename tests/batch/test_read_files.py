"""Runs over files: results in order, the cache, crawls, and faults of our own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from topgen.batch import Cache, PageBatch, PageResult, open_cache
from topgen.errors import InternalFaultError, UnknownLayoutError
from topgen.layouts import LAYOUTS
from topgen.pages import Page, find_pages
from topgen.remembered import CACHE
from topgen.runs import find_reader

SEEDS = Path(__file__).parents[2] / "specs" / "pages"
SEED = "taobao.inventory.shopinv.adjust"


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    shutil.copytree(SEEDS, tmp_path / "pages")
    return tmp_path


def read(specs: Path, cores: int = 1, cache: Cache | None = None) -> list[PageResult]:
    batch = PageBatch(find_reader, specs, cache or open_cache(specs), cores)
    return list(batch.read(find_pages(specs / "pages")))


def test_the_second_run_remembers_the_first(specs: Path) -> None:
    first = read(specs)
    written = {path: path.stat().st_mtime_ns for path in (specs / CACHE / "pages").glob("*/*")}
    assert len(written) == len(first)
    assert read(specs) == first
    assert {path: path.stat().st_mtime_ns for path in (specs / CACHE / "pages").glob("*/*")} == written


@pytest.mark.parametrize("junk", [b"", b"{}", b"[1]", b'{"spec": 1}', b"\xff", b"[" * 100_000])
def test_a_damaged_cache_only_costs_time(specs: Path, junk: bytes) -> None:
    first = read(specs)
    for path in (specs / CACHE / "pages").glob("*/*"):
        path.write_bytes(junk)
    assert read(specs) == first


def test_another_generator_remembers_nothing(specs: Path) -> None:
    ours = {result.key for result in read(specs)}
    assert not ours & {result.key for result in read(specs, cache=Cache(specs, "another"))}


def test_what_no_run_asks_for_is_forgotten(specs: Path) -> None:
    cache = open_cache(specs)
    results = read(specs)
    cache.forget_others(result.key for result in results[1:])
    assert [cache.load(result.key) is None for result in results] == [True] + [False] * (len(results) - 1)


def test_a_page_that_changed_is_read_again(specs: Path) -> None:
    read(specs)
    page = specs / "pages" / f"{SEED}.txt"
    page.write_text(page.read_text("utf-8").replace("编辑闪购门店库存", "另一个标题"), encoding="utf-8")
    titles = {result.api.name: result.api.title for result in read(specs) if result.api is not None}
    assert titles[SEED] == "另一个标题"


@pytest.mark.parametrize("junk", [b"", b"\x00\x01" * 50, "请求参数\n".encode(), b"buy milk"])
def test_pages_that_fail_stand_where_they_belong(specs: Path, junk: bytes) -> None:
    (specs / "pages" / "alibaba.z.txt").write_bytes(junk)
    results = read(specs)
    assert [result.path for result in results] == [str(path) for path in find_pages(specs / "pages")]
    assert [result.name for result in results if result.error] == ["pages/alibaba.z.txt"]


class Broken:
    """A layout with a bug."""

    NAME = "broken"

    def recognises(self, page: Page) -> bool:
        return page.text.startswith("crash") and 1 // len(page.text.partition("!")[2]) > 0

    def read(self, page: Page) -> None:
        raise AssertionError


def test_a_fault_of_ours_spoils_one_page_only(specs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("topgen.layouts.LAYOUTS", (Broken(), *LAYOUTS))
    (specs / "pages" / "a.txt").write_text("crash!")
    first, *others = read(specs)
    assert isinstance(first.error, InternalFaultError) and not any(other.error for other in others)
    assert "ZeroDivisionError" in first.error.trace and first.error.place.startswith("topgen/layouts/")
    assert "please report it" in str(first.error)


def test_errors_travel_between_processes() -> None:
    import pickle

    for error in (
        InternalFaultError("m", file="f", trace="t", place="p"),
        UnknownLayoutError("m", file="f", line=3, hint="h"),
    ):
        other = pickle.loads(pickle.dumps(error))
        assert (type(other), str(other), other.__dict__) == (type(error), str(error), error.__dict__)


@pytest.mark.slow
def test_the_number_of_cores_changes_nothing(specs: Path) -> None:
    for number in range(30):
        for path in SEEDS.glob("*.txt"):
            shutil.copy(path, specs / "pages" / f"{number}-{path.name}")
    (specs / "pages" / "17-junk.txt").write_bytes(b"\x00")
    one = read(specs, 1, open_cache(specs / "one"))
    two = read(specs, 2, open_cache(specs / "two"))
    assert [(result.path, result.reading, str(result.error)) for result in one] == [
        (result.path, result.reading, str(result.error)) for result in two
    ]
