"""An API taken back from the tree that a page was read into, to be drawn again.

In:  ``ApiTree``.
Out: ``SyntheticApi``.
"""

from __future__ import annotations

from synthetic_api import SyntheticApi, SyntheticField

from topgen.alignment import ApiTree, Node
from topgen.document import Cell
from topgen.spec.model import Api, Session


def api_of_tree(tree: ApiTree, api: Api) -> SyntheticApi:
    """Return the API; the spec tells its name, its session and its error codes."""
    document = tree.document
    return SyntheticApi(
        name=api.name,
        title=api.title,
        description="\n".join(cell.text for cell in document.description),
        category=_words(document.category),
        warning=any("以下文档只适用于TOP接口" in skipped_text.cell.text for skipped_text in document.skipped_texts),
        session=api.session is Session.REQUIRED,
        request=tuple(_field(node) for node in tree.request),
        response=tuple(_field(node) for node in tree.response),
        errors=tuple((error.code, error.message, error.solution) for error in api.errors),
    )


def _field(node: Node) -> SyntheticField:
    return SyntheticField(
        name=node.name.text,
        type=_words(node.type),
        required=_words(node.required),
        sample=_words(node.sample),
        limit=" ".join(cell.text for cell in node.limits) or ("?" if node.limit_lost else ""),
        description="\n".join(cell.text for cell in node.description),
        children=tuple(_field(child) for child in node.children),
    )


def _words(cell: Cell | None) -> str:
    return cell.text if cell is not None else ""
