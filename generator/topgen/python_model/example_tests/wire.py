"""Parameters as the gateway has to receive them, derived from the spec alone.

In:  the request as an ``ExampleObject``. Out: texts by wire name, as in a form.
Plain lists are joined by commas; objects, and lists of them, are compact JSON in the order of the page, in which times
and decimals are text. Files are no texts.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final

from topgen.python_model.example_tests.objects import ExampleItem, ExampleObject, Member
from topgen.spec.model import Kind

_JOINED: Final = frozenset((Kind.STRING, Kind.INTEGER, Kind.DECIMAL, Kind.BOOLEAN, Kind.DATETIME))


def form_texts(request: ExampleObject) -> dict[str, str]:
    """Return the form; what is empty is not sent."""
    sent = (member for member in request.members if member.field.type.kind is not Kind.FILE)
    texts = {member.field.name: _parameter(member) for member in sent}
    return {name: text for name, text in texts.items() if text and not text.isspace()}


def _parameter(member: Member) -> str:
    plain = _json_value(member)
    if member.field.type.is_list and member.field.type.kind in _JOINED:
        return ",".join(map(_text, plain))
    return _text(plain)


def _text(plain: Any) -> str:
    return plain if isinstance(plain, str) else _dump(plain)


def _dump(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _json_value(member: Member) -> Any:
    items = [_json_item(member.field.type.kind, item) for item in member.items]
    return items if member.field.type.is_list else items[0]


def _json_item(kind: Kind, item: ExampleItem) -> Any:
    if isinstance(item, ExampleObject):
        return {member.field.name: _json_value(member) for member in item.members}
    if kind is Kind.DECIMAL:
        return format(Decimal(str(item)), "f")
    if kind is Kind.JSON and not _is_json(str(item)):
        return _dump(item) if str(item).strip() else ""
    return item


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
