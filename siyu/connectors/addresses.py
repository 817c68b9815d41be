"""Which addresses a webhook may reach: the public internet, nothing of ours.

Asked after the name is resolved, about the very address that is then connected to.
"""

import ipaddress

from siyu.kernel.errors import SiyuError

# Addresses that ``ipaddress`` holds for global (some Pythons more than others), or that lead to
# another address inside.
_REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "::ffff:0:0/96",  # IPv4-mapped
        "::/96",  # IPv4-compatible
        "64:ff9b::/96",  # NAT64 (RFC 6052)
        "64:ff9b:1::/48",  # NAT64 of one's own (RFC 8215)
        "2002::/16",  # 6to4
        "2001::/32",  # Teredo
        "fec0::/10",  # site-local
        "3fff::/20",  # documentation (RFC 9637)
        "5f00::/16",  # segment routing (RFC 9602)
        "192.0.0.0/24",  # protocol assignments, metadata of Oracle among them
        "192.88.99.0/24",  # relays of 6to4
        "168.63.129.16/32",  # metadata of Azure; other clouds' are link-local, shared or unique local
    )
)


class AddressRefused(SiyuError):
    """The address is not on the public internet."""


def check_address(text: str) -> None:
    """Refuse private, loopback, link-local, shared, multicast, reserved and tunnelled addresses.

    Args:
        text: an IPv4 or IPv6 address, as the resolver gives it.

    Raises:
        AddressRefused: not on the public internet.

    """
    address = ipaddress.ip_address(text.partition("%")[0])
    if (
        not address.is_global
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or any(address in network for network in _REFUSED if network.version == address.version)
    ):
        raise AddressRefused
