"""What a run has read, as values.

In:  filled by ``reading``. Out: ``ParseResult``. Specs stay compressed until they are written.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from topgen.batch import PageResult
from topgen.check import Problem
from topgen.diff import Change, Loss
from topgen.errors import GeneratorError
from topgen.render import OutputFile
from topgen.spec.model import Api, Doubt


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a person lets a run take away; by itself it takes nothing."""

    losses: tuple[str, ...] = ()
    """Patterns of APIs that need not keep what a poorer page no longer shows."""
    edits: bool = False
    """Whether specs that were edited by hand may be overwritten."""
    removal: bool = False
    """Whether a package may lose most of its APIs."""


NOTHING = Allowed()


@dataclass(frozen=True, slots=True)
class SpecFiles:
    """Spec files, kept small until they are asked for."""

    texts: Mapping[str, bytes]
    """Compressed, by path below the specs folder."""

    def __iter__(self) -> Iterator[OutputFile]:
        for path in sorted(self.texts):
            yield OutputFile(path, zlib.decompress(self.texts[path]))


@dataclass(frozen=True, slots=True)
class ApiFault:
    """What costs one API alone: it keeps its last state, in the specs folder and in the package."""

    api: str
    error: GeneratorError


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
    """What the package is made of, by name: as read, or as kept; empty where only the specs were wanted."""
    explained: int
    """How many lines and cells of all pages a named rule accounts for."""
    total: int
    rewritten: tuple[str, ...] = ()
    """APIs that are unchanged, but for the file, the digest or the lines of their page."""
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    """What has changed, by API; nothing of a spec that nobody could read."""
    kept: Mapping[str, tuple[Loss, ...]] = field(default_factory=dict)
    """What their pages no longer show of APIs, whose last full specs the package keeps."""
    released: tuple[str, ...] = ()
    """APIs of which nothing is kept any more."""
    known_doubts: Mapping[str, frozenset[Doubt]] = field(default_factory=dict)
    """The doubts of the specs on disk, without their lines, by the changed APIs."""
    faults: tuple[ApiFault, ...] = ()
    set_aside: Mapping[str, int] = field(default_factory=dict)
    """How many pages of each container are about something else than an API."""
    ignored: int = 0
    """How many files below the specs folder's pages were left out, because a person says that they are none."""
    whole: bool = False
    """Whether all pages below the specs folder were read."""

    @property
    def failed(self) -> tuple[PageResult, ...]:
        return tuple(page for page in self.pages if page.error is not None)

    @property
    def is_whole_truth(self) -> bool:
        """Whether every page was read and every API is what its page says."""
        return not self.failed and not self.faults

    def without(self, names: Collection[str]) -> ParseResult:
        """Return the result without what it says of some APIs."""
        files = {path: text for path, text in self.files.texts.items() if PurePosixPath(path).stem not in names}
        return replace(
            self,
            new=tuple(name for name in self.new if name not in names),
            changed=tuple(name for name in self.changed if name not in names),
            rewritten=tuple(name for name in self.rewritten if name not in names),
            kept={name: losses for name, losses in self.kept.items() if name not in names},
            released=tuple(name for name in self.released if name not in names),
            files=SpecFiles(files),
            apis={name: api for name, api in self.apis.items() if name not in names},
        )

    def with_notes(self, notes: Iterable[Problem]) -> ParseResult:
        """Return the result with further problems."""
        return replace(self, problems=(*self.problems, *notes))

    def with_faults(self, faults: Iterable[ApiFault]) -> ParseResult:
        """Return the result with the faults of some APIs, which keep their last state."""
        faults = tuple(sorted(faults, key=lambda fault: (fault.api, str(fault.error))))
        return replace(self.without({fault.api for fault in faults}), faults=faults)
