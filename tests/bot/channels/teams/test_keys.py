"""Following the keys that tokens are signed with."""

import asyncio

import pytest

from bot.channels.teams.keys import AT_MOST_EVERY, FRESH_FOR, Keys, KeysUnreachable
from tests.bot.channels.teams.issuer import METADATA, Issuer


class Seconds:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("first")


@pytest.fixture
def keys(issuer: Issuer, seconds: Seconds) -> Keys:
    return Keys(issuer.fetch, METADATA, seconds=seconds)


async def test_keys_are_fetched_once_for_many_tokens(keys: Keys, issuer: Issuer) -> None:
    for _ in range(50):
        assert await keys.get("first") is not None
    assert len(issuer.fetched) == 2


async def test_many_tokens_at_once_fetch_once(keys: Keys, issuer: Issuer) -> None:
    found = await asyncio.gather(*(keys.get("first") for _ in range(50)))
    assert None not in found
    assert len(issuer.fetched) == 2


async def test_a_new_key_is_followed_at_once(keys: Keys, issuer: Issuer, seconds: Seconds) -> None:
    await keys.get("first")
    seconds.now += AT_MOST_EVERY
    issuer.key_ids = ["second"]
    assert await keys.get("second") is not None
    # The old one is gone with it.
    assert await keys.get("first") is None


async def test_invented_keys_do_not_hammer_the_address(keys: Keys, issuer: Issuer, seconds: Seconds) -> None:
    await keys.get("first")
    for number in range(1000):
        assert await keys.get(f"invented-{number}") is None
    assert len(issuer.fetched) == 2
    seconds.now += AT_MOST_EVERY
    for number in range(1000):
        assert await keys.get(f"invented-{number}") is None
    assert len(issuer.fetched) == 4


async def test_an_address_that_is_down_is_asked_as_seldom(
    keys: Keys, issuer: Issuer, seconds: Seconds
) -> None:
    issuer.down = True
    for _ in range(100):
        with pytest.raises(KeysUnreachable):
            await keys.get("first")
    assert len(issuer.fetched) == 1
    issuer.down = False
    seconds.now += AT_MOST_EVERY
    assert await keys.get("first") is not None


async def test_keys_are_looked_up_anew_each_day_and_old_ones_serve_on_meanwhile(
    keys: Keys, issuer: Issuer, seconds: Seconds
) -> None:
    await keys.get("first")
    seconds.now += FRESH_FOR
    issuer.down = True
    assert await keys.get("first") is not None
    assert len(issuer.fetched) == 3
    issuer.down, issuer.key_ids = False, ["second"]
    seconds.now += AT_MOST_EVERY
    assert await keys.get("first") is None


async def test_keys_that_stand_elsewhere_are_not_taken(keys: Keys, issuer: Issuer) -> None:
    issuer.key_set_at = "https://evil.example/keys"
    with pytest.raises(KeysUnreachable):
        await keys.get("first")
    assert issuer.fetched == [METADATA]


@pytest.mark.parametrize("answer", [None, [], {}, {"jwks_uri": 7}, {"keys": []}, {"keys": "x"}, "text"])
async def test_an_answer_that_is_no_key_set_is_as_none(answer: object) -> None:
    async def fetch(address: str) -> object:
        return answer

    with pytest.raises(KeysUnreachable):
        await Keys(fetch, METADATA).get("first")


async def test_a_key_that_cannot_be_read_is_left_out() -> None:
    issuer = Issuer("first")

    async def fetch(address: str) -> object:
        if address == METADATA:
            return await issuer.fetch(address)
        broken = [{"kty": "RSA", "kid": "broken", "n": "!", "e": 7}, {"kty": "EC", "kid": "other"}, "text"]
        return {"keys": [*broken, issuer.published("first")]}

    keys = Keys(fetch, METADATA)
    assert await keys.get("first") is not None
    assert await keys.get("broken") is None
