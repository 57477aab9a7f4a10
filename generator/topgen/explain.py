"""The words of the page behind a fact; the page is read again, so no evidence needs to be stored.

In:  the dotted path of an API or of a field in it.
Out: ``Fact`` values with quotes and their places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from topgen.alignment import ApiTree, Node
from topgen.coverage import Coverage
from topgen.document import Cell
from topgen.errors import UsageError
from topgen.overlay import has_no_page, load_overlay
from topgen.pages import read_page
from topgen.pipeline import PageAnalysis
from topgen.small_files import read_small_file
from topgen.spec.model import Api
from topgen.spec_store import find_api, find_page


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a spec and where the page says it."""

    fact: str
    value: str
    quotes: tuple[tuple[str, str], ...]
    """(place, words) pairs."""


def explain(path: str, specs: Path, page_path: str | None = None) -> tuple[Fact, ...]:
    """Explain an API (``a.b.c``) or a field in it (``a.b.c.response.result``); ``page_path`` is a page that is
    read in place of the one that the spec names.

    Raises:
        UsageError: there is no such API, field or page, or the page is not the one that the spec was read from.
    """
    if page_path is None:
        api, rest = find_api(path, specs)
        if has_no_page(api):
            return _explain_described(api.name, rest, specs)
        page = find_page(api, specs)
        if page.sha256 != api.source.sha256:
            raise UsageError(f"the spec of {api.name} is of another page", file=page.path, hint="run topgen build")
        analysis = PageAnalysis(page)
    else:
        analysis = PageAnalysis(read_page(page_path, specs))
        api, rest = analysis.api, _inside(path, analysis.api.name, page_path)
    tree = analysis.tree
    # Places are paths from where one stands, and not from the specs folder as a spec has them.
    api = replace(api, source=replace(api.source, page=analysis.page.path))
    facts = (
        *(_field_facts(tree, rest, api) if rest else _api_facts(tree, api, analysis.coverage)),
        *_corrections(api.name, rest, specs),
    )
    if not facts:
        raise UsageError(f"{api.name} has no field {rest}", hint=f"'topgen show tree {analysis.page.path}' lists them")
    return facts


def _explain_described(name: str, rest: str, specs: Path) -> tuple[Fact, ...]:
    """Explain an API that no page describes by what a person says of it."""
    facts = tuple(_corrections(name, rest, specs))
    if not facts:
        raise UsageError(f"{name} has no field {rest}", hint=f"'topgen show spec {name}' lists them")
    return facts


def _inside(path: str, name: str, page: str) -> str:
    """Return what of a path stands behind the name of the API that a page describes."""
    dotted = path.replace(" ", ".")
    if dotted != name and not dotted.startswith(f"{name}."):
        raise UsageError(f"this page describes {name}", file=page, hint=f"ask for {name}.…")
    return dotted[len(name) + 1 :]


def _corrections(name: str, rest: str, specs: Path) -> Iterator[Fact]:
    """Yield what people have corrected of an API, or of one of its fields, with their reasons."""
    place = specs / "overlays" / f"{name}.yaml"
    if not place.is_file():
        return
    overlay = load_overlay(read_small_file(place), str(place))
    described = overlay.describes
    told = [
        *([(described.at, "described", described.title, described.reason)] if described is not None else ()),
        *(
            (each.at, f"corrected: {each.key or each.at.path}", str(each.set.data()), each.reason)
            for each in overlay.changes
        ),
        *((each.at, "added", str(each.field.type), each.reason) for each in overlay.additions),
        *((each.at, "removed", each.at.path, each.reason) for each in overlay.removals),
        *((each.at, "error added", each.error.code, each.reason) for each in overlay.errors),
        *((each.at, f"doubt accepted: {each.kind}", each.at.path, each.reason) for each in overlay.accept_doubts),
    ]
    for spot, fact, value, reason in told:
        if not rest or spot.path == rest or spot.path.partition(".")[2] == rest:
            about = fact if rest else f"{fact} ({spot.path})"
            yield Fact(about, value, ((f"{place.as_posix()}:{spot.line}", reason),))


