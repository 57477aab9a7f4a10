"""The JSON Schemas: made from the types that the loader reads by, so editors, loader and model agree."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec import Struct
from wild_apis import apis, plain, texts

from topgen.errors import GeneratorError
from topgen.overlay import overlay_schema
from topgen.spec.model import Api, Field, Limits, Plain, TypeRef
from topgen.spec.spec_file import api_schema, dump_api, load_api
from topgen.spec.yaml_read import read_yaml
from topgen.spec.yaml_write import write_yaml

SPECS = Path(__file__).parents[2] / "specs"
SCHEMA: dict[str, Any] = json.loads(api_schema())
VALIDATOR = Draft202012Validator(SCHEMA)


@pytest.mark.parametrize("name, text", [("api", api_schema()), ("overlay", overlay_schema())])
def test_the_schema_file_is_what_the_types_say(name: str, text: str) -> None:
    """When this fails, write ``api_schema()`` and ``overlay_schema()`` to these files."""
    written = (SPECS / "schema" / f"{name}.schema.json").read_text("utf-8")
    assert _in_any_order(json.loads(written)) == _in_any_order(json.loads(text))


def _in_any_order(schema: Any) -> Any:
    """Return a schema with its lists sorted: versions of msgspec differ in the order of alternatives."""
    if isinstance(schema, dict):
        return {key: _in_any_order(inner) for key, inner in schema.items()}
    return sorted(map(_in_any_order, schema), key=repr) if isinstance(schema, list) else schema


@pytest.mark.parametrize("text", [api_schema(), overlay_schema()])
def test_a_schema_is_valid_and_explains_every_key(text: str) -> None:
    Draft202012Validator.check_schema(json.loads(text))
    for keys in _all_properties(json.loads(text)):
        for name, schema in keys.items():
            assert schema["description"].endswith("."), name


def _all_properties(schema: object) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [found for item in schema for found in _all_properties(item)]
    if not isinstance(schema, dict):
        return []
    inner = [found for item in schema.values() for found in _all_properties(item)]
    if "properties" in schema:
        assert schema["additionalProperties"] is False
        return [schema["properties"], *inner]
    return inner


def _names(model: type[Struct]) -> set[str]:
    return set(model.__struct_fields__)


def _keys(name: str) -> set[str]:
    return set(SCHEMA["$defs"][name]["properties"])


def test_every_attribute_of_the_model_has_its_key() -> None:
    field = (_names(Field) - {"limits"}) | _names(Limits) | (_names(TypeRef) - {"kind", "is_list"})
    assert _keys("RequestField") == field
    assert _keys("ResponseField") == field - {"required"}
    assert _keys("SpecFile") == (_names(Api) - {"name"}) | {"api"}


@settings(max_examples=60, deadline=None)
@given(apis)
def test_every_spec_that_is_written_fits_the_schema(api: Api) -> None:
    VALIDATOR.validate(yaml.safe_load(dump_api(api)))


@pytest.mark.parametrize("path", sorted(SPECS.glob("apis/**/*.yaml")), ids=lambda path: path.stem)
def test_every_spec_of_the_project_fits_the_schema_and_is_in_its_written_form(path: Path) -> None:
    text = path.read_bytes().decode()
    VALIDATOR.validate(yaml.safe_load(text))
    assert dump_api(load_api(text, str(path))) == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("session: unknown", "session: maybe"),
        ("title: ''", "titel: ''"),
        ("title: ''\n", ""),
        ("title: ''", "title: 1"),
        ("api: a.b", "api: ../b"),
        ("request: []", "request: [{name: a, type: string}]"),
        ("request: []", "request: [{name: a, type: objekt, required: true}]"),
        ("request: []", "request: [{name: a, type: map, required: 'yes'}]"),
        ("response: []", "response: [{name: a, type: string, required: true}]"),
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(old: str, new: str) -> None:
    empty = "title: ''\ndescription: ''\ncategory: null\nsession: unknown\nrequest: []\nresponse: []\nerrors: []\n"
    text = f"api: a.b\n{empty}examples: {{}}\ndoubts: []\nsource: {{page: p, sha256: s, dialect: d}}\n"
    assert VALIDATOR.is_valid(yaml.safe_load(text)) and load_api(text, "x")
    assert not VALIDATOR.is_valid(yaml.safe_load(text.replace(old, new, 1)))
    with pytest.raises(GeneratorError):
        load_api(text.replace(old, new, 1), "x")


WRITTEN = """\
api: a.b
title: ''
description: ''
category: null
session: unknown
request: [{name: a, type: object, required: true, minimum: 0.5, fields: [{name: b, type: map, required: unknown}]}]
response: [{name: a, type: 'list[string]', values: [{value: '1', meaning: ''}], inferred: {references: []}}]
errors: [{code: a, message: b, solution: c}]
examples: {request: {a: [1]}}
doubts: [{at: a, about: row, taken: b, because: c, line: 1}]
source: {page: p, sha256: s, dialect: d}
"""


def _changed(draw: st.DrawFn, value: Plain) -> Plain:
    """Return data with something else in one place: another value, a key more, or one less."""
    how = draw(st.sampled_from(["deeper", "deeper", "deeper", "other", "more", "less"]))
    if how == "other" or not value or not isinstance(value, tuple | dict):
        return draw(plain)
    if isinstance(value, tuple):
        at = draw(st.integers(0, len(value) - 1))
        return (*value[:at], _changed(draw, value[at]), *value[at + 1 :])
    key = draw(st.sampled_from(sorted(value)))
    if how == "more":
        return {**value, draw(texts): draw(plain)}
    return {
        name: each if name != key else _changed(draw, each)
        for name, each in value.items()
        if (name, how) != (key, "less")
    }


@settings(max_examples=100, deadline=None)
@given(st.composite(_changed)(read_yaml(WRITTEN, "x").data()))
def test_loader_and_schema_refuse_the_same_and_the_loader_says_where(changed: Plain) -> None:
    text = write_yaml(changed if isinstance(changed, dict) and changed else {"x": None})
    try:
        load_api(text, "x.yaml")
        refused = ""
    except GeneratorError as error:
        refused = str(error)
    assert VALIDATOR.is_valid(yaml.safe_load(text)) is not bool(refused), text
    assert re.match("x.yaml:[1-9][0-9]*: (expected|unknown key|the key|.* cannot be an API name)|$", refused), refused
