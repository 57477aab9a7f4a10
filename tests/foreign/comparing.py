"""Results of two clients made comparable, without the decoder of either.

In:  what one client returned in the platform's form, and the plain data of ours. Out: both as texts, lists and dicts.
Wrappers are taken off where our data has a list, so one around anything else is a difference. Where lists have to be
wrapped is not judged here: data without a documented type holds bare ones.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def as_sent(params: Mapping[str, Any]) -> dict[str, str]:
    """Return arguments as one hands them to a client without types: lists of plain values joined, the rest as JSON."""
    return {name: _as_text(value) for name, value in params.items()}


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return ",".join(_as_text(item) for item in value)
    return json.dumps(value, ensure_ascii=False)


def _scalar(value: Any, exact: bool) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and not exact and abs(value) > 2**53:
        return f"{value:.15g}"
    return str(value)


def comparable(value: Any, ours: Any, *, exact: bool = True) -> Any:
    """Return the data with its scalars as text, and without the wrappers of what is a list in our data.

    Not ``exact``: integers that JavaScript cannot hold count to 15 digits.
    """
    if isinstance(ours, list):
        if isinstance(value, dict) and len(value) <= 1:
            value = next(iter(value.values()), [])
        if isinstance(value, list) and len(value) == len(ours):
            return [comparable(item, other, exact=exact) for item, other in zip(value, ours, strict=True)]
        return value
    if isinstance(value, dict):
        other = ours if isinstance(ours, dict) else {}
        return {name: comparable(inner, other.get(name), exact=exact) for name, inner in value.items()}
    return value if isinstance(value, list) else _scalar(value, exact)
