"""JSON as it is found, read with line numbers: cut off, with slips of the pen, never trusted.

In:  text that should be JSON.
Out: ``JsonText``: its values with their lines, and what was wrong with it.
Standard readers refuse a text as a whole and know no line of a value; this one reads on after each slip and
says so, and leaves it to its callers how much of that they bear.
"""

from __future__ import annotations

from topgen.json_text.reader import MAX_DEPTH, parse_json
from topgen.json_text.strings import BLANK
from topgen.json_text.values import JsonFault, JsonList, JsonObject, JsonScalar, JsonText, JsonValue, print_json

__all__ = [
    "BLANK",
    "MAX_DEPTH",
    "JsonFault",
    "JsonList",
    "JsonObject",
    "JsonScalar",
    "JsonText",
    "JsonValue",
    "parse_json",
    "print_json",
]
