"""Replacing one field of an API by its path.

In:  an ``Api`` and the path of a field that is there exactly once.
Out: another ``Api``; the old one is never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from topgen.spec.model import Api, Correction, Doubt, Field

Note = TypeVar("Note", Doubt, Correction)

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


def move_notes(api: Api, old: str, new: str) -> Api:
    """Return the API with the doubts and corrections about a field, and about all inside it, at its new path."""
    doubts, corrected = tuple(_moved(api.doubts, old, new)), tuple(_moved(api.corrected, old, new))
    return replace(api, doubts=doubts, corrected=corrected)


def _moved(notes: Iterable[Note], old: str, new: str) -> Iterator[Note]:
    for note in notes:
        inside = f"{note.at}.".startswith(f"{old}.")
        moved: Note = replace(note, at=new + note.at.removeprefix(old)) if inside else note
        yield moved


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
