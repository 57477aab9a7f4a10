"""Runs over saved pages and crawls: what counts, what is set aside, what is an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from containers import HTML, save_mhtml, write_warc

from topgen.batch import PageBatch, PageResult, open_cache
from topgen.pages import find_pages
from topgen.runs import find_reader

SEED = Path(__file__).parents[2] / "specs" / "pages" / "taobao.inventory.shopinv.adjust.txt"
PAGE = SEED.read_bytes()
TEXT = "text/plain; charset=utf-8"
MENU = "<p>文档中心 <a href='x'>API</a>".encode()
TUTORIAL = b"<h1>Using the SDK</h1><pre>TaobaoClient client = new DefaultTaobaoClient(url);</pre>"
HALF = "<h2>请求参数</h2>\n请求参数\n<pre>TaobaoClient client = new DefaultTaobaoClient(url);</pre>".encode()
SITE = "https://open.example/"


def read(folder: Path) -> dict[str, PageResult]:
    batch = PageBatch(find_reader, folder, open_cache(folder))
    return {result.name: result for result in batch.read(find_pages(folder))}


def test_menus_and_tutorials_of_a_crawl_are_set_aside(tmp_path: Path) -> None:
    replies = [(SITE + "api", TEXT, PAGE), (SITE + "menu", HTML, MENU), (SITE + "sdk", HTML, TUTORIAL)]
    write_warc(tmp_path / "a.warc", [*replies, (SITE + "empty", HTML, b"")])
    results = read(tmp_path)
    assert [name for name, result in results.items() if result.set_aside] == [
        f"a.warc#{SITE}menu",
        f"a.warc#{SITE}sdk",
        f"a.warc#{SITE}empty",
    ]
    assert not any(result.error for result in results.values())
    api = results[f"a.warc#{SITE}api"].api
    assert api is not None and api.source.page == f"a.warc#{SITE}api"


def test_a_page_of_a_crawl_that_resembles_an_api_page_is_an_error(tmp_path: Path) -> None:
    write_warc(tmp_path / "a.warc", [(SITE + "api", TEXT, PAGE), (SITE + "odd", TEXT, b"x\n" + HALF)])
    odd = read(tmp_path)[f"a.warc#{SITE}odd"]
    assert odd.error is not None or odd.api is not None


def test_a_crawl_that_breaks_off_gives_its_pages_and_one_error(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc", [(SITE + "1", TEXT, PAGE), (SITE + "2", TEXT, PAGE)])
    path.write_bytes(path.read_bytes()[:-2000])
    results = read(tmp_path)
    assert list(results) == [f"a.warc#{SITE}1", "a.warc"]
    assert results[f"a.warc#{SITE}1"].api is not None
    assert "damaged at record 4 or the next: the file ends in the middle of it" in str(results["a.warc"].error)


@pytest.mark.parametrize("replies", [[], [(SITE, "image/png", b"\x89PNG")]])
def test_a_crawl_without_pages_is_an_error(tmp_path: Path, replies: list[tuple[str, str, bytes]]) -> None:
    write_warc(tmp_path / "a.warc", replies)
    assert "there is no page in this file" in str(read(tmp_path)["a.warc"].error)


def test_frames_of_a_saved_page_are_set_aside(tmp_path: Path) -> None:
    save_mhtml(tmp_path / "a.mhtml", [(SITE, HTML, MENU), (SITE + "frame", HTML, MENU)])
    results = read(tmp_path)
    assert results["a.mhtml"].error is not None and results[f"a.mhtml#{SITE}frame"].set_aside
    assert len(results) == 2
