"""Where the objects of an API stand, and which place describes each of them.

In:  an ``Api``. Out: ``Site`` values in the page's order, and for every field that holds objects of a class its site.
Note: an object that the page names but does not describe is the object around it of that name (recursion), or the
one described elsewhere on the same side when all of that name agree; else it stays a plain dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from topgen.spec.model import Api, Field, Kind, Required

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


def find_sites(api: Api) -> tuple[tuple[Site, ...], dict[Path, Path]]:
    """Return the places of objects, and for each field that holds objects of a class the place that describes them."""
    sites = (*_walk(("request",), api.request), *_walk(("response",), api.response))
    bare = (*_bare(("request",), api.request), *_bare(("response",), api.response))
    return sites, _targets(sites, bare)


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
