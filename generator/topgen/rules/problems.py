"""Problems: what is wrong or odd on a page that could be read. In: nothing. Out: ``PROBLEMS``."""

from __future__ import annotations

from functools import partial
from typing import Final

from topgen.rules.model import Group, Rule

_problem = partial(Rule, group=Group.PROBLEM)
_TELL = "Nothing must be done. Where you know better, 'topgen correct API.FIELD KEY VALUE' says so."

PROBLEMS: Final = (
    _problem(
        id="damaged-text",
        summary="Characters of the page are lost or were read in a wrong encoding",
        meaning="Names and types are taken as they stand; words may hold replacement characters.",
        example="����ID | Number | 商品ID",
        remedy="Save the page again in UTF-8.",
    ),
    _problem(
        id="unexplained-text",
        summary="No rule says what became of a line or a cell",
        meaning="It is in no fact of the spec. 'topgen show coverage PAGE' marks it on the page.",
        example="a table with the heading 使用场景 that no API page has",
        remedy="Read it. What it says of the API can be given by 'topgen correct'.",
    ),
    _problem(
        id="table-over-example",
        summary="The sample in the table and the value in the example differ",
        meaning="A note: the sample of the table is the sample.",
        example='tid | Number | 1234                  and in the example  "tid": 5678',
        remedy="Nothing must be done.",
    ),
    _problem(
        id="first-example",
        summary="Two examples show different values of a field",
        meaning="A note: the first one is the example of the spec.",
        example='the JSON example says "tid": 1, the XML example <tid>2</tid>',
        remedy="Nothing must be done.",
    ),
    _problem(
        id="any-example",
        summary="One example shows a field and another does not",
        meaning="A note: the field is there.",
        example='the JSON example has "memo", the XML example has not',
        remedy="Nothing must be done.",
    ),
    _problem(
        id="pages-disagree",
        summary="Two pages describe the same API differently",
        meaning="The one that shows more is taken; the problem names both and the fields in which they differ.",
        example="specs/pages/item.html and specs/pages/old/item.txt",
        remedy="Keep one of the pages.",
    ),
    _problem(
        id="same-page-twice",
        summary="Two pages describe the same API in the same way",
        meaning="A note: one of them is superfluous.",
        example="item.html and item (1).html",
        remedy="Delete one.",
    ),
    _problem(
        id="api-name",
        summary="The name of the API cannot become a file on every system",
        meaning="The API is not generated.",
        example="taobao.con",
        remedy="Correct it with 'topgen correct API name VALUE' where the page is wrong.",
    ),
    _problem(
        id="nothing-read",
        summary="Neither parameters nor fields of a reply were found",
        meaning="The call takes no arguments and gives an empty reply; the page is more likely cut than true.",
        example="a page whose tables say 无",
        remedy="Look at the page. Where it is cut, save it again.",
    ),
    _problem(
        id="repeated-name",
        summary="Two fields of the same level have one name",
        meaning="The wire can carry only one of them; the first is taken.",
        example="name | String | 名称\nname | Number | 编号",
        remedy="Remove the wrong one in the overlay of the API.",
    ),
    _problem(
        id="nameless-struct",
        summary="The page names no class for an object whose fields are known",
        meaning="A note: the class is called after the field.",
        example="result | {} | 结果",
        remedy="Nothing must be done. 'topgen correct API.FIELD python NAME' gives it another name.",
    ),
    _problem(
        id="unread-type",
        summary="The type of a field is unknown and the page's words for it are lost",
        meaning="A note: the value is taken as it comes.",
        example="a field that only an example shows, as null",
        remedy=_TELL,
    ),
    _problem(
        id="misplaced-fields",
        summary="A field holds fields, and its type has none",
        meaning="The fields are kept in the spec; the type decides about the package.",
        example="result | String | 结果\n  └ id | Number | 编号",
        remedy=_TELL,
    ),
    _problem(
        id="limit-without-list",
        summary="A field has a limit for the items of a list and is no list",
        meaning="The limit stands in the spec and is not checked.",
        example="tid | Number | 最大列表长度：20",
        remedy=_TELL,
    ),
    _problem(
        id="empty-range",
        summary="The smallest value of a field is above its largest",
        meaning="No argument can hold both; they stand in the spec as the page has them.",
        example="最小值：100  最大值：1",
        remedy=_TELL,
    ),
    _problem(
        id="value-type",
        summary="Documented values of a field are none of its type",
        meaning="Type and values stand in the spec as the page has them.",
        example="status | Number | NEW-新建；DONE-完成",
        remedy=_TELL,
    ),
    _problem(
        id="default-type",
        summary="The default of a field is none of its type",
        meaning="Type and default stand in the spec as the page has them.",
        example="page_no | Number | 默认值：第一页",
        remedy=_TELL,
    ),
    _problem(
        id="inferred-limit",
        summary="The table and the description state different limits",
        meaning="A note: both stand in the spec; the table's is checked.",
        example="page_size | Number | 最大值：100 | 每页条数，最大200",
        remedy=_TELL,
    ),
    _problem(
        id="example-type",
        summary="The sample of a field is none of its type",
        meaning="The sample stands in the spec; no rendered test sends it.",
        example="tid | Number | abc",
        remedy=_TELL,
    ),
    _problem(
        id="repeated-error",
        summary="An error code stands in the table twice",
        meaning="A note: a program can tell only one of them.",
        example="isv.item-not-exist | 商品不存在\nisv.item-not-exist | 宝贝已删除",
        remedy="Nothing must be done.",
    ),
    _problem(
        id="doubt-about-nothing",
        summary="A doubt is about a field that the spec has not",
        meaning="The field was lost on the way, which is a fault of topgen.",
        example="",
        remedy="Please report it, with the page.",
    ),
)
