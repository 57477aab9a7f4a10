"""Replacing one field of an API by its path.

In:  an ``Api`` and the path of a field that is there exactly once.
Out: another ``Api``; the old one is never changed.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from topgen.spec.model import Api, Field

Edit = Callable[[Field], tuple[Field, ...]]
"""What stands in place of a field: nothing, another field, or several."""


def edit_field(api: Api, path: str, edit: Edit) -> Api:
    """Return the API with something else in place of one field."""
    return replace(
        api,
        request=_edit(api.request, "request", path, edit),
        response=_edit(api.response, "response", path, edit),
    )


def move_field(api: Api, path: str, field: Field, parent: str) -> Api:
    """Return the API with a field moved into another parent, behind the branch that it came from."""
    api = edit_field(api, path, lambda _: ())
    if parent == "request":
        return replace(api, request=_insert(api.request, parent, field, path))
    if parent == "response":
        return replace(api, response=_insert(api.response, parent, field, path))
    return edit_field(api, parent, lambda found: (replace(found, fields=_insert(found.fields, parent, field, path)),))


def move_doubts(api: Api, old: str, new: str) -> Api:
    """Return the API with the doubts about a field, and about all inside it, at its new path."""
    doubts = (
        replace(doubt, at=new + doubt.at.removeprefix(old)) if f"{doubt.at}.".startswith(f"{old}.") else doubt
        for doubt in api.doubts
    )
    return replace(api, doubts=tuple(doubts))


def _edit(fields: tuple[Field, ...], parent: str, path: str, edit: Edit) -> tuple[Field, ...]:
    edited: list[Field] = []
    for field in fields:
        here = f"{parent}.{field.name}"
        if here == path:
            edited += edit(field)
        elif path.startswith(f"{here}."):
            edited.append(replace(field, fields=_edit(field.fields, here, path, edit)))
        else:
            edited.append(field)
    return tuple(edited)


def _insert(fields: tuple[Field, ...], parent: str, moved: Field, came_from: str) -> tuple[Field, ...]:
    for index, field in enumerate(fields, 1):
        if came_from.startswith(f"{parent}.{field.name}."):
            return (*fields[:index], moved, *fields[index:])
    return (*fields, moved)
