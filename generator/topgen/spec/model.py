"""The spec of one API as values: what its page settles, and what stays in doubt.

In:  nothing; ``extract`` fills these values, and reading a spec file restores them.
Out: ``Api`` and its parts, immutable, compared by value.
A fact that the page does not give is ``None`` or empty, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from topgen.spec.corrections import Correction as Correction
from topgen.spec.doubts import Doubt as Doubt
from topgen.spec.doubts import DoubtKind as DoubtKind
from topgen.spec.inferred import NOTHING_INFERRED as NOTHING_INFERRED
from topgen.spec.inferred import NOTHING_OF_API as NOTHING_OF_API
from topgen.spec.inferred import ApiInferred as ApiInferred
from topgen.spec.inferred import EnumValue as EnumValue
from topgen.spec.inferred import Inferred as Inferred
from topgen.spec.plain import Plain as Plain


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
    """Whether a call needs the user's authorization (``execute(req, sessionKey)`` on the page)."""

    REQUIRED = "required"
    NONE = "none"
    UNKNOWN = "unknown"


class TypeRef(Struct, frozen=True, omit_defaults=True):
    """The type of a field: a kind, a list of it or not, and the page's class name for objects."""

    kind: Kind
    is_list: bool = False
    struct: str | None = None
    """The page's own class name, e.g. ``ShopInventoryEditDTO``; only with ``Kind.OBJECT``."""
    documented: str | None = None
    """The page's words when ``kind`` is ``UNKNOWN``; they are kept because nobody could read them."""

    def __str__(self) -> str:
        return f"list[{self.kind}]" if self.is_list else str(self.kind)


class Limits(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the page's column 更多限制 (more limits) states."""

    default: str | None = None
    max_length: int | None = None
    """Characters of text, bytes of a file."""
    max_items: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None


class Field(Struct, frozen=True, omit_defaults=True, kw_only=True):
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
    python: str | None = None
    """The Python name that a person asks for: of the attribute, of the class of its objects, or ``attribute:Class``."""
    fields: tuple[Field, ...] = ()

    @property
    def known_values(self) -> tuple[EnumValue, ...]:
        """Return the values that a person states, else those that the description enumerates; others are accepted."""
        return self.values or (self.inferred.values.listed if self.inferred.values is not None else ())


class ErrorCode(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the page's error table."""

    code: Annotated[str, Meta(description="错误码 (error code), as a reply carries it in sub_code.")]
    message: Annotated[str, Meta(description="错误描述 (what went wrong).")]
    solution: Annotated[str, Meta(description="解决方案 (what to do about it).")]


PlainMapping = Mapping[str, Plain]


class Examples(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """The page's examples as plain data, list wrappers taken off; None when the page has none."""

    request: Annotated[PlainMapping | None, Meta(description="The request example as plain data.")] = None
    response: Annotated[
        PlainMapping | None, Meta(description="The response example as plain data, list wrappers taken off.")
    ] = None
    error: Annotated[PlainMapping | None, Meta(description="The error example as plain data.")] = None


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """The page that an API was read from; only the file name of a page that is kept elsewhere."""

    page: Annotated[str, Meta(description="The page that this was read from, relative to the folder of specs.")]
    sha256: Annotated[str, Meta(description="Digest of the page's bytes.")]
    dialect: Annotated[str, Meta(description="The layout that the page was recognised as.")]


class Api(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """All that is known of one API."""

    name: str
    """``taobao.fenxiao.product.update``; letters, digits, dots, dashes and underscores only."""
    title: str = ""
    description: str = ""
    category: str | None = None
    session: Session = Session.UNKNOWN
    idempotent: bool | None = None
    """Whether a call may be repeated that may have been executed, as a person says; no page tells."""
    python: str | None = None
    """The names that a person wants for its module and classes: ``module``, ``:Stem`` or ``module:Stem``."""
    inferred: ApiInferred = NOTHING_OF_API
    """What the texts about the API as a whole say."""
    request: tuple[Field, ...] = ()
    response: tuple[Field, ...] = ()
    errors: tuple[ErrorCode, ...] = ()
    examples: Examples = Examples()
    corrected: tuple[Correction, ...] = ()
    """What people say against the page; empty for a page alone."""
    doubts: tuple[Doubt, ...] = ()
    source: Source
