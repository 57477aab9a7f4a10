"""Answers in pages: which pages are asked for, where the walk ends, and that it always does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, ClassVar
from urllib.parse import parse_qsl

import pytest
from client_shop import ShopTimeGetRequest
from client_variants import NOWHERE, QUICK, ClientVariant, each_client
from fake_gateway import Received, answering
from hypothesis import given
from hypothesis import strategies as st
from topclient._runtime.calls.paging import walk_items, walk_pages
from topclient._runtime.client import AsyncClient, Client
from topclient._runtime.errors import ArgumentError, CallerError, ReplyError
from topclient._runtime.model import Api, PagedRequest, Paging, Response, Struct
from topclient._runtime.reply import Reply
from topclient._runtime.transport.interface import HttpRequest


@dataclass(kw_only=True, slots=True)
class Item(Struct):
    """One of many."""

    item_id: int | None = None


@dataclass(kw_only=True, slots=True)
class Result(Struct):
    """What holds the items, one object deep."""

    items: list[Item] | None = None
    has_next: bool | None = None
    total: int | None = None
    next_cursor: str | None = None


@dataclass(kw_only=True, slots=True)
class ItemsGetResponse(Response):
    """A page."""

    result: Result | None = None


ITEMS, MORE, TOTAL, NEXT = (("result", name) for name in ("items", "has_next", "total", "next_cursor"))


@dataclass(kw_only=True, slots=True)
class ItemsGetRequest(PagedRequest[ItemsGetResponse, Item]):
    """Pages by number, which tell neither how many there are nor whether another follows."""

    __api__: ClassVar[Api] = Api(
        "taobao.items.get",
        session="none",
        response=ItemsGetResponse,
        paging=Paging(page="page_no", size="page_size", items=ITEMS),
    )

    q: str | None = None
    page_no: int | None = None
    page_size: int | None = None


def api(paging: Paging) -> Api:
    return replace(ItemsGetRequest.__api__, paging=paging)


@dataclass(kw_only=True, slots=True)
class TotalRequest(ItemsGetRequest):
    """Pages by number, with a total."""

    __api__: ClassVar[Api] = api(Paging(page="page_no", size="page_size", items=ITEMS, total=TOTAL))


@dataclass(kw_only=True, slots=True)
class MoreRequest(ItemsGetRequest):
    """Pages by number, from 0, with a word on the next one."""

    __api__: ClassVar[Api] = api(Paging(page="page_no", first=0, items=ITEMS, total=TOTAL, more=MORE))


@dataclass(kw_only=True, slots=True)
class OffsetRequest(ItemsGetRequest):
    """Pages by the number of items before them."""

    __api__: ClassVar[Api] = api(Paging(page="offset", first=0, by_offset=True, size="page_size", items=ITEMS))

    offset: int | None = None


@dataclass(kw_only=True, slots=True)
class CursorRequest(PagedRequest[ItemsGetResponse, Item]):
    """Pages behind a cursor, whose type is not that of the answer."""

    __api__: ClassVar[Api] = api(Paging(cursor="cursor", next=NEXT, items=ITEMS))

    cursor: int | None = None


@dataclass(kw_only=True, slots=True)
class Query(Struct):
    """An object in the request; numbers of pages are text in it."""

    word: str | None = None
    page_no: str | None = None


@dataclass(kw_only=True, slots=True)
class InnerRequest(PagedRequest[ItemsGetResponse, Item]):
    """Pages whose number stands in an object."""

    __api__: ClassVar[Api] = api(Paging(page="query.page_no", items=ITEMS, total=TOTAL))

    query: Query | None = None


@dataclass(kw_only=True, slots=True)
class Strict(Struct):
    """An object that cannot be made without a word."""

    word: str
    page_no: int | None = None


@dataclass(kw_only=True, slots=True)
class StrictRequest(PagedRequest[ItemsGetResponse, Item]):
    """Pages whose number stands in such an object."""

    __api__: ClassVar[Api] = api(Paging(page="query.page_no", items=ITEMS))

    query: Strict | None = None


def page_of(numbers: Any, **more: Any) -> bytes:
    items = [{"item_id": number} for number in numbers]
    return json.dumps({"result": {"items": items, **more}, "request_id": "r"}).encode()


def shop(count: int, size: int = 10, **more: Any) -> Callable[[Received], bytes]:
    """A gateway that has so many items, and gives them by page numbers from 1."""

    def answer(received: Received) -> bytes:
        asked = int(received.form.get("page_size", size))
        start = (int(received.form["page_no"]) - 1) * asked
        return page_of(range(count)[start : start + asked], **more)

    return answer


def ids(items: list[Item]) -> list[int | None]:
    return [item.item_id for item in items]


def asked(gateway: Any, name: str = "page_no") -> list[str | None]:
    return [received.form.get(name) for received in gateway.received]


@each_client
def test_items_are_those_of_all_pages(variant: ClientVariant) -> None:
    with answering(shop(25)) as gateway:
        items = variant.run(gateway, "items", ItemsGetRequest(q="袜", page_size=10))
    assert ids(items) == list(range(25)) and all(type(item) is Item for item in items)
    assert asked(gateway) == ["1", "2", "3"] and asked(gateway, "q") == ["袜"] * 3


@each_client
def test_pages_are_whole_answers(variant: ClientVariant) -> None:
    with answering(shop(25)) as gateway:
        pages = variant.run(gateway, "pages", ItemsGetRequest(page_size=10))
    assert [len(page.result.items) for page in pages] == [10, 10, 5]
    assert [page.request_id for page in pages] == ["r"] * 3 and type(pages[0]) is ItemsGetResponse


@each_client
def test_the_request_stays_as_it_was(variant: ClientVariant) -> None:
    request = ItemsGetRequest(page_size=10)
    inner = InnerRequest(query=Query(word="a"))
    with answering(shop(25)) as gateway:
        variant.run(gateway, "items", request)
    with answering(lambda _: page_of([1], total=1)) as gateway:
        variant.run(gateway, "items", inner)
    assert request == ItemsGetRequest(page_size=10) and inner == InnerRequest(query=Query(word="a"))


@each_client
def test_the_walk_starts_at_the_page_of_the_request(variant: ClientVariant) -> None:
    with answering(shop(25)) as gateway:
        assert ids(variant.run(gateway, "items", ItemsGetRequest(page_no=2, page_size=10))) == list(range(10, 25))
    with answering(shop(30, total=30)) as gateway:
        assert ids(variant.run(gateway, "items", TotalRequest(page_no=3, page_size=10))) == list(range(20, 30))
    assert asked(gateway) == ["3"]


@pytest.mark.parametrize(
    ("method", "limit", "found", "pages"),
    [("items", 0, 0, 0), ("items", 10, 10, 1), ("items", 11, 11, 2), ("pages", 0, 0, 0), ("pages", 2, 2, 2)],
)
@each_client
def test_a_limit_ends_the_walk_without_another_call(
    variant: ClientVariant, method: str, limit: int, found: int, pages: int
) -> None:
    with answering(shop(25)) as gateway:
        assert len(variant.run(gateway, method, ItemsGetRequest(page_size=10), limit)) == found
    assert len(gateway.received) == pages


def test_a_page_is_asked_for_when_somebody_wants_it() -> None:
    with answering(shop(25)) as gateway, Client("k", "s", gateway=gateway.url) as client:
        items = client.items(ItemsGetRequest(page_size=10))
        assert gateway.received == []
        assert [next(items).item_id for _ in range(10)] == list(range(10)) and len(gateway.received) == 1
        assert next(items).item_id == 10 and len(gateway.received) == 2


@pytest.mark.parametrize(
    ("request_", "answer", "calls"),
    [
        (ItemsGetRequest(page_size=10), shop(20), 3),
        (ItemsGetRequest(), shop(25), 3),
        (ItemsGetRequest(), shop(0), 1),
        (TotalRequest(page_size=10), shop(20, total=20), 2),
        (TotalRequest(page_size=100), shop(5, total=5), 1),
        (TotalRequest(page_size=10), shop(25, total=0), 3),
        (TotalRequest(page_size=10), shop(25, total=None), 3),
        (TotalRequest(page_size=10), shop(25, total="many"), 3),
        (TotalRequest(page_size=10), shop(25, total=1000), 4),
        (ItemsGetRequest(page_size=10), shop(25, total=10), 3),
    ],
    ids=[
        "an empty page",
        "a page shorter than the first one",
        "nothing at all",
        "the total is reached",
        "a single page",
        "a total that was not counted",
        "a total that is missing",
        "a total that is none",
        "a total that is never reached",
        "a total that the page does not speak of",
    ],
)
@each_client
def test_the_walk_ends(variant: ClientVariant, request_: Any, answer: Callable[[Received], bytes], calls: int) -> None:
    with answering(answer) as gateway:
        items = ids(variant.run(gateway, "items", request_))
    assert len(gateway.received) == calls and items == list(range(len(items)))
    assert len(items) == 20 or len(items) == 25 or len(items) < 10


@each_client
def test_a_gateway_that_gives_fewer_items_a_page_than_asked_for_loses_none(variant: ClientVariant) -> None:
    def answer(received: Received) -> bytes:
        start = (int(received.form["page_no"]) - 1) * 7
        return page_of(range(25)[start : start + 7], total=25)

    with answering(answer) as gateway:
        assert ids(variant.run(gateway, "items", TotalRequest(page_size=100))) == list(range(25))
    with answering(answer) as gateway:
        assert ids(variant.run(gateway, "items", TotalRequest(page_size=100, page_no=3))) == list(range(14, 25))


@pytest.mark.parametrize(
    "request_", [ItemsGetRequest(page_size=100), OffsetRequest(page_size=100)], ids=["page", "offset"]
)
@pytest.mark.parametrize("count", [0, 1, 2, 6, 7])
@each_client
def test_neither_does_one_that_tells_no_total(variant: ClientVariant, request_: Any, count: int) -> None:
    def answer(received: Received) -> bytes:
        start = int(received.form["offset"]) if "offset" in received.form else (int(received.form["page_no"]) - 1) * 2
        return page_of(range(count)[start : start + 2])

    with answering(answer) as gateway:
        assert ids(variant.run(gateway, "items", request_)) == list(range(count))
    assert len(gateway.received) == count // 2 + 1 + (count == 1)


@pytest.mark.parametrize("more", [True, "true", 1])
@each_client
def test_the_word_on_the_next_page_is_believed(variant: ClientVariant, more: Any) -> None:
    pages = [page_of([1, 2], has_next=more, total=2), page_of([], has_next=more), page_of([3], has_next=False, total=9)]
    with answering(lambda received: pages[int(received.form["page_no"])]) as gateway:
        assert ids(variant.run(gateway, "items", MoreRequest())) == [1, 2, 3]
    assert asked(gateway) == ["0", "1", "2"]


NUMBERS = count()
ENDLESS: list[tuple[Any, Callable[[Received], bytes], int]] = [
    (ItemsGetRequest(page_size=2), lambda received: page_of([1, 2]), 2),
    (TotalRequest(page_size=2), lambda received: page_of([1, 2], total=1000), 2),
    (MoreRequest(), lambda received: page_of([1, 2], has_next=True), 2),
    (MoreRequest(), lambda received: page_of([], has_next=True), 0),
    (OffsetRequest(), lambda received: page_of([], has_next=True), 0),
    (CursorRequest(), lambda received: page_of([1, 2], next_cursor="7"), 2),
    (CursorRequest(), lambda received: page_of([next(NUMBERS)], next_cursor="7"), 2),
    (ItemsGetRequest(page_size=2), lambda received: page_of([1, 2] if received.form["page_no"] != "2" else [3, 4]), 4),
    (ItemsGetRequest(page_size=2), lambda received: page_of(range(2 * min(int(received.form["page_no"]), 3))[-2:]), 6),
]


@pytest.mark.slow
@pytest.mark.parametrize(("request_", "answer", "found"), ENDLESS)
@each_client
def test_a_gateway_that_repeats_itself_is_left(
    variant: ClientVariant, request_: Any, answer: Callable[[Received], bytes], found: int
) -> None:
    with answering(answer) as gateway:
        pages = variant.run(gateway, "pages", request_, limit=20)
        items = variant.run(gateway, "items", request_, limit=20)
    assert sum(len(page.result.items) for page in pages) == found == len(items)
    assert len(gateway.received) <= 10


@each_client
def test_offsets_count_the_items_before(variant: ClientVariant) -> None:
    def answer(received: Received) -> bytes:
        start = int(received.form["offset"])
        return page_of(range(25)[start : start + 10])

    with answering(answer) as gateway:
        assert ids(variant.run(gateway, "items", OffsetRequest(page_size=10))) == list(range(25))
    assert asked(gateway, "offset") == ["0", "10", "20"]
    with answering(answer) as gateway:
        assert ids(variant.run(gateway, "items", OffsetRequest(offset=13, page_size=10))) == list(range(13, 25))


@each_client
def test_a_cursor_is_followed(variant: ClientVariant) -> None:
    def answer(received: Received) -> bytes:
        start = int(received.form.get("cursor", 0))
        return page_of([start, start + 1], next_cursor=str(start + 2) if start < 6 else None)

    with answering(answer) as gateway:
        assert ids(variant.run(gateway, "items", CursorRequest())) == list(range(8))
        assert ids(variant.run(gateway, "items", CursorRequest(cursor=4))) == list(range(4, 8))
    assert asked(gateway, "cursor")[:4] == [None, "2", "4", "6"]


@pytest.mark.parametrize("last", [{"next_cursor": "5"}, {"next_cursor": ""}, {}], ids=str)
@each_client
def test_the_last_page_may_have_its_own_cursor_an_empty_one_or_none(variant: ClientVariant, last: Any) -> None:
    with answering(page_of([1], next_cursor="5"), page_of([], **last)) as gateway:
        assert ids(variant.run(gateway, "items", CursorRequest())) == [1]
    assert len(gateway.received) == 2


@each_client
def test_empty_pages_before_a_cursor_are_walked_through(variant: ClientVariant) -> None:
    def answer(received: Received) -> bytes:
        at = int(received.form.get("cursor", 0))
        return page_of([at] if at % 10 == 0 else [], next_cursor=str(at + 1) if at < 30 else None)

    with answering(answer) as gateway:
        assert ids(variant.run(gateway, "items", CursorRequest())) == [0, 10, 20, 30]
        assert len(variant.run(gateway, "pages", CursorRequest())) == 31


@pytest.mark.parametrize(
    ("next_of", "found", "calls"),
    [
        (lambda at: at + 1, 2, 12),
        (lambda at: {0: 1, 1: 2, 2: 3, 3: 1}[at], 4, 4),
        (lambda at: {0: 7, 7: 8, 8: 9, 9: 8}[at], 4, 4),
    ],
    ids=["empty pages without end", "a cycle", "a cycle of two"],
)
@each_client
def test_cursors_without_end_are_left_and_that_is_in_the_log(
    variant: ClientVariant, next_of: Callable[[int], int], found: int, calls: int, caplog: pytest.LogCaptureFixture
) -> None:
    def answer(received: Received) -> bytes:
        at = int(received.form.get("cursor", 0))
        return page_of([at] if at < 2 or calls == 4 else [], next_cursor=str(next_of(at)))

    with answering(answer) as gateway:
        assert len(variant.run(gateway, "items", CursorRequest(), limit=20)) == found
    assert len(gateway.received) == calls
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        f"taobao.items.get: the pages end after {found} items, but the answer tells of another page"
    ]


@each_client
def test_a_cycle_that_leads_back_to_the_cursor_of_the_request_is_left(variant: ClientVariant) -> None:
    turns = {"1": "2", "2": "3", "3": "1"}
    with answering(
        lambda received: page_of([int(received.form["cursor"])], next_cursor=turns[received.form["cursor"]])
    ) as gateway:
        assert ids(variant.run(gateway, "items", CursorRequest(cursor=1), limit=20)) == [1, 2, 3]
    assert len(gateway.received) == 3


@each_client
def test_a_cursor_that_cannot_be_sent_is_no_end(variant: ClientVariant) -> None:
    with answering(lambda _: page_of([1], next_cursor="x")) as gateway, pytest.raises(ReplyError, match="cursor"):
        variant.run(gateway, "items", CursorRequest())


@each_client
def test_the_number_of_the_page_may_stand_in_an_object_and_be_text(variant: ClientVariant) -> None:
    def answer(received: Received) -> bytes:
        number = int(json.loads(received.form["query"])["page_no"])
        return page_of([number], total=3)

    with answering(answer) as gateway:
        assert ids(variant.run(gateway, "items", InnerRequest())) == [1, 2, 3]
        assert ids(variant.run(gateway, "items", InnerRequest(query=Query(word="袜", page_no="2")))) == [2, 3]
    assert gateway.received[-1].form["query"] == '{"word":"袜","page_no":"3"}'


@each_client
def test_an_object_that_only_the_caller_can_make_is_asked_for(variant: ClientVariant) -> None:
    with pytest.raises(ArgumentError, match=r"query.*required"):
        variant.run(NOWHERE, "items", StrictRequest())
    with answering(
        lambda received: page_of(
            [json.loads(received.form["query"])["page_no"]][: int("4" not in received.form["query"])]
        )
    ) as gateway:
        assert ids(variant.run(gateway, "items", StrictRequest(query=Strict(word="a")))) == [1, 2, 3]


@each_client
@pytest.mark.parametrize("method", ["pages", "items"])
def test_wrong_use_is_told_before_anything_is_sent(variant: ClientVariant, method: str) -> None:
    for request, words in (
        (ShopTimeGetRequest(), "ShopTimeGetRequest shows no pages: use execute"),
        ("x", "takes a request, .*, not str"),
        (None, "takes a request, .*, not NoneType"),
        (PagedRequest, r"as PagedRequest\(…\) makes one, not the class"),
    ):
        with pytest.raises(TypeError, match=words):
            variant.run(NOWHERE, method, request)
    with pytest.raises(ValueError, match="-1"):
        variant.run(NOWHERE, method, ItemsGetRequest(), limit=-1)
    with pytest.raises(ArgumentError, match="page_no"):
        variant.run(NOWHERE, method, InnerRequest(query=Query(page_no="two")))


@each_client
def test_a_failed_page_is_raised_and_its_number_is_not_lost(variant: ClientVariant) -> None:
    def answer(received: Received) -> bytes:
        if received.form["page_no"] == "2":
            return b'{"error_response":{"code":41,"msg":"Invalid arguments:page_no"}}'
        return page_of([1])

    with answering(answer) as gateway, pytest.raises(CallerError):
        variant.run(gateway, "items", ItemsGetRequest(page_size=1))
    assert asked(gateway) == ["1", "2"]


@each_client
@pytest.mark.parametrize("body", [b"{}", b'{"result":"x"}', b'{"result":{"items":"x"}}', b'{"result":{"items":null}}'])
def test_a_page_of_another_shape_has_no_items(variant: ClientVariant, body: bytes) -> None:
    with answering(body) as gateway:
        assert [item for item in variant.run(gateway, "items", ItemsGetRequest()) if isinstance(item, Item)] == []
    assert len(gateway.received) <= 2


class Shelf:
    """A transport that gives the pages of a list by their numbers, with or without a total."""

    def __init__(self, count: int, size: int, total: bool) -> None:
        self.count, self.size, self.total = count, size, total

    def send(self, request: HttpRequest) -> Reply:
        assert isinstance(request.body, bytes)
        form = dict(parse_qsl(request.body.decode()))
        start = (int(form["page_no"]) - 1) * self.size
        more = {"total": self.count} if self.total else {}
        return Reply(200, {}, page_of(range(self.count)[start : start + self.size], **more))

    def close(self) -> None:
        """Nothing is open."""


@given(
    count=st.integers(0, 60),
    size=st.integers(1, 20),
    larger=st.none() | st.integers(0, 30),
    total=st.booleans(),
    limit=st.integers(0, 70),
)
def test_items_of_any_page_size_are_the_whole_list(
    count: int, size: int, larger: int | None, total: bool, limit: int
) -> None:
    request = TotalRequest(page_size=None if larger is None else size + larger)
    with Client("k", "s", transport=Shelf(count, size, total)) as client:
        assert ids(list(client.items(request))) == list(range(count))
        assert ids(list(client.items(request, limit))) == list(range(min(count, limit)))
        pages = list(client.pages(request))
        assert [item.item_id for page in pages for item in (page.result and page.result.items) or ()] == list(
            range(count)
        )


def test_two_walks_do_not_disturb_each_other() -> None:
    def run() -> Iterator[tuple[Item, Item]]:
        with answering(shop(25)) as gateway, Client("k", "s", gateway=gateway.url) as client:
            request = ItemsGetRequest(page_size=10)
            yield from zip(client.items(request), client.items(request), strict=True)

    assert all(one == other for one, other in run())


def test_an_asynchronous_walk_may_be_left_early() -> None:
    async def run(url: str) -> list[int | None]:
        found = []
        async with AsyncClient("k", "s", gateway=url, retry=QUICK) as client:
            async for item in client.items(ItemsGetRequest(page_size=10)):
                found.append(item.item_id)
                if len(found) == 12:
                    break
        return found

    with answering(shop(25)) as gateway:
        assert asyncio.run(run(gateway.url)) == list(range(12))
    assert len(gateway.received) == 2


def test_any_function_can_give_the_pages() -> None:
    def execute(request: PagedRequest[ItemsGetResponse, Item]) -> ItemsGetResponse:
        assert isinstance(request, ItemsGetRequest)
        return ItemsGetResponse(result=Result(items=[Item(item_id=request.page_no)][: 4 - (request.page_no or 0)]))

    assert ids(list(walk_items(execute, ItemsGetRequest(), None))) == [1, 2, 3]
    assert len(list(walk_pages(execute, ItemsGetRequest(), 2))) == 2


@each_client
@pytest.mark.parametrize(
    ("request_class", "pages", "words"),
    [
        (
            TotalRequest,
            [page_of([1, 2], total=5), page_of([], total=5)],
            "after 2 items, but the answer tells of 5 in all",
        ),
        (TotalRequest, [page_of([1, 2], total=5)] * 2, "after 2 items, but the answer tells of 5 in all"),
        (TotalRequest, [page_of([], total=5)], "after 0 items, but the answer tells of 5 in all"),
        (MoreRequest, [page_of([1, 2], has_next=True)] * 2, "after 2 items, but the answer tells of another page"),
    ],
)
def test_a_walk_that_ends_early_is_in_the_log(
    variant: ClientVariant, request_class: Any, pages: list[bytes], words: str, caplog: pytest.LogCaptureFixture
) -> None:
    answers = iter(pages)
    with answering(lambda _: next(answers)) as gateway:
        variant.run(gateway, "items", request_class())
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        f"taobao.items.get: the pages end {words}"
    ]


@each_client
def test_a_walk_that_ends_where_it_should_is_not(variant: ClientVariant, caplog: pytest.LogCaptureFixture) -> None:
    with answering(shop(25, total=25)) as gateway:
        variant.run(gateway, "items", TotalRequest(page_size=10))
        variant.run(gateway, "items", TotalRequest(page_size=10, page_no=3))
        variant.run(gateway, "items", TotalRequest(page_size=10, page_no=9))
        variant.run(gateway, "items", TotalRequest(page_size=10), limit=3)
    with answering(shop(12)) as gateway:
        variant.run(gateway, "items", ItemsGetRequest(page_size=10))
    with answering(page_of([])) as gateway:
        variant.run(gateway, "items", MoreRequest())
    assert caplog.records == []
