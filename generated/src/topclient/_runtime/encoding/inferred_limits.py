"""Warnings about arguments beyond limits that only the prose of a page states; nothing is refused here.

In:  a request whose arguments may be sent. Out: a ``LimitWarning`` for each that lies beyond such a limit.
Checks are compiled once per class, and a class without such limits costs nothing. Text that is a number has its size
held against bounds, too: the platform takes prices as text.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, TypeAlias

from topclient._runtime.errors import LimitWarning
from topclient._runtime.model import Inferred, Request, Struct
from topclient._runtime.schema import Attribute, once_per_class, schema_of

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_Find: TypeAlias = Callable[[Any], Iterator[tuple[str, str]]]
"""From a value to paths below it and what is the matter there."""


def warn_beyond_limits(request: Request[Any]) -> None:
    """Warn whoever made the call of each argument beyond a limit."""
    cls = type(request)
    if not _has_limits(cls):
        return
    for path, words in _find_in_struct(request):
        message = f"{cls.__api__.name}: {path}: {words}, as the words of the page have it; sent all the same"
        warnings.warn(LimitWarning(message), stacklevel=_outside())


def _outside() -> int:
    """Return how many frames above the caller of this is the first one that is not in this package."""
    package = __name__.partition(".")[0]
    frame, level = sys._getframe(1), 1
    while frame.f_back and frame.f_globals.get("__name__", "").partition(".")[0] == package:
        frame, level = frame.f_back, level + 1
    return level


@once_per_class
def _has_limits(cls: type[Struct]) -> bool:
    """Return whether an object of a class can hold anything to check, however deep."""
    known, waiting = {cls}, [cls]
    for current in waiting:
        for attribute in schema_of(current):
            if attribute.limits.inferred:
                return True
            if attribute.struct and attribute.struct not in known:
                known.add(attribute.struct)
                waiting.append(attribute.struct)
    return False


@once_per_class
def _finders(cls: type[Struct]) -> tuple[tuple[Attribute, _Find], ...]:
    return tuple(
        (attribute, _finder(attribute))
        for attribute in schema_of(cls)
        if attribute.limits.inferred or (attribute.struct and _has_limits(attribute.struct))
    )


def _find_in_struct(struct: Struct) -> Iterator[tuple[str, str]]:
    for attribute, find in _finders(type(struct)):
        value = getattr(struct, attribute.attr)
        for path, words in find(value) if value is not None else ():
            yield attribute.wire + path, words


def _finder(attribute: Attribute) -> _Find:
    limits = attribute.limits.inferred or Inferred()

    def find_in_item(item: Any) -> Iterator[tuple[str, str]]:
        if isinstance(item, Struct):
            yield from ((f".{path}", words) for path, words in _find_in_struct(item))
        else:
            yield from (("", words) for words in _check_value(item, limits))

    def find_in_list(items: list[Any]) -> Iterator[tuple[str, str]]:
        if limits.max_items is not None and len(items) > limits.max_items:
            yield "", f"has {len(items)} items, at most {limits.max_items} are allowed"
        for index, item in enumerate(items):
            yield from ((f"[{index}]{path}", words) for path, words in find_in_item(item))

    return find_in_list if attribute.is_list else find_in_item


def _check_value(value: Any, limits: Inferred) -> Iterator[str]:
    if isinstance(value, str):
        yield from _check_length(value, limits)
    low, above, high = limits.minimum, limits.more_than, limits.maximum
    if low is None and above is None and high is None:
        return
    number = Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else value
    if not isinstance(number, int | Decimal) or isinstance(number, bool):
        return
    if low is not None and number < low:
        yield f"is {number}, at least {low} is allowed"
    if above is not None and number <= above:
        yield f"is {number}, only more than {above} is allowed"
    if high is not None and number > high:
        yield f"is {number}, at most {high} is allowed"


def _check_length(text: str, limits: Inferred) -> Iterator[str]:
    if limits.max_length is not None and len(text) > limits.max_length:
        yield f"has {len(text)} characters, at most {limits.max_length} are allowed"
    if limits.max_bytes is not None and (size := len(text.encode())) > limits.max_bytes:
        yield f"has {size} bytes in UTF-8, at most {limits.max_bytes} are allowed"
