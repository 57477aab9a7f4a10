"""Spec files: reading them, writing them, and the JSON Schema with which editors complete, explain and check them.

In:  the text of ``specs/apis/<prefix>/<api name>.yaml``, or an ``Api``.
Out: the other of the two, without loss. What such a file holds is said by ``spec.file_keys`` alone.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from hashlib import sha256
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
_MARK_WITHIN: Final = 500
"""Characters at the beginning of a file among which its mark stands."""
_MARK: Final = re.compile(r"# Written by topgen [^\n]* ([0-9a-f]{12})\r?\n")


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
        text = write_yaml(msgspec.to_builtins(to_file(api), builtin_types=(Decimal,)))
    except RecursionError as fault:
        raise SpecFormatError(f"{api.name}: more levels than a spec can hold", file=api.source.page) from fault
    except SpecFormatError as fault:
        raise SpecFormatError(f"{api.name}: {fault.message}", file=api.source.page) from fault
    mark = (
        f"# Written by topgen from its page; corrections belong into specs/overlays/{api.name}.yaml. {_digest(text)}\n"
    )
    return FIRST_LINE + mark + text


def is_edited(text: str) -> bool:
    """Return whether somebody has changed a spec file since it was written; False for one without its mark."""
    mark = _MARK.search(text, 0, _MARK_WITHIN)
    return mark is not None and _digest(text[mark.end() :].replace("\r\n", "\n")) != mark[1]


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def api_schema() -> str:
    """Return the text of ``specs/schema/api.schema.json``; nothing of ours reads it."""
    return schema_text(SpecFile, "One API of the Taobao Open Platform")


def schema_text(type_: Any, title: str) -> str:
    """Return the JSON Schema of files of one type, as a file."""
    schema = msgspec.json.schema(type_, schema_hook=describe)
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
