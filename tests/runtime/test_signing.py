"""The published signature vectors, and those that the official Java signer gave."""

from __future__ import annotations

import pytest
from signature_vectors import EMPTIES, EMPTIES_SIGNED, PUBLISHED, SECRET, VECTORS, Vector
from topclient._runtime.encoding.signing import SIGN_METHODS, SignMethod, sign, string_to_sign


@pytest.mark.parametrize("method", SIGN_METHODS)
@pytest.mark.parametrize("vector", VECTORS, ids=[vector.name for vector in VECTORS])
def test_a_vector_of_the_official_signer_comes_out(vector: Vector, method: SignMethod) -> None:
    assert sign(vector.texts(method), SECRET, method, vector.body) == vector.signs[method]


def test_what_is_given_is_signed_even_when_it_is_empty() -> None:
    empty = {name: value for name, value in EMPTIES.items() if value is not None}
    assert sign({**PUBLISHED, **empty, "sign_method": "hmac-sha256"}, SECRET, "hmac-sha256") == EMPTIES_SIGNED


def test_the_second_published_vector_comes_out() -> None:
    params = {
        "method": "taobao.user.seller.get",
        "app_key": "test",
        "session": "test",
        "timestamp": "2013-05-06 13:52:03",
        "format": "xml",
        "v": "2.0",
        "sign_method": "md5",
        "fields": "nick",
    }
    assert sign(params, "test", "md5") == "72CB4D809B375A54502C09360D879C64"


def test_a_sign_among_the_parameters_is_left_out() -> None:
    assert string_to_sign({"b": "2", "sign": "X", "a": "1"}) == "a1b2"


def test_an_unknown_method_is_named() -> None:
    with pytest.raises(ValueError, match="sha1"):
        sign({}, SECRET, "sha1")  # type: ignore[arg-type]
