"""Fields in the spec file: the keys of a parameter and of a field of a response, in their order.

In:  nodes of a spec file, or ``Field``s.
Out: the other of the two. Type and limits are values of their own in the model and keys of the field in the file;
``required`` is always there in requests and never in responses, where pages have no such column.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from topgen.errors import SpecFormatError
from topgen.spec.model import NOTHING_INFERRED, Field, Kind, Limits, Required, TypeRef
from topgen.spec.yaml_inferred import ENUM_VALUE, FIELD_INFERRED
from topgen.spec.yaml_shapes import (
    DECIMAL_NUMBER,
    INTEGER,
    NULLABLE_TEXT,
    PLAIN,
    TEXT,
    Key,
    StructFields,
    mapping_of,
    one_of,
    tuple_of,
)

_LIMITS: Final = ("default", "max_length", "max_items", "minimum", "maximum")
_TYPES: Final[Mapping[str | bool, TypeRef]] = {
    str(TypeRef(kind, is_list)): TypeRef(kind, is_list) for is_list in (False, True) for kind in Kind
}
_REQUIRED: Final[Mapping[str | bool, Required]] = {
    True: Required.TRUE,
    False: Required.FALSE,
    "conditional": Required.CONDITIONAL,
    "unknown": Required.UNKNOWN,
}
_REQUIRED_WORDS: Final = {required: word for word, required in _REQUIRED.items()}


def _write_required(required: Required | None) -> str | bool:
    if required is None:
        raise SpecFormatError("a request parameter does not say whether it is required")
    return _REQUIRED_WORDS[required]


def fields_like(ref: str) -> StructFields[tuple[Field, ...]]:
    """Fields by reference, as fields inside them are of the same shape."""
    structs = {"request_field": lambda: REQUEST_FIELD, "response_field": lambda: RESPONSE_FIELD}
    return tuple_of(
        StructFields(
            lambda node: structs[ref]().read(node),
            lambda field: structs[ref]().write(field),
            {"$ref": f"#/$defs/{ref}"},
        )
    )


def _field_keys(ref: str, only_in_requests: tuple[Key, ...]) -> tuple[Key, ...]:
    return (
        Key("name", TEXT, "As the page spells it and the wire carries it."),
        Key("type", one_of(_TYPES, str), "What one value is; list[...] for several."),
        Key("struct", NULLABLE_TEXT, "The page's own class name, only with object and list[object].", None),
        Key("documented", NULLABLE_TEXT, "The page's words for a type that nobody could read (type: unknown).", None),
        *only_in_requests,
        Key("example", PLAIN, "The sample; text when it does not fit the type.", None),
        Key("default", NULLABLE_TEXT, "默认值 (default), as text.", None),
        Key("max_length", INTEGER, "最大长度 (maximum length): characters of text, bytes of a file.", None),
        Key("max_items", INTEGER, "最大列表长度 (maximum number of items of a list).", None),
        Key("minimum", DECIMAL_NUMBER, "最小值 (smallest value).", None),
        Key("maximum", DECIMAL_NUMBER, "最大值 (largest value).", None),
        Key("values", tuple_of(ENUM_VALUE), "Values that a person states; others are accepted.", ()),
        Key("description", TEXT, "The page's own words.", ""),
        Key("inferred", FIELD_INFERRED, "What the description says beside the table.", NOTHING_INFERRED),
        Key("fields", fields_like(ref), "The fields inside an object.", ()),
    )


def build_field(values: dict[str, Any]) -> Field:
    """Build a field from the values of all its keys."""
    kind: TypeRef = values.pop("type")
    limits = Limits(**{name: values.pop(name) for name in _LIMITS})
    type_ref = TypeRef(kind.kind, kind.is_list, values.pop("struct"), values.pop("documented"))
    return Field(type=type_ref, limits=limits, **values)


def take_field_apart(field: Field) -> Mapping[str, Any]:
    """Give the values of all keys that a field can have."""
    return {
        "name": field.name,
        "type": TypeRef(field.type.kind, field.type.is_list),
        "struct": field.type.struct,
        "documented": field.type.documented,
        "required": field.required,
        "example": field.example,
        **{name: getattr(field.limits, name) for name in _LIMITS},
        "values": field.values,
        "description": field.description,
        "inferred": field.inferred,
        "fields": field.fields,
    }


def _take_response_field_apart(field: Field) -> Mapping[str, Any]:
    if field.required is not None:
        raise SpecFormatError(f"the response field {field.name} says whether it is required")
    return take_field_apart(field)


_REQUIRED_KEY: Final = Key(
    "required",
    one_of(_REQUIRED, _write_required),
    "必须 (true), 可选 (false), 特殊可选 (conditional), or unknown where the page does not say.",
)
FIELD_KEYS: Final = {
    "request": _field_keys("request_field", (_REQUIRED_KEY,)),
    "response": _field_keys("response_field", ()),
}
"""The keys of a field on either side of a call."""

REQUEST_FIELD: Final[StructFields[Field]] = mapping_of(FIELD_KEYS["request"], build_field, take_field_apart)
RESPONSE_FIELD: Final[StructFields[Field]] = mapping_of(FIELD_KEYS["response"], build_field, _take_response_field_apart)
