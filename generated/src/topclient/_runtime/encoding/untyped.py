"""The arguments of an API that has no class here: how each travels follows from its own type.

In:  an ``UntypedRequest``, or what is in ``extra`` of another request.
Out: text parameters and file parts, as from the attributes of the requests of generated APIs.
Texts go as they are, booleans in lower case, whole and decimal numbers in digits, times in GMT+8; lists of these are
joined by commas. Dicts, structs and lists of them go as JSON text; bytes, paths and open files as file parts.
None, empty text and empty lists are not sent. ``ArgumentError`` names what cannot be sent.
Note: ``float`` is refused, because the digits that it prints are not always those that were meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from os import PathLike
from typing import Any

from topclient._runtime.encoding.parameters import encode_text, read_extra, value_encoder
from topclient._runtime.encoding.uploads import FilePart
from topclient._runtime.encoding.validation import EncodeError, wrong_type
from topclient._runtime.errors import ArgumentError
from topclient._runtime.model import Struct, Upload, Wire
from topclient._runtime.schema import Attribute, Kind
from topclient._runtime.untyped import UntypedRequest

_SETTINGS = frozenset(("session", "sign_method", "format", "simplify", "partner_id", "target_app_key"))
_OWN = frozenset(("method", "app_key", "timestamp", "v", "sign"))
SYSTEM_NAMES = _SETTINGS | _OWN
"""What the client itself sends with every call; no API has a parameter of such a name."""

# In order of precedence: bool is an int.
_SCALARS: tuple[tuple[type, Kind], ...] = (
    (bool, "boolean"),
    (int, "integer"),
    (str, "string"),
    (Decimal, "decimal"),
    (datetime, "datetime"),
)
_OTHERS: tuple[tuple[tuple[type, ...], Kind], ...] = (
    ((dict,), "map"),
    ((list, tuple), "unknown"),
    ((bytes, bytearray, memoryview, PathLike, Upload), "file"),
)
_SENDABLE = "text, a bool, an int, a Decimal, a datetime, a dict, a list, bytes or a file"


def _attribute(name: str, kind: Kind, struct: type[Struct] | None = None, is_list: bool = False) -> Attribute:
    return Attribute(name, name, kind, is_list, struct, None, required=False, limits=Wire())


_JOINED = _attribute("", "string", is_list=True)


def _scalar_kind(value: object) -> Kind | None:
    return next((kind for cls, kind in _SCALARS if isinstance(value, cls)), None)


def _guess(name: str, value: object) -> Attribute:
    """Return what a page would say of a parameter with such a value."""
    if kind := _scalar_kind(value):
        return _attribute(name, kind)
    if isinstance(value, Struct):
        return _attribute(name, "object", type(value))
    for classes, other in _OTHERS:
        if isinstance(value, classes):
            return _attribute(name, other)
    if hasattr(value, "read"):
        return _attribute(name, "file")
    raise wrong_type(value, _SENDABLE)


def _encode(name: str, value: object) -> Any:
    return value_encoder(_guess(name, value))(value)


def _encode_list(name: str, values: Sequence[object]) -> str:
    plain = []
    for index, value in enumerate(values):
        try:
            plain.append(_encode(name, value))
        except EncodeError as error:
            raise error.under(f"{name}[{index}]") from None
    are_plain = all(_scalar_kind(value) for value in values)
    return encode_text(name, _JOINED if are_plain else None, plain)


def _encode_parameter(name: str, value: object) -> str | FilePart:
    """Return the text or the file of a parameter; empty when there is nothing to send."""
    if isinstance(value, list | tuple):
        return _encode_list(name, value)
    try:
        plain = "" if value is None else _encode(name, value)
    except EncodeError as error:
        raise error.under(name) from None
    return plain if isinstance(plain, FilePart) else encode_text(name, None, plain)


def _check_name(name: object) -> str:
    if not isinstance(name, str) or not name or not name.isprintable():
        raise EncodeError("is no name of a parameter").under(repr(name))
    if name in SYSTEM_NAMES:
        setting = f"is a setting: client.with_options({name}=…)" if name in _SETTINGS else "cannot be set"
        raise EncodeError(f"is sent by the client itself, and {setting}").under(name)
    return name


def add_parameters(params: Iterable[tuple[object, Any]], texts: dict[str, str], files: dict[str, FilePart]) -> None:
    """Put parameters where texts or files go; ``EncodeError`` for what cannot be sent."""
    for given, value in params:
        name = _check_name(given)
        encoded = _encode_parameter(name, value)
        if isinstance(encoded, FilePart):
            files[name] = encoded
        elif encoded:
            texts[name] = encoded


def encode_untyped(request: UntypedRequest) -> tuple[dict[str, str], dict[str, FilePart]]:
    """Return the text parameters and the files of a call; ``ArgumentError`` when an argument may not be sent."""
    texts: dict[str, str] = {}
    files: dict[str, FilePart] = {}
    try:
        add_parameters(request.params.items(), texts, files)
        add_parameters(read_extra(request.extra, request.params), texts, files)
    except EncodeError as error:
        raise ArgumentError(request.__api__.name, error.path, error.reason) from None
    return texts, files
