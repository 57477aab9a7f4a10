"""The spec of one API as values: what every witness on its page settled, and what stayed in doubt.

In:  nothing; the tree room fills these values and the YAML reader restores them.
Out: ``Api`` and its parts, immutable, compared by value.
A fact that the page does not give is ``None`` or empty, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from topgen.spec.doubts import Doubt as Doubt
from topgen.spec.doubts import DoubtKind as DoubtKind
from topgen.spec.inferred import NOTHING_INFERRED as NOTHING_INFERRED
from topgen.spec.inferred import EnumValue as EnumValue
from topgen.spec.inferred import Inferred as Inferred

Plain: TypeAlias = "bool | int | str | Sequence[Plain] | Mapping[str, Plain] | None"
"""Data as YAML and JSON know it, sequences as tuples.

Never a float: amounts of money stay text, so that no digit is lost.
"""


class Kind(StrEnum):
    """What one value is, in the words of the spec file."""

    STRING = "string"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATETIME = "datetime"
    JSON = "json"
    FILE = "file"
    MAP = "map"
    OBJECT = "object"
    UNKNOWN = "unknown"


class Required(StrEnum):
    """Whether a request parameter must be sent: 必须, 可选, 特殊可选, or the page does not say."""

    TRUE = "true"
    FALSE = "false"
    CONDITIONAL = "conditional"
    UNKNOWN = "unknown"


class Session(StrEnum):
    """Whether a call needs the user's authorisation (``execute(req, sessionKey)`` on the page)."""

    REQUIRED = "required"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TypeRef:
    """The type of a field: a kind, a list of it or not, and the page's class name for objects."""

    kind: Kind
    is_list: bool = False
    struct: str | None = None
    """The page's own class name, e.g. ``ShopInventoryEditDTO``; only with ``Kind.OBJECT``."""
    documented: str | None = None
    """The page's words when ``kind`` is ``UNKNOWN``; they are kept because nobody could read them."""

    def __str__(self) -> str:
        return f"list[{self.kind}]" if self.is_list else str(self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the page's column 更多限制 (more limits) states."""

    default: str | None = None
    max_length: int | None = None
    """Characters of text, bytes of a file."""
    max_items: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A request parameter or a field of a response, with the fields inside it."""

    name: str
    """As the page spells it and the wire carries it; any text, not an identifier."""
    type: TypeRef
    required: Required | None = None
    """None in responses, where the page has no such column."""
    description: str = ""
    example: Plain = None
    """The sample cell, typed when it fits the type, else the raw text (then there is a doubt); None when empty."""
    limits: Limits = Limits()
    values: tuple[EnumValue, ...] = ()
    """Values that a person states in an overlay; others are accepted."""
    inferred: Inferred = NOTHING_INFERRED
    """What the description says beside the table."""
    fields: tuple[Field, ...] = ()

    @property
    def known_values(self) -> tuple[EnumValue, ...]:
        """The values that a person states, else those that the description enumerates; others are accepted."""
        return self.values or (self.inferred.values.listed if self.inferred.values is not None else ())


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """One row of the page's error table."""

    code: str
    message: str = ""
    solution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """The page's examples as plain data, list wrappers taken off; None when the page has none."""

    request: Mapping[str, Plain] | None = None
    response: Mapping[str, Plain] | None = None
    error: Mapping[str, Plain] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The page that an API was read from."""

    page: str
    """Path relative to the specs folder, with forward slashes; only the file name for pages kept elsewhere."""
    sha256: str
    dialect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """All that is known of one API."""

    name: str
    """``taobao.fenxiao.product.update``; letters, digits, dots, dashes and underscores only."""
    title: str = ""
    description: str = ""
    category: str | None = None
    session: Session = Session.UNKNOWN
    inferred: Inferred = NOTHING_INFERRED
    """What the texts about the API as a whole say."""
    request: tuple[Field, ...] = ()
    response: tuple[Field, ...] = ()
    errors: tuple[ErrorCode, ...] = ()
    examples: Examples = field(default_factory=Examples)
    doubts: tuple[Doubt, ...] = ()
    source: Source
