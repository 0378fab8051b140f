"""Where replies may go."""

import pytest

from bot.channels.teams.service_urls import allow_list, loopback

ALLOWED = allow_list(("smba.trafficmanager.net", ".teams.example"))


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net",
        "https://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net/uk/",
        "https://smba.trafficmanager.net:443/emea/0a1b2c3d-0000-4000-8000-00000000000e/",
        "https://uk.teams.example/v1",
    ],
)
def test_an_address_of_the_service_is_allowed(url: str) -> None:
    assert ALLOWED(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://smba.trafficmanager.net/uk/",
        "https://evil.example/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://evilsmba.trafficmanager.net/",
        "https://other.trafficmanager.net/",
        "https://trafficmanager.net/",
        "https://teams.example/",
        "https://evilteams.example/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://user:word@smba.trafficmanager.net/",
        "https://evil.example#@smba.trafficmanager.net/",
        "https://evil.example\\@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net:443@evil.example/",
        "https://smba.trafficmanager.net./",
        "https://SMBA.trafficmanager.net/",
        "https://smba.trafficmanager.net/../x",
        "https://smba.trafficmanager.net/%2e%2e/x",
        "https://smba.trafficmanager.net//evil.example/",
        "https://smba.trafficmanager.net/?next=x",
        "https://smba.trafficmanager.net/\r\nHost: evil.example",
        "https://smba.trafficmanager.net/\n",
        " https://smba.trafficmanager.net/",
        "https://smba。trafficmanager.net/",
        "https:///smba.trafficmanager.net/",
        "//smba.trafficmanager.net/",
        "https://127.0.0.1/",
        "https://smba.trafficmanager.net/" + "a" * 300,
        "",
    ],
)
def test_anything_else_is_not(url: str) -> None:
    assert not ALLOWED(url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:56150/_connector", "http://localhost/", "https://[::1]:80/x"]
)
def test_local_mode_answers_to_this_machine(url: str) -> None:
    assert loopback(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1.evil.example/",
        "http://127.0.0.1@evil.example/",
        "http://localhost.evil.example/",
        "http://127.0.0.2/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://2130706433/",
        "ftp://127.0.0.1/",
        "http://127.0.0.1:123456/",
        "file:///etc/passwd",
    ],
)
def test_local_mode_answers_to_nothing_else(url: str) -> None:
    assert not loopback(url)
