"""From which address does a request come? What a stranger writes into X-Forwarded-For counts for nothing.

Each proxy adds the address it was called from at the right of X-Forwarded-For. So the header is read from the right,
and only as far as the proxies of `settings.TRUSTED_PROXIES` wrote it: so many of them, or those in listed networks.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address


def client_address(request: HttpRequest) -> str | None:
    """Return the caller's address, or None where there is none (such as a Unix socket without a trusted proxy)."""
    found = _found(request)
    return str(found).partition("%")[0] if found else None


def address_to_count(request: HttpRequest) -> str | None:
    """Return the address under which attempts are counted: whoever has one IPv6 address has a whole /64 of them."""
    found = _found(request)
    if isinstance(found, IPv6Address):
        return str(ip_network((found.packed, 64), strict=False).network_address)
    return str(found) if found else None


def _found(request: HttpRequest) -> Address | None:
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    found = None
    for hop, text in enumerate([request.META.get("REMOTE_ADDR", ""), *reversed(forwarded)]):
        address = _parsed(text)
        if address is not None:
            found = address
        elif hop > 0 or not _is_trusted(hop, None):
            break  # whatever stands further left was not written by a proxy of ours
        if not _is_trusted(hop, address):
            break
    return found


def _is_trusted(hop: int, address: Address | None) -> bool:
    proxies = settings.TRUSTED_PROXIES
    if isinstance(proxies, int):
        return hop < proxies
    return address is not None and any(address in network for network in proxies)


def _parsed(text: str) -> Address | None:
    """Read `192.0.2.1`, `192.0.2.1:443`, `2001:db8::1` or `[2001:db8::1]:443`."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
