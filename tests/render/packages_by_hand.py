"""Packages and trees made by hand, small and with every feature of the templates in them."""

from __future__ import annotations

from pathlib import Path

from topgen.python_model import NameLock, Package, build_package
from topgen.spec.inferred import Inferred, InferredCount, InferredLength, InferredPaging, InferredPlace, LengthUnit
from topgen.spec.model import Api, EnumValue, ErrorCode, Field, Kind, Limits, Required, Source, TypeRef

TEMPLATES = Path(__file__).parents[2] / "templates" / "client"
RUNTIME = Path(__file__).parents[2] / "runtime"


def an_api(name: str, words: str = "说明", field: str = "from") -> Api:
    """An API with nested objects on both sides, errors and pages, whose every text is ``words``."""
    length = InferredLength(60, LengthUnit.BYTES, words)
    inner = Field(
        name=field,
        type=TypeRef(Kind.STRING),
        description=words,
        values=(EnumValue(words, words),),
        inferred=Inferred(max_length=length),
    )
    items = Field(
        name="items",
        type=TypeRef(Kind.OBJECT, is_list=True, struct="ItemDTO"),
        required=Required.TRUE,
        description=words,
        limits=Limits(max_items=20, default=words),
        inferred=Inferred(max_items=InferredCount(30, words)),
        fields=(inner, Field(name="when", type=TypeRef(Kind.DATETIME))),
    )
    source = Source("pages/page.txt", "0" * 64, "bullet")
    page = Field(name="page", type=TypeRef(Kind.INTEGER), description=words)
    paging = InferredPaging(
        page=InferredPlace("request.page", words), first=0, items=InferredPlace("response.items", words)
    )
    return Api(
        name=name,
        title=words,
        description=words,
        request=(items, page),
        response=(items, inner),
        errors=(ErrorCode(words, words, words), ErrorCode(f"isv.{words}", words)),
        inferred=Inferred(paging=paging),
        source=source,
    )


def a_package(*names: str, words: str = "说明") -> Package:
    """The package of APIs with these names."""
    return build_package([an_api(name, words) for name in names], NameLock())
