"""Applying corrections, and noticing those that no longer fit.

In:  an ``Api`` as the page was read, and an ``Overlay``.
Out: the corrected ``Api``, or ``OverlayMismatchError`` at the line of the first correction that misses.
Accepted doubts come first and moves last, so that every path is the one that the page gives.
"""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from topgen.extract.prose.paging import find_misplaced, find_paging
from topgen.overlay.file import PARENT
from topgen.overlay.model import AcceptedDoubt, Change, Overlay, Spot
from topgen.overlay.moving import edit_field, move_doubts, move_field
from topgen.spec.model import Api, DoubtKind, Field, Kind
from topgen.spec.paths import FACTS_OF_THE_API, SIDES, walk_api
from topgen.spec.yaml_api import API_KEYS
from topgen.spec.yaml_fields import FIELD_KEYS, build_field, take_field_apart
from topgen.spec.yaml_read import Node
from topgen.spec.yaml_shapes import ALWAYS, TEXT, Key, StructFields, nearest
from topgen.spec.yaml_write import Written

_SETTLES: Final[dict[str, set[DoubtKind]]] = {
    "api": {DoubtKind.NAME},
    "session": {DoubtKind.SESSION},
    "name": {DoubtKind.NAME, DoubtKind.ROW},
    "type": {DoubtKind.TYPE, DoubtKind.LIST},
    "struct": {DoubtKind.STRUCT},
    "required": {DoubtKind.REQUIRED},
    "example": {DoubtKind.SAMPLE},
    "description": {DoubtKind.SAMPLE},
    "values": {DoubtKind.VALUES},
    "inferred": {DoubtKind.VALUES, DoubtKind.LIMITS},
    **{key: {DoubtKind.LIMITS} for key in ("default", "max_length", "max_items", "minimum", "maximum")},
    PARENT: {DoubtKind.PARENT},
}
"""The doubts that a correction makes an end of, by its key or fact."""
_TURNS: Final = {"type": 0, "name": 2, PARENT: 2}
"""A struct can only be given to what is an object by then, and paths must not change under the others."""


def apply_overlay(api: Api, overlay: Overlay) -> Api:
    """Make all corrections; each must find what it expects, and change something."""
    for accepted in overlay.accept_doubts:
        api = _accept(api, accepted)
    for change in sorted(overlay.changes, key=lambda change: _TURNS.get(change.key, 1)):
        api = _apply(api, change)
    return _page_again(api, overlay)


def _page_again(api: Api, overlay: Overlay) -> Api:
    """Infer the pages anew from what is true now, unless a correction says itself what is inferred."""
    stated = [change for change in overlay.changes if change.at.path == "inferred"]
    if not stated:
        paging = find_paging(f"{api.title}\n{api.description}", api.request, api.response, api.doubts)
        return replace(api, inferred=replace(api.inferred, paging=paging))
    if api.inferred.paging is not None and (fault := find_misplaced(api.inferred.paging, api.request, api.response)):
        raise stated[0].at.mismatch(f"inferred: {fault}")
    return api


def _accept(api: Api, accepted: AcceptedDoubt) -> Api:
    spot, kind = accepted.at, accepted.kind
    left = tuple(doubt for doubt in api.doubts if (doubt.at, doubt.kind) != (spot.path, kind))
    if len(left) == len(api.doubts):
        others = ", ".join(doubt.kind for doubt in api.doubts if doubt.at == spot.path)
        hint = f"what is in doubt there: {others}" if others else nearest(spot.path, (doubt.at for doubt in api.doubts))
        raise spot.mismatch(
            f"{spot.path}: the accepted doubt about {kind} no longer occurs", hint or "delete this acceptance"
        )
    return replace(api, doubts=left)


def _apply(api: Api, change: Change) -> Api:
    """Make one correction; the doubts that it settles go first, as a move changes their paths."""
    api = _settle(api, change)
    if change.at.path in FACTS_OF_THE_API:
        return _set_fact(api, change)
    if change.key == PARENT:
        return _move(api, change)
    return _set_key(api, change)


