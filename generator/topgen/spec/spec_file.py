"""Spec files: reading them, writing them, and the JSON Schema with which editors complete, explain and check them.

In:  the text of ``specs/apis/<prefix>/<api name>.yaml``, or an ``Api``.
Out: the other of the two, without loss. What such a file holds is said by ``spec.file_keys`` alone.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final

import msgspec

from topgen.errors import SpecFormatError
from topgen.spec.convert import convert
from topgen.spec.file_keys import SpecFile, from_file, to_file
from topgen.spec.model import Api
from topgen.spec.names import check_api_name
from topgen.spec.plain import describe
from topgen.spec.yaml_read import read_yaml
from topgen.spec.yaml_write import write_yaml

FIRST_LINE: Final = "# yaml-language-server: $schema=../../schema/api.schema.json\n"


def load_api(text: str, file: str) -> Api:
    """Read a spec file; raise ``SpecFormatError`` or ``NameConflictError`` with the line at fault.

    ``file`` is only used to name the file in errors.
    """
    root = read_yaml(text, file)
    found: SpecFile = convert(root, SpecFile)
    check_api_name(found.api, file, root.child("api").line)
    return from_file(found)


def dump_api(api: Api) -> str:
    """Write a spec file, the same text for the same API on every machine; the file has UTF-8 and line feeds.

    Raises:
        SpecFormatError: the API holds what no YAML file can hold, such as half of a surrogate pair.
    """
    try:
        return write_yaml(msgspec.to_builtins(to_file(api), builtin_types=(Decimal,)), FIRST_LINE)
    except RecursionError as fault:
        raise SpecFormatError(f"{api.name}: more levels than a spec can hold", file=api.source.page) from fault
    except SpecFormatError as fault:
        raise SpecFormatError(f"{api.name}: {fault.message}", file=api.source.page) from fault


def api_schema() -> str:
    """Return the text of ``specs/schema/api.schema.json``; nothing of ours reads it."""
    return schema_text(SpecFile, "One API of the Taobao Open Platform")


def schema_text(type_: Any, title: str) -> str:
    """Return the JSON Schema of files of one type, as a file."""
    schema = msgspec.json.schema(type_, schema_hook=describe)
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
