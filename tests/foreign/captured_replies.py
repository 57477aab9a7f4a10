"""Replies as gateways write them, each in the three forms, with what people have seen of the platform.

In:  nothing. Out: ``REPLIES`` by method and form, ``DATA``, what each of them says, and ``ERRORS``.
Seen: list wrappers named letter by letter after the item's type, ``{}`` for an empty list, numbers and truths as text,
ids beyond 2^53, times as epoch milliseconds, raw control characters in JSON, entities that XML does not define,
attributes of lists, and a comment that names the host behind XML.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ADJUST = "taobao.inventory.shopinv.adjust"
RIGHTS = "alibaba.icbu.shopclone.icbuproductrights.query"
PUSH = "alibaba.idle.cycleshop.store.goodspush"
UPDATE = "taobao.fenxiao.product.update"
EDIT = "taobao.paimai.auction.edit"
_HEAD = '<?xml version="1.0" encoding="utf-8" ?>'
_HOST = "<!--top011009063212.na61-->"

_RESULTS = """[{"sub_order_id":"s1","success":false,"error_msg":"第一行\n第二行\t制表"},\
{"sub_order_id":"s2","success":"true","idempotent":true}]"""

REPLIES: Mapping[str, Mapping[str, str]] = {
    ADJUST: {
        "json": '{"inventory_shopinv_adjust_response":{"result":{"error_message":"库存 ≤ 0 & <空>","success":"true",'
        '"data":{"shop_inventory_edit_result_d_t_o":' + _RESULTS + '}},"request_id":"rxn6gucwgtpv"}}',
        "simplified": '{"result":{"error_message":"库存 ≤ 0 & <空>","success":"true","data":'
        + _RESULTS
        + '},"request_id":"rxn6gucwgtpv"}',
        "xml": f"{_HEAD}<inventory_shopinv_adjust_response><result><error_message>库存 &le; 0 &amp; &lt;空&gt;"
        '</error_message><success>true</success><data list="true"><shop_inventory_edit_result_d_t_o>'
        "<sub_order_id>s1</sub_order_id><success>false</success><error_msg>第一行\n第二行\t制表</error_msg>"
        "</shop_inventory_edit_result_d_t_o><shop_inventory_edit_result_d_t_o><sub_order_id>s2</sub_order_id>"
        "<success>true</success><idempotent>true</idempotent></shop_inventory_edit_result_d_t_o></data></result>"
        f"<request_id>rxn6gucwgtpv</request_id></inventory_shopinv_adjust_response>{_HOST}",
    },
    RIGHTS: {
        "json": '{"alibaba_icbu_shopclone_icbuproductrights_query_response":{"result_dto":{"success":true,'
        '"result_code":"20000","external_icbu_product_rights_query_result_dto":{"succeed_products":{"icbu_product_rights_vo":['
        '{"icbu_product_id":7091800003790954037,"good_product_right_enabled":"false"}]},"unknown_product_ids":'
        '{"number":[9223372036854775807,"2"]},"invalid_product_ids":{},"unknown_from_product_ids":{"string":["甲","b"]'
        '}}},"request_id":"r2"}}',
        "simplified": '{"result_dto":{"success":true,"result_code":"20000","external_icbu_product_rights_query_result_'
        'dto":{"succeed_products":[{"icbu_product_id":7091800003790954037,"good_product_right_enabled":"false"}],'
        '"unknown_product_ids":[9223372036854775807,"2"],"invalid_product_ids":[],"unknown_from_product_ids":["甲","b"]'
        '}},"request_id":"r2"}',
        "xml": f"{_HEAD}<alibaba_icbu_shopclone_icbuproductrights_query_response><result_dto><success>true</success>"
        "<result_code>20000</result_code><external_icbu_product_rights_query_result_dto><succeed_products>"
        "<icbu_product_rights_vo><icbu_product_id>7091800003790954037</icbu_product_id><good_product_right_enabled>"
        "false</good_product_right_enabled></icbu_product_rights_vo></succeed_products><unknown_product_ids>"
        "<number>9223372036854775807</number><number>2</number></unknown_product_ids><invalid_product_ids/>"
        "<unknown_from_product_ids><string>甲</string><string>b</string></unknown_from_product_ids>"
        "</external_icbu_product_rights_query_result_dto></result_dto><request_id>r2</request_id>"
        f"</alibaba_icbu_shopclone_icbuproductrights_query_response>{_HOST}",
    },
    PUSH: {
        "json": '{"alibaba_idle_cycleshop_store_goodspush_response":{"request_id":"r3"}}',
        "simplified": '{"request_id":"r3"}',
        "xml": f"{_HEAD}<alibaba_idle_cycleshop_store_goodspush_response><request_id>r3</request_id>"
        f"</alibaba_idle_cycleshop_store_goodspush_response>{_HOST}",
    },
    UPDATE: {
        "json": '{"fenxiao_product_update_response":{"pid":"12313454121","modified":946656000000,"request_id":"r4"}}',
        "simplified": '{"pid":12313454121,"modified":"2000-01-01 00:00:00","request_id":"r4"}',
        "xml": f"{_HEAD}<fenxiao_product_update_response><pid>12313454121</pid><modified>2000-01-01 00:00:00</modified>"
        f"<request_id>r4</request_id></fenxiao_product_update_response>{_HOST}",
    },
    EDIT: {
        "json": '{"paimai_auction_edit_response":{"data":1234,"request_id":"r5"}}',
        "simplified": '{"data":1234,"request_id":"r5"}',
        "xml": f"{_HEAD}<paimai_auction_edit_response><data>1234</data><request_id>r5</request_id>"
        f"</paimai_auction_edit_response>{_HOST}",
    },
}
DATA: Mapping[str, Mapping[str, Any]] = {
    ADJUST: {
        "result": {
            "error_message": "库存 ≤ 0 & <空>",
            "success": True,
            "data": [
                {"sub_order_id": "s1", "success": False, "error_msg": "第一行\n第二行\t制表"},
                {"sub_order_id": "s2", "success": True, "idempotent": True},
            ],
        }
    },
    RIGHTS: {
        "result_dto": {
            "success": True,
            "result_code": "20000",
            "external_icbu_product_rights_query_result_dto": {
                "succeed_products": [{"icbu_product_id": 7091800003790954037, "good_product_right_enabled": False}],
                "unknown_product_ids": [9223372036854775807, 2],
                "invalid_product_ids": [],
                "unknown_from_product_ids": ["甲", "b"],
            },
        }
    },
    PUSH: {},
    UPDATE: {"pid": 12313454121, "modified": "2000-01-01 00:00:00"},
    EDIT: {"data": 1234},
}
ERRORS: tuple[tuple[int, str, str | None, str | None], ...] = (
    (7, "App Call Limited", "accesscontrol.limited-by-app-api-access-count", "This ban will last for 2 more seconds"),
    (11, "Insufficient isv permissions", "isv.permission-api-package-limit", "scope ids is 381 11655"),
    (15, "Remote service error", "isv.BUSINESS_LIMIT_CONTROL", "触发流控"),
    (15, "Remote service error", "A-AUDIT-00-16-003-01", None),
    (15, "Remote service error", "2401", "超出范围"),
    (22, "Invalid method", None, None),
    (25, "Invalid signature", None, None),
    (26, "Missing session", None, None),
    (27, "Invalid session:session-expired", "session-expired", None),
    (29, "Invalid app Key", "isv.appkey-not-exists", None),
    (40, "Missing required arguments:num_iid", None, None),
    (41, "Invalid arguments:fields", None, None),
    (50, "Remote service error", "isv.invalid-parameter", "非法参数"),
    (530, "Remote service error", "isv.item-listing-service-error:GENERIC_FAILURE-tmall", None),
)
"""code, msg, sub_code, sub_msg as captured; sub codes may be absent."""


def error_reply(error: tuple[int, str, str | None, str | None], form: str) -> str:
    """Return one of ``ERRORS`` as a reply; simplified JSON wraps it as plain JSON does."""
    named = dict(zip(("code", "msg", "sub_code", "sub_msg", "request_id"), (*error, "r9"), strict=True))
    fields = {name: value for name, value in named.items() if value is not None}
    if form == "xml":
        inner = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
        return f"{_HEAD}<error_response>{inner}</error_response>{_HOST}"
    inner = ",".join(f'"{name}":{value}' if name == "code" else f'"{name}":"{value}"' for name, value in fields.items())
    return '{"error_response":{' + inner + "}}"
