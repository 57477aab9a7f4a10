"""The words of the page behind a fact; the page is read again, so no evidence needs to be stored.

In:  the dotted path of an API or of a field in it.
Out: ``Fact`` values with quotes and their places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from topgen.alignment import ApiTree, Node
from topgen.coverage import Coverage
from topgen.document import Cell
from topgen.errors import UsageError
from topgen.overlay import load_overlay
from topgen.pages import Page, decode_page, find_pages, open_pages, read_page, split_address
from topgen.pipeline import PageAnalysis
from topgen.spec.convert import nearest
from topgen.spec.model import Api
from topgen.spec.names import spec_path
from topgen.spec.spec_file import load_api


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a spec and where the page says it."""

    fact: str
    value: str
    quotes: tuple[tuple[str, str], ...]
    """(place, words) pairs."""


def explain(path: str, specs: Path, page_path: str | None = None) -> tuple[Fact, ...]:
    """Explain an API (``a.b.c``) or a field in it (``a.b.c.response.result``); ``page_path`` where the page is.

    Raises:
        UsageError: there is no such API, field or page, or the page is not the one that the spec was read from.
    """
    api, rest = find_api(path, specs)
    page = _find_page(api, specs) if page_path is None else read_page(page_path, specs)
    if page.sha256 != api.source.sha256:
        raise UsageError(f"the spec of {api.name} was read from another page", file=page.path, hint="run topgen build")
    analysis = PageAnalysis(page)
    tree = analysis.tree
    facts = (
        *(_field_facts(tree, rest, api) if rest else _api_facts(tree, api, analysis.coverage)),
        *_corrections(api.name, rest, specs),
    )
    if not facts:
        raise UsageError(f"{api.name} has no field {rest}", hint=f"'topgen show tree {page.path}' lists them")
    return facts


def _corrections(name: str, rest: str, specs: Path) -> Iterator[Fact]:
    """Yield what people have corrected of an API, or of one of its fields, with their reasons."""
    place = specs / "overlays" / f"{name}.yaml"
    if not place.is_file():
        return
    overlay = load_overlay(place.read_text("utf-8"), str(place))
    told = [
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
            yield Fact(fact, value, ((f"{place.as_posix()}:{spot.line}", reason),))


def _find_page(api: Api, specs: Path) -> Page:
    """Read the page of an API from where the spec says, or from a page of the same content below the specs folder."""
    expected = f"{specs.as_posix()}/{api.source.page}"
    if split_address(expected)[0].is_file():
        return read_page(expected, specs)
    for file in find_pages(specs / "pages"):
        for stored in open_pages(file, specs):
            if sha256(stored.data).hexdigest() == api.source.sha256:
                return decode_page(stored)
    raise UsageError(
        "the page of this API is not there", file=expected, hint="name it with --page FILE if it is elsewhere"
    )


def find_api(path: str, specs: Path) -> tuple[Api, str]:
    """Split a path into the longest API name that has a spec, and what is inside it.

    Raises:
        UsageError: there is no such API.
    """
    parts = path.replace(" ", ".").split(".")
    for size in range(len(parts), 1, -1):
        name = ".".join(parts[:size])
        file = specs / spec_path(name)
        if file.is_file():
            return load_api(file.read_text("utf-8"), str(file)), ".".join(parts[size:])
    known = (file.stem for file in (specs / "apis").glob("*/*.yaml"))
    raise UsageError(f"no API is called {path}", hint=nearest(path, known) or f"see the files below {specs / 'apis'}")


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
