"""The annotation of one attribute: the type of the spec in Python, and what only the wire needs to know.

In:  a ``Field``, the class of its objects if it has one, its attribute name, and the side it stands on.
Out: ``Annotation``: the expression as ``Code``, and the names that it needs imported.
Responses say no limits: reading never fails on a value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from topgen.python_model.code import Code, commas, compose, identifier, literal
from topgen.python_model.inferred_limits import call_inferred
from topgen.spec.model import Field, Kind, Limits

_TYPES = {
    Kind.STRING: compose("str"),
    Kind.INTEGER: compose("int"),
    Kind.DECIMAL: compose("Decimal"),
    Kind.BOOLEAN: compose("bool"),
    Kind.DATETIME: compose("datetime"),
    Kind.JSON: compose("Json"),
    Kind.FILE: compose("File"),
    Kind.MAP: compose("dict[str, Any]"),
    Kind.OBJECT: compose("dict[str, Any]"),
    Kind.UNKNOWN: compose("Any"),
}
_NEEDS = {
    Kind.DECIMAL: "Decimal",
    Kind.DATETIME: "datetime",
    Kind.JSON: "Json",
    Kind.FILE: "File",
    Kind.MAP: "Any",
    Kind.OBJECT: "Any",
    Kind.UNKNOWN: "Any",
}

_IN_LIMITS = ("Decimal", "Inferred")


@dataclass(frozen=True, slots=True)
class Annotation:
    """An expression and the names that the module must import for it."""

    code: Code
    needs: frozenset[str]


def annotate(field: Field, *, attribute: str, struct: Code | None, optional: bool, limited: bool) -> Annotation:
    """The annotation of an attribute; ``struct`` is the class of its objects, ``limited`` whether limits count."""
    code, needs = _item(field, struct)
    code = compose("list[{}]", code) if field.type.is_list else code
    code = compose("{} | None", code) if optional else code
    said = tuple(_wire(field, attribute, struct, limited))
    if not said:
        return Annotation(code, needs)
    limits = [part for part in said if not part.startswith(("name=", "struct="))]
    needs |= {"Annotated", "Wire", *(word for word in _IN_LIMITS if any(f"{word}(" in part for part in limits))}
    return Annotation(compose("Annotated[{}, Wire({})]", code, commas(said)), needs)


def annotate_item(field: Field, struct: Code | None) -> Annotation:
    """Return the type of one item of a list, as the argument of a generic class."""
    kind = field.type.kind
    if struct is not None:
        return Annotation(struct, frozenset())
    return Annotation(_TYPES[kind], frozenset({_NEEDS[kind]} if kind in _NEEDS else ()))


def _item(field: Field, struct: Code | None) -> tuple[Code, frozenset[str]]:
    """Return the type of one item of a list, or of the value itself."""
    kind = field.type.kind
    if struct is not None:
        return struct, frozenset()
    if kind is Kind.STRING and field.known_values:
        values = tuple(dict.fromkeys(literal(each.value) for each in field.known_values))
        return compose("Literal[{}] | str", commas(values)), frozenset({"Literal"})
    plain = annotate_item(field, None)
    return plain.code, plain.needs


def _wire(field: Field, attribute: str, struct: Code | None, limited: bool) -> Iterator[Code]:
    if attribute != field.name:
        yield compose("name={}", literal(field.name))
    if struct is None and field.type.struct and field.type.is_list:
        yield compose("struct={}", literal(field.type.struct))
    if limited:
        yield from _limits(field.limits)
        if (inferred := call_inferred(field)) is not None:
            yield compose("inferred={}", inferred)


def _limits(limits: Limits) -> Iterator[Code]:
    numbers: dict[str, int | Decimal | None] = {
        "max_length": limits.max_length,
        "max_items": limits.max_items,
        "minimum": limits.minimum,
        "maximum": limits.maximum,
    }
    for name, number in numbers.items():
        if number is not None:
            yield compose("{}={}", identifier(name), literal(number))
