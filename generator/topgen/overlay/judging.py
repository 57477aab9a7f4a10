"""What a correction sets beside what it expects and what the page says.

In:  a ``Change`` and the value of its fact on the page.
Out: the new value, or ``OverlayMismatchError`` where the page says something else; ``OverlayFulfilledError`` where the
page says by now what is set.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec
from msgspec.structs import FieldInfo

from topgen.overlay.model import Change
from topgen.spec.convert import convert
from topgen.spec.yaml_read import YamlNode


def judge_key(change: Change, key: FieldInfo, current: Any) -> Any:
    """Return the new value of a key; null stands for an absent one."""

    def read(node: YamlNode) -> Any:
        return key.default if not key.required and node.data() is None else convert(node, key.type)

    return judge(change, current, read, lambda value: show_value(None if value == key.default else value))


def judge(change: Change, current: Any, read: Callable[[YamlNode], Any], show: Callable[[Any], str]) -> Any:
    """Return the new value of a fact, if the page says what the correction expects."""
    wanted, expected = read(change.set), read(change.expect)
    if wanted == current:
        raise change.at.fulfilled(f"{change}: the page already says {show(current)}")
    if expected != current:
        message = f"{change}: expected {show(expected)}, found {show(current)}"
        raise change.at.mismatch(message, "look at the page again")
    return wanted


def show_value(value: Any) -> str:
    """Return a value as a message shows it, in the words of the file."""
    if isinstance(value, Decimal):
        return str(value)
    written = msgspec.to_builtins(value, builtin_types=(Decimal,))
    text = json.dumps(written, ensure_ascii=False, default=str)
    return text if text.isprintable() else json.dumps(written, default=str)
