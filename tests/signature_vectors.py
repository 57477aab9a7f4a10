"""The signature vectors that the platform's document publishes and that its Java signer gives, all eight of them.

In:  nothing. Out: ``VECTORS``: changes to the published call, and the signature by each of the three methods.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SECRET = "helloworld"
PUBLISHED: Mapping[str, str] = {
    "method": "taobao.item.seller.get",
    "app_key": "12345678",
    "session": "test",
    "timestamp": "2016-01-01 12:00:00",
    "format": "json",
    "v": "2.0",
    "fields": "num_iid,title,nick,price,num",
    "num_iid": "11223344",
}
_SYSTEM = ("app_key", "session", "timestamp", "format", "v")


@dataclass(frozen=True)
class Vector:
    """One call and its signatures."""

    name: str
    params: Mapping[str, str]
    signs: Mapping[str, str]
    """By sign method."""
    body: bytes = b""
    signed_method: str | None = None
    """The sign_method among the parameters, where it is not the one that the digest is made by."""

    def texts(self, method: str) -> dict[str, str]:
        """All parameters but ``sign``."""
        return {**self.params, "sign_method": self.signed_method or method}


def _signs(md5: str, hmac: str, sha256: str) -> dict[str, str]:
    return {"md5": md5, "hmac": hmac, "hmac-sha256": sha256}


_V1 = _signs(
    "66987CB115214E59E6EC978214934FB8",
    "D56D7858309C31B6251083A874D48273",
    "04DB15AD0774D5CFCE2C837DE43E3FCEA9011ED74F3038FB6AB5F3C4CEA119E8",
)
EMPTIES: Mapping[str, str | None] = {"outer_id": "", "desc": "   ", "x": None}
"""What V3 is given besides, and what the Java signer neither signs nor sends."""
EMPTIES_SIGNED = "C136B36A7BF6C2A02A69E864ABFDD1086E3186239FEA26AB50402E48290F08B8"
"""By hmac-sha256, of the new official Python client, which signs and sends the empty ones."""

VECTORS = (
    Vector("V1", PUBLISHED, _V1),
    Vector(
        "V1b: the digest does not follow the sign_method that is signed",
        PUBLISHED,
        _signs(
            "66987CB115214E59E6EC978214934FB8",
            "B4DDA503460D60A86B16E950E5D303E9",
            "6B7EB7E1C35D068D69538D80282A37DFBF29B4DB11B451881AF51890626138B3",
        ),
        signed_method="md5",
    ),
    Vector(
        "V2: what forms have to escape",
        {**PUBLISHED, "simplify": "true", "title": "袜子 & a=b/?+%"},
        _signs(
            "1DE8077C3D9652E5D9F9716AD289C7AF",
            "C1C88A1B5BC6C3A315AD04F42B2ECC59",
            "BFBB6D6C05FF2024F21652BE74FA9483D57AC6B4285CECA4747EC67BE29059DB",
        ),
    ),
    Vector("V3: empty values left out", PUBLISHED, _V1),
    Vector(
        "V4: order of names is that of code units",
        {**PUBLISHED, "B": "1", "a1": "2", "a_1": "3", "aB": "4", "a-b": "5", "a.b": "6"},
        _signs(
            "ECC0128F3AA3ED56110A4BE45E4192E8",
            "6DFC388E167FB1623F8A5EF3A756570A",
            "BF798705D17C5A0C25E8362B10FBFC48E8BAA56202F88B3B1ADE0C4E1C4E8910",
        ),
    ),
    Vector(
        "V5: a batch signs its body",
        {name: PUBLISHED[name] for name in _SYSTEM},
        _signs(
            "74C767E29B58F9956CDCDC826B1F6934",
            "3160D5E54594233E5DF809246CF7C957",
            "9CC953AD7875052F6EF4C82B53E867FF2DDC1E03098FE10F160E095B183C01AB",
        ),
        body=b"#PUBLIC#method=taobao.item.seller.get\r\n-S-\r\nnum_iid=1&fields=num_iid%2Ctitle"
        b"\r\n-S-\r\nnum_iid=2&fields=num_iid%2Ctitle",
    ),
    Vector(
        "V6: spaces around a value stay",
        {**PUBLISHED, "title": " lead and trail "},
        _signs(
            "F9D4EC898B7B60C273872535B6073BE9",
            "D1F595F96A1FA22276E289273E731FE1",
            "4F380F93A03C9FDB8CF95F79630AA0AB69E05607EDD3153FB6D6E1CB55477524",
        ),
    ),
    Vector(
        "V7: lines, tabs and astral characters",
        {**PUBLISHED, "title": "line1\nline2\t😀"},
        _signs(
            "8A06D65C9B4C75111806DA66B6D98E72",
            "B11E2F2BC59CD8A83B5950AA046EADC3",
            "9CABA0936D3C34BA41D82ED696D832767C45B59427A6A1B66A890BFD08A14E1B",
        ),
    ),
)
