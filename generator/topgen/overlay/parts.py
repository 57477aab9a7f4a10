"""Adding what a page lacks, and removing what it has and the platform does not: fields, error codes.

In:  an ``Api`` and one such correction. Out: another ``Api``, or ``OverlayMismatchError`` where it no longer fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from msgspec.structs import replace

from topgen.errors import OverlayMismatchError
from topgen.overlay.model import AddedError, Addition, Removal, Spot
from topgen.overlay.moving import edit_field
from topgen.spec.model import Api, Field
from topgen.spec.paths import SIDES, walk_api

ERRORS = "errors."
"""What the path of an error code begins with."""
_DONE = "delete this correction"


def add_field(api: Api, added: Addition, find: Callable[[Api, Spot], Field]) -> Api:
    """Return the API with a field more, behind those that stand in the same place."""
    spot = added.at
    for field in (field for path, field in walk_api(api) if path == spot.path):
        if field.type.kind is added.field.type.kind and field.type.is_list == added.field.type.is_list:
            raise spot.fulfilled(f"{spot.path}: the page has it by now")
        raise spot.mismatch(f"{spot.path}: the page has it by now, as {field.type}", _DONE)
    parent = spot.path.removesuffix(f".{added.field.name}")
    if parent in SIDES:
        return replace(api, **{parent: (*getattr(api, parent), added.field)})
    find(api, Spot(parent, spot.file, spot.line))
    return edit_field(api, parent, lambda found: (replace(found, fields=(*found.fields, added.field)),))


def remove_part(api: Api, removal: Removal, find: Callable[[Api, Spot], Field]) -> Api:
    """Return the API without a field and its doubts, or without an error code."""
    path = removal.at.path
    if path.startswith(ERRORS):
        left = tuple(error for error in api.errors if error.code.strip() != path.removeprefix(ERRORS))
        if len(left) == len(api.errors):
            raise _gone(removal, (ERRORS + error.code.strip() for error in api.errors))
        return replace(api, errors=left)
    paths = [each for each, _ in walk_api(api)]
    if path not in paths:
        raise _gone(removal, paths)
    find(api, removal.at)
    doubts = tuple(doubt for doubt in api.doubts if not f"{doubt.at}.".startswith(f"{path}."))
    return replace(edit_field(api, path, lambda _: ()), doubts=doubts)


def add_error(api: Api, added: AddedError) -> Api:
    """Return the API with an error code more."""
    if any(error.code.strip() == added.error.code for error in api.errors):
        raise added.at.fulfilled(f"{added.at.path}: the page has it by now")
    return replace(api, errors=(*api.errors, added.error))


def _gone(removal: Removal, known: Iterable[str]) -> OverlayMismatchError:
    """Return the error of a removal of what is not there: misspelt where something is called nearly so, else done."""
    path = removal.at.path
    parent, _, name = path.rpartition(".")
    siblings = {each.rpartition(".")[2]: each for each in known if each.rpartition(".")[0] == parent}
    near = next(iter(get_close_matches(name, siblings, 1)), "")
    if not near:
        return removal.at.fulfilled(f"{path}: it is gone")
    return removal.at.mismatch(f"there is no {path}", f"did you mean {siblings[near]}?")
