"""The local clock: forward only, every instant on the way in its turn, and what left is told."""

from datetime import datetime

import pytest

from bot.clock import MovableClock
from storage.store import Store
from tests.bot.channels.local.conftest import serving
from tests.bot.channels.local.page import Page


async def test_what_falls_due_on_the_way_leaves_in_order_each_at_its_own_instant(page: Page) -> None:
    answer = await page.clock_to("2026-11-25T12:00:00Z")
    assert answer["now"].startswith("2026-11-25T12:00:00")
    instants = [one["at"] for one in answer["sent"]]
    assert instants == sorted(instants)
    told = {(one["person"], one["kind"]): one["at"] for one in answer["sent"]}
    assert told["wren", "prep/supervisee/owner"] == "2026-11-23T09:00:00Z"
    assert told["sorrel", "prep/supervisor/supervisor"] == "2026-11-23T09:00:00Z"
    assert all(set(one) == {"message", "person", "kind", "duty", "at"} for one in answer["sent"])


async def test_what_was_sent_stands_in_the_chats(page: Page) -> None:
    answer = await page.clock_to("2026-11-23T09:00:00Z")
    for person in {one["person"] for one in answer["sent"]}:
        assert [one["kind"] for one in await page.history(person)] == ["nudge"]


async def test_matters_that_leave_together_are_told_as_one_message(page: Page) -> None:
    sent = (await page.clock_to("2026-12-07T12:00:00Z"))["sent"]
    people = {one["person"] for one in sent}
    in_chats = sum([len(await page.history(person)) for person in people])
    assert len({one["message"] for one in sent}) == in_chats < len(sent)


@pytest.mark.parametrize(
    "instant", ["2026-11-23T07:00:00Z", "2026-11-22T09:00:00Z", "2019-01-01T00:00:00+00:00"]
)
async def test_the_clock_never_goes_back(page: Page, instant: str) -> None:
    await page.post("/local/clock", {"now": instant}, 409)
    assert (await page.get("/local/clock"))["now"] == "2026-11-23T07:00:00Z"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ([], 400),
        ({"now": 5}, 400),
        ({"now": "tomorrow"}, 400),
        ({"now": "2026-11-24"}, 400),
        ({"now": "2026-11-24T09:00:00"}, 400),
        ({"to": "yesterday"}, 400),
        ({"now": "2050-01-01T00:00:00Z"}, 409),
        ({"now": "9999-12-31T23:59:59-14:00"}, 400),
        ({"now": "0001-01-01T00:00:00+14:00"}, 400),
    ],
)
async def test_what_is_no_instant_to_go_to_is_refused_in_a_sentence(
    page: Page, body: object, status: int
) -> None:
    await page.post("/local/clock", body, status)


@pytest.mark.parametrize(
    ("to", "then"),
    [
        ("next-hour", "2026-11-23T08:00:00Z"),
        ("next-morning", "2026-11-23T09:00:00Z"),
        ("next-working-day", "2026-11-23T09:00:00Z"),
    ],
)
async def test_the_pages_buttons_name_their_instant(page: Page, to: str, then: str) -> None:
    answer = await page.post("/local/clock", {"to": to})
    assert answer["now"][:19] == then[:19]


async def test_the_next_working_day_leaves_the_weekend_out(page: Page) -> None:
    await page.clock_to("2026-11-27T09:00:00Z")
    assert (await page.post("/local/clock", {"to": "next-morning"}))["now"][:10] == "2026-11-28"
    assert (await page.post("/local/clock", {"to": "next-working-day"}))["now"][:10] == "2026-11-30"


async def test_the_clock_stays_moved_over_a_restart_and_runs_on(
    council: Store, movable: MovableClock
) -> None:
    async with serving(council, movable) as page:
        await page.clock_to("2026-11-24T12:00:00Z")
    restarted = MovableClock()
    restarted.load(council)
    gone = restarted() - datetime.fromisoformat("2026-11-24T12:00:00+00:00")
    assert 0 <= gone.total_seconds() < 60


async def test_moving_twice_sends_nothing_twice(page: Page) -> None:
    first = await page.clock_to("2026-11-23T10:00:00Z")
    second = await page.clock_to("2026-11-23T11:00:00Z")
    assert first["sent"]
    assert second["sent"] == []
