"""What a page that is not read seems to be, and what its owner can do: the one place that decides it.

In:  the text of a page, and what reading it has met.
Out: the error that refuses it. Files that are no text are named by ``files``.
This knows words of pages, and no layout's reading: a page is named by what stands on it, not by where reading stopped.
"""

from __future__ import annotations

from topgen.errors import OtherPageError, UnknownLayoutError
from topgen.refusal.kinds import COPIED_LAYOUT, KINDS, NAMELESS, OTHER_SERVICE, UNREAD, Kind
from topgen.refusal.look import Evidence, Look

__all__ = ["refuse_distrusted", "refuse_nameless", "refuse_page"]


def refuse_page(text: str, file: str, first_line: int = 1) -> UnknownLayoutError:
    """Return the error about a page that no layout recognises."""
    return _refuse(*_judge(Look(text), KINDS), file, first_line)


def refuse_nameless(text: str, file: str, first_line: int = 1) -> UnknownLayoutError:
    """Return the error about a page that was read but for the name of its API.

    Nobody is asked to name a page of another service.
    """
    return _refuse(*_judge(Look(text), (OTHER_SERVICE, NAMELESS, COPIED_LAYOUT, UNREAD)), file, first_line)


def refuse_distrusted(text: str, file: str, seen: str, line: int) -> UnknownLayoutError:
    """Return the error about a page whose tables were read, and do not fit what stands on the page."""
    kind, evidence = _judge(Look(text), (OTHER_SERVICE, COPIED_LAYOUT, UNREAD))
    if kind is OTHER_SERVICE:
        return _refuse(kind, evidence, file, 1)
    return _refuse(kind, Evidence(f"{seen}" if kind is UNREAD else evidence.seen, line), file, 1)


def _judge(look: Look, kinds: tuple[Kind, ...]) -> tuple[Kind, Evidence]:
    for kind in kinds:
        if (evidence := kind.find(look)) is not None:
            return kind, evidence
    return kinds[-1], Evidence("")


def _refuse(kind: Kind, evidence: Evidence, file: str, first_line: int) -> UnknownLayoutError:
    error = UnknownLayoutError if kind.is_api else OtherPageError
    seen = f": {evidence.seen}" if evidence.seen else ""
    line = evidence.line + first_line - 1 if evidence.line else 0
    return error(f"this seems to be {kind.words}{seen}", file=file, line=line, hint=kind.advice, kind=kind.name)
