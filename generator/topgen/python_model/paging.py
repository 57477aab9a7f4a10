"""How an API gives its results in pages, in the names of its own classes.

In:  an ``Api`` with ``inferred.paging``, and which names its attributes have.
Out: ``PagingMark``: the call ``Paging(…)``, the class of one item and the sentence that tells people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from topgen.errors import SpecFormatError
from topgen.extract.prose.paging import find_misplaced
from topgen.python_model.annotations import annotate_item
from topgen.python_model.code import Code, commas, compose, identifier, literal, tuple_of
from topgen.python_model.sites import Path, distinct
from topgen.spec.inferred import InferredPaging, InferredPlace
from topgen.spec.model import Api, Field
from topgen.spec.names import spec_path

Attributes = Mapping[Path, Mapping[str, str]]
"""For each place of an object, the attribute for each wire name."""


@dataclass(frozen=True, slots=True)
class PagingMark:
    """What a request class says of its pages."""

    call: Code
    item: Code
    needs: frozenset[str]
    sentence: str


def build_paging(api: Api, attributes: Attributes, class_at: Mapping[Path, str]) -> PagingMark | None:
    """Return the paging of an API; raises ``SpecFormatError`` when its spec names fields that are not there."""
    if (paging := api.inferred.paging) is None:
        return None
    if fault := find_misplaced(paging, api.request, api.response):
        raise SpecFormatError(f"{api.name}: inferred paging: {fault}", file=str(spec_path(api.name)))
    found = {name: _Found.find(api, place, attributes) for name, place in paging.places}
    *_, items = found["items"].fields
    struct = class_at.get(found["items"].wires)
    item = annotate_item(items, identifier(struct) if struct else None)
    call = compose("Paging({})", commas(tuple(_arguments(paging, found))))
    return PagingMark(call, item.code, item.needs | {"PagedRequest", "Paging"}, _tell(paging, found))


@dataclass(frozen=True, slots=True)
class _Found:
    """The way down to a field."""

    wires: Path
    attributes: tuple[str, ...]
    fields: tuple[Field, ...]

    @classmethod
    def find(cls, api: Api, place: InferredPlace, attributes: Attributes) -> _Found:
        """Follow a dotted path, whose names may hold dots themselves."""
        side = place.at.partition(".")[0]
        fields = tuple(_walk_down(api.request if side == "request" else api.response, side, place.at))
        wires = (side, *(field.name for field in fields))
        return cls(wires, tuple(attributes[wires[:at]][wires[at]] for at in range(1, len(wires))), fields)


def _walk_down(fields: Sequence[Field], parent: str, path: str) -> Iterator[Field]:
    for field in distinct(fields):
        here = f"{parent}.{field.name}"
        below = () if here == path else tuple(_walk_down(field.fields, here, path))
        if here == path or (below and path.startswith(f"{here}.")):
            yield field
            yield from below
            return


def _arguments(paging: InferredPaging, found: dict[str, _Found]) -> Iterator[Code]:
    if paging.page is not None and paging.first != 1:
        yield compose("first={}", literal(paging.first))
    if paging.by_offset:
        yield compose("by_offset=True")
    for name, place in found.items():
        words = tuple(literal(attribute) for attribute in place.attributes)
        if name in ("page", "cursor", "size"):
            yield compose("{}={}", identifier(name), literal(".".join(place.attributes)))
        else:
            yield compose("{}={}", identifier(name), tuple_of(words))


def _tell(paging: InferredPaging, found: dict[str, _Found]) -> str:
    """Return the sentence of the docstring."""
    names = {name: f"``{'.'.join(place.attributes)}``" for name, place in found.items()}
    how = f"by {names['cursor']}, the cursor" if paging.cursor is not None else f"by {names['page']}{_kind(paging)}"
    size = f", {names['size']} items a page" if paging.size is not None else ""
    quotes = "; ".join(dict.fromkeys(place.quote for name, place in paging.places if name != "items"))
    walk = "``client.pages(request)`` and ``client.items(request)`` walk them"
    return f"In pages {how}{size}, of {names['items']}: {walk}. Inferred from: {quotes}"


def _kind(paging: InferredPaging) -> str:
    if paging.by_offset:
        return f", the number of items before it, from {paging.first}"
    return f", from {paging.first}"
