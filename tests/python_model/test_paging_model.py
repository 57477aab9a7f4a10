"""Pages in the words of a module: the base of the request, the mark of the API, the sentence for people."""

from __future__ import annotations

import pytest
from apis_by_hand import a_field, an_api

from topgen.errors import SpecFormatError
from topgen.package_metadata import PACKAGE_NAME
from topgen.python_model.code import identifier
from topgen.python_model.lock import NameLock, extend_lock
from topgen.python_model.model import DataClass, Module
from topgen.python_model.module import build_module
from topgen.python_model.module_names import read_context
from topgen.spec.inferred import ApiInferred, InferredPaging, InferredPlace
from topgen.spec.model import Field


def at(path: str, quote: str = "") -> InferredPlace:
    return InferredPlace(path, quote or path.rpartition(".")[2])


def module_of(request: tuple[Field, ...], response: tuple[Field, ...], paging: InferredPaging) -> Module:
    api = an_api(request=request, response=response, inferred=ApiInferred(paging=paging))
    return build_module(read_context(api, extend_lock(NameLock(), [api.name]).entries[0]), identifier(PACKAGE_NAME))


def request_of(request: tuple[Field, ...], response: tuple[Field, ...], paging: InferredPaging) -> DataClass:
    return module_of(request, response, paging).classes[-1]


def mark_of(cls: DataClass) -> str:
    assert cls.api is not None
    return cls.api.paging or ""


ITEMS = a_field("items", "list[object]", a_field("id"), struct="Item")


def test_a_request_with_pages_has_its_items_in_its_base_and_tells_how_they_are_walked() -> None:
    module = module_of(
        (a_field("from", "integer"), a_field("page_size", "integer")),
        (a_field("result", "object", ITEMS), a_field("total", "integer"), a_field("has_next", "boolean")),
        InferredPaging(
            page=at("request.from", "页码,从0开始"),
            first=0,
            size=at("request.page_size", "每页条数"),
            items=at("response.result.items", "商品"),
            total=at("response.total", "总数"),
            more=at("response.has_next"),
        ),
    )
    cls = module.classes[-1]
    assert cls.base == "PagedRequest[TimeGetResponse, Item]"
    assert mark_of(cls) == (
        'Paging(first=0, page="from_", size="page_size", items=("result", "items"), total=("total",), '
        'more=("has_next",))'
    )
    assert module.runtime[0].listed == "Api, PagedRequest, Paging, Response, Struct, Wire"
    words = " ".join(cls.doc.split())
    assert "In pages by ``from_``, from 0, ``page_size`` items a page, of ``result.items``" in words
    assert "``client.items(request)`` walk them" in words
    assert "Inferred from: 页码,从0开始; 每页条数; 总数; has_next" in words


def test_parameters_inside_of_objects_have_dots() -> None:
    request = (a_field("a.b", "object", a_field("page", "integer")),)
    cls = request_of(request, (ITEMS,), InferredPaging(page=at("request.a.b.page"), items=at("response.items")))
    assert mark_of(cls) == 'Paging(page="a_b.page", items=("items",))'


def test_offsets_and_cursors_say_so() -> None:
    request = (a_field("offset", "integer"), a_field("cursor"))
    by_offset = InferredPaging(page=at("request.offset"), first=0, by_offset=True, items=at("response.items"))
    assert mark_of(request_of(request, (ITEMS,), by_offset)).startswith("Paging(first=0, by_offset=True, page=")
    by_cursor = InferredPaging(cursor=at("request.cursor"), next=at("response.next"), items=at("response.items"))
    cls = request_of(request, (ITEMS, a_field("next")), by_cursor)
    assert mark_of(cls) == 'Paging(cursor="cursor", items=("items",), next=("next",))'
    assert "In pages by ``cursor``, the cursor, of ``items``" in cls.doc


@pytest.mark.parametrize(
    ("kind", "item", "imported"),
    [
        ("string", "str", ""),
        ("decimal", "Decimal", "Decimal"),
        ("json", "Json", "Json"),
        ("object", "dict[str, Any]", "Any"),
    ],
)
def test_items_may_be_plain_values(kind: str, item: str, imported: str) -> None:
    request = (a_field("page", "integer"),)
    module = module_of(
        request,
        (a_field("ids", f"list[{kind}]"),),
        InferredPaging(page=at("request.page"), items=at("response.ids")),
    )
    assert module.classes[-1].base == f"PagedRequest[TimeGetResponse, {item}]"
    assert imported in ", ".join(line.listed for line in (*module.imports, *module.runtime))


def test_pages_of_fields_that_are_not_there_are_refused() -> None:
    with pytest.raises(SpecFormatError, match=r"inferred paging: items: there is no response\.nothing"):
        request_of(
            (a_field("page", "integer"),), (), InferredPaging(page=at("request.page"), items=at("response.nothing"))
        )
