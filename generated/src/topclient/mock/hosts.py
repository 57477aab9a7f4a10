"""To whom the log is shown: browsers that were sent here under a stranger's name are turned away.

In:  the Host header of a request. Out: whether it names this machine.
A page of somebody else may let its own name point to the loopback (DNS rebinding) and then read what is served there;
such a request still has that name in its Host header. An address in digits cannot be borrowed that way.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

REFUSAL = (
    "This is shown under localhost, under addresses in digits, and under the name that the gateway listens at "
    "(--host), so that no page from elsewhere reads it.\n"
)


def is_own_host(header: str | None, listening: str) -> bool:
    """Return whether a Host header may be trusted; ``listening`` is the name or address that was listened at."""
    if not header:  # no browser leaves it out
        return True
    try:
        name = urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return False
    return name in ("localhost", listening.lower()) or name.endswith(".localhost") or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        return bool(ip_address(name))
    except ValueError:
        return False
