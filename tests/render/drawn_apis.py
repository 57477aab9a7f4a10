"""APIs with examples that suit their fields, of every kind and under every odd name that a page could have.

Out: ``apis``, a strategy. What no parameter and no XML can carry is not drawn: files inside of objects, lists in lists,
keys of free data that are no names of elements.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from topgen.spec.model import (
    Api,
    Doubt,
    DoubtKind,
    ErrorCode,
    Examples,
    Field,
    Kind,
    Required,
    Session,
    Source,
    TypeRef,
)

NAMES = (
    *("id", "from", "class", "self", "extra", "reply", "len", "isinstance", "items", "result", "商品"),
    *("a.b", "x-y", "123", "SENT", "datetime", "Decimal", "check_reply", "a_long_name_of_a_field_that_goes_on_and_on"),
)
ELEMENTS = ("id", "from", "商品", "a.b", "x-y")
STRUCTS = ("ItemDO", "TopClient", "REQUEST", "SENT", "MockGateway", "sku", None)
letters = st.sampled_from("ab,;#\"'\\{}<>&\n\t\u202e\u00a0中🙂") | st.characters(codec="utf-8")
words = st.text(letters, min_size=1, max_size=300)
texts = words.filter(lambda text: bool(text.strip()))
scalars = st.booleans() | st.integers() | texts
free = st.recursive(
    scalars | st.lists(scalars, max_size=3).map(tuple),
    lambda inner: st.dictionaries(st.sampled_from(ELEMENTS), inner, max_size=3),
    max_leaves=5,
)
free_objects = st.dictionaries(st.sampled_from(ELEMENTS), free, max_size=3)
VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.STRING: texts,
    Kind.INTEGER: st.integers(-(10**20), 10**20) | st.just("007"),
    Kind.DECIMAL: st.decimals(-(10**9), 10**9, places=2).map(str) | st.sampled_from(["1E+3", "1_0", "-0"]),
    Kind.BOOLEAN: st.booleans() | st.just("true"),
    Kind.DATETIME: st.sampled_from(["2015-01-01 12:00:00", "2015-1-1 1:2:3", "2015-02-30 00:00:00"]),
    Kind.JSON: texts | st.just('{"a": 1}'),
    Kind.FILE: texts,
    Kind.MAP: free_objects,
    Kind.OBJECT: free_objects,
    Kind.UNKNOWN: free,
}


def _types(kinds: list[Kind]) -> st.SearchStrategy[TypeRef]:
    single = st.builds(TypeRef, st.sampled_from(kinds), st.just(False))
    listed = [kind for kind in kinds if kind is not Kind.FILE]
    return single | st.builds(TypeRef, st.sampled_from(listed), st.just(True))


def _fields(side: str, kinds: list[Kind], depth: int = 3) -> st.SearchStrategy[tuple[Field, ...]]:
    required = st.none() if side == "response" else st.sampled_from(Required)
    plain = st.builds(Field, name=st.sampled_from(NAMES), type=_types(kinds), required=required)
    fields = plain
    if depth:
        struct = st.builds(TypeRef, st.just(Kind.OBJECT), st.booleans(), st.sampled_from(STRUCTS))
        inner = _fields(side, [kind for kind in kinds if kind is not Kind.FILE], depth - 1)
        fields |= st.builds(Field, name=st.sampled_from(NAMES), type=struct, required=required, fields=inner)
    return st.lists(fields, min_size=1, max_size=4, unique_by=lambda field: field.name).map(tuple)


@st.composite
def _example(draw: st.DrawFn, fields: tuple[Field, ...]) -> dict[str, Any]:
    data = {}
    for field in fields:
        if draw(st.integers(0, 9)):
            plain = scalars | free_objects if str(field.type) == "list[unknown]" else VALUES[field.type.kind]
            inner = _example(field.fields) if field.fields else plain
            data[field.name] = draw(st.lists(inner, max_size=3).map(tuple) if field.type.is_list else inner)
    return data


@st.composite
def apis(draw: st.DrawFn) -> Api:
    request, response = draw(_fields("request", list(Kind))), draw(_fields("response", list(Kind)))
    path = f"response.{draw(st.sampled_from(response)).name}"
    doubt = Doubt(at=path, kind=draw(st.sampled_from(DoubtKind)), chosen="", reason=draw(words), line=1)
    return Api(
        name=draw(st.from_regex(r"[a-z]{4}\.[a-z]{4}(\.[a-z]{4})?", fullmatch=True)),
        title=draw(words),
        session=draw(st.sampled_from(Session)),
        request=request,
        response=response,
        errors=draw(st.lists(st.builds(ErrorCode, texts, words, words), max_size=3).map(tuple)),
        examples=Examples(request=draw(_example(request)), response=draw(_example(response))),
        doubts=draw(st.sampled_from([(), (doubt,)])),
        source=Source("pages/page.txt", "0" * 64, "bullet"),
    )
