"""Applying corrections, and noticing those that no longer fit.

In:  an ``Api`` as the page was read, and an ``Overlay``.
Out: the corrected ``Api``, or ``OverlayMismatchError`` at the line of the first correction that misses.
Accepted doubts come first and moves last, so that every path is the one that the page gives.
"""

from __future__ import annotations

from dataclasses import replace as replace_spot
from functools import partial
from typing import Any, Final

import msgspec
from msgspec.structs import FieldInfo, replace
from msgspec.structs import fields as keys_of

from topgen.errors import GeneratorError, OverlayFulfilledError
from topgen.overlay.described import has_no_page
from topgen.overlay.judging import judge, judge_key, show_value
from topgen.overlay.model import AcceptedDoubt, Change, Overlay, Spot
from topgen.overlay.moving import edit_field, move_field, move_notes
from topgen.overlay.parts import add_error, add_field, remove_part
from topgen.spec.convert import convert, nearest
from topgen.spec.file_keys import RequestField, ResponseField, SpecFile, from_keys, to_keys
from topgen.spec.model import Api, Correction, DoubtKind, Field, Kind
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
        api = _noted(add_error(api, error), error.at, "added", error.reason)
    for removal in overlay.removals:
        api = _noted(remove_part(api, removal, _find), removal.at, "removed", removal.reason)
    for addition in overlay.additions:
        api = _noted(add_field(api, addition, _find), addition.at, "added", addition.reason)
    for change in (change for change in in_turn if change.key in _MOVES):
        api = _apply(api, change)
    return _infer_paging(api, overlay)


def split_fulfilled(api: Api, overlay: Overlay) -> tuple[Overlay, tuple[OverlayFulfilledError, ...]]:
    """Return what of an overlay the page does not say itself by now, and an error for each correction that it does."""
    told: list[OverlayFulfilledError] = []

    def is_open(**alone: Any) -> bool:
        try:
            apply_overlay(api, Overlay(**alone))
        except OverlayFulfilledError as error:
            told.append(error)
            return False
        except GeneratorError:
            return True  # to be told when all are applied
        return True

    left = Overlay(
        changes=tuple(each for each in overlay.changes if is_open(changes=(each,))),
        additions=tuple(each for each in overlay.additions if is_open(additions=(each,))),
        removals=tuple(each for each in overlay.removals if is_open(removals=(each,))),
        errors=tuple(each for each in overlay.errors if is_open(errors=(each,))),
        accept_doubts=tuple(each for each in overlay.accept_doubts if is_open(accept_doubts=(each,))),
    )
    if overlay.describes is not None and not has_no_page(api):
        told.insert(0, overlay.describes.at.fulfilled(f"a page describes {api.name} by now"))
    return left, tuple(told)


def _noted(api: Api, at: Spot, what: str, reason: str, was: str = "") -> Api:
    """Return the API with a note about a correction that was made."""
    return replace(api, corrected=(*api.corrected, Correction(at=at.path, what=what, was=was, because=reason)))


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
    # With it all that knows sentences is imported, which most runs do not need.
    from topgen.extract.prose.paging import find_misplaced, find_paging

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
        said = f"{spot.path}: the accepted doubt about {kind} no longer occurs"
        if not others and spot.path in {"api", *SIDES, *(path for path, _ in walk_api(api))}:
            raise spot.fulfilled(said)
        hint = f"what is in doubt there: {others}" if others else nearest(spot.path, (doubt.at for doubt in api.doubts))
        raise spot.mismatch(said, hint or "delete this acceptance")
    return replace(api, doubts=left)


def _apply(api: Api, change: Change) -> Api:
    """Make one correction; the doubts that it settles go first, since a move changes their paths."""
    was = show_value(change.expect.data()) if change.expect.data() is not None else ""
    api = _noted(_settle(api, change), change.at, change.key or change.at.path, change.reason, was)
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
    new = judge_key(change, _keys(SpecFile)[fact], getattr(api, attribute))
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
    new = from_keys(replace(keys, **{key.name: judge_key(change, key, getattr(keys, key.name))}))
    if key.name == "type":
        new = _without_leftovers(new)
    api = edit_field(api, path, lambda _: (new,))
    return move_notes(api, path, path.removesuffix(field.name) + new.name)


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
    wanted: str = judge(change, parent, partial(_read_parent, side), partial(_shown_parent, side))
    if f"{wanted}.".startswith(f"{spot.path}."):
        raise spot.mismatch(f"{change}: a field cannot move into itself")
    if wanted not in SIDES:
        _find(api, replace_spot(spot, path=wanted))
    return move_notes(move_field(api, spot.path, field, wanted), spot.path, f"{wanted}.{field.name}")


def _read_parent(side: str, node: YamlNode) -> str:
    """Read a parent in the words of doubts: a path below the side, the side itself for the top level."""
    path: str = convert(node, str)
    return path if f"{path}.".startswith(f"{side}.") else f"{side}.{path}"


def _shown_parent(side: str, path: str) -> str:
    return show_value(path.removeprefix(f"{side}."))


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
