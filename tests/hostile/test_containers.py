"""Saved pages (MHTML) and crawls (WARC): the pages that come out of them, and what happens when they are damaged."""

from __future__ import annotations

import gzip
import io
import itertools
import random
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from containers import HTML, save_mhtml, write_warc

from topgen.errors import UnreadablePageError
from topgen.pages import MAX_BYTES, StoredPage, open_pages, read_page, read_pages

TEXT = "<html><body><p>请求参数 = 名称</p></body></html>\n" * 5
ONE, TWO = "https://open.example/doc?id=1", "https://open.example/doc?id=2"


def contents(path: Path) -> list[tuple[str, str]]:
    return [(page.name, page.text) for page in read_pages(path, path.parent)]


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_a_saved_page_is_the_page(tmp_path: Path, encoding: str, charset: str) -> None:
    parts = [(ONE, f"text/html; charset={charset}", TEXT.encode(charset)), ("cid:x", "image/png", b"\x89PNG\0" * 40)]
    path = save_mhtml(tmp_path / "a.mhtml", parts, encoding)
    assert contents(path) == [("a.mhtml", TEXT)]


def test_a_saved_page_without_a_charset_is_decoded_by_its_bytes(tmp_path: Path) -> None:
    path = save_mhtml(tmp_path / "a.mhtml", [(ONE, "text/html", TEXT.encode("gbk"))])
    assert contents(path) == [("a.mhtml", TEXT)]


def test_frames_of_a_saved_page_have_names_of_their_own(tmp_path: Path) -> None:
    path = save_mhtml(tmp_path / "a.mhtml", [(ONE, HTML, TEXT.encode()), (TWO, HTML, b"frame"), (TWO, HTML, b"again")])
    assert contents(path) == [
        ("a.mhtml", TEXT),
        (f"a.mhtml#{TWO}", "frame"),
        (f"a.mhtml#{TWO}#2", "again"),
    ]
    assert read_page(f"{path}#{TWO}#2", tmp_path).text == "again"
    assert read_page(path, tmp_path).text == TEXT


def test_the_start_of_a_saved_page_is_the_page_wherever_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_bytes(
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; start="<root>"; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/html\r\nContent-Location: https://x/frame\r\n\r\nframe\r\n"
        b"--b\r\nContent-Type: text/html\r\nContent-ID: <root>\r\n\r\nroot\r\n--b--\r\n"
    )
    assert contents(tmp_path / "a.mht") == [("a.mht", "root"), ("a.mht#https://x/frame", "frame")]


