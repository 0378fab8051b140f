"""Who may post: the token, and what it must agree with."""

import base64
import json
from typing import Any

import pytest

from bot.channels.teams.incoming import read
from bot.channels.teams.intake import Denied
from bot.channels.teams.keys import Keys
from bot.channels.teams.tokens import SKEW, TokenCheck
from tests.bot.channels.teams.client import TENANT
from tests.bot.channels.teams.issuer import APP_ID, METADATA, Issuer, activity
from tests.support.stores import Clock

START = Clock().now


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("first")


@pytest.fixture
def check(issuer: Issuer, clock: Clock) -> TokenCheck:
    def seconds() -> float:
        return (clock.now - START).total_seconds()

    return TokenCheck(Keys(issuer.fetch, METADATA, seconds=seconds), APP_ID, TENANT, clock)


async def status(check: TokenCheck, header: str, **more: object) -> int:
    """How a request with this header is answered."""
    try:
        await check(header, read(activity(**more)))
    except Denied as denied:
        return denied.status
    return 200


async def test_a_good_token_is_let_in(check: TokenCheck, issuer: Issuer, clock: Clock) -> None:
    assert await status(check, f"Bearer {issuer.token(clock.now)}") == 200
    assert await status(check, f"bearer {issuer.token(clock.now)}") == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
        {"iss": None},
        {"aud": "99999999-2222-4333-8444-555555555555"},
        {"aud": [APP_ID, "other"]},
        {"aud": None},
        {"exp": None},
        {"exp": 1},
        {"exp": "soon"},
        {"nbf": 99_999_999_999},
        {"nbf": "later"},
        {"serviceurl": None},
        {"serviceurl": 7},
    ],
    ids=str,
)
async def test_a_token_that_says_something_else_is_not(
    check: TokenCheck, issuer: Issuer, clock: Clock, claims: dict[str, Any]
) -> None:
    assert await status(check, f"Bearer {issuer.token(clock.now, **claims)}") == 401


@pytest.mark.parametrize(
    "how",
    [
        {"algorithm": "none"},
        {"algorithm": "HS256"},
        {"algorithm": "RS512"},
        {"algorithm": "PS256"},
        {"headers": {"kid": "unknown"}},
        {"key_id": "forged", "headers": {"kid": "first"}},
        {"headers": {"crit": ["exp"]}},
    ],
    ids=str,
)
async def test_a_token_signed_in_another_way_is_not(
    check: TokenCheck, issuer: Issuer, clock: Clock, how: dict[str, Any]
) -> None:
    assert await status(check, f"Bearer {issuer.token(clock.now, **how)}") == 401


@pytest.mark.parametrize(
    "header",
    [{"alg": "RS256", "kid": 7}, {"alg": "RS256"}, {"kid": "first"}, {"alg": ["RS256"], "kid": "first"}, []],
)
async def test_a_token_with_another_header_is_not(
    check: TokenCheck, issuer: Issuer, clock: Clock, header: object
) -> None:
    first = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
    token = ".".join((first, *issuer.token(clock.now).split(".")[1:]))
    assert await status(check, f"Bearer {token}") == 401


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "Bearer x",
        "Bearer a.b.c",
        "Bearer é.é.é",
        "Bearer " + "x" * 20_000,
    ],
)
async def test_what_is_no_token_is_not(check: TokenCheck, header: str) -> None:
    assert await status(check, header) == 401


async def test_a_token_whose_content_was_changed_is_not(
    check: TokenCheck, issuer: Issuer, clock: Clock
) -> None:
    good, other = issuer.token(clock.now), issuer.token(clock.now, serviceurl="https://evil.example/")
    swapped = ".".join((good.split(".")[0], other.split(".")[1], good.split(".")[2]))
    assert await status(check, f"Bearer {swapped}") == 401


async def test_a_key_that_may_not_speak_for_teams_does_not(
    check: TokenCheck, issuer: Issuer, clock: Clock
) -> None:
    issuer.channels = ["webchat"]
    assert await status(check, f"Bearer {issuer.token(clock.now)}") == 401


async def test_the_activity_must_agree_with_its_token(
    check: TokenCheck, issuer: Issuer, clock: Clock
) -> None:
    header = f"Bearer {issuer.token(clock.now)}"
    assert await status(check, header, serviceUrl="https://smba.trafficmanager.net/emea/") == 403
    assert await status(check, header, channelData={"tenant": {"id": "another-tenant"}}) == 403
    assert await status(check, header, channelData={}) == 403
    assert await status(check, header, channelData={"tenant": {"id": TENANT.upper()}}) == 200


async def test_a_good_token_is_remembered_until_it_expires(
    check: TokenCheck, issuer: Issuer, clock: Clock
) -> None:
    header = f"Bearer {issuer.token(clock.now)}"
    assert await status(check, header) == 200
    # Remembered by itself: neither its key nor its signature is looked at again.
    issuer.key_ids = []
    clock.move(seconds=3600)
    assert await status(check, header) == 200
    clock.move(seconds=SKEW)
    assert await status(check, header) == 401
    assert await status(check, header) == 401


async def test_what_a_remembered_token_comes_with_is_still_checked(
    check: TokenCheck, issuer: Issuer, clock: Clock
) -> None:
    header = f"Bearer {issuer.token(clock.now)}"
    assert await status(check, header) == 200
    assert await status(check, header, serviceUrl="https://smba.trafficmanager.net/emea/") == 403


async def test_keys_that_rotate_in_the_middle_are_followed(
    check: TokenCheck, issuer: Issuer, clock: Clock
) -> None:
    assert await status(check, f"Bearer {issuer.token(clock.now)}") == 200
    clock.move(minutes=2)
    issuer.key_ids = ["first", "second"]
    assert await status(check, f"Bearer {issuer.token(clock.now, key_id='second')}") == 200
    assert await status(check, f"Bearer {issuer.token(clock.now)}") == 200


async def test_no_keys_means_no_entry_and_no_error(check: TokenCheck, issuer: Issuer, clock: Clock) -> None:
    issuer.down = True
    assert await status(check, f"Bearer {issuer.token(clock.now)}") == 401