def _settle(api: Api, change: Change) -> Api:
    places = {change.at.path} if change.key else {change.at.path, "api"}
    settled = _SETTLES.get(change.key or change.at.path, set())
    left = tuple(doubt for doubt in api.doubts if doubt.at not in places or doubt.kind not in settled)
    return replace(api, doubts=left)


def _set_fact(api: Api, change: Change) -> Api:
    fact = change.at.path
    key = next(key for key in API_KEYS if key.name == fact)
    attribute = "name" if fact == "api" else fact
    return replace(api, **{attribute: _judge(change, key, getattr(api, attribute))})


def _set_key(api: Api, change: Change) -> Api:
    path = change.at.path
    field = _find(api, change.at)
    side = path.partition(".")[0]
    key = next((key for key in FIELD_KEYS[side] if key.name == change.key), None)
    if key is None:
        raise change.at.mismatch(f"{change}: fields of a {side} have no such key")
    parts = dict(take_field_apart(field))
    parts[key.name] = _judge(change, key, parts[key.name])
    new = build_field(_without_leftovers(parts) if key.name == "type" else parts)
    api = edit_field(api, path, lambda _: (new,))
    return move_doubts(api, path, path.removesuffix(field.name) + new.name)


def _without_leftovers(parts: dict[str, Any]) -> dict[str, Any]:
    """Drop the class name of what is no object now, and the unread words of a type that is known now."""
    kind = parts["type"].kind
    return {
        **parts,
        "struct": parts["struct"] if kind is Kind.OBJECT else None,
        "documented": parts["documented"] if kind is Kind.UNKNOWN else None,
    }


def _move(api: Api, change: Change) -> Api:
    spot = change.at
    field = _find(api, spot)
    parent = spot.path.removesuffix(f".{field.name}")
    side = spot.path.partition(".")[0]
    wanted = _judge(change, _parent_key(side), parent)
    if f"{wanted}.".startswith(f"{spot.path}."):
        raise spot.mismatch(f"{change}: a field cannot move into itself")
    if wanted not in SIDES:
        _find(api, replace(spot, path=wanted))
    return move_doubts(move_field(api, spot.path, field, wanted), spot.path, f"{wanted}.{field.name}")


def _parent_key(side: str) -> Key:
    """Parents in the words of doubts: a path below the side, the side itself for the top level."""

    def read(node: Node) -> str:
        text = TEXT.read(node)
        return text if f"{text}.".startswith(f"{side}.") else f"{side}.{text}"

    return Key(PARENT, StructFields(read, lambda path: path.removeprefix(f"{side}."), TEXT.schema), "")


def _find(api: Api, spot: Spot) -> Field:
    """Find the one field at a path."""
    found = [field for path, field in walk_api(api) if path == spot.path]
    if not found:
        raise spot.mismatch(f"there is no {spot.path}", nearest(spot.path, (path for path, _ in walk_api(api))))
    if len(found) > 1:
        raise spot.mismatch(f"{spot.path} is the path of {len(found)} fields, which a correction cannot tell apart")
    return found[0]


def _judge(change: Change, key: Key, current: Any) -> Any:
    """Give the new value of a fact, if the page says what the correction expects."""
    wanted, expected = _value(key, change.set), _value(key, change.expect)
    if wanted == current:
        raise change.at.mismatch(f"{change}: the page already says {_shown(key, current)}", "delete this correction")
    if expected != current:
        message = f"{change}: expected {_shown(key, expected)}, found {_shown(key, current)}"
        raise change.at.mismatch(message, "look at the page again")
    return wanted


def _value(key: Key, node: Node) -> Any:
    """Read a value as the spec would; null stands for an absent key."""
    absent = key.absent is not ALWAYS and node.plain and node.scalar() is None
    return key.absent if absent else key.shape.read(node)


def _shown(key: Key, value: Any) -> str:
    written: Written = None if value == key.absent else key.shape.write(value)
    if isinstance(written, Decimal):
        return str(written)
    text = json.dumps(written, ensure_ascii=False, default=str)
    return text if text.isprintable() else json.dumps(written, default=str)
