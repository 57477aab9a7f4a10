"""The keys of a spec file in their order, each with the sentence that an editor shows.

In:  an ``Api``, or what a file says under these keys.
Out: the other of the two, without loss. Type and limits are values of their own in the model and keys of the field in
the file; ``required`` is always there in requests and never in responses, where pages have no such column.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias

from msgspec import Meta, Struct, structs

from topgen.errors import SpecFormatError
from topgen.spec.model import (
    NOTHING_INFERRED,
    NOTHING_OF_API,
    Api,
    ApiInferred,
    Correction,
    Doubt,
    EnumValue,
    ErrorCode,
    Examples,
    Field,
    Inferred,
    Kind,
    Limits,
    Required,
    Session,
    Source,
    TypeRef,
)
from topgen.spec.names import API_NAME_PATTERN
from topgen.spec.paths import SIDES
from topgen.spec.plain import Exact, Plain

_TYPES: Final = {str(ref): ref for ref in (TypeRef(kind, is_list) for is_list in (False, True) for kind in Kind)}
if TYPE_CHECKING:
    TypeWord: TypeAlias = str
else:
    TypeWord = StrEnum("TypeWord", {word: word for word in _TYPES})
    TypeWord.__doc__ = "One value of a kind, or a list of such values."

Name = Annotated[str, Meta(description="As the page spells it and the wire carries it.")]
Type = Annotated[TypeWord, Meta(description="What one value is; list[...] for several.")]
StructName = Annotated[str | None, Meta(description="The page's own class name, only with object and list[object].")]
Documented = Annotated[
    str | None, Meta(description="The page's words for a type that nobody could read (type: unknown).")
]
Example = Annotated[Plain, Meta(description="The sample; text when it does not fit the type.")]
Default = Annotated[str | None, Meta(description="默认值 (default), as text.")]
MaxLength = Annotated[int | None, Meta(description="最大长度 (maximum length): characters of text, bytes of a file.")]
MaxItems = Annotated[int | None, Meta(description="最大列表长度 (maximum number of items of a list).")]
Minimum = Annotated[Exact | None, Meta(description="最小值 (smallest value).")]
Maximum = Annotated[Exact | None, Meta(description="最大值 (largest value).")]
Values = Annotated[tuple[EnumValue, ...], Meta(description="Values that a person states; others are accepted.")]
Description = Annotated[str, Meta(description="The page's own words.")]
PythonName = Annotated[
    Annotated[str, Meta(pattern=r"^([A-Za-z]\w*(:[A-Z]\w*)?|:[A-Z]\w*)$")] | None,
    Meta(description="The Python name that is wanted: attribute, Class, or attribute:Class; no page tells."),
]
Said = Annotated[Inferred, Meta(description="What the description says beside the table.")]


class ResponseField(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A field of a response."""

    name: Name
    type: Type
    struct: StructName = None
    documented: Documented = None
    example: Example = None
    default: Default = None
    max_length: MaxLength = None
    max_items: MaxItems = None
    minimum: Minimum = None
    maximum: Maximum = None
    values: Values = ()
    description: Description = ""
    inferred: Said = NOTHING_INFERRED
    python: PythonName = None
    fields: Annotated[tuple[ResponseField, ...], Meta(description="The fields inside an object.")] = ()


