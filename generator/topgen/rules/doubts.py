"""Doubts: facts that a page does not settle. In: nothing. Out: ``DOUBTS``, one for each ``DoubtKind``."""

from __future__ import annotations

from functools import partial
from typing import Final

from topgen.rules.model import Group, Rule

_doubt = partial(
    Rule,
    group=Group.DOUBT,
    remedy="Look at the page with 'topgen explain API.FIELD'. Where what was taken is right, 'topgen accept API.FIELD "
    "ABOUT'; where not, 'topgen correct API.FIELD KEY VALUE'. A better page, or another example, settles it too.",
)

DOUBTS: Final = (
    _doubt(
        id="parent",
        summary="It is not certain what a field belongs to",
        meaning="The package has the field at the most likely place; in a reply it may be found elsewhere, and is then "
        "in 'extra'.",
        example="|- result | Result |   |\n|- ids    | String[] | |      ← of result, or beside it? no example tells",
    ),
    _doubt(
        id="row",
        summary="It is not certain that a row is a field, or that all rows were read",
        meaning="The package has the fields that were found. Of the rest only this doubt tells.",
        example="name | String | 名称\n以下字段仅供内部使用                ← a row, or words of the one above?",
    ),
    _doubt(
        id="name",
        summary="It is not certain what a field, or the API, is called on the wire",
        meaning="The name that was taken is sent and expected.",
        example="req.setOwnerCode(…)                  ← ownerCode, or owner_code?",
    ),
    _doubt(
        id="type",
        summary="It is not certain which type a field has",
        meaning="Table and example disagree, or one of them is silent. Replies are read either way where that can be; "
        "arguments are checked against the type that was taken.",
        example='price | Number | 10                  and in the example  "price": "10.00"',
    ),
    _doubt(
        id="list",
        summary="It is not certain whether a field holds one value or many",
        meaning="Replies are read either way; the annotation says what was taken.",
        example='items | Item | …                     and in the example  "items": {"item": [{…}]}',
    ),
    _doubt(
        id="struct",
        summary="It is not certain which class the object of a field is",
        meaning="The class is called after the field, and may be the twin of another.",
        example="two rows of the class Item whose fields differ",
    ),
    _doubt(
        id="required",
        summary="It is not certain whether a parameter must be given",
        meaning="What was taken decides whether the argument has a default.",
        example="tid | Number | 否 | 必填，订单号       ← the column says no, the words say yes",
    ),
    _doubt(
        id="sample",
        summary="It is not certain which words are the sample of a field, or its description",
        meaning="Words for people and the values of rendered tests may be wrong; nothing that is sent or read is.",
        example="status | String | 1 订单状态          ← where does the sample end?",
    ),
    _doubt(
        id="values",
        summary="It is not certain which values a field may have",
        meaning="Any value is taken and sent; the annotation lists those that were found.",
        example="状态：1-新建；2-完成 等",
    ),
    _doubt(
        id="limits",
        summary="It is not certain which limit or default a field has",
        meaning="What is not certain is not checked.",
        example="a cell that holds a number under a heading for two limits",
    ),
    _doubt(
        id="session",
        summary="It is not certain whether a call needs the session of a user",
        meaning="The client sends a session where it has one.",
        example="a page without a word about authorization whose example call gives a sessionKey",
    ),
    _doubt(
        id="truncated",
        summary="The page ends before its end",
        meaning="What follows is unknown. Facts that an earlier, fuller page has shown are kept.",
        example="a page that stops in the middle of its response table",
        remedy="Save the page again. Where it really ends there, 'topgen accept API truncated'.",
    ),
)
