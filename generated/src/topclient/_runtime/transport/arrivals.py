"""Whether a kept connection of asyncio may be used once more.

In:  its socket. Out: whether there is something to read, which nobody asked for, if only the end.
"""

from __future__ import annotations

import asyncio.trsock
import select
import sys


def has_bytes(connection: asyncio.trsock.TransportSocket) -> bool:
    """Whether something came, if only the end, while the event loop had other things to do."""
    if sys.platform == "win32":
        return bool(select.select([connection], [], [], 0)[0])
    poll = select.poll()  # select() knows no file numbers above 1023
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(0))
