"""Packages and trees made by hand, small and with every feature of the templates in them."""

from __future__ import annotations

from pathlib import Path

from whole_packages import Package, build_package

from topgen.python_model import NameLock
from topgen.spec.inferred import (
    ApiInferred,
    Inferred,
    InferredCount,
    InferredLength,
    InferredPaging,
    InferredPlace,
    LengthUnit,
)
from topgen.spec.model import Api, EnumValue, ErrorCode, Field, Kind, Limits, Required, Source, TypeRef

TEMPLATES = Path(__file__).parents[2] / "templates" / "client"
RUNTIME = Path(__file__).parents[2] / "runtime"
NAMES = ("taobao.fenxiao.product.update", "taobao.fenxiao.product.get", "taobao.time.get", "x.y", "taobao.foo")
HOSTILE = [
    '"""',
    '"' * 7,
    "'" * 7,
    '\\""" + exec("x") + """',
    '""" + __import__("os").system("touch pwned") + """',
    '"""\n@exec\nclass A(metaclass=exec): pass\n"""',
    "'''; import os",
    "\\",
    "a\\" * 1000,
    "\\x22\\u0022\\N{QUOTATION MARK}",
    "{{ 7 * 7 }}{% raw %}{# #}{% include '/etc/passwd' %}{%- endraw -%}",
    '{exec("x")}%(x)s$x',
    "\0\r\f\v\x1a\x1b[31m\u202e\u2028\u2066import os\u2069\u200b\ud800",
    "# fmt: off\nimport os\n# type: ignore\n# noqa",
    "# coding: utf-7\n+AGkAbQBwAG8AcgB0-",
    "\ufeff# -*- coding: rot13 -*-",
    "__class__",
    "class",
    "(x := 1)",
    "ｅｘｅｃ",
    "isv.__init__:Api",
    "很长" * 50_000,
]
"""Words that would be code if they were not quoted well."""


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
        errors=(ErrorCode(words, words, words), ErrorCode(f"isv.{words}", words, "")),
        inferred=ApiInferred(paging=paging),
        source=source,
    )


def a_package(*names: str, words: str = "说明") -> Package:
    """The package of APIs with these names."""
    return build_package([an_api(name, words) for name in names], NameLock())
