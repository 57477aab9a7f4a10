"""Digests and keys that clients are known to use, right and wrong ones.

In:  the stated method, the secret. Out: recipes, and keys with the mistake that each is; the first is the right one.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass

OLDEST = ""
"""What sign_method says in calls by the platform's first rule: nothing."""
LENGTHS: Mapping[str, int] = {OLDEST: 32, "md5": 32, "hmac": 32, "hmac-sha256": 64}
"""Hexadecimal digits of a signature."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A way from key and text to a digest."""

    formula: str
    digest: Callable[[bytes, bytes], bytes]
    mistake: str = ""
    """What is wrong with it; empty for the right one."""


def _md5(text: bytes) -> bytes:
    return hashlib.md5(text, usedforsecurity=False).digest()


def _sha1(text: bytes) -> bytes:
    return hashlib.sha1(text, usedforsecurity=False).digest()


_METHODS: Mapping[str, Recipe] = {
    "md5": Recipe("MD5(secret + string + secret)", lambda key, text: _md5(key + text + key)),
    "hmac": Recipe("HMAC-MD5(key = secret, string)", lambda key, text: hmac.digest(key, text, "md5")),
    "hmac-sha256": Recipe("HMAC-SHA256(key = secret, string)", lambda key, text: hmac.digest(key, text, "sha256")),
    OLDEST: Recipe("MD5(secret + string)", lambda key, text: _md5(key + text)),
}
_NOTES = {OLDEST: ": the trailing secret is missing, as in the oldest rule, which has no sign_method"}
_WRONG_ALWAYS = (
    Recipe("MD5(string + secret): the leading secret is missing", lambda key, text: _md5(text + key)),
    Recipe("HMAC-MD5 of secret + string + secret", lambda key, text: hmac.digest(key, key + text + key, "md5")),
    Recipe("HMAC-SHA256 of secret + string + secret", lambda key, text: hmac.digest(key, key + text + key, "sha256")),
    Recipe("SHA256(secret + string + secret)", lambda key, text: hashlib.sha256(key + text + key).digest()),
    Recipe("HMAC-SHA1(key = secret, string)", lambda key, text: hmac.digest(key, text, "sha1")),
    Recipe("SHA1(secret + string + secret)", lambda key, text: _sha1(key + text + key)),
    Recipe("HMAC-SHA512(key = secret, string)", lambda key, text: hmac.digest(key, text, "sha512")),
)


def recipes_of(stated: str) -> list[Recipe]:
    """Return the recipe of the stated method, md5 for an unknown one, then all others with what is wrong about them."""
    right = stated if stated in _METHODS else "md5"
    others = [
        Recipe(recipe.formula + _NOTES.get(method, f", which is {method}"), recipe.digest)
        for method, recipe in _METHODS.items()
        if method != right
    ]
    reason = f"though sign_method says {right}" if right == stated else "which no sign_method asks for"
    reason = reason if right else "though sign_method is missing"
    wrong = [
        Recipe(one.formula, one.digest, f"It was made by {one.formula}, {reason}.") for one in (*others, *_WRONG_ALWAYS)
    ]
    return [_METHODS[right], *wrong]


def keys_of(secret: str, texts: Mapping[str, str]) -> list[tuple[str, bytes]]:
    """Return the secret, then what is mistaken for it, each behind a sentence on the mistake."""
    app_key = texts.get("app_key", "")
    wrong = (
        (secret + "\n", "The client's app secret ends with a line feed: strip what was read from a file."),
        (secret + "\r\n", "The client's app secret ends with a line break: strip what was read from a file."),
        (secret + " ", "The client's app secret ends with a space."),
        (" " + secret, "The client's app secret starts with a space."),
        (secret.strip(), "This gateway's app secret has white space around it, the client's has not."),
        (f'"{secret}"', "The client's app secret has quotation marks around it."),
        (secret + "&", "The key is the app secret with an & behind it, which is another platform's rule."),
        (secret.upper(), "The client's app secret is in upper case."),
        (secret.lower(), "The client's app secret is in lower case."),
        (app_key, "It was made with the app key in the place of the app secret."),
        ("", "It was made without the app secret, or with an empty one."),
    )
    return [("", secret.encode()), *((mistake, text.encode()) for text, mistake in wrong if text != secret)]
