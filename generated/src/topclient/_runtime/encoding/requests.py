"""A request object as the parameters of a call: by type and by place, and strictly.

In:  a ``Request``.
Out: text parameters and file parts, under the platform's names. Nothing empty is among them.
A value of the wrong type or beyond a documented limit, or a missing one, is an ``ArgumentError`` that names the
parameter as the platform spells it. Lists of plain values are joined by commas at top level, but JSON arrays inside
objects; decimals are text everywhere. What is in ``extra`` travels by its own type, as from ``client.call``.
"""

from __future__ import annotations

from typing import Any

from topclient._runtime.encoding.inferred_limits import warn_beyond_limits
from topclient._runtime.encoding.parameters import encode_fields, encode_text, read_extra
from topclient._runtime.encoding.untyped import add_parameters
from topclient._runtime.encoding.uploads import FilePart
from topclient._runtime.encoding.validation import EncodeError
from topclient._runtime.errors import ArgumentError
from topclient._runtime.model import Request, Struct
from topclient._runtime.schema import Attribute, once_per_class, schema_of


@once_per_class
def _by_wire(cls: type[Struct]) -> dict[str, Attribute]:
    return {attribute.wire: attribute for attribute in schema_of(cls)}


def encode_request(request: Request[Any]) -> tuple[dict[str, str], dict[str, FilePart]]:
    """Return the text parameters and the files of a call; ``ArgumentError`` when an argument may not be sent.

    Warns of arguments beyond limits that are only inferred.
    """
    texts: dict[str, str] = {}
    files: dict[str, FilePart] = {}
    known = _by_wire(type(request))
    try:
        fields = encode_fields(request)
        for name, plain in fields.items():
            if isinstance(plain, FilePart):
                files[name] = plain
            elif text := encode_text(name, known.get(name), plain):
                texts[name] = text
        if request.extra != {}:
            add_parameters(read_extra(request.extra, fields), texts, files)
    except EncodeError as error:
        raise ArgumentError(request.__api__.name, error.path, error.reason) from None
    warn_beyond_limits(request)
    return texts, files
