"""The text of a page from its bytes: which encoding they are in, and what is lost where they are damaged.

In:  bytes, and the charset that a container states for them.
Out: ``Decoded``, or ``UnreadablePageError`` for what is no text.
A stated charset is a hint and no more, since browsers save pages as UTF-8 and leave ``charset=gbk`` in
them, so bytes that are Chinese in UTF-8 are UTF-8. One bad byte must not turn a UTF-8 page into the nonsense that
GB18030 makes of it; GB18030 text read as UTF-8 is mostly broken, a damaged UTF-8 page is not, so the count decides.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from topgen.errors import UnreadablePageError
from topgen.refusal.files import UNKNOWN_BINARY, BinaryKind, name_binary

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LABELS = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(("gb18030", "gbk", "gb2312", "gb_2312-80", "x-gbk", "cp936", "ms936", "chinese"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5"), "big5hkscs"),
}
"""The charsets worth asking for; all others that a page states decode anything to something and prove nothing."""
_HEAD = 2048
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_LONG = re.compile("[\u0800-\ufffc\U00010000-\U0010ffff]")
"""What UTF-8 writes in three bytes or four, so that it is not met by chance."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
BROKEN = "\ufffd"
"""What stands in the text for a place that cannot be decoded."""
_RARE = 100
"""Text may have one character in so many broken and still be text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page and what is wrong with it."""

    text: str
    damage: str = ""
    """What was lost, one sentence without a full stop; empty for a whole page."""
    at: int = 0
    """The index in the text of the first damage."""


def decode(data: bytes, path: str, charset: str = "") -> Decoded:
    """Decode the bytes of a page; the byte order mark speaks first, then UTF-8, then what is stated, then GB18030.

    Raises:
        UnreadablePageError: no encoding makes text of the bytes.
    """
    if (kind := name_binary(data)) is not None:
        raise _binary(kind, path)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _refuse_binary(_damaged(data[len(mark) :], encoding), path)
    decoded = _decode_unmarked(data, _LABELS.get(charset.strip().lower(), ""))
    if decoded is None:
        raise UnreadablePageError(
            "the bytes are neither UTF-8 nor GB18030 text", file=path, hint="save the page as UTF-8"
        )
    return _refuse_binary(decoded, path)


def _stated(data: bytes) -> str:
    """Return the encoding that an HTML page states in its head, or nothing."""
    head = data[:_HEAD].lstrip()
    if not head.startswith(b"<"):
        return ""
    # Loading it takes longer than reading ten pages, and most pages are UTF-8.
    from bs4.dammit import EncodingDetector

    found = EncodingDetector.find_declared_encoding(head, is_html=True)
    return _LABELS.get((found or "").strip().lower(), "")


def _decode_unmarked(data: bytes, stated: str) -> Decoded | None:
    """Try the encodings in the order of how much their success proves; ``stated`` is what a container says."""
    utf8 = _damaged(data, "utf-8")
    whole = _mostly_whole(utf8, _LONG)
    if whole and (data.isascii() or _CHINESE.search(utf8.text)):
        return utf8
    stated = stated or _stated(data)
    other = stated if stated != "utf-8" else ""
    if whole and not other:
        return utf8
    foreign = (_strict(data, other) if other else None) or _strict(data, "gb18030")
    if foreign is not None:
        return foreign
    gb18030 = _damaged(data, "gb18030")
    if _mostly_whole(gb18030, _CHINESE):
        return gb18030
    return utf8 if _hardly_broken(utf8) else None


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError:
        return None


def _damaged(data: bytes, encoding: str) -> Decoded:
    """Decode what can be decoded: a character cut at the end is dropped, others become U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        count = text.count(BROKEN)
        return Decoded(text, f"{count} places are broken {encoding.upper()} and stand as {BROKEN}", text.find(BROKEN))
    if decoder.getstate()[0]:
        return Decoded(text, "the page ends in the middle of a character", len(text))
    return Decoded(text)


def _mostly_whole(decoded: Decoded, sign: re.Pattern[str]) -> bool:
    """Return whether the characters that speak for an encoding outnumber those that it cannot read."""
    broken = decoded.text.count(BROKEN)
    return broken == 0 or broken < sum(1 for _ in sign.finditer(decoded.text))


def _hardly_broken(decoded: Decoded) -> bool:
    return decoded.text.count(BROKEN) * _RARE <= len(decoded.text)


def _refuse_binary(decoded: Decoded, path: str) -> Decoded:
    """Let the control characters pass that some descriptions hold; a page full of them is no text."""
    if sum(1 for _ in _CONTROL.finditer(decoded.text)) * _RARE > len(decoded.text):
        raise _binary(UNKNOWN_BINARY, path)
    return decoded


def _binary(kind: BinaryKind, path: str) -> UnreadablePageError:
    return UnreadablePageError(f"this is {kind.words}, no page", file=path, hint=kind.advice, kind=kind.name)
