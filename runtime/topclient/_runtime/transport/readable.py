"""Whether there is something to read on a kept connection of asyncio, which nobody asked for, if only its end.

In:  the connection's socket. Out: a boolean; a connection for which it is true is of no more use.
"""

from __future__ import annotations

import asyncio.trsock
import select
import sys


def is_readable(connection: asyncio.trsock.TransportSocket) -> bool:
    """Return whether something came, if only the end, while the event loop had other things to do."""
    if sys.platform == "win32":
        return bool(select.select([connection], [], [], 0)[0])
    poll = select.poll()  # select() knows no file numbers above 1023
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(0))
