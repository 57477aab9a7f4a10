# Generated from specs/apis/taobao/taobao.fenxiao.product.update.yaml; edit the overlay, not this file.
"""taobao.fenxiao.product.update

更新分销平台产品数据,不传更新数据返回失败
1. 对sku进行增、删操作时,原有的sku_ids字段会被忽略,请使用sku_properties和sku_properties_del。

Session: required.

Error codes:
- isv.invalid-parameter:authz: 代销产品必须授权: 不更新产品,返回错误 (``InvalidParameterAuthzError``)

Doubt (name, taken as taobao.fenxiao.product.update): the page prints no name; it is inferred from the root
<fenxiao_product_update_response>, which does not tell its prefix
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from topclient._runtime.errors import CallerError
from topclient._runtime.model import Api, File, Inferred, Request, Response, Wire

__all__ = [
    "FenxiaoProductUpdateRequest",
    "FenxiaoProductUpdateResponse",
    "InvalidParameterAuthzError",
]


class InvalidParameterAuthzError(CallerError):
    """isv.invalid-parameter:authz: 代销产品必须授权

    What to do: 不更新产品,返回错误
    """

    __documented__ = "isv.invalid-parameter:authz"


@dataclass(kw_only=True, slots=True)
class FenxiaoProductUpdateResponse(Response):
    """What taobao.fenxiao.product.update answers."""

    pid: int | None = None
    """产品ID"""
    modified: datetime | None = None
    """更新时间,时间格式:yyyy-MM-dd HH:mm:ss"""


@dataclass(kw_only=True, slots=True)
class FenxiaoProductUpdateRequest(Request[FenxiaoProductUpdateResponse]):
    """taobao.fenxiao.product.update

    更新分销平台产品数据,不传更新数据返回失败
    1. 对sku进行增、删操作时,原有的sku_ids字段会被忽略,请使用sku_properties和sku_properties_del。

    Session: required.

    Error codes:
    - isv.invalid-parameter:authz: 代销产品必须授权: 不更新产品,返回错误 (``InvalidParameterAuthzError``)

    Doubt (name, taken as taobao.fenxiao.product.update): the page prints no name; it is inferred from the root
    <fenxiao_product_update_response>, which does not tell its prefix
    """

    __api__: ClassVar[Api] = Api(
        "taobao.fenxiao.product.update",
        session="required",
        response=FenxiaoProductUpdateResponse,
        errors=(InvalidParameterAuthzError,),
    )

    pid: int
    """产品ID"""
    name: Annotated[str | None, Wire(inferred=Inferred(max_bytes=60))] = None
    """产品名称,长度不超过60个字节。

    Length at most 60 bytes, inferred from: 长度不超过60个字节
    """
    standard_price: Annotated[str | None, Wire(inferred=Inferred(minimum=Decimal("0.01"), maximum=10000000))] = None
    """采购基准价,单位:元。例:“10.56”。必须在0.01元到10000000元之间。

    Minimum 0.01, maximum 10000000 (元), inferred from: 必须在0.01元到10000000元之间
    """
    standard_retail_price: Annotated[str | None, Wire(inferred=Inferred(minimum=Decimal("0.01"), maximum=10000000))] = (
        None
    )
    """零售基准价,单位:元。例:“10.56”。必须在0.01元到10000000元之间。

    Minimum 0.01, maximum 10000000 (元), inferred from: 必须在0.01元到10000000元之间
    """
    retail_price_low: Annotated[str | None, Wire(inferred=Inferred(minimum=Decimal("0.01"), maximum=10000000))] = None
    """最低零售价,单位:元。例:“10.56”。必须在0.01元到10000000元之间。

    Minimum 0.01, maximum 10000000 (元), inferred from: 必须在0.01元到10000000元之间
    """
    retail_price_high: Annotated[str | None, Wire(inferred=Inferred(minimum=Decimal("0.01"), maximum=10000000))] = None
    """最高零售价,单位:元。例:“10.56”。必须在0.01元到10000000元之间,最高零售价必须大于最低零售价。

    Minimum 0.01, maximum 10000000 (元), inferred from: 必须在0.01元到10000000元之间
    """
    cost_price: Annotated[str | None, Wire(inferred=Inferred(minimum=Decimal("0.01"), maximum=10000000))] = None
    """代销采购价格,单位:元。例:“10.56”。必须在0.01元到10000000元之间。

    Minimum 0.01, maximum 10000000 (元), inferred from: 必须在0.01元到10000000元之间
    """
    dealer_cost_price: Annotated[str | None, Wire(inferred=Inferred(minimum=Decimal("0.01"), maximum=10000000))] = None
    """经销采购价,单位:元。例:“10.56”。必须在0.01元到10000000元之间。

    Minimum 0.01, maximum 10000000 (元), inferred from: 必须在0.01元到10000000元之间
    """
    outer_id: Annotated[str | None, Wire(inferred=Inferred(max_bytes=60))] = None
    """商家编码,长度不能超过60个字节。

    Length at most 60 bytes, inferred from: 长度不能超过60个字节
    """
    quantity: Annotated[int | None, Wire(inferred=Inferred(minimum=1, maximum=999999))] = None
    """产品库存必须是1到999999。

    Minimum 1, maximum 999999, inferred from: 必须是1到999999
    """
    desc: str | None = None
    """产品描述,长度为5到25000字符。"""
    category_id: int | None = None
    """所属类目id,参考Taobao.itemcats.get,不支持成人等类目,输入成人类目id保存提示类目属性错误。"""
    properties: str | None = None
    """产品属性"""
    property_alias: str | None = None
    """属性别名"""
    input_properties: str | None = None
    """自定义属性。格式为pid:value;pid:value"""
    pic_path: str | None = None
    """产品主图图片空间相对路径或绝对路径"""
    image: File | None = None
    """主图图片,如果pic_path参数不空,则优先使用pic_path,忽略该参数

    Doubt (limits, taken as none): the page shows that a limit was stated, but its words are lost
    """
    prov: str | None = None
    """所在地:省,例:“浙江”"""
    city: str | None = None
    """所在地:市,例:“杭州”"""
    postage_type: Literal["seller", "buyer"] | str | None = None
    """运费类型,可选值:seller(供应商承担运费)、buyer(分销商承担运费)。

    Values:
    - seller: 供应商承担运费
    - buyer: 分销商承担运费
    """
    postage_id: int | None = None
    """运费模板ID,参考taobao.postages.get。更新时必须指定运费类型为 buyer,否则不更新。"""
    postage_ordinary: str | None = None
    """平邮费用,单位:元。例:“10.56”。大小为0.01元到999999元之间。更新时必须指定运费类型为buyer,否则不更新。"""
    postage_fast: str | None = None
    """快递费用,单位:元。例:“10.56”。大小为0.01元到999999元之间。更新时必须指定运费类型为buyer,否则不更新。"""
    postage_ems: str | None = None
    """ems费用,单位:元。例:“10.56”。大小为0.01元到999999元之间。更新时必须指定运费类型为buyer,否则不更新。"""
    have_invoice: Literal["false", "true"] | str | None = None
    """是否有发票,可选值:false(否)、true(是),默认false。

    Values:
    - false: 否
    - true: 是

    Default: false, inferred from: 默认false
    """
    have_quarantee: Literal["false", "true"] | str | None = None
    """是否有保修,可选值:false(否)、true(是),默认false。

    Values:
    - false: 否
    - true: 是

    Default: false, inferred from: 默认false
    """
    status: Literal["up", "down", "delete"] | str | None = None
    """发布状态,可选值:up(上架)、down(下架)、delete(删除),输入非法字符则忽略。

    Values:
    - up: 上架
    - down: 下架
    - delete: 删除
    """
    sku_ids: str | None = None
    """sku id列表,例:1001,1002,1003。如果传入sku_properties将忽略此参数。"""
    sku_standard_prices: str | None = None
    """sku采购基准价,单位元,例:"10.50,11.00,20.50",字段必须和上面的sku_ids或sku_properties保持一致。"""
    sku_cost_prices: str | None = None
    """sku采购价格,单位元,例:"10.50,11.00,20.50",字段必须和上面的sku_ids或sku_properties保持一致。"""
    sku_dealer_cost_prices: str | None = None
    """sku的经销采购价。如果多个,用逗号分隔,并与其他sku信息保持相同顺序。其中每个值的单位:元。例:“10.56,12.3”。必须在
    0.01元到10000000元之间。
    """
    sku_quantitys: str | None = None
    """sku库存,单位元,例:"10,20,30",字段必须和sku_ids或sku_properties保持一致。"""
    sku_outer_ids: str | None = None
    """sku商家编码 ,单位元,例:"S1000,S1002,S1003",字段必须和上面的id或sku_properties保持一致,如果没有可以写成",,\x22"""
    sku_properties: str | None = None
    """sku属性。格式:pid:vid;pid:vid,表示一组属性如:1627207:3232483;1630696:3284570,表示一组:机身颜色:军绿色;手机套
    餐:一电一充。多组之间用逗号“,”区分。(属性的pid调用taobao.itemprops.get取得,属性值的vid用
    taobao.itempropvalues.get取得vid) 通过此字段可新增和更新sku。若传入此值将忽略sku_ids字段。sku其他字段与此值保
    持一致。
    """
    sku_properties_del: str | None = None
    """根据sku属性删除sku信息。需要按组删除属性。"""
    discount_id: int | None = None
    """折扣ID"""
    is_authz: Literal["yes", "no"] | str | None = None
    """产品是否需要授权isAuthz:yes|no yes:需要授权 no:不需要授权

    Values:
    - yes: 需要授权
    - no: 不需要授权
    """
