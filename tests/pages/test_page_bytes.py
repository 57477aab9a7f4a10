"""Bytes to text: which encoding, and what happens to damaged pages."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from topgen.errors import UnreadablePageError
from topgen.pages import page_from_bytes
from topgen.pages.decoding import decode

PAGES = Path(__file__).parents[2] / "specs" / "pages"
CHINESE = "请求参数 名称 类型 描述\n商品标题,不能超过60个字节\n" * 3
ODD = "ok 联通 ok"


def read(data: bytes, charset: str = "") -> str:
    return decode(data, "page", charset).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "utf-32"])
def test_whole_text_comes_back_whatever_it_is_written_in(encoding: str) -> None:
    decoded = decode(CHINESE.encode(encoding), "page")
    assert (decoded.text, decoded.damage) == (CHINESE, "")


@settings(deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=60))
def test_any_utf8_text_comes_back(text: str) -> None:
    assert read(text.encode()) == text.removeprefix("\ufeff")


@settings(deadline=None)
@given(st.binary(max_size=200))
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf\xff")
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        page_from_bytes(data, "page", "page")
    except UnreadablePageError as error:
        assert error.file == "page"


@pytest.mark.parametrize("cut", [1, 2])
def test_a_page_cut_in_the_middle_of_a_character_loses_only_that(cut: int) -> None:
    decoded = decode(CHINESE.rstrip().encode()[:-cut], "page")
    assert decoded.text == CHINESE.rstrip()[:-1]
    assert decoded.damage == "the page ends in the middle of a character"


def test_one_bad_byte_makes_no_other_language_of_a_page() -> None:
    data = CHINESE.encode()
    page = page_from_bytes(data[:60] + b"\xff" + data[60:], "page", "page")
    assert page.text.replace("\ufffd", "") == CHINESE
    assert page.damage.startswith("1 places are broken UTF-8")
    assert page.damaged_line == page.text[: page.text.index("\ufffd")].count("\n") + 1


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.glob("*.txt")))
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_real_page_with_bad_bytes_stays_in_its_encoding(name: str, encoding: str) -> None:
    text = (PAGES / name).read_text("utf-8")
    data = bytearray(text.encode(encoding))
    for index in range(len(data) // 9, len(data), len(data) // 4):
        data[index] = 0xFF
    decoded = decode(bytes(data), "page")
    assert decoded.damage
    # In GB18030 a bad byte may take the next one with it; the rest must be the page.
    assert sum(a == b for a, b in zip(decoded.text[::-1], text[::-1], strict=False)) > 0.05 * len(text)
    assert decoded.text.count("示例") >= text.count("示例") - 4


def html(charset: str, text: str) -> bytes:
    return f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{text}</title></head>'.encode(
        {"utf-8": "utf-8", "big5": "big5"}.get(charset, "gb18030")
    )


@pytest.mark.parametrize("charset", ["gbk", "GB2312", "gb18030", "utf-8"])
def test_an_html_page_says_its_charset(charset: str) -> None:
    assert "标题" in read(html(charset, "标题"))


def test_big5_is_believed_only_when_stated() -> None:
    assert "請求參數" in read(html("big5", "請求參數"))
    assert "請求參數" in read("請求參數".encode("big5"), "Big5")


def test_a_stated_charset_decides_where_the_bytes_leave_it_open() -> None:
    data = b"\xc4\xaa\xd2\xbb"
    assert read(data) == data.decode()
    assert read(data, "gbk") == data.decode("gbk")


def test_a_wrong_charset_does_not_spoil_utf8() -> None:
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head>请求参数'
    assert read(page.encode()) == page
    assert read(CHINESE.encode(), "gbk") == CHINESE
    assert read(CHINESE.encode("gbk"), "iso-8859-1") == CHINESE


def test_words_in_the_text_of_a_page_state_no_charset() -> None:
    text = '请求示例 <?xml version="1.0" encoding="big5"?> <meta charset="big5">'
    assert read(text.encode("gbk")) == text


def test_an_english_page_with_a_stray_byte_is_read() -> None:
    assert read(b"a plain english page " * 20 + b"\x92 the end") == "a plain english page " * 20 + "\ufffd the end"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        gzip.compress(CHINESE.encode()),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00",
        CHINESE.encode("utf-16-le"),
        "plain".encode("utf-16-le"),
    ],
    ids=["every byte", "gzip", "png", "utf-16", "ascii in utf-16"],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadablePageError):
        read(data)


def test_single_nul_characters_stay_where_they_are() -> None:
    text = CHINESE + "a\0b" + CHINESE
    assert read(text.encode()) == text
