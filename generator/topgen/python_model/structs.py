"""The objects of one API as classes: which ones are the same, and what each is called.

In:  an ``Api``. Out: ``Structs``, which answers for every field that holds objects which class they are of.
Two objects share a class when page name and shape agree all the way down, found as equal states of automata are:
told apart by what can be seen at once, then by the classes of what they hold, until nothing new is told apart.
Note: an object that the page names but does not describe is the object around it of that name (recursion), or the
one described elsewhere on the same side when all of that name agree; else it stays a plain dictionary.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from topgen.python_model.inferred_limits import call_inferred
from topgen.python_model.names import capitalised, digest, first_free, plain_name
from topgen.python_model.reserved import CLASSES
from topgen.spec.model import Api, Field, Kind, Limits, Required

Path = tuple[str, ...]
"""``request`` or ``response`` and the names of the fields down to the one that is meant."""


@dataclass(frozen=True, slots=True)
class Site:
    """One place of the API where an object with fields stands."""

    path: Path
    field: Field
    fields: tuple[Field, ...]
    """Without repetitions of a name: the first row counts."""

    @property
    def in_request(self) -> bool:
        """Whether it is sent; what is received has no required fields."""
        return self.path[0] == "request"


@dataclass(frozen=True, slots=True)
class StructClass:
    """One class and the places where its objects stand, the first of which describes it."""

    name: str
    sites: tuple[Site, ...]

    @property
    def page_name(self) -> str | None:
        """The page's class name, None for an object that has none."""
        return self.sites[0].field.type.struct


@dataclass(frozen=True, slots=True)
class Structs:
    """The classes of an API, each before those that use it, and the class of every place."""

    classes: tuple[StructClass, ...]
    by_path: dict[Path, str]


def find_structs(api: Api, taken: frozenset[str]) -> Structs:
    """Return the classes of the API's objects; ``taken`` are names that none of them may have."""
    sites = (*_walk(("request",), api.request), *_walk(("response",), api.response))
    bare = (*_bare(("request",), api.request), *_bare(("response",), api.response))
    targets = _targets(sites, bare)
    colours = _colours(sites, targets)
    groups: dict[int, list[Site]] = {}
    for site in sites:
        groups.setdefault(colours[site.path], []).append(site)
    names = _names(groups, taken)
    by_path = {path: names[colours[target]] for path, target in targets.items()}
    classes = {colour: StructClass(names[colour], tuple(group)) for colour, group in groups.items()}
    return Structs(tuple(classes[colour] for colour in _inner_first(sites, colours)), by_path)


def distinct(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return the fields without those whose name came before."""
    first: dict[str, Field] = {}
    for field in fields:
        first.setdefault(field.name, field)
    return tuple(first.values())


def is_needed(field: Field, in_request: bool) -> bool:
    """Return whether the attribute has no default."""
    return in_request and field.required is Required.TRUE


def _walk(path: Path, fields: Iterable[Field]) -> Iterator[Site]:
    """Yield the places below a path, outer before inner, in the page's order."""
    for field in distinct(fields):
        if field.type.kind is Kind.OBJECT and field.fields:
            here = (*path, field.name)
            yield Site(here, field, distinct(field.fields))
            yield from _walk(here, field.fields)


def _bare(path: Path, fields: Iterable[Field]) -> Iterator[tuple[Path, str]]:
    """Yield the objects that the page gives a class name but no fields, with that name."""
    for field in distinct(fields):
        here = (*path, field.name)
        if field.type.kind is Kind.OBJECT and field.type.struct and not field.fields:
            yield here, field.type.struct
        yield from _bare(here, field.fields)


def _targets(sites: tuple[Site, ...], bare: tuple[tuple[Path, str], ...]) -> dict[Path, Path]:
    """For each field that holds objects of a class, the place that describes them: mostly its own."""
    targets = {site.path: site.path for site in sites}
    described: dict[tuple[str, str | None], list[Site]] = {}
    for site in sites:
        described.setdefault((site.path[0], site.field.type.struct), []).append(site)
    for path, struct in bare:
        if found := _described(path, described.get((path[0], struct), [])):
            targets[path] = found.path
    return targets


def _described(path: Path, candidates: list[Site]) -> Site | None:
    """Return which of the places with the right page name an object without fields is like."""
    around = [site for site in candidates if path[: len(site.path)] == site.path]
    if around:
        return around[-1]
    structs = {tuple(field.name for field in site.fields) for site in candidates}
    return candidates[0] if len(structs) == 1 else None


def _colours(sites: tuple[Site, ...], targets: dict[Path, Path]) -> dict[Path, int]:
    """Return a number for each place; the same one where the objects are the same all the way down."""
    colours = _numbered({site.path: _seen_at_once(site) for site in sites})
    while True:
        finer = _numbered({site.path: (colours[site.path], *_held(site, targets, colours)) for site in sites})
        if len(set(finer.values())) == len(set(colours.values())):
            return finer
        colours = finer


def _held(site: Site, targets: dict[Path, Path], colours: dict[Path, int]) -> Iterator[int]:
    for field in site.fields:
        target = targets.get((*site.path, field.name))
        yield colours[target] if target else -1


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


def _inner_first(sites: tuple[Site, ...], colours: dict[Path, int]) -> Iterator[int]:
    """Return each class once; what a class holds comes before it, as far as recursion allows."""
    return iter(dict.fromkeys(colours[site.path] for site in _after_their_parts(sites)))


def _after_their_parts(sites: tuple[Site, ...]) -> Iterator[Site]:
    open_sites: list[Site] = []
    for site in sites:
        while open_sites and site.path[: len(open_sites[-1].path)] != open_sites[-1].path:
            yield open_sites.pop()
        open_sites.append(site)
    yield from reversed(open_sites)


def _names(groups: dict[int, list[Site]], taken: frozenset[str]) -> dict[int, str]:
    """Return a class name for each group, in the page's order: the first to come has the page's name."""
    names: dict[int, str] = {}
    used: set[str] = set()
    for colour, group in groups.items():
        name = first_free(_class_names(group[0]), lambda name: name in CLASSES | taken or name.casefold() in used)
        names[colour] = name
        used.add(name.casefold())
    return names


def _class_names(site: Site) -> Iterator[str]:
    """Yield names for the class, best first: the page's, then with more and more of its path, at last with a digest."""
    struct = site.field.type.struct
    own = plain_name(struct) if struct else capitalised(site.field.name)
    own = own[:1].upper() + own[1:]
    yield own
    *outer, _ = site.path
    for start in range(len(outer) - 1, -1, -1):
        yield "".join(capitalised(word) for word in outer[start:]) + own
    yield f"{own}_{digest('.'.join(site.path))}"
