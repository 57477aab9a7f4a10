"""The right answers about a drawn page, in the form in which the accuracy benchmark judges readings.

In:  ``SyntheticApi`` and the layout that it was drawn in.
Out: ``TruthPage``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from corpus import TruthPage, read_truth
from synthetic_api import SyntheticApi, SyntheticField
from synthetic_layouts import SyntheticLayout


def answers(api: SyntheticApi, layout: SyntheticLayout) -> TruthPage:
    """Return the answers, as far as the layout lets one give them."""
    entry = {
        "file": f"page{layout.suffix}",
        "dialect": layout.reader if layout.keeps_nested else "pipe",
        "title": api.title,
        "session": api.session,
        "request": _entries(api.request),
        "response": _entries(api.response),
        "errors": api.errors,
    }
    truth = read_truth(api.name, entry)
    return truth if layout.shows_call else replace(truth, session=None)


def _entries(fields: Sequence[SyntheticField]) -> list[dict[str, Any]]:
    return [
        {
            "name": field.name,
            "type": field.type,
            "required": field.required or None,
            "sample": field.sample or None,
            "limit": field.limit or None,
            "has_desc": bool(field.description),
            "children": _entries(field.children),
        }
        for field in fields
    ]
