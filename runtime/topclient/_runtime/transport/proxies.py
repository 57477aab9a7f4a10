"""The proxies that the environment asks for: ``HTTPS_PROXY``, ``HTTP_PROXY``, ``ALL_PROXY``, ``NO_PROXY``.

In:  where a call goes. Out: the address of a proxy, or None. On Windows and macOS the system's settings count too.
No address is shown in an error, since a password may be part of it.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from topclient._runtime.errors import ArgumentError

HTTP_PROXIES = ("http", "https")
ALL_PROXIES = (*HTTP_PROXIES, "socks5", "socks5h")


def find_proxy(scheme: str, host: str, kinds: tuple[str, ...] = ALL_PROXIES) -> str | None:
    """Return the proxy for calls to a host; a proxy without a scheme speaks HTTP.

    Raises:
        ArgumentError: what is set is no address of a proxy of these kinds.
    """
    proxies = getproxies()
    name = scheme if proxies.get(scheme) else "all"
    address = proxies.get(name)
    if not address or proxy_bypass(host) or _in_networks(host, proxies.get("no", "")):
        return None
    address = address if "://" in address else f"http://{address}"
    if not _is_proxy(address, kinds):
        forms = " or ".join(f"{kind}://" for kind in kinds)
        reason = f"this is no address of a proxy: {forms}, then host:port, or user:password@host:port in percent-code"
        raise proxy_error(scheme, reason)
    return address


def proxy_error(scheme: str, reason: str) -> ArgumentError:
    """Return the error for the proxy that is set for a scheme."""
    name = scheme if getproxies().get(scheme) else "all"
    return ArgumentError("settings of the environment", f"{name.upper()}_PROXY", reason)


def _is_proxy(address: str, kinds: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in kinds and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number, or half an IPv6 address
        return False


def _in_networks(host: str, exempt: str) -> bool:
    """Return whether an address is in a network (``10.0.0.0/8``) of ``NO_PROXY``, which urllib passes over."""
    for entry in exempt.split(","):
        try:
            if "/" in entry and ip_address(host) in ip_network(entry.strip(), strict=False):
                return True
        except ValueError:  # a name, or no network: neither is in the other
            continue
    return False
