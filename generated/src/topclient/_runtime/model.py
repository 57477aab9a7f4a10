"""The vocabulary of API modules: ``Struct``, ``Request``, ``Response``, ``Wire``, ``Api``, ``File``…

In:  nothing; this is the floor of the runtime.
Out: bases for the generated dataclasses. They hold data only: what goes on the wire is read from their annotations.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal
from os import PathLike
from typing import IO, Annotated, Any, ClassVar, Generic, Literal, TypeAlias, TypeVar

from topclient._runtime.errors import GatewayError
from topclient._runtime.former_names import take_former_names
from topclient._runtime.help_text import ANSWER, FIELDS, PARAMETERS
from topclient._runtime.help_text.lazy_docs import PlainSignature, document_lazily
from topclient._runtime.reply import Reply

# Covariant: a list of requests of several APIs is one of requests that are answered by some ``Response``.
R_co = TypeVar("R_co", bound="Response", covariant=True)
T_co = TypeVar("T_co", covariant=True)

READING_WORDS = frozenset({"get", "query", "search", "list", "find", "count", "detail", "details", "check"})
"""Last words of APIs that change nothing, as the platform names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inferred:
    """Limits that only the prose of a page states; a value beyond them is sent, with a ``LimitWarning``."""

    max_length: int | None = None
    """Characters of text."""
    max_bytes: int | None = None
    """Bytes of text in UTF-8."""
    max_items: int | None = None
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    more_than: Decimal | int | None = None
    """A lower bound that is no allowed value itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """What an annotation alone cannot say of an attribute; ``None`` where there is nothing to say."""

    name: str | None = None
    """The platform's spelling, where it is not the attribute's."""
    struct: str | None = None
    """The page's class name of objects that have no class here; list wrappers are named after it."""
    max_length: int | None = None
    """Characters of text, bytes of a file."""
    max_items: int | None = None
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    inferred: Inferred | None = None


@dataclass(frozen=True, slots=True)
class JsonText:
    """Marks an annotation as the platform's type Json: JSON inside a text."""


Json: TypeAlias = Annotated[Any, JsonText()]
"""JSON text, which is sent as it is, or any data, which is sent as JSON text."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to upload with its name and type given; without them they come from the path, or are neutral."""

    content: bytes | str | PathLike[str] | IO[bytes] = field(repr=False)
    """The bytes, a path (``str`` is a path too), or a file opened for reading bytes."""
    filename: str | None = None
    """That of the path, or else the parameter's name, when left out."""
    content_type: str | None = None
    """Guessed from the name when left out."""


File: TypeAlias = Upload | bytes | str | PathLike[str] | IO[bytes]
"""Whatever can be uploaded: bytes, a path, an open binary file, or any of them in an ``Upload``."""


@dataclass(kw_only=True, slots=True)
class Struct:
    """An object of the platform; subclasses declare its fields in order."""

    __struct__: ClassVar[str]
    """The page's class name, where the Python class has another."""
    __help_section__: ClassVar[str] = FIELDS
    """What ``help`` calls its attributes."""

    extra: dict[str, Any] = field(default_factory=dict)
    """By wire name, as it came: fields that the page does not list, and listed ones that came as null or empty.

    A field that was not sent at all is neither here nor in its attribute. In a request: further fields to send.
    """

    __signature__ = PlainSignature()

    def __init_subclass__(cls) -> None:
        # dataclass() leaves a __repr__ alone that stands in the class itself; the inherited one it would replace.
        type.__setattr__(cls, "__repr__", Struct.__repr__)
        # It looks at the docstring, which is not to be made for that, before it makes the class anew for its slots.
        if "__dataclass_fields__" in vars(cls):
            document_lazily(cls)
            if "__former__" in vars(cls):
                take_former_names(cls)

    def __repr__(self) -> str:
        named = ((f.name, getattr(self, f.name)) for f in fields(self) if f.repr)
        shown = (f"{name}={value!r}" for name, value in named if value is not None and (name != "extra" or value))
        return f"{type(self).__qualname__}({', '.join(shown)})"


@dataclass(kw_only=True, slots=True)
class Response(Struct):
    """The data of a successful reply."""

    __help_section__: ClassVar[str] = ANSWER

    reply: Reply | None = field(default=None, repr=False, compare=False)
    """The raw reply; None when this object did not come from one."""

    @property
    def request_id(self) -> str | None:
        """The platform's number of this call, to quote to its support."""
        return self.reply.request_id if self.reply else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How an API gives its results in pages, inferred from the names and the prose of its page.

    Request attributes are names, with dots for those inside of objects (``param.page_no``); places in the response are
    paths of attributes.
    """

    items: tuple[str, ...]
    """The list whose items the pages share out."""
    page: str | None = None
    """Takes the number of the page; None where pages follow each other by ``cursor``."""
    first: int = 1
    """The number of the first page; for offsets, which ``page`` may be too, 0."""
    by_offset: bool = False
    """Whether ``page`` takes the number of items before the page instead."""
    size: str | None = None
    """Takes how many items a page may have."""
    total: tuple[str, ...] = ()
    """How many items there are in all; empty where the page shows none."""
    more: tuple[str, ...] = ()
    """Whether another page follows; empty where the page shows none."""
    cursor: str | None = None
    """Takes what the page before it gave at ``next``."""
    next: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Api:
    """What the platform calls an API, and what it answers with."""

    name: str
    """``taobao.fenxiao.product.update``."""
    session: Literal["required", "none", "unknown"] = field(kw_only=True)
    """Whether a call needs the user's authorization. The gateway decides; this is what the page says."""
    response: type[Response] = field(kw_only=True)
    errors: tuple[type[GatewayError], ...] = field(default=(), kw_only=True)
    """A class for each code that the page documents."""
    paging: Paging | None = field(default=None, kw_only=True)
    idempotent: bool | None = field(default=None, kw_only=True)
    """Whether a call may be repeated that may have been executed, where somebody has found out; no page tells."""

    @property
    def root(self) -> str:
        """The root key of the reply: ``fenxiao_product_update_response``; only a leading ``taobao.`` is dropped."""
        return self.name.removeprefix("taobao.").replace(".", "_") + "_response"

    @property
    def reads(self) -> bool:
        """Whether a call is safe to repeat: as somebody has found out, else by the last word of the name.

        APIs that are called ``get`` or ``search`` change nothing.
        """
        if self.idempotent is not None:
            return self.idempotent
        return self.name.rpartition(".")[2].lower() in READING_WORDS


@dataclass(kw_only=True, slots=True)
class Request(Generic[R_co], Struct):  # in this order: Struct's __init_subclass__ ends the chain, Generic's does not
    """The arguments of one call, answered by ``R_co``."""

    __help_section__: ClassVar[str] = PARAMETERS

    __api__: ClassVar[Api]


@dataclass(kw_only=True, slots=True)
class PagedRequest(Request[R_co], Generic[R_co, T_co]):
    """The arguments of a call whose answer comes in pages of ``T_co``, for ``pages`` and ``items`` of the clients."""
