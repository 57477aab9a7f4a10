"""An overlay as values.

In:  nothing; the reader of overlay files fills it.
Out: ``Overlay``: what to change, to add and to remove, and the doubts that a person has looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

from topgen.errors import OverlayFulfilledError, OverlayMismatchError
from topgen.spec.model import DoubtKind, ErrorCode, Field, Session
from topgen.spec.yaml_read import YamlNode


@dataclass(frozen=True, slots=True)
class Spot:
    """The fact that a correction is about, and the line of the correction."""

    path: str
    """As the page has it, before any correction: ``response.result.data``, or ``title``."""
    file: str
    line: int

    def mismatch(self, message: str, hint: str = "") -> OverlayMismatchError:
        """Return the error that says why the correction no longer fits."""
        return OverlayMismatchError(message, file=self.file, line=self.line, hint=hint)

    def fulfilled(self, message: str) -> OverlayFulfilledError:
        """Return the error that says that the page is right by now."""
        return OverlayFulfilledError(message, file=self.file, line=self.line, hint="topgen tidy deletes it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact that the page states wrongly, or not at all."""

    at: Spot
    key: str
    """The key of the field in the spec file, or ``parent``; empty for a fact of the API as a whole."""
    expect: YamlNode
    """What the page says today; null when it says nothing."""
    set: YamlNode
    reason: str
    evidence: str
    """Where to see that it is so, for the next reader; empty when the reason says all."""

    def __str__(self) -> str:
        return f"{self.at.path}: {self.key}" if self.key else self.at.path


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedDoubt:
    """A doubt whose best reading a person has found to be right."""

    at: Spot
    kind: DoubtKind
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A field that the page does not have."""

    at: Spot
    """The place of the new field, its own name included."""
    field: Field
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A field, or an error code, that the page has and the platform does not."""

    at: Spot
    """``response.result.x``, or ``errors.isv.code``."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedError:
    """An error code that the page does not have."""

    at: Spot
    error: ErrorCode
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An API that no page describes, as a person does."""

    at: Spot
    title: str
    description: str
    session: Session
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """All corrections of one API."""

    describes: Described | None = None
    changes: tuple[Change, ...] = ()
    additions: tuple[Addition, ...] = ()
    removals: tuple[Removal, ...] = ()
    errors: tuple[AddedError, ...] = ()
    accept_doubts: tuple[AcceptedDoubt, ...] = ()
