"""Facts of a row, or of the call, that a page does not settle although it should: class, required flag, session.

In:  ``Node`` and ``ApiTree`` with what was read of them.
Out: ``Doubt`` values. Places, rows, lists and samples are doubted in the tree room, types where they are read.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.model import About, Doubt, Required, Session, TypeRef
from generator.tree import ApiTree, Node


def doubt_class(node: Node, at: str, type_ref: TypeRef) -> Iterator[Doubt]:
    """Yield a doubt where the table and the call name different classes; the table's is taken."""
    told = node.told
    if type_ref.struct is not None and told is not None and told.struct not in (None, type_ref.struct):
        because = f"the table says {type_ref.struct!r}, and the example on line {told.line} says {told.struct!r}"
        yield Doubt(at=at, about=About.STRUCT, taken=type_ref.struct, because=because, line=node.name.line)


def doubt_required(node: Node, at: str, required: Required) -> Iterator[Doubt]:
    """Yield a doubt where a row of a request does not say whether it must be sent; a lost row says nothing at all."""
    if required is Required.UNKNOWN and not node.from_example:
        because = f"nobody knows the word {node.required.text!r}" if node.required else "the cell is empty or lost"
        yield Doubt(at=at, about=About.REQUIRED, taken="unknown", because=because, line=node.name.line)


def doubt_session(tree: ApiTree, session: Session) -> Iterator[Doubt]:
    """Yield a doubt where a page shows a request and has lost the line that would make the call."""
    told = tree.request_told
    if session is Session.UNKNOWN and told is not None and told.setters:
        because = "the request example has lost the line that makes the call"
        yield Doubt(at="api", about=About.SESSION, taken="unknown", because=because, line=told.line)
