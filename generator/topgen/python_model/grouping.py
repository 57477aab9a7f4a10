"""Which APIs share a namespace.

In:  the names of APIs. Out: ``Namespace`` values, the same whatever the order of the names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from topgen.python_model.lock import Names


@dataclass(frozen=True, slots=True)
class Namespace:
    """One namespace in names."""

    prefix: str
    group: str
    """Empty for the namespace of a prefix itself."""
    groups: tuple[str, ...]
    """The namespaces inside it."""
    members: tuple[Names, ...]
    """The APIs that are methods of it."""


def split_namespaces(names: Iterable[Names]) -> Iterator[Namespace]:
    """Yield the namespaces that these APIs are in, each prefix before its groups."""
    for prefix, found in groupby(sorted(names, key=_place), key=lambda each: each.prefix):
        groups = {group: tuple(members) for group, members in groupby(found, key=lambda each: each.group)}
        yield Namespace(prefix, "", tuple(filter(None, groups)), groups.pop("", ()))
        yield from (Namespace(prefix, group, (), members) for group, members in groups.items())


def _place(names: Names) -> tuple[str, str, str]:
    return names.prefix, names.group, names.module
