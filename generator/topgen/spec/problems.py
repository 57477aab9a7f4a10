"""Problem: one thing that a person should know about what was read.

In:  nothing; rules fill it.
Out: a value with a stable code, for the report, for machines and for tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

MOST = 200
"""Problems of one kind that are told of a page one by one."""


class Severity(StrEnum):
    """What a problem means for the API."""

    ERROR = "error"
    """The API is not generated."""
    DOUBT = "doubt"
    """It is generated, with the best reading of what the page says."""
    NOTE = "note"
    """It is generated and correct; the page is odd."""


class Problem(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One finding of a rule."""

    code: str
    """Stable name of the rule's finding: lower case words with dashes."""
    severity: Severity
    file: str
    """The page that the API was read from."""
    line: int
    """1-based line of the page, 0 when the rule looks at a spec, which keeps no lines."""
    at: str
    """The API and the dotted path in it: ``taobao.time.get response.time``."""
    message: str
    """One sentence without a full stop."""
    quote: str = ""
    """The words at fault as the page or the spec has them."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        quote = f": {self.quote!r}" if self.quote else ""
        return f"{place}: {self.severity}[{self.code}] {_visible(self.at)}: {self.message}{quote}"


def cap_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems of a page, of each code the first ``MOST`` and how many more there are."""
    found: dict[str, list[Problem]] = {}
    kept: list[Problem] = []
    for problem in problems:
        known = found.setdefault(problem.code, [])
        known.append(problem)
        if len(known) <= MOST:
            kept.append(problem)
    left_out = (known[MOST:] for known in found.values() if len(known) > MOST)
    return (
        *kept,
        *(replace(more[0], message=f"{len(more):,} more of these, from here on", quote="") for more in left_out),
    )


def _visible(text: str) -> str:
    """Escape what does not print, so that no page can write on the user's terminal."""
    return repr(text)[1:-1]
