"""What a file seems to be that is no text, by its first bytes.

In:  bytes.
Out: ``BinaryKind``.
"""

from __future__ import annotations

from typing import NamedTuple


class BinaryKind(NamedTuple):
    """A kind of file that holds no text."""

    name: str
    """For machines, and for counting."""
    words: str
    """To be read after "this is"."""
    advice: str


_SAVE = "save the page of the API as text or HTML instead"
_PICTURE = BinaryKind("picture", "a picture", f"no words are read from pictures: {_SAVE}")
_SHEET = BinaryKind(
    "Excel file", "an Excel file", "copy its cells into a text file: a row a line, a tab between two cells"
)
_WORD = BinaryKind("Word file", "a Word file", "save it as a web page (HTML)")
_ARCHIVE = BinaryKind("archive", "an archive", "unpack it")
UNKNOWN_BINARY = BinaryKind("binary", "binary data", f"remove it, or {_SAVE}")
_STARTS = {
    b"%PDF-": BinaryKind("PDF", "a PDF", f"tables lose their cells in it: {_SAVE}"),
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"{\\rtf1": _WORD,
    b"\xd0\xcf\x11\xe0": BinaryKind("Office file", "a file of an old Word or Excel", "save it as a web page (HTML)"),
    b"bplist00": BinaryKind("web archive", "a web archive of Safari", "save the page as HTML, or as MHTML elsewhere"),
    b"PK\x03\x04": _ARCHIVE,
    b"\x1f\x8b\x08": _ARCHIVE,
    b"Rar!\x1a": _ARCHIVE,
    b"7z\xbc\xaf": _ARCHIVE,
}
_OFFICE = {b"xl/": _SHEET, b"word/": _WORD}
_HEAD = 65_536


def name_binary(data: bytes) -> BinaryKind | None:
    """Return what bytes are that begin as no text does; None where they may be text."""
    kind = next((kind for start, kind in _STARTS.items() if data.startswith(start)), None)
    if kind is _ARCHIVE and data.startswith(b"PK"):
        inside = data[:_HEAD] + data[-_HEAD:]
        return next((office for folder, office in _OFFICE.items() if folder in inside), kind)
    return kind
