"""Hard pages made from plain ones, one kind of damage at a time.

In:  the bytes of a corpus page, the right answers about it, and a seed.
Out: ``Damaged``: the bytes of the hard page, and the answers that it still lets one give.
Note: nothing is random but by name: the same seed and the same page always give the same damage.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from breaking import break_example
from corpus import TruthPage
from cutting import cut_end, lose_example, lose_section
from junk import junk_samples
from spacing import ENCODINGS, add_blank_lines, lose_blank_lines, odd_white_space

Wound = Callable[[str, TruthPage, Random], "tuple[str, str, TruthPage]"]

WOUNDS: Mapping[str, Wound] = {
    "cut": cut_end,
    "section lost": lose_section,
    "example lost": lose_example,
    "blank lines lost": lose_blank_lines,
    "blank lines added": add_blank_lines,
    "white space": odd_white_space,
    "junk samples": junk_samples,
    "broken example": break_example,
}
"""What each kind does to the text of a page, but for the kinds in ``ENCODINGS``, which change its bytes only."""

KINDS = (*WOUNDS, *ENCODINGS)


@dataclass(frozen=True, slots=True)
class Damaged:
    """A hard page."""

    kind: str
    """One of ``KINDS``."""
    detail: str
    """What exactly was done, for the reader of a report."""
    data: bytes
    truth: TruthPage
    """The answers that are left; fields that nobody can know any more are marked ``Asked.LOST``."""


def damage(data: bytes, truth: TruthPage, seed: int, kind: str = "") -> Damaged:
    """Damage one page in one way, chosen by the seed unless a kind is named; UTF-8 goes in."""
    chance = Random(f"{seed}:{truth.api}")
    kind = kind or chance.choice(KINDS)
    text = data.decode("utf-8")
    if kind in ENCODINGS:
        return Damaged(kind, kind, ENCODINGS[kind](text, chance), truth)
    detail, hurt, left = WOUNDS[kind](text, truth, chance)
    return Damaged(kind, detail, hurt.encode("utf-8"), left)