def _quote(api: Api, *cells: Cell | None) -> tuple[tuple[str, str], ...]:
    return tuple((f"{api.source.page}:{cell.line}", cell.text) for cell in cells if cell is not None)


def _api_facts(tree: ApiTree, api: Api, coverage: Coverage) -> Iterator[Fact]:
    document = tree.document
    yield Fact("api", api.name, _quote(api, document.name) or _root_quote(tree, api))
    yield Fact("title", api.title, _quote(api, document.title))
    yield Fact("session", api.session.value, _root_quote(tree, api, request=True))
    yield from _paging_facts(tree, api)
    for doubt in api.doubts:
        yield Fact(f"doubt about {doubt.at}", doubt.chosen, ((f"{api.source.page}:{doubt.line}", doubt.reason),))
    for entry in coverage.unmatched:
        yield Fact("unexplained", entry.rule or "no rule", ((f"{api.source.page}:{entry.cell.line}", entry.quote),))


def _paging_facts(tree: ApiTree, api: Api) -> Iterator[Fact]:
    """Yield the fields that give the results in pages, which names, types and sentences together tell."""
    if (paging := api.inferred.paging) is None:
        return
    sides = (("request", tree.request), ("response", tree.response))
    nodes = {at: node for side, nodes in sides for top in nodes for at, node in top.walk(side)}
    for name, place in paging.places:
        node = nodes.get(place.at)
        cells = (node.name, *node.description) if node is not None else ()
        said = [(f"{api.source.page}:{cell.line}", place.quote) for cell in cells if place.quote in cell.text]
        yield Fact(f"paging, inferred: {name}", place.at, tuple(said[-1:]))
    if paging.page is not None:
        yield Fact("paging, inferred: first", str(paging.first), ())


def _root_quote(tree: ApiTree, api: Api, *, request: bool = False) -> tuple[tuple[str, str], ...]:
    shown = tree.request_shown if request else tree.response_shown
    if request and tree.document.request_examples:
        calls = [cell for cell in tree.document.request_examples[0].lines if ".execute(" in cell.text]
        return tuple((f"{api.source.page}:{cell.line}", _around(cell.text)) for cell in calls)
    return ((f"{api.source.page}:{shown.line}", shown.title),) if shown is not None else ()


def _around(text: str) -> str:
    """Return the call in an example that may be one long line."""
    start = text.index(".execute(")
    return text[max(0, start - 8) : start + 32].strip()


def _field_facts(tree: ApiTree, rest: str, api: Api) -> Iterator[Fact]:
    for side, nodes in (("request", tree.request), ("response", tree.response)):
        for node in nodes:
            for at, inner in node.walk(side):
                if at == rest or at.partition(".")[2] == rest:
                    yield from _node_facts(at, inner, api)


def _node_facts(at: str, node: Node, api: Api) -> Iterator[Fact]:
    yield Fact("field", at, _quote(api, node.name))
    yield Fact("type", node.type.text if node.type else "not stated", _quote(api, node.type))
    if at.startswith("request"):
        yield Fact("required", node.required.text if node.required else "not stated", _quote(api, node.required))
    if node.sample is not None:
        yield Fact("example", node.sample.text, _quote(api, node.sample))
    for cell in node.limits:
        yield Fact("limit", cell.text, _quote(api, cell))
    for cell in node.description:
        yield Fact("description", cell.text, _quote(api, cell))
    if api.inferred.paging is not None:
        for name, place in api.inferred.paging.places:
            if place.at == at:
                yield Fact("paging, inferred", name, ((f"{api.source.page}:{node.name.line}", place.quote),))
    if node.shown is not None:
        words = f"{node.shown.name} {node.shown.literal.value} {node.shown.text}".strip()
        yield Fact("shown in the example", words, ((f"{api.source.page}:{node.shown.line}", words),))
    for doubt in api.doubts:
        if doubt.at == at:
            yield Fact(f"doubt: {doubt.kind}", doubt.chosen, ((f"{api.source.page}:{doubt.line}", doubt.reason),))
