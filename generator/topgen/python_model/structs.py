"""The objects of one API as classes: which ones are the same, and what each is called.

In:  an ``Api``, and the names of earlier packages. Out: ``Structs``, which answers for every field that holds objects
which class they are of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from topgen.python_model.names import capitalised, digest, first_free, plain_name
from topgen.python_model.reserved import CLASSES
from topgen.python_model.shapes import LockedClasses, Shapes, SharedClass, share_classes
from topgen.python_model.sites import Path, Site, find_sites
from topgen.spec.model import Api


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


def find_structs(api: Api, taken: frozenset[str], locked: LockedClasses = ()) -> Structs:
    """Return the classes of the API's objects.

    ``taken`` are names that no newcomer may have; ``locked`` are the classes of earlier packages, which keep theirs.
    """
    sites, targets = find_sites(api)
    shared = share_classes(Shapes(sites, targets), locked)
    names = _names(shared, taken, frozenset(name.casefold() for name, _ in locked))
    classes = [StructClass(name, each.sites) for name, each in zip(names, shared, strict=True)]
    class_at = {site.path: at for at, struct in enumerate(classes) for site in struct.sites}
    by_path = {path: classes[class_at[target]].name for path, target in targets.items()}
    inner_first = dict.fromkeys(class_at[site.path] for site in _after_their_parts(sites))
    return Structs(tuple(classes[at] for at in inner_first), by_path)


def _after_their_parts(sites: tuple[Site, ...]) -> Iterator[Site]:
    open_sites: list[Site] = []
    for site in sites:
        while open_sites and site.path[: len(open_sites[-1].path)] != open_sites[-1].path:
            yield open_sites.pop()
        open_sites.append(site)
    yield from reversed(open_sites)


def _names(shared: Sequence[SharedClass], taken: frozenset[str], locked: frozenset[str]) -> list[str]:
    """Return a name for each class: of newcomers in the page's order, the first to come has the page's name."""
    used = set(locked)
    names = []
    for each in shared:
        name = each.name or first_free(
            _class_names(each.sites[0]), lambda name: name in CLASSES | taken or name.casefold() in used
        )
        names.append(name)
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
