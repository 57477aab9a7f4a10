"""Which places of an API share a class: equal objects do, as far as the name lock lets them.

In:  the places of objects, and the classes of earlier packages with their places. Out: groups of places with names.
Two objects are equal when page name and shape agree all the way down, found as equal states of automata are:
told apart by what can be seen at once, then by the classes of what they hold, until nothing new is told apart.
Note: places that the lock gives different names are never one class again, however equal they become, and a class
that splits keeps its name at the first of its locked places that remains.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

from topgen.python_model.inferred_limits import call_inferred
from topgen.python_model.sites import Path, Site, is_needed
from topgen.spec.model import Field, Limits

LockedClasses = tuple[tuple[str, tuple[Path, ...]], ...]
"""Names of classes, and the places that each has stood for."""


@dataclass(frozen=True, slots=True)
class SharedClass:
    """Places of one class in the page's order, and the name that the lock gives it; empty for a newcomer."""

    name: str
    sites: tuple[Site, ...]


@dataclass(frozen=True, slots=True)
class Shapes:
    """The places of an API and what each holds."""

    sites: tuple[Site, ...]
    targets: Mapping[Path, Path]

    def tell_apart(self, labels: Mapping[Path, Hashable]) -> dict[Path, int]:
        """Return a number for each place; the same where the objects, and all labels on the way down, are the same."""
        colours = _numbered({site.path: (_seen_at_once(site), labels.get(site.path)) for site in self.sites})
        while True:
            finer = _numbered({site.path: (colours[site.path], *self._held(site, colours)) for site in self.sites})
            if len(set(finer.values())) == len(set(colours.values())):
                return finer
            colours = finer

    def _held(self, site: Site, colours: Mapping[Path, int]) -> Iterator[int]:
        for field in site.fields:
            target = self.targets.get((*site.path, field.name))
            yield colours[target] if target else -1


def share_classes(shapes: Shapes, locked: LockedClasses) -> tuple[SharedClass, ...]:
    """Return the classes of all places, in the order of their first ones."""
    colours = shapes.tell_apart({path: name for name, paths in locked for path in paths})
    owners: dict[int, str] = {}
    for name, paths in locked:
        if first := next((path for path in paths if path in colours), None):
            owners[colours[first]] = name
    if len(owners) < len(set(colours.values())) and owners:
        joined = _join(shapes, colours, owners)
        colours = shapes.tell_apart({path: owners.get(colour) for path, colour in joined.items()})
        owners = {colours[path]: owners[colour] for path, colour in joined.items() if colour in owners}
    groups: dict[int, list[Site]] = {}
    for site in shapes.sites:
        groups.setdefault(colours[site.path], []).append(site)
    return tuple(SharedClass(owners.get(colour, ""), tuple(group)) for colour, group in groups.items())


def _join(shapes: Shapes, colours: Mapping[Path, int], owners: Mapping[int, str]) -> dict[Path, int]:
    """Let newcomers share a locked class of their shape where all that they hold shares the classes of its parts."""
    places: dict[int, Path] = {}
    for path, colour in colours.items():
        places.setdefault(colour, path)
    hosts: dict[int, list[int]] = {}
    shape = shapes.tell_apart({})
    for colour in sorted(owners, key=lambda colour: (len(owners[colour]), owners[colour])):
        hosts.setdefault(shape[places[colour]], []).append(colour)
    choices = {colour: list(hosts.get(shape[place], ())) for colour, place in places.items() if colour not in owners}
    while True:
        joined = {path: (choices.get(colour) or [colour])[0] for path, colour in colours.items()}
        finer = shapes.tell_apart(joined)
        odd = [path for path, colour in joined.items() if finer[path] != finer[places[colour]]]
        if not odd:
            return joined
        # The inner ones first: what holds them may share after all when they have found their places.
        depth = max(map(len, odd))
        for colour in {colours[path] for path in odd if len(path) == depth}:
            choices[colour].pop(0)


def _seen_at_once(site: Site) -> Hashable:
    return site.field.type.struct or site.field.name, tuple(_declared(field, site.in_request) for field in site.fields)


def _declared(field: Field, in_request: bool) -> Hashable:
    """Return all of a field that its declaration says."""
    said = field.limits if in_request else Limits()
    limits = (said.max_length, said.max_items, said.minimum, said.maximum)
    values = tuple(each.value for each in field.known_values)
    inferred = call_inferred(field) if in_request else None
    return field.name, field.type, values, is_needed(field, in_request), limits, inferred


def _numbered(signatures: dict[Path, Hashable]) -> dict[Path, int]:
    numbers: dict[Hashable, int] = {}
    return {path: numbers.setdefault(signature, len(numbers)) for path, signature in signatures.items()}
