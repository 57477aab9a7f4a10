"""One run as a value that is reported in several forms.

In:  results of the pipeline. Out: ``RunReport``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from msgspec import structs

from topgen.batch import PageResult
from topgen.check import Problem
from topgen.errors import PageError
from topgen.render import Changes
from topgen.select import Selection
from topgen.spec.model import Api, Doubt
from topgen.spec_store import ParseResult


@dataclass(frozen=True)
class RunReport:
    """All that is to be said about one run."""

    result: ParseResult
    rejected: Mapping[str, Path] = field(default_factory=dict)
    """The folder of each rejected page by the page's path."""
    changes: Changes | None = None
    """What became of the package, where the run made one."""
    out: Path = Path()
    """The package."""
    selection: Selection | None = None
    """What the package holds."""
    dry: bool = False
    """Whether nothing was written, and all of this is only what would be."""

    def path_of(self, page: str) -> str:
        """Return the path from where one stands of a page as specs call it."""
        return self._paths.get(page, page)

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {page.name: page.path for page in self.result.pages}

    @property
    def problems(self) -> list[Problem]:
        """What is odd, with the paths of the pages."""
        return [structs.replace(problem, file=self.path_of(problem.file)) for problem in self.result.problems]

    @property
    def doubts(self) -> list[tuple[Api, Doubt]]:
        """All doubts with their APIs, in the order of the pages."""
        apis = [page.api for page in self.result.pages if page.api is not None]
        return [(api, doubt) for api in apis for doubt in api.doubts]

    @property
    def new_doubts(self) -> list[tuple[Api, Doubt]]:
        """The doubts that no spec on disk holds yet, but for poorer pages, of which the package takes nothing."""
        taken = ((api, doubt) for api, doubt in self.doubts if api.name not in self.result.kept)
        return [(api, doubt) for api, doubt in taken if not self._is_known(api, doubt)]

    @property
    def known_doubts(self) -> list[tuple[Api, Doubt]]:
        """The doubts that are not new."""
        new = {(api.name, doubt) for api, doubt in self.new_doubts}
        return [(api, doubt) for api, doubt in self.doubts if (api.name, doubt) not in new]

    def _is_known(self, api: Api, doubt: Doubt) -> bool:
        known = self.result.known_doubts.get(api.name)
        if known is None:
            return api.name not in self._unknown
        return structs.replace(doubt, line=0) in known

    @property
    def _unknown(self) -> frozenset[str]:
        return frozenset((*self.result.new, *self.result.changed))


def error_kind(page: PageResult) -> str:
    """Return what a page that could not be read seems to be."""
    return page.error.kind if isinstance(page.error, PageError) else "name or value that is not safe"


def written_files(changes: Changes) -> list[str]:
    """Return the files of the package that a run wrote."""
    return [*changes.drift.new, *changes.drift.changed, *changes.drift.edited]
