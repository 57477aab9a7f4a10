"""The search for the mistakes that explain a signature.

In:  what was received, and the secret. Out: sentences; the last resort says that the secret differs.
Tried are every text with the right recipe, the right text with every recipe and key, and every text with a wrong
recipe or a wrong key: one mistake first, then two. The work is bounded in bytes.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import product

from topclient._runtime.encoding.signing import SIGN_METHODS
from topclient.mock.diagnosis.recipes import LENGTHS, Recipe, keys_of, recipes_of
from topclient.mock.diagnosis.variants import Variant, list_variants
from topclient.mock.wire import ReceivedFile

_MOST_PARAMETERS = 500
_MOST_CHARACTERS = 2**19
_MOST_BYTES = 64 * 2**20
"""Hashed at most for one signature; about a fifth of a second."""
_COST = 256
"""What one try costs beside its bytes, in bytes."""

_UNKNOWN = "None of the known mistakes explains this signature: most likely it was made with another app secret."
_TOO_LARGE = "The call is too large to search for the mistake: compare your string to sign with the one shown."
_LOWER = "The hexadecimal digits are in lower case: the platform takes upper case only."
_BASE64 = "The signature is in base64: the platform takes hexadecimal digits, in upper case."
_SPACE = "White space stands around the signature."


def find_mistakes(
    texts: Mapping[str, str], body: bytes, secret: str, files: Mapping[str, ReceivedFile]
) -> tuple[str, ...]:
    """Return the sentences, at least one."""
    size = len(body) + sum(len(name) + len(value) for name, value in texts.items())
    if len(texts) > _MOST_PARAMETERS or size > _MOST_CHARACTERS:
        return (_TOO_LARGE,)
    given = texts.get("sign", "").strip()
    spelling = [_SPACE] if given != texts.get("sign", "") else []
    wanted = dict(_digests(given))
    left = _MOST_BYTES
    for (changed, message), recipe, (swapped, key) in _tries(texts, body, secret, files):
        left -= len(message) + _COST
        if left < 0:
            return (_TOO_LARGE,)
        written = wanted.get(recipe.digest(key, message))
        if written is not None:
            return (*spelling, *filter(None, (changed, recipe.mistake, swapped, written))) or (_UNKNOWN,)
    return (*spelling, *_unexplained(given, texts.get("sign_method", "")))


def _digests(given: str) -> Iterator[tuple[bytes, str]]:
    """Yield the bytes that a signature may stand for, each with what is wrong with this way of writing them."""
    with suppress(ValueError):
        yield b64decode(given, validate=True), _BASE64
    with suppress(ValueError):
        # Last, because 32 hexadecimal digits are base64 as well.
        yield bytes.fromhex(given), "" if given == given.upper() else _LOWER


def _tries(
    texts: Mapping[str, str], body: bytes, secret: str, files: Mapping[str, ReceivedFile]
) -> Iterator[tuple[Variant, Recipe, tuple[str, bytes]]]:
    """Yield what may have been signed, how and with which key; fewer mistakes first."""
    right_recipe, *recipes = recipes_of(texts.get("sign_method", ""))
    right_key, *keys = keys_of(secret, texts)
    right = next(list_variants(texts, body, files))
    for variant in list_variants(texts, body, files):
        yield variant, right_recipe, right_key
    yield from product((right,), (right_recipe, *recipes), (right_key, *keys))
    for variant in list_variants(texts, body, files):
        yield from product((variant,), recipes, (right_key,))
        yield from product((variant,), (right_recipe,), keys)


def _unexplained(given: str, stated: str) -> tuple[str, ...]:
    """Return what is known of a signature that no known mistake gives."""
    length = LENGTHS.get(stated)
    if length in (None, len(given)):
        return (_UNKNOWN,)
    others = [method for method in SIGN_METHODS if LENGTHS[method] == len(given)]
    hint = f", as by {' or '.join(others)}" if others else ""
    return (
        f"A signature by {stated} has {length} hexadecimal digits; this one has {len(given)} characters{hint}.",
        _UNKNOWN,
    )
