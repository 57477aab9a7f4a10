"""What is decided once for the module of an API: its names, its classes, its errors, its pages.

In:  an ``Api`` and its ``Names``. Out: ``ModuleContext``, which the module and its tests are built from, and the names
that the lock is to keep of it.
Note: what the lock names comes first; newcomers make way for it, and for names of things that are gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from topgen.errors import GeneratorError, NameConflictError
from topgen.python_model.docstrings import read_notes
from topgen.python_model.error_classes import build_errors, name_errors
from topgen.python_model.lock import NameLock, Names, extend_lock, rename_module
from topgen.python_model.model import ErrorClass
from topgen.python_model.names import NOTHING, attribute_names
from topgen.python_model.paging import PagingMark, build_paging
from topgen.python_model.renames import Wanted, find_wanted, rename_attributes, rename_classes
from topgen.python_model.sites import Path, distinct
from topgen.python_model.structs import Structs, find_structs
from topgen.spec.model import Api, Doubt, Field

_TOPS: tuple[Path, ...] = (("request",), ("response",))


@dataclass(frozen=True, slots=True)
class ModuleContext:
    """What the classes of one module share."""

    api: Api
    names: Names
    """With the names of all that the module holds."""
    structs: Structs
    attributes: Mapping[Path, Mapping[str, str]]
    """For each place of an object, the attribute for each wire name."""
    errors: tuple[ErrorClass, ...]
    paging: PagingMark | None
    doubts: Mapping[str, list[Doubt]]
    """By dotted path."""
    notes: Mapping[str, list[str]]
    """Sentences about doubts and corrections, by dotted path."""
    needs: set[str]
    """Names that the module has to import, gathered on the way."""


def lock_names(lock: NameLock, apis: Iterable[Api]) -> tuple[NameLock, dict[str, GeneratorError]]:
    """Return the lock with the names of these APIs and of all that their modules hold.

    An API that cannot have a module is left as it was, and returned with what is wrong with it.
    """
    by_name = {api.name: api for api in apis}
    faults: dict[str, GeneratorError] = {}

    def extended(names: Names) -> Names:
        try:
            return read_context(by_name[names.api], names).names
        except GeneratorError as error:
            faults[names.api] = error
            return names

    entries = extend_lock(lock, by_name).entries
    for names in entries:
        wanted = by_name[names.api].python if names.api in by_name else None
        if wanted is not None:
            try:
                renamed = rename_module(names, wanted, (each for each in entries if each.api != names.api))
            except NameConflictError as error:
                faults[names.api] = error
            else:
                entries = tuple(renamed if each.api == names.api else each for each in entries)
    return NameLock(tuple(extended(names) if names.api in by_name else names for names in entries)), faults


def read_context(api: Api, names: Names) -> ModuleContext:
    """Return the context of an API under the names that the lock gives it."""
    inner = {*(name for name, _ in (*names.classes, *names.errors, *names.former_classes))}
    ours = frozenset((names.request, names.response, *names.former_tops, *inner))
    spelt = {*(name for _, name in names.attributes), *_all_attributes((*api.request, *api.response), ours)}
    taken = ours | spelt
    wanted = find_wanted(api)
    structs = find_structs(api, taken, names.classes)
    names = rename_classes(names, wanted, structs.by_path, spelt) if wanted else names
    taken |= {name for name, _ in names.former_classes}
    structs = find_structs(api, taken, names.classes) if wanted else structs
    former = dict(names.former_attributes)
    attributes = dict(_attributes(api, structs, names, ours, wanted, former))
    names = replace(names, former_attributes=tuple(sorted(former.items())))
    given = taken | {struct.name for struct in structs.classes}
    error_names = name_errors(api.errors, given, {code: name for name, code in names.errors})
    errors = build_errors(api.errors, error_names)
    paging = build_paging(api, attributes, structs.by_path)
    doubts: dict[str, list[Doubt]] = {}
    for doubt in api.doubts:
        doubts.setdefault(doubt.at, []).append(doubt)
    needs = {*({"Struct"} if structs.classes else ()), *(paging.needs if paging else ("Request",))}
    kept = _keep(names, structs, attributes, error_names)
    return ModuleContext(api, kept, structs, attributes, errors, paging, doubts, read_notes(api), needs)


def _all_attributes(fields: Iterable[Field], taken: frozenset[str]) -> Iterator[str]:
    """Yield every name that a field of the API may become: no new class may have one, or it would be shadowed."""
    for field in fields:
        yield from attribute_names([field.name], taken).values()
        yield from _all_attributes(field.fields, taken)


def _attributes(
    api: Api,
    structs: Structs,
    names: Names,
    taken: frozenset[str],
    wanted: Mapping[Path, Wanted],
    former: dict[Path, tuple[str, ...]],
) -> Iterator[tuple[Path, Mapping[str, str]]]:
    """Yield the attributes at each place; those of one class are the same at all of its places.

    Former names of those that people have renamed are added to ``former``.
    """
    locked: dict[Path, dict[str, str]] = {}
    for (*place, wire), name in names.attributes:
        locked.setdefault(tuple(place), {})[wire] = name
    classes = [
        *(((path,), fields) for path, fields in zip(_TOPS, (api.request, api.response), strict=True)),
        *((tuple(site.path for site in struct.sites), struct.sites[0].fields) for struct in structs.classes),
    ]
    for paths, fields in classes:
        before = {wire: name for path in reversed(paths) for wire, name in locked.get(path, NOTHING).items()}
        wires = [field.name for field in distinct(fields)]
        gone = {
            name for (*path, wire), old in former.items() if tuple(path) in paths for name in old if name not in wires
        }
        named = attribute_names(wires, taken | gone, before)
        renamed = rename_attributes(named, paths, wanted, former, taken | {struct.name for struct in structs.classes})
        yield from ((path, renamed) for path in paths)


def _keep(
    names: Names, structs: Structs, attributes: Mapping[Path, Mapping[str, str]], errors: Mapping[str, str]
) -> Names:
    """Return the names with those of all that the module holds; what is gone keeps its own."""
    now = {struct.name: [site.path for site in struct.sites] for struct in structs.classes}
    class_at = {path: name for name, paths in now.items() for path in paths}
    classes = dict(names.classes)
    for name in {**classes, **now}:
        before = (path for path in classes.get(name, ()) if class_at.get(path, name) == name)
        classes[name] = tuple(dict.fromkeys((*before, *now.get(name, ()))))
    others = {(*path, wire): name for path, found in attributes.items() for wire, name in found.items() if name != wire}
    return replace(
        names,
        classes=tuple(sorted(classes.items())),
        errors=tuple(sorted({**dict(names.errors), **{name: code for code, name in errors.items()}}.items())),
        attributes=tuple(sorted({**dict(names.attributes), **others}.items())),
    )
