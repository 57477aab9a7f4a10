"""What is odd about one page beside the rules for its API: damaged bytes, unexplained words, settled conflicts.

In:  the ``Page``, its tree, its coverage and its ``Api``.
Out: ``Problem`` values.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from topgen.alignment import ApiTree
from topgen.coverage import Coverage
from topgen.pages import Page
from topgen.spec.model import Api
from topgen.spec.problems import Problem, Severity


def find_page_problems(page: Page, tree: ApiTree, coverage: Coverage, api: Api) -> Iterator[Problem]:
    """Yield what reading the page has met."""
    found = partial(Problem, file=page.name)
    if page.damage:
        yield found(
            code="damaged-text",
            severity=Severity.DOUBT,
            line=page.damaged_line,
            at=api.name,
            message=page.damage,
        )
    for entry in coverage.unmatched:
        yield found(
            code="unexplained-text",
            severity=Severity.DOUBT,
            line=entry.cell.line,
            at=api.name,
            message=entry.rule or "nobody knows what this says",
            quote=entry.quote,
        )
    for conflict in tree.conflicts:
        other = conflict.other
        said = f"line {other.line} says {other.text!r}" if other.text else "another example says nothing of it"
        yield found(
            code=conflict.rule.value,
            severity=Severity.NOTE,
            line=conflict.chosen.line,
            at=f"{api.name} {conflict.at}",
            message=f"the page contradicts itself, and {said}",
            quote=conflict.chosen.text,
        )
