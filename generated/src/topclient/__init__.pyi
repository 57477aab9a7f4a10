"""The public names of this package, as type checkers see them."""

from topclient._runtime.calls.attempt import AsyncMiddleware as AsyncMiddleware
from topclient._runtime.calls.attempt import AsyncSend as AsyncSend
from topclient._runtime.calls.attempt import Attempt as Attempt
from topclient._runtime.calls.attempt import Middleware as Middleware
from topclient._runtime.calls.attempt import Outcome as Outcome
from topclient._runtime.calls.attempt import Send as Send
from topclient._runtime.calls.rate_limit import RateLimit as RateLimit
from topclient._runtime.calls.retry import NO_RETRY as NO_RETRY
from topclient._runtime.calls.retry import PLATFORM_RULES as PLATFORM_RULES
from topclient._runtime.calls.retry import RetryPolicy as RetryPolicy
from topclient._runtime.calls.retry import RetryRule as RetryRule
from topclient._runtime.calls.settings import AsyncSettings as AsyncSettings
from topclient._runtime.calls.settings import Settings as Settings
from topclient._runtime.errors import AccessDeniedError as AccessDeniedError
from topclient._runtime.errors import ArgumentError as ArgumentError
from topclient._runtime.errors import BusinessError as BusinessError
from topclient._runtime.errors import CallerError as CallerError
from topclient._runtime.errors import CallTimeoutError as CallTimeoutError
from topclient._runtime.errors import ConnectError as ConnectError
from topclient._runtime.errors import FlowLimitError as FlowLimitError
from topclient._runtime.errors import GatewayError as GatewayError
from topclient._runtime.errors import LimitWarning as LimitWarning
from topclient._runtime.errors import MismatchError as MismatchError
from topclient._runtime.errors import OAuthError as OAuthError
from topclient._runtime.errors import PlatformError as PlatformError
from topclient._runtime.errors import RateLimitError as RateLimitError
from topclient._runtime.errors import ReplyError as ReplyError
from topclient._runtime.errors import SessionError as SessionError
from topclient._runtime.errors import SignatureError as SignatureError
from topclient._runtime.errors import TopError as TopError
from topclient._runtime.errors import TransportError as TransportError
from topclient._runtime.mismatch import Mismatch as Mismatch
from topclient._runtime.model import File as File
from topclient._runtime.model import PagedRequest as PagedRequest
from topclient._runtime.model import Request as Request
from topclient._runtime.model import Response as Response
from topclient._runtime.model import Struct as Struct
from topclient._runtime.model import Upload as Upload
from topclient._runtime.oauth.flow import AsyncOAuth as AsyncOAuth
from topclient._runtime.oauth.flow import OAuth as OAuth
from topclient._runtime.oauth.token import Token as Token
from topclient._runtime.reply import Reply as Reply
from topclient._runtime.to_dict import to_dict as to_dict
from topclient._runtime.transport.interface import AsyncTransport as AsyncTransport
from topclient._runtime.transport.interface import HttpRequest as HttpRequest
from topclient._runtime.transport.interface import Timeouts as Timeouts
from topclient._runtime.transport.interface import Transport as Transport
from topclient._runtime.untyped import UntypedRequest as UntypedRequest
from topclient._runtime.untyped import UntypedResponse as UntypedResponse
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

__version__: str
__all__ = [
    "NO_RETRY",
    "PLATFORM_RULES",
    "AccessDeniedError",
    "ArgumentError",
    "AsyncMiddleware",
    "AsyncOAuth",
    "AsyncSend",
    "AsyncSettings",
    "AsyncTopClient",
    "AsyncTransport",
    "Attempt",
    "BusinessError",
    "CallTimeoutError",
    "CallerError",
    "ConnectError",
    "File",
    "FlowLimitError",
    "GatewayError",
    "HttpRequest",
    "LimitWarning",
    "Middleware",
    "Mismatch",
    "MismatchError",
    "OAuth",
    "OAuthError",
    "Outcome",
    "PagedRequest",
    "PlatformError",
    "RateLimit",
    "RateLimitError",
    "Reply",
    "ReplyError",
    "Request",
    "Response",
    "RetryPolicy",
    "RetryRule",
    "Send",
    "SessionError",
    "Settings",
    "SignatureError",
    "Struct",
    "Timeouts",
    "Token",
    "TopClient",
    "TopError",
    "Transport",
    "TransportError",
    "UntypedRequest",
    "UntypedResponse",
    "Upload",
    "to_dict",
]
