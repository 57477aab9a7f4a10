"""What each example on a page shows: ordered, nested names and literals.

In:  the example blocks of a ``Document``.
Out: trees of ``ExampleValue``; the parameter table plays no part here.
The platform's own examples are malformed in known ways, and pages are cut off; the readers keep all that
they can read and lose only the broken line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Literal(Enum):
    """In which form an example writes a value."""

    TEXT = "text"
    """A quoted string in Java, any text in XML."""
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATETIME = "datetime"
    FILE = "file"
    LIST = "list"
    BLOCK = "block"
    """An object, or a list of them: names inside."""


@dataclass(frozen=True, slots=True)
class ExampleValue:
    """One value that an example shows."""

    name: str
    """In the example's spelling: an element's name, or a setter's without ``set``."""
    literal: Literal
    line: int
    text: str = ""
    """The value as written, without quotes; empty for blocks."""
    items: tuple[str, ...] = ()
    """The elements of a ``LIST`` of scalars, as written."""
    is_list: bool = False
    """The example says that this is a list, whether of scalars or of objects."""
    struct: str | None = None
    """The class name, where the example gives one."""
    children: tuple[ExampleValue, ...] = ()
    whole: bool = True
    """False for a block that the example ends inside: what it does not show may have been there."""

    def walk(self) -> Iterator[ExampleValue]:
        """Return this value and all inside it, in the order of the example."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class ParsedExample:
    """All that one example says."""

    roots: tuple[ExampleValue, ...]
    """The values on the top level."""
    line: int
    """Where the example begins."""
    complete: bool
    """Whether the example ends where it should; a cut one proves nothing by its silence."""
    setters: bool = False
    """The names are those of Java setters, which do not keep the spelling of a field."""
    title: str = ""
    """The root element of a reply, or the request class without ``Request``; empty when it is lost."""
    client: str = ""
    """The class of the client that makes the call: ``TaobaoClient`` or ``QimenCloudClient``."""
    session: bool | None = None
    """Whether the call passes a session key; None when the line of the call is lost."""
    broken: tuple[int, ...] = ()
    """Lines that could not be read at all."""