class RequestField(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A parameter of a request, or a field inside one."""

    name: Name
    type: Type
    struct: StructName = None
    documented: Documented = None
    required: Annotated[
        bool | Literal["conditional", "unknown"],
        Meta(description="必须 (true), 可选 (false), 特殊可选 (conditional), or unknown where the page does not say."),
    ]
    example: Example = None
    default: Default = None
    max_length: MaxLength = None
    max_items: MaxItems = None
    minimum: Minimum = None
    maximum: Maximum = None
    values: Values = ()
    description: Description = ""
    inferred: Said = NOTHING_INFERRED
    python: PythonName = None
    fields: Annotated[tuple[RequestField, ...], Meta(description="The fields inside an object.")] = ()


class SpecFile(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One API of the Taobao Open Platform."""

    api: Annotated[
        str,
        Meta(
            description="The API's name, such as taobao.fenxiao.product.update.",
            extra_json_schema={"pattern": f"^{API_NAME_PATTERN}$"},
        ),
    ]
    title: Annotated[str, Meta(description="The API's title.")]
    description: Annotated[str, Meta(description="The page's own words about the API.")]
    category: Annotated[str | None, Meta(description="From the breadcrumb; null when the page has none.")]
    session: Annotated[Session, Meta(description="Whether a call needs the user's authorization.")]
    idempotent: Annotated[
        bool | None, Meta(description="Whether a call may be repeated that may have been executed; no page tells.")
    ] = None
    python: Annotated[
        Annotated[str, Meta(pattern=r"^([A-Za-z]\w*(:[A-Z]\w*)?|:[A-Z]\w*)$")] | None,
        Meta(description="The Python names that are wanted: module, Stem, or module:Stem; no page tells."),
    ] = None
    inferred: Annotated[ApiInferred, Meta(description="What the texts about the API say beside its tables.")] = (
        NOTHING_OF_API
    )
    request: Annotated[tuple[RequestField, ...], Meta(description="请求参数 (request parameters).")]
    response: Annotated[tuple[ResponseField, ...], Meta(description="响应参数 (response fields).")]
    errors: Annotated[tuple[ErrorCode, ...], Meta(description="错误码解释 (error codes).")]
    examples: Annotated[Examples, Meta(description="The page's examples as plain data.")]
    corrected: Annotated[
        tuple[Correction, ...], Meta(description="What overlays say against the page; in no spec of a page alone.")
    ] = ()
    doubts: Annotated[tuple[Doubt, ...], Meta(description="Facts that the page does not settle.")]
    source: Annotated[Source, Meta(description="The page that this was read from.")]


_REQUIRED: Final[dict[bool | str, Required]] = {
    True: Required.TRUE,
    False: Required.FALSE,
    "conditional": Required.CONDITIONAL,
    "unknown": Required.UNKNOWN,
}
_REQUIRED_WORDS: Final[dict[Required | None, Any]] = {required: word for word, required in _REQUIRED.items()}


def from_file(file: SpecFile) -> Api:
    """Return what a spec file says."""
    keys = structs.asdict(file)
    for side in SIDES:
        keys[side] = tuple(map(from_keys, keys[side]))
    return Api(name=keys.pop("api"), **keys)


def to_file(api: Api) -> SpecFile:
    """Return the keys of an API's spec file; raises ``SpecFormatError`` for a field that belongs to the other side."""
    keys = structs.asdict(api)
    keys["inferred"] = api.inferred if api.inferred != NOTHING_OF_API else NOTHING_OF_API
    for side in SIDES:
        keys[side] = tuple([to_keys(field, side) for field in keys[side]])
    return SpecFile(api=keys.pop("name"), **keys)


def from_keys(keys: RequestField | ResponseField) -> Field:
    """Return the field that stands under the keys of either side."""
    type_ref = _TYPES[keys.type]
    return Field(
        name=keys.name,
        type=TypeRef(type_ref.kind, type_ref.is_list, keys.struct, keys.documented),
        required=_REQUIRED[keys.required] if isinstance(keys, RequestField) else None,
        description=keys.description,
        example=keys.example,
        limits=Limits(
            default=keys.default,
            max_length=keys.max_length,
            max_items=keys.max_items,
            minimum=keys.minimum,
            maximum=keys.maximum,
        ),
        values=keys.values,
        inferred=keys.inferred,
        python=keys.python,
        fields=tuple(map(from_keys, keys.fields)),
    )


def to_keys(field: Field, side: str) -> RequestField | ResponseField:
    """Return the keys of a field on one side of a call."""
    keys: dict[str, Any] = {
        "name": field.name,
        "type": str(field.type),
        "struct": field.type.struct,
        "documented": field.type.documented,
        "example": field.example,
        **structs.asdict(field.limits),
        "values": field.values,
        "description": field.description,
        "inferred": field.inferred if field.inferred != NOTHING_INFERRED else NOTHING_INFERRED,
        "python": field.python,
        "fields": tuple([to_keys(inner, side) for inner in field.fields]),
    }
    if side == "response":
        if field.required is not None:
            raise SpecFormatError(f"the response field {field.name} says whether it is required")
        return ResponseField(**keys)
    if field.required is None:
        raise SpecFormatError("a request parameter does not say whether it is required")
    return RequestField(required=_REQUIRED_WORDS[field.required], **keys)
