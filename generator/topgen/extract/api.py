"""The spec of one API, read from its tree: the page's words become kinds, flags, limits and typed samples.

In:  ``ApiTree``.
Out: ``Api``. This is where a page's 必须 becomes ``required: true``.
A sample that does not fit its type is kept as text, with a doubt; layouts that print no API name leave only
the root of the reply, which has lost the prefix ``taobao.`` and cannot tell it from others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from topgen.alignment import ApiTree, Node
from topgen.document import Cell
from topgen.examples import ExampleValue, Literal
from topgen.extract.api_name import read_api_name
from topgen.extract.missing import doubt_class, doubt_required, doubt_session
from topgen.extract.prose import infer_from_api, infer_from_description
from topgen.extract.prose.paging import find_paging
from topgen.extract.values import MisfitError, fit_sample, fit_told
from topgen.extract.words import read_limits, read_required, read_type
from topgen.pages import Page
from topgen.spec.model import (
    Api,
    Doubt,
    DoubtKind,
    ErrorCode,
    Examples,
    Field,
    Kind,
    Limits,
    Plain,
    Session,
    Source,
    TypeRef,
)
from topgen.vocabulary.calls import ERROR_ROOT


def read_api(tree: ApiTree, page: Page) -> Api:
    """Read the spec of the API that a page describes.

    Raises:
        UnknownLayoutError: nothing on the page names the API.
        NameConflictError: the name on the page is no safe API name.
    """
    document = tree.document
    name, session = read_api_name(tree, page), _read_session(tree)
    doubts: list[Doubt] = [*tree.doubts, *name.doubts, *doubt_session(tree, session)]
    request = tuple(_read_field(node, f"request.{node.name.text}", True, doubts) for node in tree.request)
    response = tuple(_read_field(node, f"response.{node.name.text}", False, doubts) for node in tree.response)
    errors = tuple(_read_error(row, doubts) for row in document.errors)
    title = " ".join(document.title.text.split()) if document.title is not None else ""
    description = "\n".join(cell.text for cell in document.description)
    category = document.category.text if document.category is not None else None
    return Api(
        name=name.name,
        title=title,
        description=description,
        category=category,
        session=session,
        inferred=replace(
            infer_from_api(title, description, category),
            name=name.inferred,
            paging=find_paging(f"{title}\n{description}", request, response, doubts),
        ),
        request=request,
        response=response,
        errors=errors,
        examples=_read_examples(tree),
        doubts=tuple(sorted(doubts, key=lambda doubt: (doubt.line, doubt.at, doubt.kind))),
        source=Source(page.name, page.sha256, document.layout),
    )


def _read_session(tree: ApiTree) -> Session:
    """``client.execute(req, sessionKey)`` needs the user's authorisation, ``client.execute(req)`` does not."""
    session = tree.document.session
    if session is None and tree.request_shown is not None:
        session = tree.request_shown.session
    return {True: Session.REQUIRED, False: Session.NONE, None: Session.UNKNOWN}[session]


def _read_field(node: Node, at: str, is_request: bool, doubts: list[Doubt]) -> Field:
    """Read one field and all inside it."""
    type_ref = _read_node_type(node, at, doubts)
    required = read_required(node.required) if is_request else None
    doubts.extend(doubt_class(node, at, type_ref))
    doubts.extend(doubt_required(node, at, required) if required is not None else ())
    description = "\n".join(cell.text for cell in node.description)
    return Field(
        name=node.name.text,
        type=type_ref,
        required=required,
        description=description,
        example=_read_example(node, type_ref, at, doubts),
        limits=read_limits(node.limits) if node.limits else Limits(),
        inferred=infer_from_description(description, type_ref),
        fields=tuple(_read_field(child, f"{at}.{child.name.text}", is_request, doubts) for child in node.children),
    )


