"""Secrets taken out of text that people will see.

In:  text that a client chose, and the app secret. Out: the same text with ``●●●●`` in the place of secrets.
A secret of fewer than four characters is left alone: masked, it would be legible from the holes.
"""

from __future__ import annotations

import re

MASK = "●●●●"

_SECRET_NAME = re.compile("secret|token|session|password|passwd", re.IGNORECASE)


def mask(text: str, secret: str) -> str:
    """Return the text without the secret."""
    return text.replace(secret, MASK) if len(secret) > 3 else text


def is_secret(name: str) -> bool:
    """Return whether a name is that of a secret, however a client spells it: ``session``, ``appSecret``…"""
    return _SECRET_NAME.search(name) is not None


def mask_value(name: str, value: str, secret: str) -> str:
    """Return the value of a parameter; one that is secret as a whole is masked as a whole."""
    return MASK if value and is_secret(name) else mask(value, secret)
