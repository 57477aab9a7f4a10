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
    CODE = "code"
    """What stands for a value and does not tell it: a variable, a function call."""


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
    """What is inside: of a block, or of a ``TEXT`` that is JSON, where the type alone tells whether it is meant so."""
    spelled: bool = False
    """The name, and all inside, is spelled as it is sent, whatever the rest of the call does."""
    may_be_list: bool = False
    """The example does not tell a list of objects from one object."""
    whole: bool = True
    """False for a block that the example ends inside: what it does not show may have been there."""

    def walk(self) -> Iterator[ExampleValue]:
        """Return this value and all inside it, in the order of the example."""
        yield self
        for child in self.children:
            yield from child.walk()


class Names(Enum):
    """What is left of the names of fields in a call."""

    SENT = "sent"
    """They are spelled as they are sent."""
    SETTERS = "setters"
    """Those of Java: without underscores, and with ``String`` behind those of type Json."""
    PROPERTIES = "properties"
    """Those of other languages, without underscores too."""


@dataclass(frozen=True, slots=True)
class Call:
    """How a client in one language is called, and what such a call cannot show."""

    names: Names
    """On the top level."""
    builds_objects: bool
    """Objects are always built in the code; otherwise a text may stand for one, which shows nothing inside."""

    @property
    def keeps_names(self) -> bool:
        return self.names is Names.SENT


@dataclass(frozen=True, slots=True)
class ParsedExample:
    """All that one example says."""

    roots: tuple[ExampleValue, ...]
    """The values on the top level."""
    line: int
    """Where the example begins."""
    complete: bool
    """Whether the example ends where it should; a cut one proves nothing by its silence."""
    call: Call | None = None
    """The language of a call; None for what travels over the wire, XML and JSON."""
    api: str = ""
    """The name of the API, where the call prints it."""
    title: str = ""
    """The root element of a reply, or the request class without ``Request``; empty when it is lost."""
    client: str = ""
    """The class of the client that makes the call: ``TaobaoClient``, ``QimenCloudClient``, ``TopClient``."""
    session: bool | None = None
    """Whether the call passes a session key; None when the line of the call is lost, or does not tell."""
    broken: tuple[int, ...] = ()
    """Lines that could not be read at all."""

    @property
    def setters(self) -> bool:
        """Whether the names are those of setters, which do not keep the spelling of a field."""
        return self.call is not None and not self.call.keeps_names
