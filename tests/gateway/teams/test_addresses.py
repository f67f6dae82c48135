"""Where the gateway sends to: Microsoft's connectors and nowhere else, however the address is written."""

import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.gateway.teams.addresses import ForbiddenAddressError, ServiceAddresses
from tests.gateway.edge_servers import EdgeServer
from tests.gateway.teams.conftest import Chat

GOOD = [
    "https://smba.trafficmanager.net",
    "https://smba.trafficmanager.net/uk/",
    "https://smba.trafficmanager.net/emea/11111111-2222-4333-8444-555555555555/",
    "https://europe.botframework.com",
    "https://webchat.botframework.com/",
]
HOSTILE = {
    "not https": "http://smba.trafficmanager.net/uk/",
    "another scheme": "ftp://smba.trafficmanager.net/uk/",
    "a file": "file:///etc/passwd",
    "no scheme": "smba.trafficmanager.net/uk/",
    "no scheme, two slashes": "//smba.trafficmanager.net/uk/",
    "the scheme in capitals": "HTTPS://smba.trafficmanager.net/uk/",
    "the host in capitals": "https://SMBA.trafficmanager.net/uk/",
    "another host": "https://evil.example/uk/",
    "the host with a tail": "https://smba.trafficmanager.net.evil.example/",
    "the host with a head": "https://evil-smba.trafficmanager.net/",
    "a host below": "https://x.smba.trafficmanager.net/",
    "another host of the same place": "https://evil.trafficmanager.net/",
    "the place itself": "https://trafficmanager.net/",
    "the domain itself": "https://botframework.com/",
    "the domain without a dot": "https://evilbotframework.com/",
    "the domain with a tail": "https://x.botframework.com.evil.example/",
    "an empty label": "https://.botframework.com/",
    "two dots": "https://x..botframework.com/",
    "a dot at the end": "https://smba.trafficmanager.net./",
    "a name before the host": "https://smba.trafficmanager.net@evil.example/",
    "a name and a password": "https://a:b@smba.trafficmanager.net/",
    "an encoded sign": "https://smba.trafficmanager.net%40evil.example/",
    "a backslash": "https://evil.example\\.botframework.com/",
    "a backslash as slash": "https:\\\\smba.trafficmanager.net\\uk",
    "a port": "https://smba.trafficmanager.net:8443/",
    "the usual port": "https://smba.trafficmanager.net:443/",
    "a query": "https://smba.trafficmanager.net/?x=1",
    "a fragment": "https://smba.trafficmanager.net/#x",
    "a fragment as host": "https://evil.example#.botframework.com/",
    "a query as host": "https://evil.example?.botframework.com/",
    "a path as host": "https://evil.example/.botframework.com/",
    "a way up": "https://smba.trafficmanager.net/../x/",
    "an encoded way up": "https://smba.trafficmanager.net/%2e%2e/x/",
    "an empty part": "https://smba.trafficmanager.net//evil.example/",
    "a line break": "https://smba.trafficmanager.net/\nHost: evil.example",
    "a line break at the end": "https://smba.trafficmanager.net/\n",
    "a tab in the host": "https://smba.traffic\tmanager.net/",
    "a space": "https://smba.trafficmanager.net /",
    "a look-alike letter": "https://smbа.trafficmanager.net/",
    "a full-width dot": "https://x．botframework．com/",
    "an international name": "https://xn--botframework-9db.com/",
    "this machine": "http://127.0.0.1:8001/",
    "this machine by name": "https://localhost/",
    "this machine in six": "https://[::1]/",
    "this machine as a number": "https://2130706433/",
    "the cloud's own service": "http://169.254.169.254/metadata",
    "far too long": "https://smba.trafficmanager.net/" + "a" * 500,
    "nothing": "",
}


@pytest.mark.parametrize("address", GOOD)
def test_microsofts_connectors_are_allowed(address: str) -> None:
    assert ServiceAddresses().check(address) == address.rstrip("/")


# Whom this process looked up or called, while a test listens; an audit hook stays until the process ends.
CALLED: list[tuple[str, int]] | None = None


def listen(event: str, arguments: tuple[Any, ...]) -> None:
    if CALLED is not None and event == "socket.getaddrinfo":
        CALLED.append((str(arguments[0]), int(arguments[1] or 0)))
    elif CALLED is not None and event == "socket.connect" and isinstance(arguments[1], tuple):
        CALLED.append(arguments[1][:2])


@pytest.fixture(scope="module", autouse=True)
def listening() -> None:
    sys.addaudithook(listen)


@pytest.fixture
def called() -> Iterator[list[tuple[str, int]]]:
    global CALLED
    CALLED = []
    yield CALLED
    CALLED = None


@pytest.mark.parametrize("address", HOSTILE.values(), ids=HOSTILE.keys())
async def test_a_hostile_address_is_refused_and_nobody_is_called(
    address: str, chat: Chat, shared_rasa: EdgeServer, staff_api: EdgeServer, called: list[tuple[str, int]]
) -> None:
    # Even with a token that names it, as a stolen signing key would allow.
    token = chat.edge.sign(chat.edge.claims(serviceurl=address))
    assert (await chat.deliver(chat.activity(serviceUrl=address), token)).status_code in (401, 403)
    # Only a last message, to a good address, makes the gateway speak to anybody.
    assert await chat.told_nothing()
    assert chat.edge.elsewhere == []
    ours = {place_of(url) for url in (str(chat.client.base_url), chat.edge.url, shared_rasa.url, staff_api.url)}
    assert place_of(chat.edge.url) in called
    assert set(called) <= ours


def place_of(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return str(parts.hostname), int(parts.port or 0)


@pytest.mark.parametrize("address", [None, 1, True, ["https://smba.trafficmanager.net"], {"a": 1}])
def test_only_a_text_is_an_address(address: object) -> None:
    with pytest.raises(ForbiddenAddressError):
        ServiceAddresses().check(address)


@pytest.mark.parametrize("tail", ["1/x", ".evil.example/", "@evil.example/", "/../x"])
def test_a_local_address_is_whole_as_well(tail: str) -> None:
    addresses = ServiceAddresses(("http://127.0.0.1:9",))
    assert addresses.check("http://127.0.0.1:9/_connector/") == "http://127.0.0.1:9/_connector"
    with pytest.raises(ForbiddenAddressError):
        addresses.check(f"http://127.0.0.1:9{tail}")


async def test_a_redirect_is_not_followed(chat: Chat) -> None:
    elsewhere = {"Location": f"{chat.edge.url}/elsewhere"}
    chat.edge.answers[chat.id] = lambda number: (307, elsewhere, {})
    before = await chat.count("undelivered")
    await chat.say("hello")
    await chat.told()
    assert await chat.becomes("undelivered", before + 1)
    assert chat.edge.elsewhere == []
