"""Answers that come in pages, walked one after the other: the pages themselves, or the items in them.

In:  a request whose API says how its pages follow each other (``model.Paging``), and the function that executes it.
Out: iterators; the next page is asked for only when somebody wants it. The request that was given stays as it is.
The walk ends where the answer says so (no further page or cursor, or as many items as there are in all); where it says
nothing, with an empty page or one shorter than the first, as a gateway may give fewer items than were asked for.
Note: a page that equals the first one or the one before it ends the walk too, unseen, because a gateway that ignores
page numbers would give it for ever; so does a cursor that was followed before. A walk that ends although the answer
says that there are more is a warning in the log ``topclient``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Any, Generic, TypeVar

from topclient._runtime.decoding.coercion import COERCIONS
from topclient._runtime.errors import ArgumentError, ReplyError
from topclient._runtime.model import Api, PagedRequest, Paging, Request, Response, Struct
from topclient._runtime.schema import Attribute, Kind, schema_of
from topclient._runtime.untyped import not_a_request

R = TypeVar("R", bound=Response)
T = TypeVar("T")
V = TypeVar("V")
S = TypeVar("S", bound=Struct)

_MOST_EMPTY = 10
"""Pages without items in a row that are walked through behind cursors."""


class PageWalk(Generic[R, T]):
    """One way through the pages: which one to ask for next."""

    def __init__(self, request: PagedRequest[R, T]) -> None:
        """Raise ``TypeError`` for a request whose API shows no pages."""
        if not isinstance(request, Request):
            raise not_a_request(request)
        api: Api = request.__api__
        if api.paging is None:
            raise TypeError(f"{type(request).__name__} shows no pages: use execute")
        self._api = api.name
        self._paging: Paging = api.paging
        self._pages: list[list[T]] = []
        """The first page, and the last one."""
        self._count = 0
        self._empty = 0
        """Pages without items up to the last one."""
        self._followed = set[int]()
        """Hashes of the cursors that were sent: the cursors themselves may be long."""
        self._is_cut = False
        self.request: PagedRequest[R, T] | None = self._start(request)
        """Asks for the next page; None when there is none."""

    def _start(self, request: PagedRequest[R, T]) -> PagedRequest[R, T]:
        page, cursor = self._paging.page, self._paging.cursor
        self._is_whole = cursor is None or _get(request, cursor) in (None, "")
        if cursor is not None and not self._is_whole:
            self._followed.add(hash(str(_get(request, cursor))))
        if page is None:
            return request
        if _get(request, page) is None:
            request = self._put(request, page, self._paging.first)
        try:
            self._number: int = COERCIONS["integer"](_get(request, page))
        except (ValueError, TypeError):
            raise ArgumentError(self._api, page, "has to be a number") from None
        self._is_whole = self._number == self._paging.first
        return request

    def take(self, response: R) -> list[T] | None:
        """Return the items of the page that was asked for; None when it was there before."""
        asked, self.request = self.request, None
        items = self._items(response)
        self._empty = 0 if items else self._empty + 1
        if asked is None or self._was_there(items):
            self._warn_of_more(response)
            return None
        if not self._pages:
            self._count = self._before(len(items))
        self._pages = [*self._pages[:1], items]
        self._count += len(items)
        if not self._is_last(asked, response, items):
            self.request = self._next(asked, response, len(items))
        if self.request is None:
            self._warn_of_more(response)
        return items

    def _was_there(self, items: list[T]) -> bool:
        # Empty pages are all alike; the cursors behind them are not.
        return items in self._pages and (bool(items) or self._paging.cursor is None)

    def _warn_of_more(self, response: R) -> None:
        """Warn in the log when the walk ends although the answer says that there are more."""
        more = _read("boolean", _find(response, self._paging.more))
        total = _read("integer", _find(response, self._paging.total)) or 0
        # How many items lie before the page at which a walk began is only guessed.
        if more or self._is_cut or (more is None and self._is_whole and self._count < total):
            # Only now: most programs never come here, and need not import it with the package.
            from logging import getLogger

            words = "another page" if more or self._is_cut else f"{total} in all"
            getLogger("topclient").warning(
                "%s: the pages end after %d items, but the answer tells of %s", self._api, self._count, words
            )

    def _items(self, response: R) -> list[T]:
        found = _find(response, self._paging.items)
        return found if isinstance(found, list) else []

    def _before(self, size: int) -> int:
        """Return how many items there are before the first page that was asked for."""
        if self._paging.page is None:
            return 0
        skipped = self._number - self._paging.first
        return skipped if self._paging.by_offset else skipped * size

    def _is_last(self, asked: PagedRequest[R, T], response: R, items: list[T]) -> bool:
        more = _read("boolean", _find(response, self._paging.more))
        if more is not None:
            return not more
        if not items:
            return self._paging.cursor is None
        total = _read("integer", _find(response, self._paging.total))
        if total:  # 0 beside items is what some APIs give when they were not asked to count
            return bool(self._count >= total)
        size = _read("integer", _get(asked, self._paging.size)) if self._paging.size else None
        first = len(self._pages[0])
        return self._paging.cursor is None and len(items) < min(first, size or first)

    def _next(self, asked: PagedRequest[R, T], response: R, size: int) -> PagedRequest[R, T] | None:
        if self._paging.cursor is not None:
            return self._follow(asked, self._paging.cursor, response)
        step = size if self._paging.by_offset else 1
        if self._paging.page is None or step == 0:
            return None
        self._number += step
        return self._put(asked, self._paging.page, self._number)

    def _follow(self, asked: PagedRequest[R, T], cursor: str, response: R) -> PagedRequest[R, T] | None:
        """Return the request for the page behind a cursor; None when there is none, or it stands still."""
        found = _find(response, self._paging.next)
        if found is None or found == "":
            return None
        try:
            request, known = self._put(asked, cursor, found), hash(str(found))
        except ValueError:
            raise ReplyError(f"{self._api}: the cursor of the next page cannot be sent", response.reply) from None
        if request == asked:
            return None
        self._is_cut = known in self._followed or self._empty >= _MOST_EMPTY
        self._followed.add(known)
        return None if self._is_cut else request

    def _put(self, request: S, path: str, value: Any) -> S:
        """Return a copy with a value at a place, made what that place takes."""
        name, _, rest = path.partition(".")
        attribute = next(one for one in schema_of(type(request)) if one.attr == name)
        if rest:
            inner = getattr(request, name)
            value = self._put(self._make(attribute) if inner is None else inner, rest, value)
        elif attribute.kind in ("string", "integer"):
            value = COERCIONS[attribute.kind](value)
        return replace(request, **{name: value})

    def _make(self, attribute: Attribute) -> Struct:
        """Return an object for the number of the page, where the request has none."""
        try:
            if attribute.struct is not None:
                return attribute.struct()
        except TypeError:  # other fields of it are required
            pass
        raise ArgumentError(self._api, attribute.wire, "is required for the number of the page")


def _get(request: object, path: str) -> Any:
    return _find(request, tuple(path.split(".")))


def _find(start: object, path: tuple[str, ...]) -> Any:
    """Return the value at a path of attributes; None where there is none, and for no path at all."""
    for name in path:
        start = getattr(start, name, None)
    return start if path else None


def _read(kind: Kind, value: object) -> Any:
    """Return the value as it has to be, None for one that is not."""
    with suppress(ValueError, ArithmeticError, TypeError):
        return COERCIONS[kind](value)
    return None


def _check(limit: int | None) -> None:
    if limit is None:
        return
    if not isinstance(limit, int) or isinstance(limit, bool):
        raise TypeError(f"limit is a number of pages or items, not {type(limit).__name__}")
    if limit < 0:
        raise ValueError(f"limit is a number of pages or items, at least 0, not {limit}")


def walk_pages(
    execute: Callable[[PagedRequest[R, T]], R], request: PagedRequest[R, T], limit: int | None
) -> Iterator[R]:
    """Return the answers, at most ``limit`` of them."""
    _check(limit)
    return islice((page for page, _ in _walk(execute, PageWalk(request))), limit)


def walk_items(
    execute: Callable[[PagedRequest[R, T]], R], request: PagedRequest[R, T], limit: int | None
) -> Iterator[T]:
    """Return the items of all answers, at most ``limit`` of them."""
    _check(limit)
    return islice((item for _, items in _walk(execute, PageWalk(request)) for item in items), limit)


def _walk(execute: Callable[[PagedRequest[R, T]], R], walk: PageWalk[R, T]) -> Iterator[tuple[R, list[T]]]:
    while walk.request is not None:
        page = execute(walk.request)
        items = walk.take(page)
        if items is not None:
            yield page, items


def walk_pages_async(
    execute: Callable[[PagedRequest[R, T]], Awaitable[R]], request: PagedRequest[R, T], limit: int | None
) -> AsyncIterator[R]:
    """Return the answers, at most ``limit`` of them."""
    _check(limit)
    return _limited((page async for page, _ in _walk_async(execute, PageWalk(request))), limit)


def walk_items_async(
    execute: Callable[[PagedRequest[R, T]], Awaitable[R]], request: PagedRequest[R, T], limit: int | None
) -> AsyncIterator[T]:
    """Return the items of all answers, at most ``limit`` of them."""
    _check(limit)
    return _limited((item async for _, items in _walk_async(execute, PageWalk(request)) for item in items), limit)


async def _walk_async(
    execute: Callable[[PagedRequest[R, T]], Awaitable[R]], walk: PageWalk[R, T]
) -> AsyncIterator[tuple[R, list[T]]]:
    while walk.request is not None:
        page = await execute(walk.request)
        items = walk.take(page)
        if items is not None:
            yield page, items


async def _limited(values: AsyncIterator[V], limit: int | None) -> AsyncIterator[V]:
    left = limit
    while left != 0:
        try:
            value = await anext(values)
        except StopAsyncIteration:
            return
        yield value
        left = None if left is None else left - 1
