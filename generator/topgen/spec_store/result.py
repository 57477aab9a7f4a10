"""What a run has read, as values.

In:  filled by ``reading``. Out: ``ParseResult``. Specs stay compressed until they are written.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from topgen.batch import PageResult
from topgen.check import Problem
from topgen.render import OutputFile
from topgen.spec.model import Api
from topgen.spec.names import spec_path


@dataclass(frozen=True, slots=True)
class SpecFiles:
    """Spec files, kept small until they are asked for."""

    texts: Mapping[str, bytes]
    """Compressed, by API name."""

    def __iter__(self) -> Iterator[OutputFile]:
        for name, text in self.texts.items():
            yield OutputFile(str(spec_path(name)), zlib.decompress(text))


@dataclass(frozen=True, slots=True)
class ParseResult:
    """What reading the pages did to the spec files."""

    pages: tuple[PageResult, ...]
    """All pages but those set aside; their APIs hold no fields."""
    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    orphaned: tuple[str, ...]
    """APIs whose spec is kept although their page is not there any more."""
    problems: tuple[Problem, ...]
    files: SpecFiles
    """The new and changed spec files as they should be, below the specs folder."""
    apis: Mapping[str, Api]
    """What was read, by name; empty where only the specs were wanted."""
    explained: int
    """How many lines and cells of all pages a named rule accounts for."""
    total: int
    set_aside: Mapping[str, int] = field(default_factory=dict)
    """How many pages of each container are about something else than an API."""
    whole: bool = False
    """Whether all pages below the specs folder were read."""

    @property
    def failed(self) -> tuple[PageResult, ...]:
        return tuple(page for page in self.pages if page.error is not None)
