"""Facts of a row, or of the call, that a page does not settle although it should: class, required flag, session.

In:  ``Node`` and ``ApiTree`` with what was read of them.
Out: ``Doubt`` values. Places, rows, lists and samples are doubted in the tree room, types where they are read.
"""

from __future__ import annotations

from collections.abc import Iterator

from topgen.alignment import ApiTree, Node
from topgen.spec.model import Doubt, DoubtKind, Required, Session, TypeRef


def doubt_class(node: Node, at: str, type_ref: TypeRef) -> Iterator[Doubt]:
    """Yield a doubt where the table and the call name different classes; the table's is taken."""
    shown = node.shown
    if type_ref.struct is not None and shown is not None and shown.struct not in (None, type_ref.struct):
        reason = f"the table says {type_ref.struct!r}, and the example on line {shown.line} says {shown.struct!r}"
        yield Doubt(at, DoubtKind.STRUCT, type_ref.struct, reason, node.name.line)


def doubt_required(node: Node, at: str, required: Required) -> Iterator[Doubt]:
    """Yield a doubt where a row of a request does not say whether it must be sent; a lost row says nothing at all."""
    if required is Required.UNKNOWN and not node.from_example:
        reason = f"nobody knows the word {node.required.text!r}" if node.required else "the cell is empty or lost"
        yield Doubt(at, DoubtKind.REQUIRED, "unknown", reason, node.name.line)


def doubt_session(tree: ApiTree, session: Session) -> Iterator[Doubt]:
    """Yield a doubt where a page shows a request and has lost the line that would make the call."""
    shown = tree.request_shown
    if session is Session.UNKNOWN and shown is not None and shown.setters:
        reason = "the request example has lost the line that makes the call"
        yield Doubt("api", DoubtKind.SESSION, "unknown", reason, shown.line)
