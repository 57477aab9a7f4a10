"""Where each request and response lives, relative to ``topclient.apis``; read only when one of them is asked for."""

PUBLIC: dict[str, str] = {
    "AlibabaIcbuShopcloneIcbuproductrightsQueryRequest": "alibaba.icbu.shopclone_icbuproductrights_query",
    "AlibabaIcbuShopcloneIcbuproductrightsQueryResponse": "alibaba.icbu.shopclone_icbuproductrights_query",
    "AlibabaIdleCycleshopStoreGoodspushRequest": "alibaba.idle.cycleshop_store_goodspush",
    "AlibabaIdleCycleshopStoreGoodspushResponse": "alibaba.idle.cycleshop_store_goodspush",
    "FenxiaoProductUpdateRequest": "taobao.fenxiao.product_update",
    "FenxiaoProductUpdateResponse": "taobao.fenxiao.product_update",
    "InventoryShopinvAdjustRequest": "taobao.inventory.shopinv_adjust",
    "InventoryShopinvAdjustResponse": "taobao.inventory.shopinv_adjust",
    "PaimaiAuctionEditRequest": "taobao.paimai.auction_edit",
    "PaimaiAuctionEditResponse": "taobao.paimai.auction_edit",
}
"""From the name of a request or response class to its module."""

METHODS: dict[str, str] = {
    "alibaba.icbu.shopclone.icbuproductrights.query": "alibaba.icbu.shopclone_icbuproductrights_query:AlibabaIcbuShopcloneIcbuproductrightsQueryRequest",
    "alibaba.idle.cycleshop.store.goodspush": "alibaba.idle.cycleshop_store_goodspush:AlibabaIdleCycleshopStoreGoodspushRequest",
    "taobao.fenxiao.product.update": "taobao.fenxiao.product_update:FenxiaoProductUpdateRequest",
    "taobao.inventory.shopinv.adjust": "taobao.inventory.shopinv_adjust:InventoryShopinvAdjustRequest",
    "taobao.paimai.auction.edit": "taobao.paimai.auction_edit:PaimaiAuctionEditRequest",
}
"""From the name of an API to the module and the class of its request."""
