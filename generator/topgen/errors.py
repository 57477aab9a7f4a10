"""Everything that may go wrong on the user's side, as exceptions that say where and what to do.

::

    GeneratorError
    ├── PageError            a page cannot be read; the other pages go on
    │   ├── UnreadablePageError   its bytes are no text, or it is beyond a limit
    │   ├── UnknownLayoutError   it is an API page that no layout reads, or that nothing names
    │   │   └── OtherPageError   it is about something else than an API of the platform
    │   ├── AmbiguousLayoutError two layouts recognise it
    │   └── InternalFaultError    reading it met a fault of topgen's own
    ├── SpecFormatError      a spec or overlay file does not say what such a file must say
    ├── OverlayMismatchError      a correction no longer fits the page that it corrects
    ├── NameConflictError         a name cannot be made into Python that is safe and unique
    ├── LinkedPathError     a path that is written leads through a link
    ├── RenderingError      the rendered text is not the model that it was rendered from
    └── UsageError           the command line asks for something that is not there

Only ``topgen.cli`` catches ``GeneratorError``. What is doubtful or odd about input that could be read is no
exception but a value: see ``topgen.check``.
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar


class GeneratorError(Exception):
    """A fault that the user can mend: where it is, what is wrong, and what to do about it."""

    rule: ClassVar[str] = "usage"
    """The name under which ``topgen rule`` explains faults of this class."""

    def __init__(self, message: str, *, file: str = "", line: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        """The file at fault as the user knows it, empty when no file is."""
        self.line = line
        """1-based line in that file, 0 when the whole file is meant."""
        self.hint = hint
        """What the user can do, one sentence without a full stop; empty when the message says it."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        return f"{place}{self.message}" + (f" ({self.hint})" if self.hint else "")


class PageError(GeneratorError):
    """One page cannot be read; the run goes on with the others."""

    usual_kind = "page that clashes"

    def __init__(self, message: str, *, file: str = "", line: int = 0, hint: str = "", kind: str = "") -> None:
        super().__init__(message, file=file, line=line, hint=hint)
        self.kind = kind or self.usual_kind
        """What the page seems to be, in a few words."""


class UnreadablePageError(PageError):
    """The bytes of a page are no text in a known encoding, or a limit is exceeded."""

    rule = "unreadable-page"
    usual_kind = "unreadable"


class UnknownLayoutError(PageError):
    """The page is one of an API, but in a layout that nobody has described yet, or without a name."""

    rule = "unread-layout"
    usual_kind = "unread layout"


class OtherPageError(UnknownLayoutError):
    """The page is about something else than an API of the platform."""

    rule = "other-page"
    usual_kind = "no API page"


class AmbiguousLayoutError(PageError):
    """More than one layout recognises the page, so that reading it would be a guess."""

    rule = "two-layouts"
    usual_kind = "two layouts"


class InternalFaultError(PageError):
    """A fault of topgen, not of the page; the run goes on, and the user is asked to report it."""

    rule = "internal-fault"
    usual_kind = "fault of topgen"

    def __init__(self, message: str, *, file: str, trace: str, place: str) -> None:
        super().__init__(message, file=file, hint="a fault of topgen, not of the page; please report it")
        self.trace = trace
        """The whole traceback, for the report."""
        self.place = place
        """The line of our source that failed, ``generator/tree/rows.py:12``; empty when nobody knows."""

    def __reduce__(self) -> tuple[object, ...]:
        return partial(InternalFaultError, file=self.file, trace=self.trace, place=self.place), (self.message,)


class SpecFormatError(GeneratorError):
    """A spec or overlay file is not of the documented form."""

    rule = "file-format"


class OverlayMismatchError(GeneratorError):
    """A correction expects something that the page no longer says."""

    rule = "stale-correction"


class OverlayFulfilledError(OverlayMismatchError):
    """A page says by now what a correction sets."""

    rule = "fulfilled-correction"


class NameConflictError(GeneratorError):
    """A scraped name cannot become a Python name that is safe and unique."""

    rule = "unusable-name"


class RenderingError(GeneratorError):
    """The parsed text of a rendered module differs from its model; nothing is written."""

    rule = "rendering-fault"


class LinkedPathError(GeneratorError):
    """A folder that would be written, locked or swept is a link to another one."""

    rule = "linked-path"


class UsageError(GeneratorError):
    """The command line names something that does not exist."""
