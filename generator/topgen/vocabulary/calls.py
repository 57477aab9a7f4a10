"""Names of the gateway and of the platform's client, as examples and tables show them.

In:  nothing.
Out: names and patterns of names.
"""

from __future__ import annotations

import re

CLIENT = r"(?:Taobao|Qimen\w{0,20})Client"
"""The class that makes a call in Java."""
TOP_CLIENT = re.compile(rf"(?<![A-Za-z])I?(?:Default|Cluster|AutoRetry|Batch)*(?:{CLIENT}|TopClient)(?![A-Za-z])")
"""The same in any language."""
_PHP_VARIABLE = r"\$\w{1,60}\s{0,9}"
OPENERS = {
    "java": re.compile(rf"{CLIENT}\s{{1,9}}\w{{1,60}}\s{{0,9}}="),
    "node": re.compile(
        r"(?:(?:var|const|let)\s{1,9})?(?:\{\s?)?\w{0,20}TopClient(?:\s?\})?\s{0,9}=\s{0,9}require\b"
        r"|(?:var|const|let)\s{1,9}\w{1,40}\s{0,9}=\s{0,9}new\s{1,9}\w{0,20}TopClient\b"
        r"|(?:await\s{1,9})?(?:\w{1,40}\.){0,3}\w{0,40}client\s{0,9}\.\s{0,9}(?:execute|invoke)\s{0,9}"
        r"\(\s{0,9}[\"'“”‘’`]\w{1,40}\.",
        re.IGNORECASE,
    ),
    "php": re.compile(
        r"<\?php\b|(?:include|require)(?:_once)?[\s(]{1,9}[\"'“].{0,200}\bTop\w{1,20}\.php"
        rf"|{_PHP_VARIABLE}=\s{{0,9}}new\s{{1,9}}\\?\w|{_PHP_VARIABLE}->\s{{0,9}}(?:set|put|execute|\w{{1,40}}\s?=)"
    ),
    "python": re.compile(
        r"import\s{1,9}top(?:\.api)?\b|from\s{1,9}top\b"
        r"|\w{1,60}\s{0,9}=\s{0,9}(?:top\s?\.\s?)?api\s?\.\s?\w{1,300}Request\s?\("
        r"|\w{1,60}\s{0,9}=\s{0,9}\w{1,300}Request\s?\([\w\s,\"'.=]{0,200}\)\s{0,9}$"
    ),
    "c#": re.compile(r"I?TopClient\s{1,9}\w{1,60}\s{0,9}=|using\s{1,9}Top\.Api\b"),
    "curl": re.compile(r"(?:[$>]\s{0,9})?curl\s{1,9}(?:-|[\"'“‘]?https?:)"),
}
"""What a call in each language begins with, as no other text does."""
OPENING_HINTS = ("Client", "client", "Request", "curl ", "top", "Top")
"""Words of which one stands in each of them that begins with a letter."""
SIGNS = {
    "java": re.compile(r"\w{1,60}\s{0,9}\.\s{0,9}set(?!_app_info)[A-Z_]\w{0,300}\s{0,9}\(|System\s?\.\s?out"),
    "php": re.compile(r"\$\w{1,60}\s{0,9}(?:->|=)"),
    "c#": re.compile(
        r"\w{1,60}\s{0,9}\.\s{0,9}(?:[A-Z]\w{0,300}\s{0,9}=(?!=)|Add\s?\()|Console\s?\." r"|.{0,300}\.\s?Execute\s?\("
    ),
    "python": re.compile(
        r"\w{1,60}\s?\.\s?[a-z]\w{0,300}\s{0,9}=(?!=)|(?:\w{1,60}\s?=\s?)?\w{1,60}\.(?:getResponse|set_app_info)\s?\("
    ),
    "curl": re.compile(r"(?:-d|-F|--data\S{0,20}|--form)\s"),
}
"""What tells the language of a statement whose beginning is lost."""
LANGUAGES = frozenset(
    {"java", ".net", "net", "c#", "csharp", "php", "curl", "python", "python2", "python3", "nodejs", "node.js", "node"}
    | {"javascript", "js", "c/c++", "c", "c++", "go", "golang", "ruby", "shell", "bash"}
)
"""How the tabs and titles of calls are called, in small letters."""
SESSION_NAMES = frozenset({"session", "session_key", "sessionKey", "access_token"})
"""What calls that are no more than lists of parameters call the user's session."""
CAMEL_FAMILY = "Qimen"
"""How request classes begin whose APIs spell names such as ``itemCode`` on the wire."""
ROOT_END = "_response"
"""How the root element of a reply ends."""
ROOT = rf"[A-Za-z_][\w.\-]{{0,300}}{ROOT_END}"
ERROR_ROOT = "error_response"
"""The root element of a reply that tells an error."""
ERROR_NAMES = frozenset(
    {ERROR_ROOT, "error_message", "error_code", "errorMessage", "errorCode", "error_msg", "errorMsg"}
)
"""Names that a reply which tells an error has."""
FAILURE_NAMES = ERROR_NAMES | {"success", "code", "msg", "message", "sub_code", "sub_msg", "request_id", "flag"}
"""Names of which one that tells nothing else consists."""

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

OTHER_PREFIXES = frozenset({"pdd", "jingdong", "jd", "suning", "vip", "kwaishop", "yhd", "gome", "dangdang", "weimob"})
"""First parts of names of APIs on other platforms, whose pages look like those of this one."""
OWN_METHODS = frozenset({"execute", "Execute", "ExecuteAsync", "getResponse", "invoke"})
"""What the platform's clients call their calls."""
PLATFORM_HOSTS = (
    *(".taobao.com", ".taobao.net", ".taobao.org", ".tmall.com", ".tmall.hk", ".alibaba.com", ".aliexpress.com"),
    *(".alitrip.com", ".fliggy.com", ".tbsandbox.com", ".alidayu.com", ".cainiao.com", ".1688.com", ".alipay.com"),
    *(".taobao.tw", ".dingtalk.com", ".aliyuncs.com"),
)
"""Where the platform answers calls."""

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

PRICE_LABEL = re.compile(r"[¥￥]?\s?开放平台[\u4e00-\u9fff]{2,8}API")
"""What a call costs, beside the label of authorization."""
