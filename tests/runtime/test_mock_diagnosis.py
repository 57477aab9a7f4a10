"""Why a signature is wrong: each known mistake is recognised by the signature that it gives."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from topclient.mock.diagnosis import explain_signature
from topclient.mock.wire import ReceivedFile

SECRET = "helloworld"
TEXTS = {
    "method": "taobao.item.seller.get",
    "app_key": "12345678",
    "session": "6100a1b2c3",
    "timestamp": "2016-01-01 12:00:00",
    "format": "json",
    "v": "2.0",
    "sign_method": "md5",
    "fields": "num_iid,title",
    "title": "袜子 a+b",
    "Zone": "",
    "conf": '{"a":[1,{"b":"红"}],"c":null}',
}
FILLED = {name: value for name, value in TEXTS.items() if value}


def joined(texts: Mapping[str, str]) -> bytes:
    return "".join(name + texts[name] for name in sorted(texts)).encode()


def md5(text: bytes, key: bytes = SECRET.encode()) -> str:
    return hashlib.md5(key + text + key).hexdigest().upper()


def causes(sign: str, **more: str) -> str:
    return " ".join(explain_signature({**TEXTS, **more, "sign": sign}, b"", SECRET).causes)


def each_value(change: Callable[[str], str]) -> str:
    return md5(joined({name: change(value) for name, value in FILLED.items()}))


RIGHT = joined(FILLED)
KEY = SECRET.encode()
MISTAKES = [
    (each_value(quote_plus), "signed URL-encoded"),
    (each_value(lambda value: quote(value, safe="")), "signed URL-encoded"),
    (each_value(lambda value: quote(value, safe="-_.!~*'()")), "signed URL-encoded"),
    (md5(RIGHT.decode().encode("gbk")), "GBK"),
    (md5(RIGHT.decode().encode("ascii", "replace")), "made ? of it"),
    (md5(RIGHT.decode("latin-1").encode()), "twice"),
    (md5(RIGHT).lower(), "lower case"),
    (base64.b64encode(bytes.fromhex(md5(RIGHT))).decode(), "base64"),
    (" " + md5(RIGHT), "White space"),
    (
        hmac.digest(KEY, RIGHT, "md5").hex().upper(),
        "HMAC-MD5(key = secret, string), which is hmac, though sign_method says md5",
    ),
    (
        hmac.digest(KEY, RIGHT, "sha256").hex().upper(),
        "HMAC-SHA256(key = secret, string), which is hmac-sha256, though",
    ),
    (hmac.digest(KEY, RIGHT, "sha1").hex().upper(), "HMAC-SHA1"),
    (hashlib.md5(KEY + RIGHT).hexdigest().upper(), "trailing secret is missing"),
    (hashlib.md5(RIGHT + KEY).hexdigest().upper(), "leading secret is missing"),
    (hashlib.sha256(RIGHT).hexdigest().upper(), "without the app secret"),
    (md5(RIGHT, KEY + b"\n"), "ends with a line feed"),
    (md5(RIGHT, KEY + b" "), "ends with a space"),
    (md5(RIGHT, b"12345678"), "app key in the place of the app secret"),
    (hashlib.md5(RIGHT).hexdigest(), "without the app secret"),
    (md5("".join(name + value for name, value in FILLED.items()).encode()), "not sorted"),
    (md5("&".join(f"{name}={FILLED[name]}" for name in sorted(FILLED)).encode()), "joined with = and &"),
    (each_value(lambda value: "[object Object]" if value.startswith("{") else value), "[object Object]"),
    (
        each_value(lambda value: value.replace(":", ": ").replace(",", ", ") if value[0] == "{" else value),
        "white space",
    ),
    (md5(joined({**FILLED, "title": "袜子+a+b"})), "title was sent without encoding its plus"),
    (md5(joined({**FILLED, "timestamp": "2016-01-01 11:59:59"})), "made twice"),
    (md5(joined({**FILLED, "sign_method": "hmac"})), "sign_method was changed"),
    (md5(joined({**TEXTS, "fields": "num_iid,title"})).lower(), "lower case"),
    (hmac.digest(KEY, joined(TEXTS), "md5").hex(), "which is hmac"),
    (md5(RIGHT, b"another secret"), "another app secret"),
    (md5(RIGHT)[:31], "32 hexadecimal digits; this one has 31"),
    ("", "32 hexadecimal digits; this one has 0"),
    ("袜子" * 16, "another app secret"),
]


@pytest.mark.parametrize(("sign", "said"), MISTAKES, ids=[said for _, said in MISTAKES])
def test_a_known_mistake_is_told_from_its_signature(sign: str, said: str) -> None:
    assert said in causes(sign)


@pytest.mark.parametrize("name", FILLED)
def test_each_parameter_that_was_added_after_signing_is_named(name: str) -> None:
    without = {other: value for other, value in FILLED.items() if other != name}
    assert f"{name} was not signed" in causes(md5(joined(without)))


def test_two_mistakes_at_once_are_both_named() -> None:
    found = causes(hmac.digest(KEY, joined({k: v for k, v in FILLED.items() if k != "session"}), "sha256").hex())
    assert "session was not signed" in found and "HMAC-SHA256" in found and "lower case" in found


def test_a_signed_file_is_told_by_content_and_by_name() -> None:
    files = {"img": ReceivedFile("a.jpg", "image/jpeg", b"\xff\xd8")}
    for signed in (b"\xff\xd8", b"a.jpg", b"@a.jpg"):
        raw = {name.encode(): value.encode() for name, value in FILLED.items()} | {b"img": signed}
        sign = md5(b"".join(name + raw[name] for name in sorted(raw)))
        assert "files were signed" in explain_signature({**TEXTS, "sign": sign}, b"", SECRET, files).causes[0]


def test_a_body_that_was_not_signed_is_named() -> None:
    diagnosis = explain_signature({**TEXTS, "sign": md5(RIGHT)}, b"<request/>", SECRET)
    assert "raw body was not signed" in diagnosis.causes[0]
    assert diagnosis.expected == md5(RIGHT + b"<request/>")
    assert diagnosis.string_to_sign.endswith("<request/>")


def test_a_method_that_is_none_is_said_beside_what_the_signature_shows() -> None:
    found = explain_signature({**TEXTS, "sign_method": "sha1", "sign": "00"}, b"", SECRET)
    assert found.causes[0] == "sign_method is 'sha1': it has to be md5, hmac or hmac-sha256."
    assert found.formula == "MD5(secret + string + secret)"


def test_without_a_sign_method_the_oldest_rule_is_expected() -> None:
    without = {name: value for name, value in TEXTS.items() if name != "sign_method"}
    right = joined({name: value for name, value in without.items() if value})
    found = explain_signature({**without, "sign": md5(right)}, b"", SECRET)
    assert found.expected == hashlib.md5(KEY + right).hexdigest().upper()
    assert found.causes[0].startswith("sign_method is missing")
    assert "which is md5, though sign_method is missing" in found.causes[1]


def test_the_string_to_sign_is_the_published_one_with_the_session_masked() -> None:
    texts = {
        "method": "taobao.item.seller.get",
        "app_key": "12345678",
        "session": "test",
        "timestamp": "2016-01-01 12:00:00",
        "format": "json",
        "v": "2.0",
        "sign_method": "md5",
        "fields": "num_iid,title,nick,price,num",
        "num_iid": "11223344",
    }
    diagnosis = explain_signature({**texts, "sign": "X"}, b"", SECRET)
    assert diagnosis.expected == "66987CB115214E59E6EC978214934FB8"
    assert diagnosis.string_to_sign == (
        "app_key12345678fieldsnum_iid,title,nick,price,numformatjsonmethodtaobao.item.seller.getnum_iid11223344"
        "session●●●●sign_methodmd5timestamp2016-01-01 12:00:00v2.0"
    )


def test_no_secret_and_no_session_is_in_a_diagnosis() -> None:
    leaking = {**TEXTS, "helloworld": "x", "note": "my helloworld", "app_secret": "s3cret", "sign": "helloworld"}
    leaking |= {"sign_method": "helloworld"}
    diagnosis = explain_signature(leaking, b"<a>helloworld</a>", SECRET)
    for text in (repr(diagnosis), str(diagnosis), diagnosis.string_to_sign):
        assert "helloworld" not in text and "6100a1b2c3" not in text and "s3cret" not in text
    assert any("app secret itself was sent, in note" in cause for cause in diagnosis.causes)


@pytest.mark.parametrize(
    "texts",
    [
        {f"p{number}": "v" for number in range(400)},
        {f"p{number}": "v" for number in range(100_000)},
        {"a": "袜" * 1_000_000, "b": "x"},
        {"a": "[" * 1_000_000},
        {f"p{number}": "{" + " " * 1_200 for number in range(400)},
        {"a": "&#<>\x00\u202e"},
    ],
    ids=["many parameters", "far too many", "a long value", "a deep value", "many long values", "odd characters"],
)
def test_the_search_ends_soon_whatever_was_sent(texts: dict[str, str]) -> None:
    started = time.process_time()
    diagnosis = explain_signature({**TEXTS, **texts, "sign": "0" * 32}, b"", SECRET)
    assert diagnosis.causes
    assert time.process_time() - started < 3


@settings(max_examples=150, deadline=None)
@given(
    texts=st.dictionaries(st.text(max_size=8), st.text(max_size=12), max_size=6),
    secret=st.text(max_size=8).map(lambda text: text.encode("utf-8", "ignore").decode()),
    body=st.binary(max_size=5),
)
def test_whatever_was_sent_is_explained(texts: dict[str, str], secret: str, body: bytes) -> None:
    unicode = {
        name.encode("utf-8", "ignore").decode(): value.encode("utf-8", "ignore").decode()
        for name, value in texts.items()
    }
    assert explain_signature(unicode, body, secret).causes