def _read_node_type(node: Node, at: str, doubts: list[Doubt]) -> TypeRef:
    """Return the type of a field; a spelling that nobody knows, and a missing one, raise a doubt."""
    if node.type is None and node.from_example:
        return TypeRef(Kind.OBJECT if node.children else Kind.UNKNOWN, documented=None)
    words = node.type.text if node.type is not None else ""
    type_ref = read_type(words, has_fields=bool(node.children))
    if type_ref.kind is Kind.UNKNOWN:
        reason = f"nobody knows the type {words!r}" if words else "the type cell is empty"
        doubts.append(Doubt(at, DoubtKind.TYPE, "unknown", reason, node.name.line))
    elif _told_otherwise(type_ref, node.shown):
        reason = f"the example writes the value as {node.shown.literal.value}" if node.shown is not None else ""
        doubts.append(Doubt(at, DoubtKind.TYPE, str(type_ref), reason, node.name.line))
    return type_ref


_SPOKEN = {
    Literal.INTEGER: {Kind.INTEGER, Kind.DECIMAL},
    Literal.BOOLEAN: {Kind.BOOLEAN},
    Literal.DATETIME: {Kind.DATETIME},
    Literal.FILE: {Kind.FILE},
}


def _told_otherwise(type_ref: TypeRef, shown: ExampleValue | None) -> bool:
    """Whether a Java literal contradicts the type in the table."""
    return shown is not None and shown.literal in _SPOKEN and type_ref.kind not in _SPOKEN[shown.literal]


def _read_example(node: Node, type_ref: TypeRef, at: str, doubts: list[Doubt]) -> Plain:
    """Return the sample in the form of its type, or as text with a doubt where it does not fit."""
    if node.sample is None:
        return None
    try:
        return fit_sample(node.sample.text, type_ref)
    except MisfitError:
        reason = f"the sample {node.sample.text!r} is no {type_ref}"
        doubts.append(Doubt(at, DoubtKind.SAMPLE, node.sample.text, reason, node.sample.line))
        return node.sample.text


def _read_error(row: Sequence[Cell], doubts: list[Doubt]) -> ErrorCode:
    """Read a row of the error table.

    Where cells are not kept apart, only the end of the code is sure, at the first Chinese character: codes hold blanks.
    """
    if len(row) > 1:
        texts = [cell.text for cell in row]
        return ErrorCode(texts[0], texts[1], " ".join(texts[2:]))
    words = row[0].text.split()
    size = next((index for index, word in enumerate(words) if any("\u4e00" <= c <= "\u9fff" for c in word)), 1)
    code, rest = " ".join(words[: max(size, 1)]), words[max(size, 1) :]
    if len(rest) > 2:
        reason = "blanks stand for the borders between code, message and solution"
        doubts.append(Doubt(f"errors.{code}", DoubtKind.ROW, code, reason, row[0].line))
        return ErrorCode(code, " ".join(rest), "")
    return ErrorCode(code, *rest, *[""] * (2 - len(rest)))


def _read_examples(tree: ApiTree) -> Examples:
    request = response = error = None
    if tree.request_shown is not None:
        request = dict(_shown(tree.request, is_request=True))
    if tree.response_shown is not None:
        response = dict(_shown(tree.response, is_request=False))
    if tree.error_shown is not None:
        error = {shown.name: _error_value(shown) for shown in tree.error_shown.roots}
        nested = error.get(ERROR_ROOT)
        error = {shown.name: _error_value(shown) for shown in tree.error_shown.roots[0].children} if nested else error
    return Examples(request=request, response=response, error=error)


def _error_value(shown: ExampleValue) -> Plain:
    return int(shown.text) if shown.name == "code" and shown.text.isdigit() else shown.text


def _shown(nodes: Sequence[Node], is_request: bool) -> Iterator[tuple[str, Plain]]:
    """Return each field that the example shows, under its wire name, list wrappers taken off."""
    for node in nodes:
        if node.shown is None:
            continue
        type_ref = read_type(node.type.text if node.type is not None else "", has_fields=bool(node.children))
        if node.children:
            inside: Mapping[str, Plain] = dict(_shown(node.children, is_request))
            yield node.name.text, (inside,) if type_ref.is_list else inside
        elif (value := fit_told(node.shown, type_ref)) is not None:
            yield node.name.text, value