@pytest.mark.parametrize(
    "body", [b"", b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--", b"--b\r\nContent-Type: multipart/x\r\n\r\n"]
)
def test_a_saved_page_without_a_page_says_so(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "a.mht").write_bytes(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n" + body)
    with pytest.raises(UnreadablePageError, match=r"a\.mht"):
        contents(tmp_path / "a.mht")


def test_parts_within_parts_without_end_are_refused(tmp_path: Path) -> None:
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b0\r\n\r\n"
    nested = b"".join(
        b"--b%d\r\nContent-Type: multipart/related; boundary=b%d\r\n\r\n" % (n, n + 1) for n in range(9000)
    )
    (tmp_path / "a.mht").write_bytes(head + nested)
    with pytest.raises(UnreadablePageError):
        contents(tmp_path / "a.mht")


@pytest.mark.parametrize("coding", ["", "gzip", "chunked", "gzip chunked"])
@pytest.mark.parametrize("zipped", [False, True])
def test_a_crawl_gives_its_text_replies(tmp_path: Path, coding: str, zipped: bool) -> None:
    replies = [
        (ONE, HTML, TEXT.encode()),
        ("https://open.example/logo.png", "image/png", b"\x89PNG\0"),
        (TWO, "application/json;charset=gbk", '{"标题":1}'.encode("gbk")),
    ]
    path = write_warc(tmp_path / "crawl.warc.gz", replies, coding=coding, zipped=zipped)
    assert contents(path) == [(f"crawl.warc.gz#{ONE}", TEXT), (f"crawl.warc.gz#{TWO}", '{"标题":1}')]
    assert read_page(f"{path}#{TWO}", tmp_path).lines == ('{"标题":1}',)


def test_a_crawl_that_was_gzipped_as_a_whole_is_read(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc", [(ONE, HTML, b"one"), (TWO, HTML, b"two")])
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert [text for _, text in contents(path)] == ["one", "two"]


def test_error_replies_are_passed_over(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc", [(ONE, HTML, b"gone")], status="404 Not Found")
    assert contents(path) == []


def test_the_same_address_twice_gives_two_names(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc", [(ONE, HTML, b"old"), (ONE, HTML, b"new")])
    assert contents(path) == [(f"a.warc#{ONE}", "old"), (f"a.warc#{ONE}#2", "new")]


def test_asking_for_one_page_of_many_lists_them(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc", [(ONE, HTML, b"one"), (TWO, HTML, b"two")])
    with pytest.raises(UnreadablePageError) as caught:
        read_page(path, tmp_path)
    assert f"{path}#{ONE}" in str(caught.value) and f"{path}#{TWO}" in str(caught.value)
    with pytest.raises(UnreadablePageError, match="no such page"):
        read_page(f"{path}#https://elsewhere", tmp_path)


@pytest.mark.parametrize("zipped", [False, True])
def test_what_stands_before_a_break_is_given(tmp_path: Path, zipped: bool) -> None:
    noise = bytes(random.Random(3).choices(range(33, 126), k=9000))
    path = write_warc(tmp_path / "a.warc", [(ONE, HTML, b"one"), (TWO, HTML, noise)], zipped=zipped)
    path.write_bytes(path.read_bytes()[:-4000])
    pages = open_pages(path, tmp_path)
    assert next(pages).data == b"one"
    with pytest.raises(UnreadablePageError, match="breaks off or is damaged"):
        list(pages)


def damaged(path: Path, seed: int) -> Path:
    """Overwrite, cut out and double some bytes."""
    chance, data = random.Random(seed), bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data))
        kind = chance.randrange(3)
        if kind == 0:
            data[at] = chance.randrange(256)
        elif kind == 1:
            del data[at : at + chance.randint(1, 60)]
        else:
            data[at:at] = data[at : at + chance.randint(1, 60)]
    target = path.with_name(f"{seed}-{path.name}")
    target.write_bytes(data)
    return target


@pytest.mark.parametrize("name", ["plain.warc", "zipped.warc", "coded.warc", "saved.mhtml"])
def test_a_damaged_container_gives_pages_or_says_what_is_wrong(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    replies = [(f"{ONE}&n={n}", HTML, TEXT.encode()) for n in range(4)]
    if name == "saved.mhtml":
        path = save_mhtml(tmp_path / name, replies)
    else:
        coding = "gzip chunked" if name == "coded.warc" else ""
        path = write_warc(tmp_path / name, replies, coding=coding, zipped=name == "zipped.warc")
    for seed in range(150):
        broken = damaged(path, seed)
        try:
            names = [stored.name for stored in open_pages(broken, tmp_path)]
            assert len(set(names)) == len(names)
        except UnreadablePageError as error:
            assert error.file == str(broken)
    assert capsys.readouterr().err == ""


def endless(size: int) -> Iterator[bytes]:
    return itertools.repeat(b"a" * 65536, size // 65536)


@pytest.mark.slow
@pytest.mark.parametrize("where", ["record", "reply"])
def test_a_bomb_takes_no_more_memory_than_a_page_may(tmp_path: Path, where: str) -> None:
    size = 3 * MAX_BYTES
    body = b"".join(endless(size))
    path = write_warc(tmp_path / "a.warc", [(ONE, HTML, body), (TWO, HTML, b"two")], coding="gzip" * (where == "reply"))
    if where == "record":
        path.write_bytes(gzip.compress(path.read_bytes()))
    del body
    tracemalloc.start()
    first, second = open_pages(path, tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(first.data) == MAX_BYTES + 1 and second.data == b"two"
    assert peak < 2.9 * MAX_BYTES


def test_a_header_without_end_is_refused(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.warc.gz", "wb") as stream:
        stream.write(b"WARC/1.0\r\nWARC-Type: response\r\nX: ")
        for block in endless(4 * MAX_BYTES):
            stream.write(block)
    with pytest.raises(UnreadablePageError, match="longer than"):
        list(open_pages(tmp_path / "a.warc.gz", tmp_path))


def test_bodies_that_cannot_be_unpacked_are_named(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc", [(ONE, HTML, TEXT.encode())], coding="gzip")
    path.write_bytes(path.read_bytes().replace(b"Content-Encoding: gzip", b"Content-Encoding: zstd"))
    (stored,) = open_pages(path, tmp_path)
    assert "zstd" in stored.trouble


@pytest.mark.parametrize("name", ["a#b.txt", "文档.txt", "no extension", "x.warc"])
def test_the_bytes_and_not_the_name_say_what_a_file_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"From: me\nplain text, multipart/related")
    assert list(open_pages(tmp_path / name, tmp_path)) == [
        StoredPage(str(tmp_path / name), name, b"From: me\nplain text, multipart/related")
    ]
    assert read_page(tmp_path / name, tmp_path).name == name


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UnreadablePageError):
            list(open_pages(path, tmp_path))


def test_addresses_are_printable_and_short(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc", [("https://x/" + "a" * 900 + "\x1b[31m", HTML, b"one")])
    (stored,) = open_pages(path, tmp_path)
    assert stored.name.isprintable() and len(stored.name) < 400


def test_reading_a_crawl_takes_the_memory_of_one_page(tmp_path: Path) -> None:
    replies = [(f"{ONE}&n={n}", HTML, b"x" * 200_000) for n in range(60)]
    path = write_warc(tmp_path / "a.warc", replies)
    del replies
    tracemalloc.start()
    assert sum(len(stored.data) for stored in open_pages(path, tmp_path)) == 60 * 200_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3_000_000


def test_an_empty_file_is_an_empty_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(io.BytesIO().getvalue())
    with pytest.raises(UnreadablePageError, match="empty"):
        read_page(tmp_path / "a.txt", tmp_path)
