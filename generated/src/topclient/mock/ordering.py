"""What a test orders as an answer, checked for slips before a call meets it.

In:  data or a response object. Out: plain data; ``TypeError`` for what is no answer of the API.
A field that the page does not list gives a warning, since it may be a slip, or be meant: in ``extra`` of a response
object it is meant.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from topclient._runtime.model import Request, Response, Struct
from topclient._runtime.schema import schema_of
from topclient._runtime.to_dict import to_dict
from topclient._runtime.untyped import UntypedResponse

_TO_THE_TEST = 3
"""Frames from here to the line of the test that orders."""


def plain_answer(request: type[Request[Any]], answer: object) -> dict[str, Any]:
    """Return the data of an answer under wire names."""
    api = request.__api__
    if isinstance(answer, Response):
        if not isinstance(answer, api.response):
            raise TypeError(f"{api.name} answers with {api.response.__name__}, not {type(answer).__name__}")
    elif not isinstance(answer, Mapping):
        raise TypeError(f"a reply is a dict or a response object, not {type(answer).__name__}; {{}} has no fields")
    for path, near in _find_unknown(api.response, answer, ""):
        meant = f"; did you mean {near}?" if near else f"; {api.response.__name__}(extra=…) says that it is meant"
        warnings.warn(f"{api.name} documents no field {path}{meant}", stacklevel=_TO_THE_TEST)
    plain: dict[str, Any] = to_dict(answer if isinstance(answer, Response) else dict(answer))
    return plain


def _find_unknown(cls: type[Struct], data: object, path: str) -> Iterator[tuple[str, str]]:
    """Yield paths of fields that the page does not list, each with the name that is most like it."""
    if not isinstance(data, Mapping) or cls is UntypedResponse:
        return
    known = {attribute.wire: attribute for attribute in schema_of(cls)}
    for name, value in data.items():
        attribute = known.get(name)
        if attribute is None and not (name == "request_id" and not path):
            yield f"{path}{name}", next(iter(get_close_matches(str(name), known, 1)), "")
        elif attribute and attribute.struct:
            for item in value if isinstance(value, list | tuple) else [value]:
                yield from _find_unknown(attribute.struct, item, f"{path}{name}.")
