"""Names from pages: what each one becomes, and that none ever moves."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from topgen.errors import NameConflictError, SpecFormatError
from topgen.python_model.code import identifier
from topgen.python_model.lock import NameLock, Names, extend_lock
from topgen.python_model.lock_file import dump_lock, load_lock
from topgen.python_model.names import attribute_names, class_stem
from topgen.python_model.reserved import ATTRIBUTES, CLIENT, NAMESPACE, STEMS

RUNTIME = Path(__file__).parents[2] / "runtime"
SOURCE = Path(__file__).parents[2] / "templates/client/src/topclient"


@pytest.mark.parametrize(
    ("api", "stem"),
    [
        ("taobao.fenxiao.product.update", "FenxiaoProductUpdate"),
        ("alibaba.idle.cycleshop.store.goodspush", "AlibabaIdleCycleshopStoreGoodspush"),
        ("alibaba.aliqin.fc.iot.rechargeCard", "AlibabaAliqinFcIotRechargeCard"),
        ("dingtalk.corp.get_unactive_corp", "DingtalkCorpGetUnactiveCorp"),
        ("slb.aliyuncs.com.SetLoadBalancerName.2013-02-21", "SlbAliyuncsComSetLoadBalancerName20130221"),
        ("taobao.taobao.x", "TaobaoX"),
        ("qimen.alibaba.order.query", "AlibabaOrderQuery"),
        ("taobaox.y", "TaobaoxY"),
        ("1688.x", "_1688X"),
    ],
)
def test_classes_are_named_as_in_the_official_sdks(api: str, stem: str) -> None:
    assert class_stem(api) == stem


@pytest.mark.parametrize(
    ("wire", "attribute"),
    [
        ("item_id", "item_id"),
        ("ownerCode", "ownerCode"),
        ("RegionId", "RegionId"),
        ("from", "from_"),
        ("class", "class_"),
        ("match", "match_"),
        ("type", "type"),
        ("self", "self_"),
        ("client", "client"),
        ("None", "None_"),
        ("extra", "extra_"),
        ("reply", "reply_"),
        ("request_id", "request_id_"),
        ("str", "str_"),
        ("list", "list_"),
        ("datetime", "datetime_"),
        ("Wire", "Wire_"),
        ("__class__", "class__"),
        ("__api__", "api__"),
        ("__x", "x"),
        ("_x", "x"),
        ("a.b", "a_b"),
        ("1st", "_1st"),
        ("result_code\t", "result_code_"),
        ("值", "值"),
        ("аpple", "pple"),
        ("ﬁ", "fi"),
        ("$$", "unnamed"),
        ("", "unnamed"),
        ("../../x", "x"),
        ("a\u202eb", "a_b"),
    ],
)
def test_a_field_becomes_an_attribute(wire: str, attribute: str) -> None:
    assert attribute_names([wire]) == {wire: attribute}


def test_a_name_that_is_legal_already_keeps_it_before_one_that_must_be_made_legal() -> None:
    assert attribute_names(["a.b", "a_b", "a-b"]) == {"a.b": "a_b_", "a_b": "a_b", "a-b": "a_b__"}


@given(st.lists(st.text(max_size=200), unique=True, max_size=12))
def test_attributes_are_legal_different_and_not_reserved(wires: list[str]) -> None:
    names = attribute_names(wires)
    assert len(set(names.values())) == len(wires)
    assert all(identifier(name) and name not in ATTRIBUTES for name in names.values())
    assert not any(name.startswith("__") for name in names.values())


def places(*apis: str, lock: NameLock | None = None) -> dict[str, str]:
    """API → path and class stem."""
    entries = extend_lock(lock or NameLock(), apis).entries
    return {names.api: f"{names.path}:{names.stem}" for names in entries if names.api in apis}


@pytest.mark.parametrize(
    ("api", "place"),
    [
        ("taobao.fenxiao.product.update", "taobao.fenxiao.product_update:FenxiaoProductUpdate"),
        ("taobao.time.get", "taobao.time.get:TimeGet"),
        ("x.y", "x.y:XY"),
        ("taobao.class.import", "taobao.class_.import_:ClassImport"),
        ("execute.a.b", "execute_.a.b:ExecuteAB"),
        ("m-kvstore.aliyuncs.com.A.2015-03-01", "m_kvstore.aliyuncs.com_A_2015_03_01:MKvstoreAliyuncsComA20150301"),
        ("a.b.__init__", "a.b.init__:ABInit"),
        ("a.__pycache__.c", "a.pycache__.c:APycacheC"),
        ("a.b.FooRequest", "a.b.FooRequest_:ABFooRequest"),
    ],
)
def test_an_api_gets_a_place_in_the_package(api: str, place: str) -> None:
    assert places(api) == {api: place}


@pytest.mark.parametrize(
    "api", ["../../x", "class", "a..b", "a.b/c", "", "a.b\n", "a.con", "时间.get", "a." + "b" * 200]
)
def test_a_hostile_api_name_is_refused(api: str) -> None:
    with pytest.raises(NameConflictError):
        extend_lock(NameLock(), [api])


def test_a_group_outranks_a_method_of_the_same_name() -> None:
    assert places("taobao.foo", "taobao.foo.bar") == {
        "taobao.foo": "taobao.foo_:Foo",
        "taobao.foo.bar": "taobao.foo.bar:FooBar",
    }


def test_a_method_in_the_lock_outranks_a_group_and_all_of_the_group_follow() -> None:
    lock = extend_lock(NameLock(), ["taobao.foo"])
    lock = extend_lock(lock, ["taobao.foo.bar"])
    assert places("taobao.foo", "taobao.foo.bar", "taobao.foo.baz", lock=lock) == {
        "taobao.foo": "taobao.foo:Foo",
        "taobao.foo.bar": "taobao.foo_.bar:FooBar",
        "taobao.foo.baz": "taobao.foo_.baz:FooBaz",
    }


def test_the_holder_of_a_class_name_keeps_it_and_the_newcomer_is_qualified() -> None:
    lock = extend_lock(NameLock(), ["foo.bar"])
    assert places("foo.bar", "taobao.foo.bar", lock=lock)["taobao.foo.bar"] == "taobao.foo.bar:TaobaoFooBar"
    lock = extend_lock(NameLock(), ["taobao.foo.bar"])
    assert places("foo.bar", "taobao.foo.bar", lock=lock)["foo.bar"] == "foo.bar:Foo_Bar"


def test_modules_stay_apart_where_letter_case_does_not_count() -> None:
    names = places("a.b.c_d", "a.b.c.d", "a.b.C.d", "a.b.c-d")
    paths = {place.partition(":")[0].casefold() for place in names.values()}
    assert len(paths) == 4
    assert len({place.partition(":")[2] for place in names.values()}) == 4


def test_a_module_file_has_at_most_eighty_characters() -> None:
    (names,) = extend_lock(NameLock(), ["a.b." + "c" * 110]).entries
    assert len(f"{names.module}.py") <= 80


segments = st.text("abAB-_12", min_size=1, max_size=4)
api_names = st.lists(segments, min_size=2, max_size=5).map(".".join)


@given(st.sets(api_names, max_size=12), st.sets(api_names, max_size=4), st.randoms())
def test_names_do_not_depend_on_the_order_and_never_move(first: set[str], later: set[str], random: Random) -> None:
    shuffled = sorted(first)
    random.shuffle(shuffled)
    lock = extend_lock(NameLock(), shuffled)
    assert lock == extend_lock(NameLock(), sorted(first, reverse=True))
    longer = extend_lock(lock, later)
    assert set(lock.entries) <= set(longer.entries)
    assert load_lock(dump_lock(longer)) == longer
    assert len({names.path.casefold() for names in longer.entries}) == len(longer.entries)
    assert len({names.stem for names in longer.entries}) == len(longer.entries)


def test_no_module_has_the_path_of_a_package() -> None:
    names = extend_lock(NameLock(), ["a.b", "a.b.c", "a.b.c.d", "a.B"]).entries
    packages = {f"{each.prefix}.{each.group}".casefold() for each in names if each.group}
    assert not packages & {each.path.casefold() for each in names}


def test_the_lock_is_sorted_yaml_and_an_api_more_is_a_line_more() -> None:
    small = extend_lock(NameLock(), ["taobao.time.get", "x.y"])
    large = extend_lock(small, ["alibaba.a.b.c"])
    assert yaml.safe_load(dump_lock(small)) == {"taobao.time.get": "taobao.time.get:TimeGet", "x.y": "x.y:XY"}
    assert len(set(dump_lock(large).splitlines()) - set(dump_lock(small).splitlines())) == 1
    assert set(dump_lock(small).splitlines()) < set(dump_lock(large).splitlines())
    assert extend_lock(large, ["x.y"]) is large


@pytest.mark.parametrize(
    "line",
    [
        "x.y",
        "x.y: a.b",
        "x.y: ../a.b:C",
        "x.y: a.class:C",
        "x.y: a.b.c.d:E",
        "x.y: a.__init__:C",
        "x.y: a.b:C D",
        "x.y: a.b:C\nx.y: a.c:D",
        "x.y: a.b:C\nx.z: a.B:D",
        "x.y: a.b:C\nx.z: a.c:C",
    ],
)
def test_a_broken_line_of_the_lock_is_named(line: str) -> None:
    with pytest.raises(SpecFormatError) as caught:
        load_lock(f"# heading\n{line}\n")
    assert caught.value.line == 2 + line.count("\n")


def test_the_reserved_names_are_those_of_the_runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(RUNTIME)
    client, model = (import_module(f"topclient._runtime.{name}") for name in ("client", "model"))
    assert public_names(client.Client, client.AsyncClient) == CLIENT - NAMESPACE
    exported = re.findall(r'"(\w*)(?:Request|Response)"', (SOURCE / "__init__.py").read_text("utf-8"))
    assert set(exported) - {""} == STEMS
    package = SOURCE.parents[3] / "generated/src/topclient"
    places = (SOURCE / "client.py.j2", *SOURCE.rglob("__init__.py.j2"), package / "apis/taobao/fenxiao/__init__.py")
    written = "".join(path.read_text("utf-8") for path in places)
    words = re.findall(
        r"\b\w*Client\b|\bClientT\b|\bGroup\b|\bOperation\b|\bdeferred\b|\bproperty\b|\bTYPE_\w+", written
    )
    assert set(words) | {"annotations"} == NAMESPACE
    assert public_names(model.Request, model.Response) <= ATTRIBUTES
    assert {"Api", "File", "Json", "Request", "Response", "Struct", "Wire"} <= set(dir(model))


def public_names(*classes: type) -> set[str]:
    return {name for cls in classes for name in dir(cls) if not name.startswith("_")}


def test_names_of_two_words_have_no_group() -> None:
    assert extend_lock(NameLock(), ["x.y"]).entries == (Names("x.y", "x", "", "y", "XY"),)
