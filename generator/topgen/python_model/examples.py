"""The examples of an API as plain data that its own classes accept.

In:  an ``Api``. Out: the text of a JSON file, ``{"request": {…}, "response": {…}}``: wire names, no list wrappers.
Values that contradict their type or limits are left out, as ``Top,Pub`` for a list of numbers is.
A request example is complete: what is required and lacking is filled in, so that it can be sent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from topgen.hidden_characters import is_hidden
from topgen.python_model.sites import distinct
from topgen.python_model.values import fit, fit_fields, in_range, is_list
from topgen.spec.model import Api, Field, Kind, Plain, Required

_NEUTRAL: dict[Kind, Plain] = {
    Kind.STRING: "a",
    Kind.INTEGER: 1,
    Kind.DECIMAL: "1",
    Kind.BOOLEAN: True,
    Kind.DATETIME: "2000-01-01 00:00:00",
    Kind.JSON: "{}",
    Kind.FILE: "a",
    Kind.MAP: {"a": "a"},
    Kind.OBJECT: {"a": "a"},
    Kind.UNKNOWN: "a",
}


def write_examples(api: Api) -> str:
    """Return the JSON text of an API's examples; both keys are there, ``{}`` where the page has no example."""
    fitted = fit_fields(api.examples.request or {}, api.request)
    sendable = {name: value for name, value in fitted.items() if can_be_sent(value)}
    request = complete_example(api.request, sendable)
    response = fit_fields(api.examples.response or {}, api.response)
    text = json.dumps({"request": request, "response": response}, ensure_ascii=False, indent=2)
    return "".join(map(_visible, text)) + "\n"


def complete_example(fields: Sequence[Field], example: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return the example with all that is required: lacking values come from their field's sample, or are neutral."""
    complete: dict[str, Plain] = {}
    for field in distinct(fields):
        if field.name in example:
            complete[field.name] = _complete_inside(field, example[field.name])
        elif field.required is Required.TRUE:
            complete[field.name] = _complete_inside(field, _sample(field))
    return complete


def _complete_inside(field: Field, value: Plain) -> Plain:
    if isinstance(value, Mapping) and field.fields:
        return complete_example(field.fields, value)
    if is_list(value):
        return [_complete_inside(field, item) for item in value]
    return value


def _sample(field: Field) -> Plain:
    """A value for a field that no example has: its own sample, a value that the page enumerates, or a neutral one."""
    for value in (field.example, *(each.value for each in field.known_values)):
        fitted = fit(_as_list(value) if field.type.is_list else value, field)
        if fitted is not None and can_be_sent(fitted):
            return fitted
    item = {} if field.type.kind is Kind.OBJECT and field.fields else _neutral(field)
    return [item] if field.type.is_list else item


def _as_list(value: Plain) -> Plain:
    """Return a sample of a list; one that is text is in the form of the wire, with commas between the items."""
    return value if is_list(value) else value.split(",") if isinstance(value, str) else [value]


def can_be_sent(value: Plain) -> bool:
    """Whether a parameter can hold the value: nothing empty travels, and lists of texts have commas between them."""
    if is_list(value):
        return bool(value) and all(item and "," not in item for item in value if isinstance(item, str))
    return not isinstance(value, str) or bool(value.strip())


def _neutral(field: Field) -> Plain:
    """Return the neutral value of a kind, moved to a bound when a limit forbids it."""
    limits, kind = field.limits, field.type.kind
    if kind not in (Kind.INTEGER, Kind.DECIMAL) or in_range(Decimal(1), limits):
        return _NEUTRAL[kind]
    bound, inwards = limits.minimum, ROUND_CEILING
    if bound is None:
        bound, inwards = limits.maximum or Decimal(), ROUND_FLOOR
    return int(bound.to_integral_value(inwards)) if kind is Kind.INTEGER else str(bound)


def _visible(char: str) -> str:
    if char == "\n" or not is_hidden(char):
        return char
    return json.dumps(char)[1:-1]
