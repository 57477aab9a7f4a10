"""What a rule of the audit has seen, and what follows from it: doubts, or the refusal of the page.

In:  findings of all rules.
Out: ``Doubt`` values; ``DistrustedReadingError`` where a table as such cannot be trusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from topgen.audit.reading import Reading
from topgen.refusal import refuse_distrusted
from topgen.spec.doubts import Doubt, DoubtKind

API = "api"
"""Where a finding stands that speaks of the page as a whole."""
MOST = 3
"""A side is not trusted where every third of its fields, and this many of them, are at odds with the page."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something on the page that a right reading leaves no place for."""

    at: str
    """The path of a field, a side, or ``API``."""
    line: int
    seen: str
    """What was seen, one plain sentence."""
    kind: DoubtKind = DoubtKind.ROW
    whole: bool = False
    """It speaks of the whole table: reading the page goes on for nothing."""


def refuse_if_distrusted(reading: Reading, findings: Sequence[Finding]) -> None:
    """Refuse a page whose tables as such are not trusted.

    Raises:
        UnknownLayoutError: the words of the page and what was read of them do not fit together.
    """
    whole = next((finding for finding in findings if finding.whole), None) or _first_of_many(reading, findings)
    if whole is not None:
        raise refuse_distrusted(reading.page.text, reading.page.path, whole.seen, whole.line)


def _first_of_many(reading: Reading, findings: Sequence[Finding]) -> Finding | None:
    """Return the first finding of a side that has too many of them; None where no side has."""
    for side, fields in reading.sides.items():
        odd = [finding for finding in findings if _spoils_row(finding, side)]
        if len({(finding.at, finding.line) for finding in odd}) * MOST >= max(len(fields), MOST * MOST):
            return odd[0]
    return None


def _spoils_row(finding: Finding, side: str) -> bool:
    return finding.kind is DoubtKind.ROW and finding.at.startswith(f"{side}.")


def as_doubts(reading: Reading, findings: Sequence[Finding]) -> Iterator[Doubt]:
    """Yield a doubt for each fact that a finding speaks of, and one for the rows that its table may have more of."""
    known = {doubt.at for doubt in reading.tree.doubts if doubt.kind is DoubtKind.PARENT}
    for finding in findings:
        if finding.kind is DoubtKind.PARENT and finding.at in known:
            continue  # the search for the place has said between which ones it stands
        yield Doubt(finding.at, finding.kind, reading.name_at(finding.at), finding.seen, finding.line)
    for side in reading.sides:
        odd = [finding for finding in findings if _spoils_row(finding, side)]
        if odd:
            reason = f"rows may be missing beside those that are at odds with the page: {odd[0].seen}"
            yield Doubt(side, DoubtKind.ROW, "no more", reason, odd[0].line)
