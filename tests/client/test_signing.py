"""The published signature vectors, and those that the official Java signer gave."""

from __future__ import annotations

import pytest
from topclient._runtime.signing import SIGN_METHODS, SignMethod, sign, string_to_sign

SECRET = "helloworld"
PUBLISHED = {
    "method": "taobao.item.seller.get",
    "app_key": "12345678",
    "session": "test",
    "timestamp": "2016-01-01 12:00:00",
    "format": "json",
    "v": "2.0",
    "fields": "num_iid,title,nick,price,num",
    "num_iid": "11223344",
}
BATCH = {name: PUBLISHED[name] for name in ("app_key", "session", "timestamp", "format", "v")}
BATCH_BODY = (
    b"#PUBLIC#method=taobao.item.seller.get\r\n-S-\r\nnum_iid=1&fields=num_iid%2Ctitle"
    b"\r\n-S-\r\nnum_iid=2&fields=num_iid%2Ctitle"
)
VECTORS: list[tuple[str, dict[str, str], bytes, tuple[str, str, str]]] = [
    (
        "V1",
        PUBLISHED,
        b"",
        (
            "66987CB115214E59E6EC978214934FB8",
            "D56D7858309C31B6251083A874D48273",
            "04DB15AD0774D5CFCE2C837DE43E3FCEA9011ED74F3038FB6AB5F3C4CEA119E8",
        ),
    ),
    (
        "V2: what forms have to escape",
        PUBLISHED | {"simplify": "true", "title": "袜子 & a=b/?+%"},
        b"",
        (
            "1DE8077C3D9652E5D9F9716AD289C7AF",
            "C1C88A1B5BC6C3A315AD04F42B2ECC59",
            "BFBB6D6C05FF2024F21652BE74FA9483D57AC6B4285CECA4747EC67BE29059DB",
        ),
    ),
    (
        "V4: order of names is that of code units",
        PUBLISHED | {"B": "1", "a1": "2", "a_1": "3", "aB": "4", "a-b": "5", "a.b": "6"},
        b"",
        (
            "ECC0128F3AA3ED56110A4BE45E4192E8",
            "6DFC388E167FB1623F8A5EF3A756570A",
            "BF798705D17C5A0C25E8362B10FBFC48E8BAA56202F88B3B1ADE0C4E1C4E8910",
        ),
    ),
    (
        "V5: a batch signs its body",
        BATCH,
        BATCH_BODY,
        (
            "74C767E29B58F9956CDCDC826B1F6934",
            "3160D5E54594233E5DF809246CF7C957",
            "9CC953AD7875052F6EF4C82B53E867FF2DDC1E03098FE10F160E095B183C01AB",
        ),
    ),
    (
        "V6: spaces around a value stay",
        PUBLISHED | {"title": " lead and trail "},
        b"",
        (
            "F9D4EC898B7B60C273872535B6073BE9",
            "D1F595F96A1FA22276E289273E731FE1",
            "4F380F93A03C9FDB8CF95F79630AA0AB69E05607EDD3153FB6D6E1CB55477524",
        ),
    ),
    (
        "V7: lines, tabs and astral characters",
        PUBLISHED | {"title": "line1\nline2\t😀"},
        b"",
        (
            "8A06D65C9B4C75111806DA66B6D98E72",
            "B11E2F2BC59CD8A83B5950AA046EADC3",
            "9CABA0936D3C34BA41D82ED696D832767C45B59427A6A1B66A890BFD08A14E1B",
        ),
    ),
]


@pytest.mark.parametrize("method", SIGN_METHODS)
@pytest.mark.parametrize(("params", "body", "expected"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_a_vector_of_the_official_signer_comes_out(
    params: dict[str, str], body: bytes, expected: tuple[str, str, str], method: SignMethod
) -> None:
    signature = sign(params | {"sign_method": method}, SECRET, method, body)
    assert signature == expected[SIGN_METHODS.index(method)]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("md5", "66987CB115214E59E6EC978214934FB8"),
        ("hmac", "B4DDA503460D60A86B16E950E5D303E9"),
        ("hmac-sha256", "6B7EB7E1C35D068D69538D80282A37DFBF29B4DB11B451881AF51890626138B3"),
    ],
)
def test_v1b_the_digest_does_not_depend_on_the_sign_method_that_is_signed(method: SignMethod, expected: str) -> None:
    assert sign(PUBLISHED | {"sign_method": "md5"}, SECRET, method) == expected


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
