"""Which objects of an API share a class, and what the classes are called."""

from __future__ import annotations

import pytest
from apis_by_hand import a_field, an_api, needed

from topgen.package_metadata import PACKAGE_NAME
from topgen.python_model.code import identifier
from topgen.python_model.lock import NameLock, extend_lock
from topgen.python_model.model import Module
from topgen.python_model.module import build_module
from topgen.python_model.module_names import read_context
from topgen.spec.model import Api, Field


def module_of(api: Api) -> Module:
    return build_module(read_context(api, extend_lock(NameLock(), [api.name]).entries[0]), identifier(PACKAGE_NAME))


def classes_of(request: tuple[Field, ...] = (), response: tuple[Field, ...] = ()) -> dict[str, dict[str, str]]:
    """Class → attribute → annotation, without request and response."""
    module = module_of(an_api(request=request, response=response))
    found = {str(cls.name): {str(each.name): str(each.annotation) for each in cls.attributes} for cls in module.classes}
    return {name: found[name] for name in found if not name.startswith("TimeGet")}


item = a_field("id", "integer")
other = a_field("title")


def test_the_same_name_and_shape_is_one_class() -> None:
    fields = tuple(a_field(name, "object", item, struct="Item") for name in ("first", "second"))
    assert classes_of(response=fields) == {"Item": {"id": "int | None"}}


def test_another_shape_is_another_class_named_by_its_path() -> None:
    first = a_field("first", "object", item, struct="Item")
    second = a_field("second", "object", a_field("data", "object", other, struct="Item"))
    assert classes_of(response=(first, second)) == {
        "Item": {"id": "int | None"},
        "SecondItem": {"title": "str | None"},
        "Second": {"data": "SecondItem | None"},
    }


def test_a_class_whose_name_the_page_does_not_use_says_the_page_s_name() -> None:
    fields = (a_field("a", "object", item, struct="Item"), a_field("b", "object", other, struct="Item"))
    marks = {str(cls.name): cls.struct for cls in module_of(an_api(response=fields)).classes}
    assert marks["Item"] is None
    assert marks["ResponseItem"] == '"Item"'


def test_what_is_required_in_a_request_is_never_required_in_a_response() -> None:
    request = (a_field("item", "object", needed("id", "integer"), struct="Item"),)
    response = (a_field("item", "object", item, struct="Item"),)
    assert classes_of(request, response) == {"Item": {"id": "int"}, "ResponseItem": {"id": "int | None"}}
    assert classes_of(response, response) == {"Item": {"id": "int | None"}}


def test_names_that_differ_in_case_only_are_kept_apart() -> None:
    fields = (a_field("a", "object", item, struct="Item"), a_field("b", "object", item, struct="item"))
    assert set(classes_of(response=fields)) == {"Item", "ResponseItem"}


def test_an_object_without_a_class_name_is_named_after_its_field() -> None:
    assert set(classes_of(response=(a_field("shop_info", "object", item),))) == {"ShopInfo"}


def test_a_recursive_object_holds_itself() -> None:
    inner = a_field("children", "list[object]", struct="Node")
    tree = a_field("root", "object", item, inner, struct="Node")
    assert classes_of(response=(tree,)) == {"Node": {"id": "int | None", "children": "list[Node] | None"}}


def test_a_recursion_that_the_page_spells_out_twice_is_still_one_class() -> None:
    inmost = a_field("children", "list[object]", struct="Node")
    inner = a_field("children", "list[object]", item, inmost, struct="Node")
    tree = a_field("root", "object", item, inner, struct="Node")
    assert classes_of(response=(tree,)) == {"Node": {"id": "int | None", "children": "list[Node] | None"}}


def test_an_object_described_elsewhere_is_of_that_class_when_all_agree() -> None:
    full = a_field("full", "object", item, struct="Item")
    bare = a_field("bare", "object", struct="Item")
    module = module_of(an_api(response=(bare, full)))
    assert [str(each.annotation) for each in module.classes[-2].attributes] == ["Item | None", "Item | None"]
    another = a_field("another", "object", other, struct="Item")
    module = module_of(an_api(response=(bare, full, another)))
    assert str(module.classes[-2].attributes[0].annotation) == "dict[str, Any] | None"


def test_a_list_of_objects_nobody_describes_keeps_their_name_for_the_wire() -> None:
    bag = a_field("bags", "list[object]", struct="BagDO")
    attribute = module_of(an_api(response=(bag,))).classes[0].attributes[0]
    assert attribute.annotation == 'Annotated[list[dict[str, Any]] | None, Wire(struct="BagDO")]'


@pytest.mark.parametrize(
    ("struct", "name"),
    [
        ("Request", "ResponseRequest"),
        ("Response", "ResponseResponse"),
        ("str", "Str"),
        ("Any", "ResponseAny"),
        ("None", "ResponseNone"),
        ("TimeGetRequest", "ResponseTimeGetRequest"),
        ("Regions", "ResponseRegions"),
        ("Map<String, Foo>", "Map_String__Foo_"),
        ("__init__", "Init__"),
        ("POI ", "POI_"),
        ("结果", "结果"),
        ("X'; import os", "X___import_os"),
    ],
)
def test_no_class_takes_a_name_that_the_module_uses(struct: str, name: str) -> None:
    fields = (a_field("Regions"), a_field("x", "object", item, struct=struct))
    module = module_of(an_api(response=fields))
    assert module.classes[0].name == name


def test_parts_come_before_the_whole() -> None:
    leaf = a_field("leaf", "object", item, struct="Leaf")
    fields = (a_field("tree", "object", a_field("branch", "object", leaf, struct="Branch"), leaf, struct="Tree"),)
    names = [str(cls.name) for cls in module_of(an_api(request=fields, response=fields)).classes]
    assert names == ["Leaf", "Branch", "Tree", "TimeGetResponse", "TimeGetRequest"]
