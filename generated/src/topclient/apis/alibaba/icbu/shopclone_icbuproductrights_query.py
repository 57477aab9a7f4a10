# Generated from specs/apis/alibaba/alibaba.icbu.shopclone.icbuproductrights.query.yaml; edit the overlay, not this file.
"""alibaba.icbu.shopclone.icbuproductrights.query: ICBU商品权益查询

查询用户在其他平台店铺的商品发布到ICBU后,是否获得了优品权益的状态和外贸服务平台所关注的其他数据

Session: none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from topclient._runtime.model import Api, Request, Response, Struct

__all__ = [
    "AlibabaIcbuShopcloneIcbuproductrightsQueryRequest",
    "AlibabaIcbuShopcloneIcbuproductrightsQueryResponse",
    "ExternalIcbuProductRightsQueryParam",
    "ExternalIcbuProductRightsQueryResultDto",
    "IcbuProductRightsVo",
    "ResultDto",
]


@dataclass(kw_only=True, slots=True)
class ExternalIcbuProductRightsQueryParam(Struct):
    """ICBU商品获得权益查询参数"""

    from_product_unique_ids: list[str] | None = None
    """希望查询的商品在来源店铺中的ID列表"""
    company_id: int | None = None
    """ICBU账号体系中的公司id,通过授权接口获取,有accountId的情况下可不传"""
    account_id: int
    """ICBU账号体系中的账号id,通过授权接口获取"""
    from_shop_platform_code: str | None = None
    """绑定店铺来源平台的编码,区分大小写"""
    from_shop_unique_id: str | None = None
    """来源平台的店铺唯一不可变ID,区分大小写"""
    icbu_product_ids: list[int] | None = None
    """希望查询的商品在来源店铺中的ID列表"""


@dataclass(kw_only=True, slots=True)
class IcbuProductRightsVo(Struct):
    """查询成功的商品列表"""

    from_product_unique_id: str | None = None
    """商品在来源平台中的唯一不可变ID,与入参一致"""
    icbu_product_id: int | None = None
    """商品在ICBU的ID"""
    good_product_right_enabled: bool | None = None
    """当前是否享受优品权益中"""


@dataclass(kw_only=True, slots=True)
class ExternalIcbuProductRightsQueryResultDto(Struct):
    """返回结果"""

    succeed_products: list[IcbuProductRightsVo] | None = None
    """查询成功的商品列表"""
    unknown_product_ids: list[int] | None = None
    """未找到回写记录的商品在ICBU的ID列表,通过ICBU的商品ID查询时,未找到的商品会通过此字段返回

    Doubt (sample, taken as Top,Pub): the sample 'Top,Pub' is no list[integer]
    """
    invalid_product_ids: list[int] | None = None
    """在ICBU的状态为被删除/无效的商品的ID列表

    Doubt (sample, taken as Top,Pub): the sample 'Top,Pub' is no list[integer]
    """
    unknown_from_product_ids: list[str] | None = None
    """未找到回写记录的商品在来源平台的ID列表,通过来源平台ID查询时,未找到的商品会通过此字段返回

    Doubt (parent, taken as result_dto.external_icbu_product_rights_query_result_dto): the example does not show
    it, and it could as well stand in result_dto
    """


@dataclass(kw_only=True, slots=True)
class ResultDto(Struct):
    """resultDto"""

    success: bool | None = None
    """是否成功"""
    result_code: str | None = None
    """错误码"""
    result_msg: str | None = None
    """错误信息"""
    external_icbu_product_rights_query_result_dto: ExternalIcbuProductRightsQueryResultDto | None = None
    """返回结果"""


@dataclass(kw_only=True, slots=True)
class AlibabaIcbuShopcloneIcbuproductrightsQueryResponse(Response):
    """What alibaba.icbu.shopclone.icbuproductrights.query answers."""

    result_dto: ResultDto | None = None
    """resultDto"""


@dataclass(kw_only=True, slots=True)
class AlibabaIcbuShopcloneIcbuproductrightsQueryRequest(Request[AlibabaIcbuShopcloneIcbuproductrightsQueryResponse]):
    """alibaba.icbu.shopclone.icbuproductrights.query: ICBU商品权益查询

    查询用户在其他平台店铺的商品发布到ICBU后,是否获得了优品权益的状态和外贸服务平台所关注的其他数据

    Session: none.
    """

    __api__: ClassVar[Api] = Api(
        "alibaba.icbu.shopclone.icbuproductrights.query",
        session="none",
        response=AlibabaIcbuShopcloneIcbuproductrightsQueryResponse,
    )

    external_icbu_product_rights_query_param: ExternalIcbuProductRightsQueryParam
    """ICBU商品获得权益查询参数"""
