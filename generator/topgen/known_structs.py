"""What blocks of one class hold elsewhere: on other pages, or on the other side of the same page.

In:  trees whose places no doubt is about.
Out: ``KnownStructs``, evidence of nesting beside the examples.
Classes of one name differ between APIs, so the fields of one speak only of blocks that begin with fields of its own.
That a field stands in such a block settles its place; that it does not only makes another place likelier, since classes
grow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from topgen.spec.doubts import DoubtKind
from topgen.vocabulary.cells import split_type

if TYPE_CHECKING:
    from topgen.alignment.nodes import ApiTree, Node

SAME_START = 2
"""Fields that a block must begin with which another one of its class holds too, to count as the same class."""

StructFields = tuple[str, frozenset[str]]
"""A class and the names of its fields."""


class Members(NamedTuple):
    """What is known of the fields of one block."""

    sure: frozenset[str]
    """Names that all blocks of its class hold."""
    known: frozenset[str]
    """Names that any block of its class holds."""


@dataclass(frozen=True, slots=True)
class KnownStructs:
    """The fields of classes, as different blocks of them hold them."""

    variants: Mapping[str, frozenset[frozenset[str]]] = field(default_factory=dict)

    digest: str = ""
    """Of all of them; empty when there are none."""

    def members(self, struct: str, first: Sequence[str]) -> Members | None:
        """Return the fields of a class for a block that begins with these names; None when nobody knows."""
        like = [names for names in self.variants.get(struct, ()) if names.issuperset(first[:SAME_START])]
        return Members(frozenset.intersection(*like), frozenset().union(*like)) if like and first else None


NO_STRUCTS = KnownStructs()


def collect_structs(structs: Iterable[StructFields]) -> KnownStructs:
    """Join the structs of many pages; the same for any order of them."""
    variants: dict[str, set[frozenset[str]]] = {}
    for struct, names in structs:
        variants.setdefault(struct, set()).add(names)
    listed = sorted((struct, sorted(map(sorted, found))) for struct, found in variants.items())
    digest = sha256(repr(listed).encode("utf-8", "surrogatepass")).hexdigest() if listed else ""
    return KnownStructs({struct: frozenset(found) for struct, found in variants.items()}, digest)


def find_structs(tree: ApiTree) -> Iterator[StructFields]:
    """Yield the fields of each block of a tree, but for a request or response in which any place is in doubt."""
    for side, nodes in (("request", tree.request), ("response", tree.response)):
        if not any(
            doubt.at.startswith(side) and doubt.kind in {DoubtKind.PARENT, DoubtKind.ROW} for doubt in tree.doubts
        ):
            yield from _find_structs(nodes)


def _find_structs(nodes: Sequence[Node]) -> Iterator[StructFields]:
    for node in nodes:
        if node.children and node.type is not None and not node.from_example:
            yield split_type(node.type.text).base, frozenset(child.name.text for child in node.children)
        yield from _find_structs(node.children)
