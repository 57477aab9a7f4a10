"""The proxies that the environment asks for: ``HTTPS_PROXY``, ``HTTP_PROXY``, ``ALL_PROXY``, ``NO_PROXY``.

In:  where a call goes. Out: the address of a proxy, or None. On Windows and macOS the system's settings count too.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from urllib.request import getproxies, proxy_bypass


def find_proxy(scheme: str, host: str) -> str | None:
    """Return the proxy for calls to a host; a proxy without a scheme speaks HTTP."""
    proxies = getproxies()
    address = proxies.get(scheme) or proxies.get("all")
    if not address or proxy_bypass(host) or _in_networks(host, proxies.get("no", "")):
        return None
    return address if "://" in address else f"http://{address}"


def _in_networks(host: str, exempt: str) -> bool:
    """Return whether an address is in a network (``10.0.0.0/8``) of ``NO_PROXY``, which urllib passes over."""
    for entry in exempt.split(","):
        try:
            if "/" in entry and ip_address(host) in ip_network(entry.strip(), strict=False):
                return True
        except ValueError:  # a name, or no network: neither is in the other
            continue
    return False
