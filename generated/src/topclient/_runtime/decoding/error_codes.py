"""Which class of error stands for a code of the gateway.

In:  the main code and the sub code of a reply, and the classes that the API's page documents. Out: the class to raise.
Families are those of the platform's error table, and of the sub codes without a prefix that were seen in replies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from topclient._runtime.errors import (
    AccessDeniedError,
    BusinessError,
    CallerError,
    FlowLimitError,
    GatewayError,
    PlatformError,
    SessionError,
    SignatureError,
)

_BY_CODE: Mapping[int | str, type[GatewayError]] = {
    **dict.fromkeys((4, 5, 6, 7, 8), FlowLimitError),
    **dict.fromkeys((11, 12, 13, 42, 53), AccessDeniedError),
    **dict.fromkeys((24, 25), SignatureError),
    **dict.fromkeys((26, 27), SessionError),
    **dict.fromkeys((3, 9, 21, 22, 23, 28, 29, 30, 31, 32, 33, 34, 40, 41, 43, 44, 47), CallerError),
    10: PlatformError,
}
_BY_PREFIX: Mapping[str, type[GatewayError]] = {
    "accesscontrol.limited-by-": FlowLimitError,
    "isv.permission-": AccessDeniedError,
    "isp.": PlatformError,
    "isv.": CallerError,
    "session-": SessionError,
    "invalid-sessionkey": SessionError,
}


def error_class(
    code: int | str, sub_code: str | None, documented: Iterable[type[GatewayError]] = ()
) -> type[GatewayError]:
    """Return the class to raise: the API's own one for the code, else by main code, else by family of sub codes."""
    if own := _find_documented(code, sub_code, tuple(documented)):
        return own
    if by_code := _BY_CODE.get(code):
        return by_code
    by_family = next((cls for prefix, cls in _BY_PREFIX.items() if (sub_code or "").startswith(prefix)), None)
    # Below 100 the platform's own checks speak, but for 15 and 50, which pass on what the API says.
    own_check = isinstance(code, int) and code < 100 and code not in (15, 50)
    return by_family or (GatewayError if own_check else BusinessError)


def _find_documented(
    code: int | str, sub_code: str | None, documented: tuple[type[GatewayError], ...]
) -> type[GatewayError] | None:
    for given in filter(None, (sub_code, str(code))):
        exact = next((cls for cls in documented if cls.__documented__ == given), None)
        found = exact or next((cls for cls in documented if _fits(given, cls.__documented__)), None)
        if found:
            return found
    return None


def _fits(code: str, documented: str) -> bool:
    """Return whether a code is one of those that a page means by ``isv.invalid-parameter:***``."""
    start, *middle, end = documented.split("*") if "*" in documented else ("\0", "")
    if not start or not code.startswith(start) or not code.endswith(end) or len(code) < len(start) + len(end):
        return False
    rest = code[len(start) : len(code) - len(end)]
    for piece in middle:
        before, _, after = rest.partition(piece) if piece else ("", "", rest)
        if piece and len(before) + len(after) == len(rest):
            return False
        rest = after
    return True
