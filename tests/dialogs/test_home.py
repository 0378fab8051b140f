"""The page of one's own: the sessions to come, and the ways in."""

from datetime import timedelta
from functools import partial

import pytest

from dialogs.exchange.message import Message
from dialogs.home import SESSIONS, as_of, home
from storage.store import Store
from storage.unit import UnitOfWork
from supervision.policy import load_policies
from supervision.work import Refused, Work
from tests.scenarios.council import clock_work, keep_person, keep_session
from tests.support.stores import Clock

POLICIES = load_policies()


def keep_sessions(count: int, uow: UnitOfWork) -> None:
    """One of yesterday, and so many to come."""
    keep_person(uow, "sam", "team_manager")
    keep_person(uow, "ann", supervisor="sam")
    work = clock_work(uow, POLICIES)
    for number in range(-1, count):
        keep_session(work, f"session{number}", "ann", uow.now + timedelta(days=1 + 2 * number), [])


def page(store: Store, person: str) -> dict[str, Message]:
    """The messages of a person's page by title."""
    found = store.read_now(lambda uow: home(Work(uow, POLICIES, person)))
    return {one.title: one for one in found}


def test_the_next_sessions_of_both_are_named_and_the_rest_are_counted(
    sqlite_store: Store, clock: Clock
) -> None:
    sqlite_store.run_now(partial(keep_sessions, SESSIONS + 2))
    for person, other in (("ann", "Sam"), ("sam", "Ann")):
        *named, rest = page(sqlite_store, person)["Next sessions"].facts
        assert len(named) == SESSIONS
        assert all(f"with {other}" in one.value for one in named)
        assert rest.value == "2 more"


def test_what_is_over_is_no_session_to_come(sqlite_store: Store, clock: Clock) -> None:
    sqlite_store.run_now(partial(keep_sessions, 0))
    found = page(sqlite_store, "ann")["Next sessions"]
    assert (found.text, found.facts) == ("No session is planned with you.", ())


def test_each_part_has_its_own_ways_in(sqlite_store: Store, clock: Clock) -> None:
    sqlite_store.run_now(partial(keep_sessions, 1))
    ways = {
        person: {button.label for button in page(sqlite_store, person)["Start something"].buttons}
        for person in ("ann", "sam")
    }
    assert "Prepare" in ways["ann"]
    assert "Book" in ways["sam"] - ways["ann"]
    assert not {"Due", "due"} & (ways["ann"] | ways["sam"])


def test_it_says_as_of_when_it_is(sqlite_store: Store, clock: Clock) -> None:
    sqlite_store.run_now(partial(keep_sessions, 0))
    said = sqlite_store.read_now(lambda uow: as_of(Work(uow, POLICIES, "ann")))
    assert said.startswith("As of ")
    assert str(clock.now.year) in said


def test_whoever_is_not_known_has_none(sqlite_store: Store) -> None:
    with pytest.raises(Refused):
        page(sqlite_store, "nobody")
