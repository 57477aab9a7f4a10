"""The signature of a call, by the platform's three methods.

In:  parameters as they are sent (decoded, files left out), the app secret, and for batch and Qimen calls the raw body.
Out: upper-case hexadecimal text.
What is given is signed: leaving empty values out is the caller's part, because the gateway signs what it receives.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from topclient._runtime.encoding.sign_methods import SIGN_METHODS, SignMethod

__all__ = ["SIGN_METHODS", "SignMethod", "sign", "string_to_sign"]


def string_to_sign(params: Mapping[str, str]) -> str:
    """Return names and values in the order of the names, without ``sign`` itself and without separators."""
    return "".join([name + params[name] for name in sorted(params) if name != "sign"])


def sign(params: Mapping[str, str], secret: str, method: SignMethod, body: bytes = b"") -> str:
    """Return the value of ``sign``; ``ValueError`` for an unknown method or for text that is not Unicode."""
    text = string_to_sign(params).encode() + body
    key = secret.encode()
    if method == "md5":
        # The platform's choice, not ours: the older SDKs know nothing else.
        return hashlib.md5(key + text + key, usedforsecurity=False).hexdigest().upper()
    if method == "hmac":
        return hmac.digest(key, text, "md5").hex().upper()
    if method == "hmac-sha256":
        return hmac.digest(key, text, "sha256").hex().upper()
    raise ValueError(f"sign_method is one of {', '.join(SIGN_METHODS)}, not {method!r}")
