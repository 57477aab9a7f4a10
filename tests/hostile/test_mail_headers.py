"""Whatever a record of a crawl or a frame of a saved page says of itself costs that record alone."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from topgen.errors import PageError
from topgen.pages import open_pages
from topgen.pages.page import Addresses

PAGE = "taobao.shop.get (Get a shop)\n请求参数\nnick String 必须 the owner\n".encode()
HEAD = b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
LONG = "https://open.taobao.com/" + "x" * 400

words = st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=60)
pieces = st.lists(
    st.sampled_from(
        ("text/html", ";", "charset", "*", "0", "=", "''", '"', "utf-8", "a", "%", "%zz", "start", "boundary", "?", " ")
    ),
    max_size=14,
).map("".join)
headers = st.one_of(words, pieces)


def read(path: Path, data: bytes) -> int:
    """Return how many pages a file holds; a file that is no container of pages is refused by name."""
    path.write_bytes(data)
    try:
        return len(list(open_pages(path, path.parent)))
    except PageError:
        return 0


@given(headers, headers)
@example("text/html; charset*=utf-8''x; charset*0=a", "")
@example("text/html", LONG)
def test_any_header_of_a_frame_is_survived(kind: str, address: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        frame = f"--B\r\nContent-Type: {kind}\r\nContent-Location: {address}\r\n\r\n".encode("latin-1") + PAGE
        sound = b"--B\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE
        found = read(Path(folder) / "saved.mhtml", HEAD + sound + b"\r\n" + frame + b"\r\n" + frame + b"\r\n--B--\r\n")
        assert found >= 1


@given(headers, headers)
@example("text/html; charset*=utf-8''x; charset*0=a", "")
@example("text/html", LONG)
def test_any_header_of_a_record_is_survived(kind: str, address: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        size = str(len(PAGE)).encode()
        record = (
            b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: "
            + address.encode("latin-1")
            + b"\r\nContent-Type: "
            + kind.encode("latin-1")
            + b"\r\nContent-Length: "
            + size
            + b"\r\n\r\n"
            + PAGE
            + b"\r\n\r\n"
        )
        read(Path(folder) / "crawl.warc", record * 3)


@pytest.mark.parametrize("stated", ["", "x", LONG, "x" * 300, "x#2"])
def test_a_thousand_pages_of_one_address_have_addresses_of_their_own(stated: str) -> None:
    addresses = Addresses()
    given = [addresses.give(each) for _ in range(1000) for each in (stated, f"{stated}#2")]
    assert len(set(given)) == len(given)
    assert max(map(len, given)) <= 300


def test_the_second_page_of_an_address_is_its_second() -> None:
    addresses = Addresses()
    assert [addresses.give("a") for _ in range(3)] == ["a", "a#2", "a#3"]
