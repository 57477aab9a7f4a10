"""Overlay files: reading them, and their JSON Schema.

In:  the text of ``specs/overlays/<api name>.yaml``.
Out: an ``Overlay``; every correction says ``because``, or the file is refused.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeAlias

from msgspec import Meta, Struct

from topgen.errors import SpecFormatError
from topgen.overlay.model import AcceptedDoubt, AddedError, Addition, Change, Described, Overlay, Removal, Spot
from topgen.spec.convert import convert
from topgen.spec.file_keys import RequestField, ResponseField, from_keys
from topgen.spec.model import DoubtKind, ErrorCode, Session
from topgen.spec.paths import FACTS_OF_THE_API
from topgen.spec.plain import Plain
from topgen.spec.spec_file import schema_text
from topgen.spec.yaml_read import YamlNode, read_yaml

if TYPE_CHECKING:
    FieldKey: TypeAlias = str
else:
    FieldKey = StrEnum("FieldKey", {key: key for key in (*RequestField.__struct_fields__, "parent")})
    FieldKey.__doc__ = "A key of a field, or what it stands in."
MOST_CHARACTERS = 500_000
"""Thousands of corrections; a page has at most as many rows."""
_SOME_REASON = {"expected": "a reason that the next reader understands"}


class ChangeKeys(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"reason": "because"}):
    """One fact to correct."""

    at: Annotated[
        str,
        Meta(
            description="Dotted path of the field, such as response.result.data.x, or a fact of the API, such as title."
        ),
    ]
    key: Annotated[FieldKey | None, Meta(description="What to correct of the field; parent moves it.")] = None
    expect: Annotated[Plain, Meta(description="What the page says today; null when it says nothing.")]
    set: Annotated[Plain, Meta(description="What is true; null for nothing.")]
    reason: Annotated[
        str, Meta(pattern=r"\S", extra=_SOME_REASON, description="Why the page is wrong, and how you know.")
    ]
    evidence: Annotated[str, Meta(description="Where the next reader can see it.")] = ""


class AcceptedDoubtKeys(
    Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"kind": "about", "reason": "because"}
):
    """One doubt whose best reading is right."""

    at: Annotated[str, Meta(description="The path of the doubt, as the spec has it.")]
    kind: Annotated[DoubtKind, Meta(description="Which fact is in doubt.")]
    reason: Annotated[str, Meta(pattern=r"\S", extra=_SOME_REASON, description="Why what was taken is right.")]


class AdditionKeys(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"reason": "because"}):
    """One field to add."""

    at: Annotated[
        str, Meta(description="What the field stands in: request, response, or the dotted path of an object.")
    ]
    parameter: Annotated[
        RequestField | None, Meta(description="In a request: the parameter, with its keys in the spec file.")
    ] = None
    field: Annotated[
        ResponseField | None, Meta(description="In a response: the field, with its keys in the spec file.")
    ] = None
    reason: Annotated[str, Meta(pattern=r"\S", extra=_SOME_REASON, description="How you know that it is there.")]


class RemovalKeys(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"reason": "because"}):
    """One field or error code to remove."""

    at: Annotated[
        str, Meta(description="Dotted path of the field, or errors. and a code, such as errors.isv.invalid-parameter.")
    ]
    reason: Annotated[str, Meta(pattern=r"\S", extra=_SOME_REASON, description="How you know that it is not there.")]


class AddedErrorKeys(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"reason": "because"}):
    """One error code to add."""

    code: Annotated[str, Meta(pattern=r"\S", description="The code, as a reply carries it in sub_code.")]
    message: Annotated[str, Meta(description="What went wrong.")] = ""
    solution: Annotated[str, Meta(description="What to do about it.")] = ""
    reason: Annotated[str, Meta(pattern=r"\S", extra=_SOME_REASON, description="Where it was seen.")]


class DescribedKeys(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"reason": "because"}):
    """An API that no page describes; its parameters, fields and errors are added."""

    title: Annotated[str, Meta(description="The API in a few words.")] = ""
    description: Annotated[str, Meta(description="What it is for.")] = ""
    session: Annotated[Session, Meta(description="Whether a call needs the session of a user.")] = Session.UNKNOWN
    reason: Annotated[str, Meta(pattern=r"\S", extra=_SOME_REASON, description="How you know that it is there.")]


class OverlayFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Corrections of one API."""

    describes: Annotated[
        DescribedKeys | None,
        Meta(description="The API itself, where no page describes it; the file is called after it."),
    ] = None
    changes: Annotated[
        tuple[ChangeKeys, ...], Meta(description="Facts that the page states wrongly, or not at all.")
    ] = ()
    add: Annotated[tuple[AdditionKeys, ...], Meta(description="Fields that the page does not have.")] = ()
    remove: Annotated[
        tuple[RemovalKeys, ...], Meta(description="Fields and error codes that the platform does not have.")
    ] = ()
    errors: Annotated[tuple[AddedErrorKeys, ...], Meta(description="Error codes that the page does not have.")] = ()
    accept_doubts: Annotated[
        tuple[AcceptedDoubtKeys, ...], Meta(description="Doubts whose best reading is right.")
    ] = ()


