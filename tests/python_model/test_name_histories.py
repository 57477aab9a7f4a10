"""Whatever becomes of an API's documentation, no public name of its module moves or is given to another thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import cycle

import pytest
from apis_by_hand import a_field, an_api
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from topgen.errors import SpecFormatError
from topgen.package_metadata import PACKAGE_NAME
from topgen.python_model import NameLock, dump_lock, load_lock
from topgen.python_model.code import identifier
from topgen.python_model.lock import Names
from topgen.python_model.module import build_module
from topgen.python_model.module_names import ModuleContext, lock_names, read_context
from topgen.python_model.sites import Path
from topgen.spec.model import Api, ErrorCode, Field

WIRES = ("a", "b", "a_b", "a-b", "A", "item", "Item", "Item_", "class", "x.y", "NoSuchError")
STRUCTS = (None, "Item", "item", "Box", "Decimal", "NoSuchError")
CODES = ("isv.no-such", "isv.No-such", "isp.no-such", "isv.item", "1", "缺少")


def fields_inside(inner: st.SearchStrategy[Field]) -> st.SearchStrategy[Field]:
    return st.builds(
        lambda name, kind, struct, fields: a_field(name, kind, *fields, struct=struct),
        st.sampled_from(WIRES),
        st.sampled_from(("object", "list[object]")),
        st.sampled_from(STRUCTS),
        st.lists(inner, max_size=3),
    )


scalars = st.builds(a_field, st.sampled_from(WIRES), st.sampled_from(("string", "integer")))
sides = st.lists(st.recursive(scalars, fields_inside, max_leaves=6), max_size=4).map(tuple)
errors = st.lists(st.builds(ErrorCode, st.sampled_from(CODES), st.just(""), st.just("")), max_size=3).map(tuple)
apis = st.builds(
    lambda request, response, codes: an_api(request=request, response=response, errors=codes), sides, sides, errors
)
histories = st.lists(apis, min_size=2, max_size=4)


def context_of(api: Api, lock: NameLock) -> tuple[ModuleContext, NameLock]:
    lock, faults = lock_names(lock, (api,))
    assert faults == {}
    return read_context(api, lock.entries[0]), lock


def class_at(context: ModuleContext) -> dict[Path, str]:
    return {site.path: struct.name for struct in context.structs.classes for site in struct.sites}


def attribute_at(context: ModuleContext) -> dict[Path, str]:
    return {(*path, wire): name for path, found in context.attributes.items() for wire, name in found.items()}


def error_names(names: Names) -> dict[str, str]:
    return {code: name for name, code in names.errors}


@given(histories)
def test_no_name_of_what_remains_moves_and_none_is_given_to_another_thing(history: list[Api]) -> None:
    lock = NameLock()
    before: ModuleContext | None = None
    for api in history:
        locked = lock.entries[0] if lock.entries else Names("", "", "", "", "")
        context, lock = context_of(api, lock)
        classes = class_at(context)
        for name, paths in locked.classes:
            remaining = [path for path in paths if path in classes]
            assert not remaining or classes[remaining[0]] == name
            now = {path for path, its_name in classes.items() if its_name == name}
            assert not now or now & set(paths)
        assert error_names(locked).items() <= error_names(lock.entries[0]).items()
        if before is not None:
            was, now_called = attribute_at(before), attribute_at(context)
            assert {path: was[path] for path in was.keys() & now_called.keys()} == {
                path: now_called[path] for path in was.keys() & now_called.keys()
            }
        given_to = {(path[:-1], name): path[-1] for path, name in locked.attributes}
        for path, name in attribute_at(context).items():
            assert given_to.get((path[:-1], name), path[-1]) == path[-1]
        before = context


@given(histories)
def test_a_module_is_legal_under_every_lock_and_a_second_run_changes_nothing(history: list[Api]) -> None:
    lock = NameLock()
    for api in history:
        context, lock = context_of(api, lock)
        names = lock.entries[0]
        assert lock_names(lock, (api,)) == (lock, {})
        assert load_lock(dump_lock(lock)) == lock
        module = build_module(context, identifier(PACKAGE_NAME))
        inside = [str(each.name).casefold() for each in (*module.classes, *module.errors)]
        assert len(set(inside)) == len(inside)
        attributes = {name for found in context.attributes.values() for name in found.values()}
        assert not attributes & {str(each.name) for each in (*module.classes, *module.errors)}
        for found in context.attributes.values():
            assert len(set(found.values())) == len(found)
        assert {name for name, _ in names.classes} >= set(class_at(context).values())


WISHES = (None, None, "one", "Two", "one:Two", ":Item", "a_b", "Item:Box", "class")
wishes = st.lists(st.sampled_from(WISHES), min_size=1, max_size=4)


def wished(api: Api, names: list[str | None]) -> Api:
    """Return an API of which some fields, and itself, are to be called otherwise."""
    named = cycle(names)

    def renamed(fields: Iterable[Field]) -> tuple[Field, ...]:
        return tuple(replace(field, python=next(named), fields=renamed(field.fields)) for field in fields)

    own = names[-1] if names[-1] in {"one", "Two", "one:Two"} else None
    return replace(api, request=renamed(api.request), response=renamed(api.response), python=own)


def known_classes(names: Names) -> set[str]:
    inner = {name for name, _ in (*names.classes, *names.errors, *names.former_classes)}
    return inner | {f"{stem}Request" for stem in (names.stem, *names.former_stems)}


@given(st.lists(st.builds(wished, apis, wishes), min_size=2, max_size=4))
def test_no_name_is_lost_or_given_again_when_people_rename(history: list[Api]) -> None:
    lock, first = lock_names(NameLock(), (an_api(request=(), response=()),))
    assert first == {}
    was: dict[Path, str] = {}
    for api in history:
        before = lock.entries[0]
        lock, faults = lock_names(lock, (api,))
        names = lock.entries[0]
        if faults:
            assert names.former_classes == before.former_classes
            continue
        context = read_context(api, names)
        assert known_classes(names) >= known_classes(before)
        assert {names.path, *names.former_paths} >= {before.path, *before.former_paths}
        former, now = dict(names.former_attributes), attribute_at(context)
        for path in was.keys() & now.keys():
            assert was[path] == now[path] or was[path] in former[path]
        was = now
        assert lock_names(lock, (api,)) == (lock, {})
        assert load_lock(dump_lock(lock)) == lock
        module = build_module(context, identifier(PACKAGE_NAME))
        inside = [str(each.name) for each in (*module.classes, *module.errors)]
        inside += [str(each.old) for each in module.former]
        assert len(set(map(str.casefold, inside))) == len(inside)
        for cls in module.classes:
            attributes = [str(each.name) for each in cls.attributes] + [str(each.old) for each in cls.former]
            assert len(set(attributes)) == len(attributes)


def history_of(*versions: Iterable[Field]) -> Iterator[tuple[dict[Path, str], dict[Path, str]]]:
    lock = NameLock()
    for response in versions:
        context, lock = context_of(an_api(response=tuple(response)), lock)
        yield class_at(context), attribute_at(context)


ITEM, OTHER = a_field("id", "integer"), a_field("title")
ONE, TWO = ("response", "one"), ("response", "two")


def an_item(name: str, *fields: Field) -> Field:
    return a_field(name, "object", *fields, struct="Item")


def test_a_place_before_the_first_one_takes_no_name_from_it() -> None:
    (first, _), (second, _) = history_of([an_item("two", ITEM)], [an_item("one", OTHER), an_item("two", ITEM)])
    assert first == {TWO: "Item"}
    assert second == {ONE: "ResponseItem", TWO: "Item"}


def test_places_that_swap_keep_their_names() -> None:
    *_, (last, _) = history_of(
        [an_item("one", ITEM), an_item("two", OTHER)], [an_item("two", OTHER), an_item("one", ITEM)]
    )
    assert last == {ONE: "Item", TWO: "ResponseItem"}


def test_a_class_that_splits_keeps_its_name_at_the_first_place_that_remains() -> None:
    both = [an_item("one", ITEM), an_item("two", ITEM)]
    *_, (split, _) = history_of(both, [an_item("one", ITEM), an_item("two", OTHER)])
    assert split == {ONE: "Item", TWO: "ResponseItem"}
    *_, (alone, _) = history_of(both, [an_item("two", OTHER)])
    assert alone == {TWO: "Item"}


def test_classes_that_become_equal_stay_two() -> None:
    *_, (last, _) = history_of(
        [an_item("one", ITEM), an_item("two", OTHER)], [an_item("one", ITEM), an_item("two", ITEM)]
    )
    assert last == {ONE: "Item", TWO: "ResponseItem"}


def test_a_newcomer_of_the_same_shape_shares_the_class() -> None:
    *_, (last, _) = history_of([an_item("two", ITEM)], [an_item("one", ITEM), an_item("two", ITEM)])
    assert last == {ONE: "Item", TWO: "Item"}


def test_the_name_of_a_class_that_is_gone_is_given_to_no_other_and_comes_back() -> None:
    *_, (other, _), (back, _) = history_of([an_item("one", ITEM)], [an_item("two", ITEM)], [an_item("one", OTHER)])
    assert other == {TWO: "ResponseItem"}
    assert back == {ONE: "Item"}


def test_a_field_called_like_a_class_makes_way() -> None:
    *_, (_, attributes) = history_of([an_item("one", ITEM)], [an_item("one", ITEM), a_field("Item")])
    assert attributes["response", "Item"] == "Item_"


def test_an_attribute_stays_when_a_field_comes_that_spells_it() -> None:
    *_, (_, both), (_, alone) = history_of([a_field("a-b")], [a_field("a_b"), a_field("a-b")], [a_field("a_b")])
    assert both == {("response", "a-b"): "a_b", ("response", "a_b"): "a_b_"}
    assert alone == {("response", "a_b"): "a_b_"}


BOX = "taobao.a.b:\n  python: taobao.a.b:AB\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{BOX}  klasses:\n    Item:\n    - response.one\n", "unknown key 'klasses'"),
        ("taobao.a.b:\n  classes:\n    Item:\n    - response.one\n", "the key python is missing"),
        (f"{BOX}  classes:\n    Item:\n    - response.one\n    Box:\n    - response.one\n", "given twice"),
        (f"{BOX}  classes:\n    class:\n    - response.one\n", "cannot be the name of a class"),
        (f"{BOX}  classes:\n    Item:\n    - response.one\n    ITEM:\n    - response.two\n", "'ITEM' cannot be"),
        (f"{BOX}  attributes:\n    request.a-b: a-b\n", "'a-b' cannot be the name of an attribute"),
        (f"{BOX}  errors:\n    Decimal: isv.x\n", "'Decimal' cannot be the name of a class"),
        (f"{BOX}  classes: Item\n", "expected a mapping"),
    ],
)
def test_a_broken_lock_is_told_with_its_place(text: str, message: str) -> None:
    with pytest.raises(SpecFormatError) as caught:
        load_lock(text, "names.lock.yaml")
    assert message in str(caught.value)
    assert str(caught.value).startswith("names.lock.yaml:")
