"""The spec of one API, read from its tree.

In:  ``ApiTree``.
Out: ``Api``: its name, texts, session, fields, errors and examples, with what sentences state and all doubts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from topgen.alignment import ApiTree, Node
from topgen.document import Cell
from topgen.examples import ExampleValue, ParsedExample
from topgen.extract.api_name import read_api_name
from topgen.extract.fields import doubt_vocabulary, read_field, read_type
from topgen.extract.prose import infer_from_api
from topgen.extract.prose.paging import find_paging
from topgen.extract.values import fit_shown
from topgen.pages import Page
from topgen.spec.model import Api, Doubt, DoubtKind, ErrorCode, Examples, Plain, Session, Source

_CODE = re.compile(r"[0-9]{1,18}")


def read_api(tree: ApiTree, page: Page) -> Api:
    """Read the spec of the API that a page describes.

    Raises:
        UnknownLayoutError: nothing on the page names the API.
        NameConflictError: the name on the page is no safe API name.
    """
    document, name = tree.document, read_api_name(tree, page)
    doubts = [*tree.doubts, *name.doubts]
    session = _read_session(tree, doubts)
    request = tuple(read_field(node, f"request.{node.name.text}", True, doubts) for node in tree.request)
    response = tuple(read_field(node, f"response.{node.name.text}", False, doubts) for node in tree.response)
    doubts.extend(doubt_vocabulary(tree.request, "request"))
    doubts.extend(doubt_vocabulary(tree.response, "response"))
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
        examples=Examples(
            request=dict(_shown(tree.request)) if tree.request_shown is not None else None,
            response=dict(_shown(tree.response)) if tree.response_shown is not None else None,
            error=dict(map(_read_error_value, tree.error_shown.roots)) if tree.error_shown is not None else None,
        ),
        doubts=tuple(sorted(doubts, key=lambda doubt: (doubt.line, doubt.at, doubt.kind))),
        source=Source(page.name, page.sha256, document.layout),
    )


def _read_session(tree: ApiTree, doubts: list[Doubt]) -> Session:
    """Read whether a call needs the user's authorization: ``client.execute(req, sessionKey)`` does.

    A request example that has lost the line of the call leaves a doubt, and so does a language that does not tell.
    """
    told = [call for call in tree.calls if call.session is not None]
    session = told[0].session if tree.document.session is None and told else tree.document.session
    chosen = {True: Session.REQUIRED, False: Session.NONE, None: Session.UNKNOWN}[session]
    if tree.document.session is None and (reason := _doubt_session(tree.calls)):
        doubts.append(Doubt("api", DoubtKind.SESSION, chosen.value, reason, tree.calls[0].line))
    return chosen


def _doubt_session(calls: Sequence[ParsedExample]) -> str:
    """Return why calls leave open whether a session is sent; empty where they do not."""
    told = {call.session for call in calls if call.session is not None}
    if len(told) > 1:
        return "one call passes a session and another does not"
    if told or not calls:
        return ""
    if any(call.complete for call in calls):
        return "the call in the request example does not tell whether a session is sent"
    return "the request example has lost the line that makes the call"


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


def _read_error_value(shown: ExampleValue) -> tuple[str, Plain]:
    is_number = shown.name == "code" and _CODE.fullmatch(shown.text) is not None
    return shown.name, int(shown.text) if is_number else shown.text


def _shown(nodes: Sequence[Node]) -> Iterator[tuple[str, Plain]]:
    """Yield each field that the example shows, under its wire name, list wrappers taken off."""
    for node in nodes:
        if node.shown is not None and node.children:
            inside = dict(_shown(node.children))
            yield node.name.text, (inside,) if read_type(node).is_list else inside
        elif node.shown is not None and (value := fit_shown(node.shown, read_type(node))) is not None:
            yield node.name.text, value
