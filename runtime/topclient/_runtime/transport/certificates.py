"""The certificates that this machine trusts, read once a process, when the first connection is made that needs them.

In:  what reads them, which is the HTTP library. Out: an ``ssl.SSLContext`` that all clients of the process share.
Reading takes some fifty milliseconds of a core, so that fifty threads that each did it would miss their deadlines.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ssl import SSLContext

_Make: TypeAlias = "Callable[[], SSLContext]"
_Key: TypeAlias = "tuple[_Make, str | None, str | None]"
_read: dict[_Key, SSLContext] = {}
_reading = Lock()


def trust(make: _Make) -> SSLContext:
    """Return what a library makes of the certificates that the machine, or its environment, names."""
    key = _key(make)
    context = _read.get(key)
    if context is None:
        with _reading:  # whoever comes second finds what the first one has read
            context = _read[key] if key in _read else _read.setdefault(key, make())
    return context


async def trust_in_thread(make: _Make) -> SSLContext:
    """Return the same; an event loop goes on while they are read."""
    context = _read.get(_key(make))
    if context is not None:
        return context
    import asyncio  # not for programs that only wait

    return await asyncio.to_thread(trust, make)


def needs_trust(url: str) -> bool:
    """Return whether connections to an address are encrypted."""
    return url[:6].lower() == "https:"


def _key(make: _Make) -> _Key:
    return make, os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")


def _begin_child() -> None:
    """Let a forked process read for itself what a thread of its parent was reading."""
    global _reading
    _reading = Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_child)
