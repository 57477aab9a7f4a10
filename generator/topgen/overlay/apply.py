"""Applying corrections, and noticing those that no longer fit.

In:  an ``Api`` as the page was read, and an ``Overlay``.
Out: the corrected ``Api``, or ``OverlayMismatchError`` at the line of the first correction that misses.
Accepted doubts come first and moves last, so that every path is the one that the page gives.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace as replace_spot
from decimal import Decimal
from functools import partial
from typing import Any, Final

import msgspec
from msgspec.structs import FieldInfo, replace
from msgspec.structs import fields as keys_of

from topgen.extract.prose.paging import find_misplaced, find_paging
from topgen.overlay.model import AcceptedDoubt, Change, Overlay, Spot
from topgen.overlay.moving import edit_field, move_doubts, move_field
from topgen.overlay.parts import add_error, add_field, remove_part
from topgen.spec.convert import convert, nearest
from topgen.spec.file_keys import RequestField, ResponseField, SpecFile, from_keys, to_keys
from topgen.spec.model import Api, DoubtKind, Field, Kind
from topgen.spec.names import check_api_name
from topgen.spec.paths import FACTS_OF_THE_API, SIDES, walk_api
from topgen.spec.yaml_read import YamlNode

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
    "parent": {DoubtKind.PARENT},
}
"""The doubts that a correction makes an end of, by its key or fact."""
_TURNS: Final = {"type": 0, "name": 2, "parent": 2}
"""A struct can only be given to what is an object by then, and paths must not change under the others."""
_MOVES: Final = frozenset({"name", "parent"})


def apply_overlay(api: Api, overlay: Overlay) -> Api:
    """Return the API with all corrections made; each must find what it expects, and change something."""
    for accepted in overlay.accept_doubts:
        api = _accept(api, accepted)
    in_turn = sorted(overlay.changes, key=lambda change: _TURNS.get(change.key, 1))
    for change in (change for change in in_turn if change.key not in _MOVES):
        api = _apply(api, change)
    for error in overlay.errors:
        api = add_error(api, error)
    for removal in overlay.removals:
        api = remove_part(api, removal, _find)
    for addition in overlay.additions:
        api = add_field(api, addition, _find)
    for change in (change for change in in_turn if change.key in _MOVES):
        api = _apply(api, change)
    return _infer_paging(api, overlay)


def current_value(api: Api, spot: Spot, key: str) -> Any:
    """Return what the page says of a fact, in the words of the file; ``key`` is empty for a fact of the API.

    Raises:
        OverlayMismatchError: there is no such field or key.
    """
    if not key:
        if spot.path not in FACTS_OF_THE_API:
            hint = nearest(spot.path, FACTS_OF_THE_API) or f"facts of the API are {', '.join(FACTS_OF_THE_API)}"
            raise spot.mismatch(f"an API has no fact {spot.path!a}", hint)
        return api.name if spot.path == "api" else getattr(api, spot.path)
    field = _find(api, spot)
    if key == "parent":
        return spot.path.removesuffix(f".{field.name}")
    keys = _keys(RequestField if spot.path.startswith("request.") else ResponseField)
    if key not in keys:
        raise spot.mismatch(f"a field has no key {key!a}", nearest(key, keys) or f"known are {', '.join(keys)}")
    value = getattr(to_keys(field, spot.path.partition(".")[0]), keys[key].name)
    return None if value == keys[key].default and not keys[key].required else value


def _infer_paging(api: Api, overlay: Overlay) -> Api:
    """Infer the paging anew from what is true now, unless a correction says itself what is inferred."""
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
    """Make one correction; the doubts that it settles go first, since a move changes their paths."""
    api = _settle(api, change)
    if change.at.path in FACTS_OF_THE_API:
        return _set_fact(api, change)
    if change.key == "parent":
        return _move(api, change)
    return _set_key(api, change)


def _settle(api: Api, change: Change) -> Api:
    places = {change.at.path} if change.key else {change.at.path, "api"}
    settled = _SETTLES.get(change.key or change.at.path, set())
    left = tuple(doubt for doubt in api.doubts if doubt.at not in places or doubt.kind not in settled)
    return replace(api, doubts=left)


def _set_fact(api: Api, change: Change) -> Api:
    fact = change.at.path
    attribute = "name" if fact == "api" else fact
    new = _judge_key(change, _keys(SpecFile)[fact], getattr(api, attribute))
    if fact == "api":
        check_api_name(new, change.set.file, change.set.line)
    return replace(api, **{attribute: new})


def _set_key(api: Api, change: Change) -> Api:
    path = change.at.path
    field = _find(api, change.at)
    side = path.partition(".")[0]
    key = _keys(RequestField if side == "request" else ResponseField).get(change.key)
    if key is None:
        raise change.at.mismatch(f"{change}: fields of a {side} have no such key")
    keys = to_keys(field, side)
    new = from_keys(replace(keys, **{key.name: _judge_key(change, key, getattr(keys, key.name))}))
    if key.name == "type":
        new = _without_leftovers(new)
    api = edit_field(api, path, lambda _: (new,))
    return move_doubts(api, path, path.removesuffix(field.name) + new.name)


def _without_leftovers(field: Field) -> Field:
    """Drop the class name of what is no object now, and the unread words of a type that is known now."""
    kind, struct, documented = field.type.kind, field.type.struct, field.type.documented
    type_ref = replace(
        field.type,
        struct=struct if kind is Kind.OBJECT else None,
        documented=documented if kind is Kind.UNKNOWN else None,
    )
    return replace(field, type=type_ref)


def _move(api: Api, change: Change) -> Api:
    spot = change.at
    field = _find(api, spot)
    parent = spot.path.removesuffix(f".{field.name}")
    side = spot.path.partition(".")[0]
    wanted: str = _judge(change, parent, partial(_read_parent, side), partial(_shown_parent, side))
    if f"{wanted}.".startswith(f"{spot.path}."):
        raise spot.mismatch(f"{change}: a field cannot move into itself")
    if wanted not in SIDES:
        _find(api, replace_spot(spot, path=wanted))
    return move_doubts(move_field(api, spot.path, field, wanted), spot.path, f"{wanted}.{field.name}")


def _read_parent(side: str, node: YamlNode) -> str:
    """Read a parent in the words of doubts: a path below the side, the side itself for the top level."""
    path: str = convert(node, str)
    return path if f"{path}.".startswith(f"{side}.") else f"{side}.{path}"


def _shown_parent(side: str, path: str) -> str:
    return _shown(path.removeprefix(f"{side}."))


def _find(api: Api, spot: Spot) -> Field:
    """Return the one field at a path."""
    found = [field for path, field in walk_api(api) if path == spot.path]
    if not found:
        raise spot.mismatch(f"there is no {spot.path}", nearest(spot.path, (path for path, _ in walk_api(api))))
    if len(found) > 1:
        raise spot.mismatch(f"{spot.path} is the path of {len(found)} fields, which a correction cannot tell apart")
    return found[0]


def _keys(form: type[msgspec.Struct]) -> dict[str, FieldInfo]:
    return {key.encode_name: key for key in keys_of(form)}


def _judge_key(change: Change, key: FieldInfo, current: Any) -> Any:
    """Return the new value of a key; null stands for an absent one."""

    def read(node: YamlNode) -> Any:
        return key.default if not key.required and node.data() is None else convert(node, key.type)

    return _judge(change, current, read, lambda value: _shown(None if value == key.default else value))


def _judge(change: Change, current: Any, read: Callable[[YamlNode], Any], show: Callable[[Any], str]) -> Any:
    """Return the new value of a fact, if the page says what the correction expects."""
    wanted, expected = read(change.set), read(change.expect)
    if wanted == current:
        raise change.at.mismatch(f"{change}: the page already says {show(current)}", "delete this correction")
    if expected != current:
        message = f"{change}: expected {show(expected)}, found {show(current)}"
        raise change.at.mismatch(message, "look at the page again")
    return wanted


def _shown(value: Any) -> str:
    """Return a value as a message shows it, in the words of the file."""
    if isinstance(value, Decimal):
        return str(value)
    written = msgspec.to_builtins(value, builtin_types=(Decimal,))
    text = json.dumps(written, ensure_ascii=False, default=str)
    return text if text.isprintable() else json.dumps(written, default=str)
