"""Scraped names made into Python names: safe, unique, and the same on every machine.

In:  names as the platform spells them. Out: plain text that ``code.identifier`` will accept.
No name ever gets a number: a clash is settled by a trailing underscore, by more of the path,
or by a digest of the whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType

from topgen.python_model.reserved import ATTRIBUTES

MODULE_LENGTH = 77
"""A module's file, ``.py`` included, has at most 80 characters: Windows ends paths at 260."""

NOTHING: Mapping[str, str] = MappingProxyType({})

_NAME_LENGTH = 120
_FOREIGN = re.compile(r"[^A-Za-z0-9_\u4e00-\u9fff]")
_NUMBER = re.compile(r"([0-9]+)")
_BREAKS = re.compile(r"[.\-_]+")


def plain_name(text: str, length: int = _NAME_LENGTH) -> str:
    """The text as an identifier: other characters become ``_``, leading ones of them are dropped, a digit gets one.

    Letters beyond ASCII and Chinese are taken off too, because they can look like others. Leading underscores go
    because Python mangles or hides such names. Keywords are not looked at here.
    """
    name = _FOREIGN.sub("_", unicodedata.normalize("NFKC", text)).lstrip("_") or "unnamed"
    name = f"_{name}" if name[0].isdigit() else name
    return name if len(name) <= length else f"{name[: length - 9].rstrip('_')}_{digest(text)}"


def class_stem(api: str) -> str:
    """Class names without ``Request``, as in the official SDKs: a leading ``taobao.`` or ``qimen.`` is dropped."""
    first, _, rest = api.partition(".")
    return capitalised(rest if first in ("taobao", "qimen") else api)


def capitalised(text: str) -> str:
    """``coupon_detail`` → ``CouponDetail``; inner capitals are kept, so ``SKU_info`` → ``SKUInfo``."""
    return plain_name("".join(raw_row[:1].upper() + raw_row[1:] for raw_row in _BREAKS.split(text)))


def spellings(text: str, whole: str) -> Iterator[str]:
    """Names of modules for the text, best first; the last one is unique to ``whole``, of which the text is a part."""
    name = plain_name(text, MODULE_LENGTH - 1)
    yield name
    yield f"{name}_"
    yield f"{plain_name(text, MODULE_LENGTH - 9)}_{digest(whole)}"


def stem_spellings(api: str) -> Iterator[str]:
    """Class stems for an API, best first: as the SDKs do, with its ``taobao``, with its dots, with a digest."""
    yield class_stem(api)
    yield capitalised(api)
    yield plain_name("_".join(capitalised(raw_row) for raw_row in api.split(".")))
    yield f"{class_stem(api)}_{digest(api)}"


def first_free(candidates: Iterator[str], is_taken: Callable[[str], bool]) -> str:
    """Return the best candidate that is not taken; the last one when all are."""
    name = ""
    for name in candidates:
        if not is_taken(name):
            break
    return name


def attribute_names(
    wires: Sequence[str], taken: frozenset[str] = frozenset(), locked: Mapping[str, str] = NOTHING
) -> dict[str, str]:
    """Return an attribute for each wire name of one class.

    ``taken`` are further names that none may have, ``locked`` those of earlier packages by wire name. After them a
    wire name that is a Python name already keeps it, wherever it stands; the others make way with underscores.
    """
    names = {wire: locked[wire] for wire in wires if wire in locked}
    used = set(locked.values()) | ATTRIBUTES | taken
    names |= {wire: wire for wire in wires if wire not in names and plain_name(wire) == wire and wire not in used}
    used.update(names.values())
    for wire in wires:
        if wire not in names:
            names[wire] = _with_underscores(plain_name(wire), used)
            used.add(names[wire])
    return names


def export_key(name: str) -> tuple[int, list[str | int]]:
    """Return where a class stands in ``__all__``, as linters sort it: capitals, then classes, numbers as numbers."""
    words: list[str | int] = [int(word) if word.isdecimal() else word for word in _NUMBER.split(name)]
    return (0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2), words


def import_key(name: str) -> tuple[int, list[str | int], str]:
    """Return where a class stands in an import, as linters sort it: the same, but without regard to capitals."""
    return export_key(name)[0], export_key(name.lower())[1], name


def digest(text: str) -> str:
    """Eight hexadecimal digits that stand for the text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _with_underscores(name: str, used: set[str]) -> str:
    while name in used:
        name += "_"
    return name
