"""Whose address is it? Nobody outside may choose it."""

from ipaddress import ip_network

import pytest
from django.test import RequestFactory

from newsroom.client_address import address_to_count, client_address

PEER = "203.0.113.9"


def request(peer=PEER, forwarded=None):
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}
    return RequestFactory().get("/", REMOTE_ADDR=peer, **headers)


def networks(*names):
    return tuple(ip_network(name) for name in names)


@pytest.mark.parametrize("forwarded", [None, "", "198.51.100.1", "198.51.100.1, 127.0.0.1", "garbage"])
def test_with_no_trusted_proxy_only_the_connection_counts(settings, forwarded):
    settings.TRUSTED_PROXIES = 0
    assert client_address(request(forwarded=forwarded)) == PEER


@pytest.mark.parametrize(
    ("count", "forwarded", "found"),
    [
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "1.1.1.1, 198.51.100.1", "198.51.100.1"),  # the left one was sent by the caller
        (2, "1.1.1.1, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "198.51.100.1", "198.51.100.1"),
        (1, None, PEER),
        (1, "garbage", PEER),
        (2, "1.1.1.1, garbage, 10.0.0.2", "10.0.0.2"),
        (1, "198.51.100.1:4711", "198.51.100.1"),
        (1, "[2001:db8::7]:4711", "2001:db8::7"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "::ffff:198.51.100.1", "198.51.100.1"),
    ],
)
def test_behind_so_many_proxies_the_address_is_what_the_outermost_of_them_wrote(settings, count, forwarded, found):
    settings.TRUSTED_PROXIES = count
    assert client_address(request(forwarded=forwarded)) == found


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (PEER, "198.51.100.1", PEER),  # not one of ours: what it says counts for nothing
        ("10.0.0.1", None, "10.0.0.1"),
        ("10.0.0.1", "10.0.0.7", "10.0.0.7"),
        ("10.0.0.1", "<script>", "10.0.0.1"),
        ("fd00::1", "198.51.100.1", "198.51.100.1"),
    ],
)
def test_behind_proxies_of_listed_networks_the_first_stranger_from_the_right_counts(settings, peer, forwarded, found):
    settings.TRUSTED_PROXIES = networks("10.0.0.0/8", "fd00::/8")
    assert client_address(request(peer, forwarded)) == found


def test_behind_a_unix_socket_the_counted_proxy_says_who_calls(settings):
    settings.TRUSTED_PROXIES = 1
    assert client_address(request("", "198.51.100.1")) == "198.51.100.1"
    settings.TRUSTED_PROXIES = 0
    assert client_address(request("", "198.51.100.1")) is None


def test_a_zone_in_an_address_is_left_out(settings):
    settings.TRUSTED_PROXIES = 0
    assert client_address(request("fe80::1%eth0")) == "fe80::1"


def test_attempts_from_one_ipv6_network_are_counted_together(settings):
    settings.TRUSTED_PROXIES = 0
    assert address_to_count(request("2001:db8:0:1::7")) == address_to_count(request("2001:db8:0:1:ffff::8"))
    assert address_to_count(request("2001:db8:0:2::7")) != address_to_count(request("2001:db8:0:1::7"))
    assert address_to_count(request()) == PEER
