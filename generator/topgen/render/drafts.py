"""A rendered file on its way to the tree.

In:  what a template made of a model. Out: ``OutputFile``, once the text is laid out and verified.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from topgen.package_metadata import PackageMetadata
from topgen.python_model.code import LINE_LENGTH
from topgen.render.formatting import STYLE, format_sources
from topgen.render.verify import PACKAGE, Grammar, verify
from topgen.text_width import width

_UNBREAKABLE = re.compile(r' *(?:#|"[\w.:]*"$)')
"""A comment, or a literal alone."""
_PROVEN_STYLE = "26"
"""The year of black whose style the templates have."""


@dataclass(frozen=True, slots=True, order=True)
class OutputFile:
    """One file of the generated tree."""

    path: str
    """Relative to the tree, with forward slashes."""
    data: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 in hexadecimal."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """A rendered file before it is formatted, and what it may consist of."""

    path: str
    text: str
    model: object
    """What was filled in."""
    template: str
    """What the template itself says."""
    is_final: bool = False
    """There is nothing left for black: a long list, or laid out as it does."""
    grammar: Grammar = PACKAGE


def finish(
    drafts: Iterable[Draft], metadata: PackageMetadata, cache_dir: Path, *, remember: bool = True
) -> Iterator[OutputFile]:
    """Yield the files of drafts in their order; raise ``RenderingError`` for one that is not what its model says."""
    drafts = tuple(drafts)
    open_drafts = [draft for draft in drafts if not draft.is_final]
    formatted = iter(format_sources([draft.text for draft in open_drafts], cache_dir, remember=remember))
    for draft in drafts:
        text = draft.text if draft.is_final else next(formatted)
        yield prove(draft, text, metadata)


def prove(draft: Draft, text: str, metadata: PackageMetadata) -> OutputFile:
    """Return the file of a draft that was laid out as a text; raises ``RenderingError`` as ``finish`` does."""
    verify(text, draft.model, draft.template, draft.path, replace(draft.grammar, package=metadata.name))
    return OutputFile(draft.path, text.encode())


def is_laid_out(text: str) -> bool:
    """Return whether black would leave a rendered text alone: no line is too long, by a width that nobody disputes.

    All else is laid out by the templates, which tests prove for one year's style. Of marks on letters, emoji and flags
    black counts other columns than terminals show.
    """
    if STYLE != _PROVEN_STYLE or any(width(char) == 0 or char >= "\U0001f000" for char in set(text) - {"\n"}):
        return False
    return all(width(line) <= LINE_LENGTH for line in text.splitlines() if not _UNBREAKABLE.match(line))
