"""What holds for encoding and decoding, over every request and response class of the package."""

from __future__ import annotations

import warnings
from importlib import import_module
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_structs import fill_reply, fill_request, random_object
from reply_writer import gateway_data, write_json, write_xml
from topclient import _index
from topclient._runtime.client import Client
from topclient._runtime.decoding.responses import Mismatch, decode_reply, from_dict, to_dict
from topclient._runtime.encoding.signing import sign
from topclient._runtime.model import Request
from topclient._runtime.reply import Reply
from topclient._runtime.schema import schema_of
from topclient.mock.arguments import read_arguments
from topclient.mock.receiving import receive
from topclient.mock.wire import HttpCall

SECRET = "helloworld"
Class = type[Request[Any]]


def find(place: str) -> Class:
    module, _, name = place.partition(":")
    found: Class = getattr(import_module(f"topclient.apis.{module}"), name)
    return found


CLASSES = {name: find(place) for name, place in _index.METHODS.items()}
each_class = pytest.mark.parametrize("cls", CLASSES.values(), ids=CLASSES.keys())
seeds = st.integers(0, 2**32)


def forms(sent: Any, cls: Class, chance: Random) -> list[str]:
    """The three forms of a reply: JSON, simplified JSON, XML."""
    root = cls.__api__.root
    wrapped = gateway_data(sent, chance, wrapped=True) | {"request_id": "r1"}
    return [
        write_json({root: wrapped}),
        write_json(gateway_data(sent, chance, wrapped=False) | {"request_id": "r1"}),
        f'<?xml version="1.0" encoding="utf-8" ?>\n{write_xml(root, wrapped, chance)}<!--top011009063212.na61-->',
    ]


@each_class
@settings(deadline=None, max_examples=30)
@given(seed=seeds)
def test_the_three_forms_of_a_reply_decode_to_the_object_that_was_sent(cls: Class, seed: int) -> None:
    chance = Random(seed)
    sent = random_object(cls.__api__.response, chance, fill_reply)
    for attribute in schema_of(cls.__api__.response):
        if attribute.wire == "request_id":  # a few pages list it
            setattr(sent, attribute.attr, "r1")
    for body in forms(sent, cls, chance):
        found: list[Mismatch] = []
        response = decode_reply(Reply(200, {}, body.encode()), cls.__api__, found.append)
        assert (response, found) == (sent, [])
        assert response.reply is not None and response.reply.request_id == "r1"


@each_class
@settings(deadline=None, max_examples=10)
@given(seed=seeds)
def test_plain_data_of_a_reply_comes_back_as_the_object_that_gave_it(cls: Class, seed: int) -> None:
    sent = random_object(cls.__api__.response, Random(seed), fill_reply)
    assert from_dict(type(sent), to_dict(sent)) == sent


def receive_bytes(body: Any, content_type: str) -> HttpCall:
    return HttpCall("POST", b"", content_type, body if isinstance(body, bytes) else b"".join(body))


@each_class
@settings(deadline=None, max_examples=30)
@given(seed=seeds)
def test_what_arrives_of_a_request_is_what_was_sent(cls: Class, seed: int) -> None:
    sent = random_object(cls, Random(seed), fill_request)
    with Client("12345678", SECRET, session="s") as client, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # limits that are only inferred
        prepared = client.prepare(sent)
    received = receive(receive_bytes(prepared.body, prepared.content_type))
    files = {attribute.wire: attribute.attr for attribute in schema_of(cls) if attribute.kind == "file"}
    assert {name: file.content for name, file in received.files.items()} == {
        wire: getattr(sent, attr) for wire, attr in files.items() if getattr(sent, attr) is not None
    }
    unsigned = {name: text for name, text in received.texts.items() if name != "sign"}
    assert received.texts["sign"] == sign(unsigned, SECRET, "hmac-sha256")
    found: list[Mismatch] = []
    arrived = from_dict(cls, read_arguments(cls, received), found.append)
    for attr in files.values():
        setattr(arrived, attr, getattr(sent, attr))
    assert (arrived, found) == (sent, [])


@each_class
def test_nothing_empty_is_sent(cls: Class) -> None:
    sent = random_object(cls, Random(1), fill_request)
    for attribute in schema_of(cls):
        if not attribute.required and attribute.kind == "string" and not attribute.is_list:
            setattr(sent, attribute.attr, "")
    with Client("12345678", SECRET) as client, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        prepared = client.prepare(sent)
    received = receive(receive_bytes(prepared.body, prepared.content_type))
    assert all(text.strip() for text in received.texts.values()) and "session" not in received.texts
