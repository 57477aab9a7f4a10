"""Rules for all APIs together: what no page shows by itself.

In:  the APIs of one run, in any order.
Out: problems in the order of API names and pages, whatever the order of the APIs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from topgen.spec.model import Api
from topgen.spec.problems import Problem, Severity


def find_problems_across(apis: Iterable[Api]) -> tuple[Problem, ...]:
    """Return what is odd about APIs side by side: pages that say the same."""
    by_name: defaultdict[str, list[Api]] = defaultdict(list)
    for api in sorted(apis, key=lambda api: (api.name, api.source.page)):
        by_name[api.name].append(api)
    return tuple(_read_twice(by_name))


def _read_twice(by_name: dict[str, list[Api]]) -> Iterator[Problem]:
    for first, *others in by_name.values():
        for other in others:
            if _content(first) == _content(other):
                message = f"the page says the same as {first.source.page}"
                yield _problem(other, "same-page-twice", Severity.NOTE, message)


def _content(api: Api) -> Api:
    """Return an API without what only its page decides."""
    doubts = tuple(replace(doubt, line=0) for doubt in api.doubts)
    return replace(api, doubts=doubts, source=replace(api.source, page="", sha256="", dialect=""))


def _problem(api: Api, code: str, severity: Severity, message: str) -> Problem:
    return Problem(code=code, severity=severity, file=api.source.page, line=0, at=api.name, message=message)
