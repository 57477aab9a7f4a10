"""What the generator makes of a page, as the plain facts that the answers of a corpus speak of.

In:  the bytes of a page.
Out: ``PageFacts``, as the command ``topgen build`` reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from topgen.alignment import ApiTree, Node
from topgen.pages import page_from_bytes
from topgen.pipeline import PageAnalysis
from topgen.spec.model import Api, Doubt, Field


@dataclass(frozen=True, slots=True)
class ReadField:
    """One field as it was read."""

    path: str
    depth: int
    parent: int
    """Position of the field that it stands in, -1 on the top level."""
    spec: Field
    sample: str | None
    """The words of the sample cell; the spec holds them in the form of their type."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """All that was read of one page."""

    api: Api
    request: tuple[ReadField, ...]
    response: tuple[ReadField, ...]
    doubts: tuple[Doubt, ...]
    unexplained: int
    """Lines and cells that no rule accounts for."""

    def side(self, side: str) -> tuple[ReadField, ...]:
        return self.request if side == "request" else self.response


def read_facts(data: bytes, file: str) -> PageFacts:
    """Read one page from its bytes to its spec.

    Raises:
        GeneratorError: the page is refused.
    """
    analysis = PageAnalysis(page_from_bytes(data, file, file))
    api, tree = analysis.api, analysis.tree
    return PageFacts(
        api=api,
        request=tuple(_walk(api.request, tree.request, "request")),
        response=tuple(_walk(api.response, tree.response, "response")),
        doubts=api.doubts,
        unexplained=_count_unexplained(tree),
    )


def _walk(fields: Sequence[Field], nodes: Sequence[Node], side: str) -> Iterator[ReadField]:
    """Return the fields of one side in page order; each node of the tree became one field of the spec."""
    count = 0
    stack = [(field, node, side, 0, -1) for field, node in zip(fields, nodes, strict=True)][::-1]
    while stack:
        field, node, above, depth, parent = stack.pop()
        path, here = f"{above}.{field.name}", count
        yield ReadField(path, depth, parent, field, node.sample.text if node.sample is not None else None)
        count += 1
        inside = zip(field.fields, node.children, strict=True)
        stack += [(child, inner, path, depth + 1, here) for child, inner in inside][::-1]


def _count_unexplained(tree: ApiTree) -> int:
    return len(tree.unexplained) + sum(not skipped_text.rule for skipped_text in tree.document.skipped_texts)
