"""The JSON Schemas: made from the tables of the loader, so editors, loader and model agree."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from wild_apis import apis

from topgen.errors import GeneratorError
from topgen.overlay import overlay_schema
from topgen.spec.inferred import Inferred, InferredLength, InferredRange
from topgen.spec.model import Api, Doubt, EnumValue, ErrorCode, Examples, Field, Limits, Source, TypeRef
from topgen.spec.schema import api_schema
from topgen.spec.yaml_api import dump_api, load_api

SPECS = Path(__file__).parents[2] / "specs"
SCHEMA: dict[str, Any] = json.loads(api_schema())
VALIDATOR = Draft202012Validator(SCHEMA)


@pytest.mark.parametrize("name, text", [("api", api_schema()), ("overlay", overlay_schema())])
def test_the_schema_file_is_what_the_tables_say(name: str, text: str) -> None:
    """When this fails, write ``api_schema()`` and ``overlay_schema()`` to these files."""
    assert (SPECS / "schema" / f"{name}.schema.json").read_text("utf-8") == text


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


def _names(model: type) -> set[str]:
    return {attribute.name for attribute in fields(model)}


def _keys(*path: str) -> set[str]:
    schema: Any = SCHEMA
    for step in path:
        schema = schema[step]
    return set(schema["properties"])


def test_every_attribute_of_the_model_has_its_key() -> None:
    field = (_names(Field) - {"limits"}) | _names(Limits) | (_names(TypeRef) - {"kind", "is_list"})
    assert _keys("$defs", "request_field") == field
    assert _keys("$defs", "response_field") == field - {"required"}
    assert _keys() == (_names(Api) - {"name"}) | {"api"}
    assert _keys("$defs", "request_field", "properties", "values", "items") == _names(EnumValue)
    facts = _keys("$defs", "request_field", "properties", "inferred")
    assert facts | _keys("properties", "inferred") == _names(Inferred)
    inferred = ("$defs", "request_field", "properties", "inferred", "properties")
    assert _keys(*inferred, "range") == _names(InferredRange)
    assert _keys(*inferred, "max_length") == _names(InferredLength)
    assert _keys("properties", "errors", "items") == _names(ErrorCode)
    assert _keys("properties", "examples") == _names(Examples)
    renamed = {"kind": "about", "chosen": "taken", "reason": "because"}
    assert _keys("properties", "doubts", "items") == {renamed.get(name, name) for name in _names(Doubt)}
    assert _keys("properties", "source") == _names(Source)


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
