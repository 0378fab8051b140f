"""A 10-minute update as two people live it: started by one, seen by both, timed, paused, stopped, case by case."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from dialogs.message import Message
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
