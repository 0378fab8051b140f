"""A 10-minute update as two people live it: started by one, seen by both, timed, paused, stopped, case by case."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from dialogs.exchange.message import Message
from storage.store import Store
from storage.unit import UnitOfWork
from supervision.updates import setting
from supervision.work import Work
from tests.scenarios.council import AUTHORITY, Policies, clock_work, keep_cases, keep_session, keep_team
from tests.scenarios.house import Living, living, readable
from tests.support.stores import Clock

STARTS = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
FIRST, SECOND = "CB-501", "CB-502"
CLAUSE = "ten-minutes: "


def keep_council(policies: Policies, authority: str, uow: UnitOfWork) -> None:
    """Wren is supervised by sorrel this morning, on two cases, and updates are on."""
    keep_team(uow, "wren", "finch", authority=authority)
    cases = keep_cases(uow, "wren", FIRST, SECOND, authority=authority)
    setting.turn_on(Work(uow, policies, "sorrel"), "wren")
    keep_session(clock_work(uow, policies), "today", "wren", STARTS, cases)


@pytest.fixture
async def here(store: Store, clock: Clock) -> Living:
    clock.now = STARTS
    made = living(store, clock)
    await store.run(partial(keep_council, made.policies, AUTHORITY))
    await made.go_to(STARTS)
    made.inbox.sent.clear()
    return made


def last(here: Living, person: str, title: str = "") -> Message:
    """What a person last received, of a title if one is given."""
    return [one for one in here.inbox.of(person) if title in one.title][-1]


async def after(here: Living, **length: float) -> None:
    """Time passes."""
    await here.go_to(here.clock.now + timedelta(**length))


async def test_both_see_start_end_and_what_is_left_and_hear_when_it_is_near_and_over(here: Living) -> None:
    wren = await here.chat("wren").say("update")
    assert f"{FIRST}: Not started" in wren.text
    await wren.press(f"Start: {FIRST}")
    assert "Started: 10:00:00\nEnds: 10:10:00\nLeft: 10 minutes" in wren.text
    assert CLAUSE in wren.text
    await after(here, seconds=1)
    assert "Just listen" in readable(last(here, "sorrel", "10-minute update"))
    box = last(here, "sorrel", "Just listen")
    assert [field.label for field in box.fields] == ["For afterwards"]
    assert [one for one in here.inbox.of("sorrel") if FIRST in readable(one)] == []
    here.inbox.sent.clear()
    await here.go_to(STARTS + timedelta(minutes=7, seconds=59))
    assert here.inbox.sent == []
    left = await here.go_to(STARTS + timedelta(minutes=8))
    assert {(one.person, one.at) for one in left} == {
        (person, STARTS + timedelta(minutes=8)) for person in ("wren", "sorrel")
    }
    for person in ("wren", "sorrel"):
        assert last(here, person).title == "2 minutes left"
        assert "Left: 2 minutes" in readable(last(here, person))
    left = await here.go_to(STARTS + timedelta(minutes=10))
    assert {one.at for one in left} == {STARTS + timedelta(minutes=10)}
    for person in ("wren", "sorrel"):
        assert last(here, person).title == "Time is up"
        assert "Start clarifying questions" in [one.label for one in last(here, person).buttons]


async def test_it_goes_on_through_a_restart_and_whoever_started_it_matters_not(here: Living) -> None:
    sorrel = await (await here.chat("sorrel").say("update")).press(f"Start: {FIRST}")
    assert "For afterwards" in sorrel.text
    await after(here, seconds=1)
    assert "You have the floor" in readable(last(here, "wren"))
    again = living(here.store, here.clock)
    assert [one.at for one in await again.go_to(STARTS + timedelta(minutes=9))] == [
        STARTS + timedelta(minutes=8)
    ] * 2
    # It slept through the end: what holds is said as soon as it is back, and once.
    again.clock.now = STARTS + timedelta(minutes=25)
    late = living(here.store, here.clock)
    assert {(one.person, one.kind) for one in await late.house.sweep.run_once()} == {
        ("wren", "update-timer"),
        ("sorrel", "update-timer"),
    }
    assert await late.house.sweep.run_once() == []
    assert last(late, "wren").title == "Time is up"


async def test_what_the_other_does_changes_the_card_where_it_stands(here: Living) -> None:
    wren = await (await here.chat("wren").say("update")).press(f"Start: {FIRST}")
    await after(here, seconds=1)
    started = last(here, "sorrel", "10-minute update")
    assert not started.in_place
    await after(here, minutes=3)
    await wren.press("Pause")
    await after(here, seconds=1)
    paused = last(here, "sorrel")
    assert (paused.title, paused.in_place, paused.card) == ("Update paused", True, started.card)
    assert "Left: 7 minutes" in readable(paused)
    await after(here, minutes=30)
    assert last(here, "sorrel") == paused
    sorrel = here.chat("sorrel")
    await sorrel.press("Resume", paused)
    left = await here.go_to(here.clock.now + timedelta(minutes=7))
    assert [one.kind for one in left if one.person == "wren"] == [
        "update-changed",
        "update-timer",
        "update-timer",
    ]


async def test_it_skips_quiet_hours_and_leaves_alone(here: Living) -> None:
    evening = STARTS.replace(hour=20)
    await here.store.run(
        lambda uow: keep_session(
            clock_work(uow, here.policies), "evening", "wren", evening, [f"case-{FIRST}", f"case-{SECOND}"]
        )
    )
    await here.go_to(evening)
    assert [one.title for one in here.inbox.of("sorrel")][-1] == "10-minute updates"
    sorrel = here.chat("sorrel")
    await sorrel.press("Start an update", last(here, "sorrel"))
    await sorrel.press(f"Start: {SECOND}")
    here.inbox.sent.clear()
    await after(here, minutes=10)
    assert [one.title for one in here.inbox.of("wren")] == [
        "10-minute update",
        "2 minutes left",
        "Time is up",
    ]


async def test_what_has_moved_on_before_it_leaves_is_not_said(here: Living) -> None:
    wren = await (await here.chat("wren").say("update")).press(f"Start: {FIRST}")
    await wren.press("Pause")
    await wren.press("Resume")
    await after(here, seconds=1)
    assert [one.title for one in here.inbox.of("sorrel")] == ["10-minute update"]
