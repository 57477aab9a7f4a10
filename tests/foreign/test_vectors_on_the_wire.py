"""The published signature vectors, sent by our client to a gateway that is not ours and whose clock stands still."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

import pytest
from official_gateway import APP_KEY, SECRET, SESSION, Official, signature
from signature_vectors import EMPTIES, VECTORS, Vector
from topclient import TopClient
from topclient._runtime.encoding.signing import SIGN_METHODS, SignMethod
from topclient._runtime.model import Api, Request, Response, Wire

NOON = datetime(2016, 1, 1, 4, tzinfo=UTC)
"""The moment of the published vector, whose text is in GMT+8."""

every_sign_method = pytest.mark.parametrize("sign_method", SIGN_METHODS)


@pytest.mark.parametrize("vector", VECTORS, ids=[vector.name for vector in VECTORS])
@every_sign_method
def test_the_gateway_itself_agrees_with_the_official_signer(vector: Vector, sign_method: str) -> None:
    assert signature(vector.texts(sign_method), SECRET, sign_method, vector.body) == vector.signs[sign_method]


@dataclass(kw_only=True, slots=True)
class VectorResponse(Response):
    """An answer of which nothing is read here."""


@dataclass(kw_only=True, slots=True)
class VectorRequest(Request[VectorResponse]):
    """The request of the published vectors."""

    __api__: ClassVar[Api] = Api("taobao.item.seller.get", session="required", response=VectorResponse)

    num_iid: int | None = None
    fields: list[str] | None = None
    title: str | None = None
    outer_id: str | None = None
    desc: str | None = None
    x: str | None = None
    upper: Annotated[str | None, Wire(name="B")] = None
    dashed: Annotated[str | None, Wire(name="a-b")] = None


def vector_request(params: Mapping[str, str]) -> VectorRequest:
    """Return a vector's own parameters; those that the class does not name travel as extra ones."""
    given = dict(params)
    return VectorRequest(
        fields=given.pop("fields").split(","),
        num_iid=int(given.pop("num_iid")),
        title=given.pop("title", None),
        upper=given.pop("B", None),
        dashed=given.pop("a-b", None),
        extra=given,
    )


def at_noon(official: Official, **more: Any) -> dict[str, Any]:
    """Return settings of a client whose clock and gateway stand at the moment of the vectors."""
    official.replies = {"taobao.item.seller.get": dict.fromkeys(("json", "simplified"), '{"request_id":"r"}')}
    official.clock = lambda: NOON
    return {"session": SESSION, "gateway": official.url, "clock": lambda: NOON, **more}


# V1b signs another method than its own, which no client does; V5 is a batch.
SINGLE = [vector for vector in VECTORS if not vector.signed_method and not vector.body]
SYSTEM = {"method", "app_key", "session", "timestamp", "format", "v", "simplify"}


@every_sign_method
@pytest.mark.parametrize("vector", SINGLE, ids=[vector.name for vector in SINGLE])
def test_a_vector_goes_over_the_wire(official: Official, vector: Vector, sign_method: SignMethod) -> None:
    request = vector_request({name: text for name, text in vector.params.items() if name not in SYSTEM})
    if vector.name.startswith("V3"):
        request.outer_id, request.desc, request.x = EMPTIES["outer_id"], EMPTIES["desc"], EMPTIES["x"]
    settings = at_noon(official, sign_method=sign_method, simplify="simplify" in vector.params)
    with TopClient(APP_KEY, SECRET, **settings) as client:
        client.execute(request)
    (taken,) = official.taken
    assert taken.params == {**vector.texts(sign_method), "sign": vector.signs[sign_method]}


@every_sign_method
def test_the_vector_of_a_batch_goes_over_the_wire(official: Official, sign_method: SignMethod) -> None:
    (vector,) = (vector for vector in VECTORS if vector.body)
    calls = [VectorRequest(num_iid=number, fields=["num_iid", "title"]) for number in (1, 2)]
    with TopClient(APP_KEY, SECRET, **at_noon(official, sign_method=sign_method)) as client:
        assert len(client.batch(calls)) == 2
    sent = {**vector.texts(sign_method), "sign": vector.signs[sign_method]}
    assert official.batches == [(sent, vector.body)]
