"""The JSON Schemas: made from the types that the loader reads by, so editors, loader and model agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from msgspec import Struct
from wild_apis import apis

from topgen.errors import GeneratorError
from topgen.overlay import overlay_schema
from topgen.overlay.file import FieldKey
from topgen.spec.file_keys import RequestField, TypeWord
from topgen.spec.model import Api, Field, Kind, Limits, TypeRef
from topgen.spec.spec_file import api_schema, dump_api, load_api

SPECS = Path(__file__).parents[2] / "specs"
SCHEMA: dict[str, Any] = json.loads(api_schema())
VALIDATOR = Draft202012Validator(SCHEMA)


@pytest.mark.parametrize("name, text", [("api", api_schema()), ("overlay", overlay_schema())])
def test_the_schema_file_is_what_the_types_say(name: str, text: str) -> None:
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


def _names(model: type[Struct]) -> set[str]:
    return set(model.__struct_fields__)


def _keys(name: str) -> set[str]:
    return set(SCHEMA["$defs"][name]["properties"])


def test_every_attribute_of_the_model_has_its_key() -> None:
    field = (_names(Field) - {"limits"}) | _names(Limits) | (_names(TypeRef) - {"kind", "is_list"})
    assert _keys("RequestField") == field
    assert _keys("ResponseField") == field - {"required"}
    assert _keys("SpecFile") == (_names(Api) - {"name"}) | {"api"}


def test_overlays_know_every_key_of_a_field_and_every_type_has_its_word() -> None:
    assert [*FieldKey] == [*RequestField.__struct_fields__, "parent"]
    assert [*TypeWord] == [str(TypeRef(kind, is_list)) for is_list in (False, True) for kind in Kind]


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
