"""Python names that people ask for, in place of those that the page gives.

In:  an ``Api`` whose fields say ``python``, and the names that were found without that. Out: the names as asked for.
A name that was public before stays as an alias, and is never given to anything else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import NamedTuple

from topgen.errors import NameConflictError
from topgen.python_model.lock import Names
from topgen.python_model.names import plain_name
from topgen.python_model.reserved import ATTRIBUTES, CLASSES
from topgen.python_model.sites import Path
from topgen.spec.model import Api, Field


class Wanted(NamedTuple):
    """What a person asks for at one place; empty for what shall stay."""

    attribute: str
    struct: str


def find_wanted(api: Api) -> dict[Path, Wanted]:
    """Return the names that are asked for by the places of their fields."""
    return dict(_walk(("request",), api.request)) | dict(_walk(("response",), api.response))


def _walk(path: Path, fields: Iterable[Field]) -> Iterator[tuple[Path, Wanted]]:
    for field in fields:
        here = (*path, field.name)
        if field.python:
            first, _, struct = field.python.partition(":")
            is_class = not struct and first[:1].isupper()
            yield here, Wanted("", first) if is_class else Wanted(first, struct)
        yield from _walk(here, field.fields)


def rename_classes(
    names: Names, wanted: Mapping[Path, Wanted], by_path: Mapping[Path, str], attributes: Collection[str]
) -> Names:
    """Return the names with classes as asked for; ``by_path`` are the classes without that.

    No class may be called like one of the ``attributes``, which would have to make way for it.

    Raises:
        NameConflictError: something else has the name, or Python cannot have it.
    """
    former = dict(names.former_classes)
    classes = {name: tuple(path for path in paths if by_path.get(path, name) == name) for name, paths in names.classes}
    for at, name in by_path.items():
        # Those that nobody renames keep what they have got beside the others.
        classes[name] = tuple(dict.fromkeys((*classes.get(name, ()), at)))
    asked = {by_path[at]: (at, want.struct) for at, want in wanted.items() if want.struct and at in by_path}
    given = {names.request, names.response, *by_path.values(), *classes, *(name for name, _ in names.errors)}
    given |= {*attributes, *names.former_tops}
    for old, (at, new) in asked.items():
        if old == new:
            continue
        others = given | (classes.keys() - {old}) | {name for name, now in former.items() if now != old}
        if plain_name(new) != new or new in CLASSES or new.casefold() in {name.casefold() for name in others}:
            raise _clash(at, new)
        classes[new] = classes.pop(old)
        former = {name: new if now == old else now for name, now in former.items() if name != new} | {old: new}
    return replace(names, classes=tuple(sorted(classes.items())), former_classes=tuple(sorted(former.items())))


def rename_attributes(
    found: Mapping[str, str],
    paths: tuple[Path, ...],
    wanted: Mapping[Path, Wanted],
    former: dict[Path, tuple[str, ...]],
    classes: Set[str],
) -> dict[str, str]:
    """Return the attributes of a class under the names asked for; former ones are added to ``former``.

    ``classes`` are those of the module, which an attribute of the same name would hide from annotations.

    Raises:
        NameConflictError: a class or another attribute has the name, or has had it, or Python cannot have it.
    """
    renamed = dict(found)
    for wire, old in found.items():
        places = [(*path, wire) for path in paths]
        new = next((wanted[at].attribute for at in places if at in wanted and wanted[at].attribute), old)
        if new == old:
            continue
        others = {name for names in (found, renamed) for other, name in names.items() if other != wire}
        others |= {
            name for path in paths for other in found if other != wire for name in former.get((*path, other), ())
        }
        if plain_name(new) != new or new in ATTRIBUTES | others | classes:
            raise _clash(places[0], new)
        renamed[wire] = new
        for at in places:
            kept = (name for name in former.get(at, ()) if name != new)
            former[at] = tuple(dict.fromkeys((*kept, old)))
    return renamed


def _clash(at: Path, name: str) -> NameConflictError:
    said = f"{'.'.join(at)} cannot be called {name}: the name is taken, or none that Python can have here"
    return NameConflictError(said, hint="choose another one in the overlay of the API")
