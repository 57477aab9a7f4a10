"""How deep a row of a table stands, as far as its marks say: ``└`` and its kin, blanks before the name.

In:  the words of name cells.
Out: ``Mark``; from the marks of all rows of a table, the depth of each.
Note: ``└`` alone says that a row stands inside another one, not how deep; only marks of two different widths do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from topgen.vocabulary.characters import BLANKS

LEAF = "└"

_PREFIX = re.compile(r"[\s\u200b\ufeff└├│┗┣┃╰╚╠║─━—|>+▸▾►▼▶∟↳\-]*")
_GLYPH = re.compile("[└├┗┣╰╚╠∟↳]")
_STEP = re.compile("[└├│┗┣┃╰╚╠║∟↳>+▸▾►▼▶|-]")
"""A sign of which a deeper row may have more."""
_LEAST = 2.0
"""The least difference in width that opens a level; one blank may stand there by chance."""
_WIDE = "\u3000\u2003"


@dataclass(frozen=True, slots=True)
class Mark:
    """What the marks of one row say."""

    name: str
    """The words of the name cell without marks."""
    glyph: bool = False
    inside: bool = False
    """Stands inside another row, however deep."""
    level: int | None = None
    """The level that an attribute or a class states."""
    width: float = 0.0
    """How far the name is moved to the right, in whatever unit."""


def take_glyph(text: str) -> tuple[str, bool]:
    """Return a name without the marks before it, and whether ``└`` was among them."""
    match = _PREFIX.match(text)
    prefix = match[0] if match is not None else ""
    return text[len(prefix) :].strip(BLANKS), LEAF in prefix


def read_prefix(raw: str) -> tuple[bool, float]:
    """Return what stands before a name, blanks and all: whether it says that the row is nested, and its width."""
    match = _PREFIX.match(raw)
    prefix = match[0] if match is not None else ""
    return _GLYPH.search(prefix) is not None, sum(2.0 if char in _WIDE else 1.0 for char in prefix)


def read_text_marks(raws: Sequence[str]) -> list[Mark]:
    """Return the marks of all rows of a text table, by their name cells with the blanks around them.

    Any sign before a name is a mark, unless each row has it; the drawn lines behind ``└`` say nothing of depth.
    """
    prefixes = [match[0] if (match := _PREFIX.match(raw)) is not None else "" for raw in raws]
    signs = {prefix.strip(BLANKS) for prefix in prefixes}
    uniform = len(signs) == 1 and not any(map(_GLYPH.search, signs))
    found = []
    for raw, prefix in zip(raws, prefixes, strict=True):
        name = raw[len(prefix) :].strip(BLANKS)
        sign = prefix.strip(BLANKS)
        width = float(sum(2 if char in _WIDE else 1 for char in prefix[: len(prefix) - len(prefix.lstrip(BLANKS))]))
        width += 2.0 * max(0, len(_STEP.findall(sign)) - 1)
        found.append(Mark(name, LEAF in sign, bool(sign) and not uniform, None, width))
    least = min((mark.width for mark in found), default=0.0)
    if len({mark.width for mark in found} - {least}) < 2:
        # One width may stand for every level.
        return [replace(mark, inside=mark.inside or mark.width > least, width=0.0) for mark in found]
    return [replace(mark, width=mark.width - least) for mark in found]


def find_depths(marks: Sequence[Mark], scalars: Sequence[bool]) -> list[int | None]:
    """Return the depth of each row among the rows of one table; None where a nested row has lost it.

    ``scalars`` says of each row whether its type can have no fields inside: blanks before the name of a row below it
    are no mark but chance.
    """
    levels = [mark.level for mark in marks if mark.level is not None]
    if levels and len(levels) == len(marks):
        return _checked([level - levels[0] for level in levels])
    widths = {mark.width for mark in marks}
    if len(widths - {0.0}) > 1 or (len(widths) > 1 and not any(mark.inside for mark in marks)):
        depths = _by_width(marks)
        deeper = (at for at, depth in enumerate(depths) if at and (depth or 0) > (depths[at - 1] or 0))
        if not any(scalars[at - 1] or marks[at].width - marks[at - 1].width < _LEAST for at in deeper):
            return depths
    return [None if mark.inside else 0 for mark in marks]


def _checked(depths: list[int]) -> list[int | None]:
    """Return depths that a row can have below the row before it; others are lost."""
    found: list[int | None] = []
    deepest = -1
    for depth in depths:
        if 0 <= depth <= deepest + 1:
            found.append(depth)
            deepest = depth
        else:
            found.append(None)
    return found


def _by_width(marks: Sequence[Mark]) -> list[int | None]:
    """Return depths by how far names are moved to the right: a further one opens a level, an equal one stays on it."""
    found: list[int | None] = []
    open_widths = [marks[0].width]
    for mark in marks:
        above = len(open_widths)
        while len(open_widths) > 1 and mark.width < open_widths[-1]:
            open_widths.pop()
        if mark.width > open_widths[-1] and len(open_widths) < above:
            found.append(None)
            continue
        if mark.width > open_widths[-1]:
            open_widths.append(mark.width)
        found.append(len(open_widths) - 1)
    return found
