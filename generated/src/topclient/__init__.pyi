"""The public names of this package, as type checkers see them."""

from topclient._runtime.errors import AccessDeniedError as AccessDeniedError
from topclient._runtime.errors import ArgumentError as ArgumentError
from topclient._runtime.errors import CallerError as CallerError
from topclient._runtime.errors import CallTimeoutError as CallTimeoutError
from topclient._runtime.errors import ConnectError as ConnectError
from topclient._runtime.errors import FlowLimitError as FlowLimitError
from topclient._runtime.errors import GatewayError as GatewayError
from topclient._runtime.errors import PlatformError as PlatformError
from topclient._runtime.errors import ReplyError as ReplyError
from topclient._runtime.errors import SessionError as SessionError
from topclient._runtime.errors import SignatureError as SignatureError
from topclient._runtime.errors import TopError as TopError
from topclient._runtime.errors import TransportError as TransportError
from topclient._runtime.model import File as File
from topclient._runtime.model import Upload as Upload
from topclient._runtime.plain import to_plain as to_plain
from topclient._runtime.transport import Timeouts as Timeouts
from topclient.apis.alibaba.icbu.shopclone_icbuproductrights_query import (
    AlibabaIcbuShopcloneIcbuproductrightsQueryRequest as AlibabaIcbuShopcloneIcbuproductrightsQueryRequest,
)
from topclient.apis.alibaba.icbu.shopclone_icbuproductrights_query import (
    AlibabaIcbuShopcloneIcbuproductrightsQueryResponse as AlibabaIcbuShopcloneIcbuproductrightsQueryResponse,
)
from topclient.apis.alibaba.idle.cycleshop_store_goodspush import (
    AlibabaIdleCycleshopStoreGoodspushRequest as AlibabaIdleCycleshopStoreGoodspushRequest,
)
from topclient.apis.alibaba.idle.cycleshop_store_goodspush import (
    AlibabaIdleCycleshopStoreGoodspushResponse as AlibabaIdleCycleshopStoreGoodspushResponse,
)
from topclient.apis.taobao.fenxiao.product_update import (
    FenxiaoProductUpdateRequest as FenxiaoProductUpdateRequest,
)
from topclient.apis.taobao.fenxiao.product_update import (
    FenxiaoProductUpdateResponse as FenxiaoProductUpdateResponse,
)
from topclient.apis.taobao.inventory.shopinv_adjust import (
    InventoryShopinvAdjustRequest as InventoryShopinvAdjustRequest,
)
from topclient.apis.taobao.inventory.shopinv_adjust import (
    InventoryShopinvAdjustResponse as InventoryShopinvAdjustResponse,
)
from topclient.apis.taobao.paimai.auction_edit import (
    PaimaiAuctionEditRequest as PaimaiAuctionEditRequest,
)
from topclient.apis.taobao.paimai.auction_edit import (
    PaimaiAuctionEditResponse as PaimaiAuctionEditResponse,
)
from topclient.client import AsyncTopClient as AsyncTopClient
from topclient.client import TopClient as TopClient
