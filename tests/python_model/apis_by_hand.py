"""Small specs made by hand: only what a test is about is said, the rest is neutral."""

from __future__ import annotations

from typing import Any

from topgen.spec.model import Api, Field, Kind, Required, Source, TypeRef


def a_field(name: str, kind: str = "string", *fields: Field, struct: str | None = None, **more: Any) -> Field:
    """A field; ``kind`` may be ``list[…]``."""
    is_list = kind.startswith("list[")
    return Field(
        name=name,
        type=TypeRef(Kind(kind.removeprefix("list[").removesuffix("]")), is_list, struct),
        fields=fields,
        **more,
    )


def needed(name: str, kind: str = "string", *fields: Field, **more: Any) -> Field:
    """A required field."""
    return a_field(name, kind, *fields, required=Required.TRUE, **more)


def an_api(name: str = "taobao.time.get", **more: Any) -> Api:
    """An API from a page that nobody has."""
    return Api(name=name, source=Source("pages/page.txt", "0" * 64, "bullet"), **more)
