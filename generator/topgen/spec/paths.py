"""Dotted paths of facts: ``request.param.goods_ids``, ``response.result.data``, ``api``.

In:  an ``Api``.
Out: its fields with their paths. Names are any text, even with dots, and siblings may share one; so a path is never
taken apart, only compared, and may mean several fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from topgen.spec.model import Api, Field

SIDES: Final = ("request", "response")
FACTS_OF_THE_API: Final = ("api", "title", "description", "category", "session", "idempotent", "python", "inferred")


def walk_api(api: Api) -> Iterator[tuple[str, Field]]:
    """Yield each field of both sides with its path, in page order."""
    yield from walk_fields(api.request, "request")
    yield from walk_fields(api.response, "response")


def walk_fields(fields: Iterable[Field], path: str) -> Iterator[tuple[str, Field]]:
    """Yield each field and all inside it with their paths below ``path``."""
    for field in fields:
        here = f"{path}.{field.name}"
        yield here, field
        yield from walk_fields(field.fields, here)
