"""Why a signature was refused, in words that help: what should have been signed, and the mistake that explains it.

In:  the texts of a refused call as received, its raw body (batch and Qimen calls only), its files, the app secret.
Out: a ``Diagnosis``. No secret and no session is in it, both are masked, so that it can be shown and logged.
The right signature is shown: this gateway is for tests, and nobody gets further with it than with the secret at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from topclient._runtime.encoding.signing import SIGN_METHODS
from topclient.mock.diagnosis.masking import mask, mask_value
from topclient.mock.diagnosis.recipes import recipes_of
from topclient.mock.diagnosis.search import find_mistakes
from topclient.mock.diagnosis.variants import list_variants
from topclient.mock.wire import ReceivedFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What the gateway expected to be signed, what it got, and which mistakes explain the difference."""

    formula: str
    """How the right signature is made of the secret and the string to sign, by the stated sign_method.

    By the platform's oldest rule where none is stated, and by md5 where an unknown one is.
    """
    pairs: tuple[tuple[str, str], ...]
    """Names and values in the order in which they are signed, secrets masked; empty values are not signed."""
    body: str
    """Raw text that is signed behind the pairs; only batch and Qimen calls have some."""
    expected: str
    """The right signature: upper-case hexadecimal digits."""
    given: str
    causes: tuple[str, ...]
    """The mistakes that together explain the given signature, one sentence each; never empty."""

    @property
    def string_to_sign(self) -> str:
        """The pairs without separators, and the body; secrets masked."""
        return "".join(name + value for name, value in self.pairs) + self.body

    def __str__(self) -> str:
        compared = (f"given {self.given}, expected {self.expected}", f"{self.formula}, string = {self.string_to_sign}")
        return "\n".join((*self.causes, *compared))


def explain_signature(
    texts: Mapping[str, str], body: bytes, secret: str, files: Mapping[str, ReceivedFile] | None = None
) -> Diagnosis:
    """Explain why ``texts["sign"]`` is wrong; ``files`` serve only to recognise that they were signed.

    The work is bounded: a call of unusual size is explained without a search for the mistake.
    """
    stated = texts.get("sign_method", "")
    recipe = recipes_of(stated)[0]
    _, message = next(list_variants(texts, body, files or {}))
    return Diagnosis(
        formula=recipe.formula,
        pairs=tuple((mask(name, secret), mask_value(name, texts[name], secret)) for name in _signed(texts)),
        body=mask(body.decode("utf-8", "replace"), secret),
        expected=recipe.digest(secret.encode(), message).hex().upper(),
        given=mask(texts.get("sign", ""), secret),
        causes=(*_list_oddities(texts, secret), *find_mistakes(texts, body, secret, files or {})),
    )


def _signed(texts: Mapping[str, str]) -> list[str]:
    return sorted(name for name, value in texts.items() if value and name != "sign")


def _list_oddities(texts: Mapping[str, str], secret: str) -> list[str]:
    """Return what is wrong whatever the signature is."""
    stated, oddities = texts.get("sign_method", ""), []
    if not stated:
        oddities.append("sign_method is missing: the platform's oldest rule applies, which is MD5(secret + string).")
    elif stated not in SIGN_METHODS:
        known = f"{', '.join(SIGN_METHODS[:-1])} or {SIGN_METHODS[-1]}"
        oddities.append(f"sign_method is {mask(stated, secret)!r}: it has to be {known}.")
    leaks = sorted(name for name, value in texts.items() if len(secret) > 3 and secret in value)
    oddities += [
        f"The app secret itself was sent, in {mask(name, secret)}: it must never leave the client." for name in leaks
    ]
    return oddities
