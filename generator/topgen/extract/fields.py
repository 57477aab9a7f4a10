"""Fields of a request or a response: the page's words become kinds, flags, limits and typed samples.

In:  ``Node`` values of the tree.
Out: ``Field`` values, and a doubt for each fact of a row that the page does not settle although it should: type, class,
required flag, sample. A sample that does not fit its type is kept as text. Alignment doubts places, rows and lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from topgen.alignment import Node
from topgen.document import Cell
from topgen.examples import Literal
from topgen.extract.prose import infer_from_description
from topgen.extract.values import MisfitError, fit_sample
from topgen.spec.model import Doubt, DoubtKind, Field, Kind, Limits, Plain, Required, TypeRef
from topgen.vocabulary.cells import (
    EMPTY_OBJECTS,
    LIMITS,
    NO_CLASSES,
    OTHER_TYPES,
    REQUIRED,
    TYPES,
    read_limit,
    split_type,
)

_CLASS = re.compile(r"[A-Za-z_$][\w$.]*")
_LITERALS = {
    Literal.INTEGER: {Kind.INTEGER, Kind.DECIMAL},
    Literal.BOOLEAN: {Kind.BOOLEAN},
    Literal.DATETIME: {Kind.DATETIME},
    Literal.FILE: {Kind.FILE},
}
"""The kinds whose values Java writes in a form that tells them from others."""


def read_field(node: Node, at: str, is_request: bool, doubts: list[Doubt]) -> Field:
    """Read one field and all inside it; doubts are added to ``doubts``."""
    type_ref, required = read_type(node), _read_required(node.required) if is_request else None
    doubts.extend(_doubt_type(node, at, type_ref))
    if required is Required.UNKNOWN and not node.from_example:
        reason = f"nobody knows the word {node.required.text!r}" if node.required else "the cell is empty or lost"
        doubts.append(Doubt(at, DoubtKind.REQUIRED, "unknown", reason, node.name.line))
    example: Plain = None
    if node.sample is not None:
        try:
            example = fit_sample(node.sample.text, type_ref)
        except MisfitError:
            example, reason = node.sample.text, f"the sample {node.sample.text!r} is no {type_ref}"
            doubts.append(Doubt(at, DoubtKind.SAMPLE, node.sample.text, reason, node.sample.line))
    description = "\n".join(cell.text for cell in node.description)
    limits = _read_limits(node.limits)
    doubts.extend(_doubt_limits(node, at, limits))
    return Field(
        name=node.name.text,
        type=type_ref,
        required=required,
        description=description,
        example=example,
        limits=limits,
        inferred=infer_from_description(description, type_ref),
        fields=tuple(read_field(child, f"{at}.{child.name.text}", is_request, doubts) for child in node.children),
    )


def read_type(node: Node) -> TypeRef:
    """Read the type cell of a field; total, a spelling that nobody knows keeps its words."""
    cell = node.type.text if node.type is not None else ""
    words = split_type(cell)
    kind = TYPES.get(words.base.lower()) or OTHER_TYPES.get(words.base)
    if kind is not None and not node.children:
        return TypeRef(Kind(kind), words.is_list)
    if words.base not in NO_CLASSES and words.base.lower() != "null" and _CLASS.fullmatch(words.base):
        return TypeRef(Kind.OBJECT, words.is_list, struct=words.base)
    if node.children:
        return TypeRef(Kind.OBJECT, words.is_list)
    return TypeRef(Kind.UNKNOWN, words.is_list, documented=cell or None)


def _doubt_type(node: Node, at: str, type_ref: TypeRef) -> Iterator[Doubt]:
    """Doubt a type that nobody knows or that the example contradicts, and a class that the example names otherwise."""
    shown, line = node.shown, node.name.line
    base = split_type(node.type.text).base if node.type is not None else ""
    if base in OTHER_TYPES or (base in NO_CLASSES and node.children):
        yield Doubt(at, DoubtKind.TYPE, str(type_ref), f"{base!r} is none of the platform's types", line)
    elif type_ref.kind is Kind.OBJECT and not node.children and (sample := _scalar_sample(node, base)):
        yield Doubt(at, DoubtKind.TYPE, str(type_ref), f"{base!r} has no fields, and the value {sample!r}", line)
    elif type_ref.kind is Kind.UNKNOWN:
        if node.type is not None or not node.from_example:
            words = type_ref.documented
            reason = f"nobody knows the type {words!r}" if words else "the type cell is empty"
            yield Doubt(at, DoubtKind.TYPE, "unknown", reason, line)
    elif shown is not None and type_ref.kind not in _LITERALS.get(shown.literal, (type_ref.kind,)):
        reason = f"the example writes the value as {shown.literal.value}"
        yield Doubt(at, DoubtKind.TYPE, str(type_ref), reason, line)
    if type_ref.struct is not None and shown is not None and shown.struct not in (None, type_ref.struct):
        reason = f"the table says {type_ref.struct!r}, and the example on line {shown.line} says {shown.struct!r}"
        yield Doubt(at, DoubtKind.STRUCT, type_ref.struct, reason, line)


def doubt_vocabulary(nodes: Sequence[Node], side: str) -> Iterator[Doubt]:
    """Yield a doubt for each class that is called like a scalar elsewhere, on a side without any ``Number``.

    The platform has classes such as ``Integer``, but a page without its own word may mean what Java does.
    """
    fields = [
        (at, node, split_type(node.type.text).base) for root in nodes for at, node in root.walk(side) if node.type
    ]
    if any(base == "Number" for _, _, base in fields):
        return
    for at, node, base in fields:
        if base.lower() in OTHER_TYPES.keys() | NO_CLASSES and base[:1].isupper() and not node.children:
            reason = f"{base!r} is a scalar in other documents, and the page has no Number"
            yield Doubt(at, DoubtKind.TYPE, base, reason, node.name.line)


def _scalar_sample(node: Node, base: str) -> str:
    """Return the value of a field if it is none that objects have: ``{}``, nothing, the name of their class."""
    shown = node.shown.text if node.shown is not None and node.shown.literal is not Literal.BLOCK else ""
    sample = shown or (node.sample.text if node.sample is not None else "")
    is_object = sample.lower() in EMPTY_OBJECTS or sample[:1] in {"{", "[", "<"} or base.lower() in sample.lower()
    return "" if is_object else sample


def _read_required(cell: Cell | None) -> Required:
    return Required(REQUIRED.get(cell.text, Required.UNKNOWN)) if cell is not None else Required.UNKNOWN


def _read_limits(cells: Sequence[Cell]) -> Limits:
    """Read the cells of the column 更多限制 (more limits); a number that is none is left out."""
    stated = [limit for cell in cells if (limit := read_limit(cell.text)) is not None]
    found = {LIMITS[label]: text for label, text in stated}
    return Limits(
        default=found.get("default") or None,
        max_length=_whole(found.get("max_length", "")),
        max_items=_whole(found.get("max_items", "")),
        minimum=_number(found.get("minimum", "")),
        maximum=_number(found.get("maximum", "")),
    )


def _doubt_limits(node: Node, at: str, limits: Limits) -> Iterator[Doubt]:
    """Doubt the limits of a field whose cell holds words that state none."""
    stated = [name for cell in node.limits if (found := read_limit(cell.text)) and (name := LIMITS[found[0]])]
    lost = len(stated) < len(node.limits) or any(getattr(limits, name) is None for name in stated)
    if lost:
        words = " ".join(cell.text for cell in node.limits)
        reason = f"the words {words!r} state no limit that can be read"
        yield Doubt(at, DoubtKind.LIMITS, "left out", reason, node.limits[0].line)


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text) if len(text) <= 40 else Decimal("NaN")
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
