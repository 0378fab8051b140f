"""A rule in hours is counted from the moment the session was over, where that is known."""

from collections.abc import Mapping

import pytest

from dialogs.conversations.due import explained
from storage.store import Store
from supervision import sessions
from supervision.duties import explain
from supervision.duties.reading import entry_for
from supervision.policy import Policy
from tests.supervision.policies import changed
from tests.supervision.world import World, at, day
from tests.support.stores import Clock


@pytest.fixture
def hours(sqlite_store: Store, clock: Clock, policies: Mapping[str, Policy]) -> World:
    """Case supervision is recorded within 24 hours; Robin's session is on Monday 23 November from 09:30 to 10:30."""
    clock_in_hours = {"kind": "within_hours", "number": 24}
    policy = changed(policies["central-bedfordshire"], {"rules": {"record-case": {"clock": clock_in_hours}}})
    world = World(sqlite_store, clock, {**policies, policy.key: policy})
    world.planned("s1", "robin", "2026-11-23 09:30")
    world.to("2026-11-24 08:00")
    return world


def test_held_on_its_own_day_the_hours_run_from_its_end(hours: World) -> None:
    hours.do("amara", sessions.held, "s1", day("2026-11-23"))
    duty = hours.duty("record-case")
    assert (duty.due_at, duty.due_on) == (at("2026-11-24 10:30"), day("2026-11-24"))
    found = hours.do("amara", explain, duty.id)
    assert found.due == at("2026-11-24 10:30")
    assert [line.reason for line in found.days] == [
        "counted from 10:30 on 23 November 2026",
        "24 hours later: 10:30 on 24 November 2026",
    ]
    assert hours.differences() == []


def test_held_on_another_day_they_run_from_the_end_of_that_day(hours: World) -> None:
    hours.do("amara", sessions.held, "s1", day("2026-11-24"))
    duty = hours.duty("record-case")
    assert (duty.due_at, duty.due_on) == (at("2026-11-25 23:59:59"), day("2026-11-25"))
    assert hours.differences() == []


def test_the_chat_says_the_hour(hours: World) -> None:
    hours.do("amara", sessions.held, "s1", day("2026-11-23"))
    duty = hours.duty("record-case")
    said = hours.do("amara", lambda work: explained(work, entry_for(work, duty.id)))
    assert ("Due", "Tuesday 24 November 2026 at 10:30") in [
        (fact.label, fact.value) for message in said.messages for fact in message.facts
    ]
