"""The JSON Schema of spec files, with which editors complete, explain and check them.

In:  the tables that loading and writing use.
Out: the text of ``specs/schema/api.schema.json``; nothing of ours reads it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from topgen.spec.model import Plain
from topgen.spec.yaml_api import API
from topgen.spec.yaml_fields import REQUEST_FIELD, RESPONSE_FIELD
from topgen.spec.yaml_shapes import Schema


def api_schema() -> str:
    """Write the schema of ``specs/apis/**.yaml``."""
    definitions = {"request_field": REQUEST_FIELD.schema, "response_field": RESPONSE_FIELD.schema}
    return schema_text("One API of the Taobao Open Platform", API.schema, definitions)


def schema_text(title: str, schema: Schema, definitions: Mapping[str, Plain]) -> str:
    """Write a schema as a file; ``definitions`` are what its ``$ref`` point at."""
    whole: dict[str, Plain] = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}
    if definitions:
        whole["$defs"] = definitions
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
