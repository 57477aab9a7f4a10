"""Names of the gateway and of the platform's client, as examples and tables show them.

In:  nothing.
Out: names and patterns of names.
"""

from __future__ import annotations

CLIENT = r"(?:Taobao|Qimen\w{0,20})Client"
"""The class that makes a call in Java."""
ROOT_END = "_response"
"""How the root element of a reply ends."""
ROOT = rf"[A-Za-z_][\w.\-]{{0,300}}{ROOT_END}"
ERROR_ROOT = "error_response"
"""The root element of a reply that tells an error."""

SYSTEM_NAMES = frozenset(
    {"app_key", "appkey", "method", "session", "timestamp", "format", "v", "sign", "sign_method", "partner_id"}
    | {"target_app_key", "simplify"}
)
"""Parameters of every call, which no API has as its own."""
SYSTEM_REPLY_NAMES = frozenset({"request_id", ERROR_ROOT})
"""Fields of every reply; an API may have one of that name, but then with a sample."""

API_PREFIXES = frozenset(
    {"alibaba", "aliexpress", "alipay", "alitrip", "aliyun", "cainiao", "dingtalk", "qimen", "taobao", "tmall"}
    | {"wdk", "xiami", "youku", "yunos"}
)
"""First parts of API names."""

GATEWAY = r"https?://[\w.\-]{1,100}(?:/[\w\-]{1,40}){0,2}/router/rest"
"""An address that the gateway answers at."""

SESSION_LABELS = {
    "必须用户授权": True,
    "需要用户授权": True,
    "可选用户授权": None,
    "双方用户授权": None,
    "不需用户授权": False,
    "无需用户授权": False,
    "不需要用户授权": False,
}
"""Whether a call needs the user's authorization, by the label of its page; None where both may be."""