def load_overlay(text: str, file: str) -> Overlay:
    """Read an overlay; raise ``SpecFormatError`` with the line at fault."""
    if len(text) > MOST_CHARACTERS:
        said = f"this is larger than the {MOST_CHARACTERS:,} characters that corrections of one API may have"
        raise SpecFormatError(said, file=file)
    root = read_yaml(text, file)
    found: OverlayFile = convert(root, OverlayFile)
    changes = tuple(map(_read_change, found.changes, root.items("changes")))
    seen: set[str] = set()
    for change in changes:
        if str(change) in seen:
            hint = "change or delete the first entry"
            raise SpecFormatError(f"{change} is corrected twice", file=change.at.file, line=change.at.line, hint=hint)
        seen.add(str(change))
    accepted = (
        AcceptedDoubt(at=_read_spot(node), kind=keys.kind, reason=keys.reason)
        for keys, node in zip(found.accept_doubts, root.items("accept_doubts"), strict=True)
    )
    return Overlay(
        describes=_read_described(found.describes, root),
        changes=changes,
        additions=tuple(map(_read_addition, found.add, root.items("add"))),
        removals=tuple(
            Removal(at=_read_spot(node), reason=keys.reason)
            for keys, node in zip(found.remove, root.items("remove"), strict=True)
        ),
        errors=tuple(
            AddedError(
                at=Spot(f"errors.{keys.code}", file, node.line),
                error=ErrorCode(keys.code, keys.message, keys.solution),
                reason=keys.reason,
            )
            for keys, node in zip(found.errors, root.items("errors"), strict=True)
        ),
        accept_doubts=tuple(accepted),
    )


def overlay_schema() -> str:
    """Return the text of ``specs/schema/overlay.schema.json``."""
    return schema_text(OverlayFile, "Corrections of one API of the Taobao Open Platform")


def _read_change(keys: ChangeKeys, node: YamlNode) -> Change:
    at = _read_spot(node)
    if (keys.at in FACTS_OF_THE_API) == (keys.key is not None):
        message = "a correction of a field needs a key, and one of a fact of the API has none"
        hint = f"facts of the API are {', '.join(FACTS_OF_THE_API)}"
        raise SpecFormatError(message, file=at.file, line=at.line, hint=hint)
    return Change(
        at=at,
        key=keys.key or "",
        expect=node.child("expect"),
        set=node.child("set"),
        reason=keys.reason,
        evidence=keys.evidence,
    )


def _read_described(keys: DescribedKeys | None, root: YamlNode) -> Described | None:
    if keys is None:
        return None
    at = Spot("api", root.file, root.child("describes").line)
    return Described(at=at, title=keys.title, description=keys.description, session=keys.session, reason=keys.reason)


def _read_addition(keys: AdditionKeys, node: YamlNode) -> Addition:
    at = _read_spot(node)
    found = keys.parameter if at.path.partition(".")[0] == "request" else keys.field
    if found is None or (keys.parameter is not None and keys.field is not None):
        hint = "what stands in a request is a parameter, what stands in a response is a field"
        raise SpecFormatError(f"{at.path}: this adds nothing", file=at.file, line=at.line, hint=hint)
    return Addition(at=Spot(f"{at.path}.{found.name}", at.file, at.line), field=from_keys(found), reason=keys.reason)


def _read_spot(node: YamlNode) -> Spot:
    at = node.child("at")
    return Spot(str(at.value), at.file, at.line)
