"""The platform's three ways to sign.

In:  nothing. Out: their names, apart from ``signing``, which loads OpenSSL; a client takes a name before it signs.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

SignMethod: TypeAlias = Literal["md5", "hmac", "hmac-sha256"]
SIGN_METHODS: tuple[SignMethod, ...] = get_args(SignMethod)
