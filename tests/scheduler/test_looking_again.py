"""Between being put into the outbox and leaving, the world may have changed: the post looks again."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from dialogs.exchange.reply import Press
from storage.store import Store
from storage.tables import Absence, Person
from storage.unit import UnitOfWork
from supervision import absences, sessions
from supervision.work import Work
from tests.scenarios.council import clock_work, keep_cases, keep_session, keep_team
from tests.scenarios.house import Living, living, readable
from tests.scheduler.posting import rows
from tests.support.stores import Clock

TUESDAY = datetime(2026, 11, 24, 14, tzinfo=UTC)
DIGEST, REMINDER = "prep/supervisor/supervisor", "prep/supervisee/owner"


@pytest.fixture
def here(store: Store, clock: Clock) -> Living:
    """Monday 07:00; wren and finch meet sorrel tomorrow."""
    clock.now = datetime(2026, 11, 23, 7, tzinfo=UTC)
    here = living(store, clock)

    def keep(uow: UnitOfWork) -> None:
        keep_team(uow, "wren", "finch")
        for name in ("wren", "finch"):
            keep_session(
                clock_work(uow, here.policies),
                f"of-{name}",
                name,
                TUESDAY,
                keep_cases(uow, name, f"CB-{name}"),
            )

    store.run_now(keep)
    return here


async def put_what_is_due(here: Living) -> None:
    """It is nine o'clock: what is due stands in the outbox and has not left."""
    here.clock.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    while await here.store.run(here.house.sweep.settle):
        pass


def states(here: Living, kind: str) -> dict[str, str]:
    """State by recipient, of one kind of row."""
    return {one.recipient_id: one.state for one in rows(here.store) if one.kind == kind}


async def as_person(here: Living, person_id: str, press: Press) -> None:
    await here.chat(person_id).send(press)


async def test_a_duty_met_meanwhile_is_not_reminded_of(here: Living) -> None:
    await put_what_is_due(here)
    await as_person(here, "wren", Press("ready", "of-wren", 1))
    await here.house.sweep.dispatcher.run_once()
    assert states(here, REMINDER) == {"wren": "skipped", "finch": "sent"}
    assert here.inbox.of("wren") == []


async def test_a_session_cancelled_meanwhile_is_in_nobodys_digest(here: Living) -> None:
    await put_what_is_due(here)

    def cancel(uow: UnitOfWork) -> None:
        for name in ("wren", "finch"):
            sessions.cancel(Work(uow, here.policies, "sorrel"), f"of-{name}", name, "other")

    await here.store.run(cancel)
    await here.house.sweep.dispatcher.run_once()
    assert set(states(here, DIGEST).values()) == {"skipped"}


async def test_cover_arranged_meanwhile_takes_the_word_from_the_old_owner(here: Living) -> None:
    def away(uow: UnitOfWork) -> None:
        uow.session.add(Absence(id="away", person_id="sorrel", from_on=date(2026, 11, 23), planned=True))

    def cover(uow: UnitOfWork) -> None:
        absences.arrange_cover(Work(uow, here.policies, "maple"), "away", "briar", None)

    await put_what_is_due(here)
    await here.store.run(away)
    await here.store.run(cover)
    await here.house.sweep.dispatcher.run_once()
    assert set(states(here, DIGEST)) >= {"sorrel"}
    assert states(here, DIGEST)["sorrel"] == "skipped"
    assert here.inbox.of("sorrel") == []


async def test_somebody_who_went_away_meanwhile_is_not_reminded(here: Living) -> None:
    await put_what_is_due(here)
    await here.store.run(
        lambda uow: uow.session.add(Absence(id="away", person_id="wren", from_on=date(2026, 11, 23)))
    )
    await here.house.sweep.dispatcher.run_once()
    assert states(here, REMINDER) == {"wren": "skipped", "finch": "sent"}


async def test_what_was_dropped_while_somebody_was_away_reaches_them_on_return(here: Living) -> None:
    def away(uow: UnitOfWork) -> None:
        absences.away(
            Work(uow, here.policies, "wren"), "wren", date(2026, 11, 23), planned=False, expected_back=None
        )

    def back(uow: UnitOfWork) -> None:
        absences.back(Work(uow, here.policies, "wren"), "wren", date(2026, 11, 23))

    await put_what_is_due(here)
    await here.store.run(away)
    await here.house.sweep.dispatcher.run_once()
    assert states(here, REMINDER)["wren"] == "skipped"
    await here.store.run(back)
    await here.house.sweep.dispatcher.run_once()
    assert states(here, REMINDER)["wren"] == "sent"


async def test_that_somebody_is_noted_as_away_does_not_wait_for_their_return(here: Living) -> None:
    def away(uow: UnitOfWork) -> None:
        work = Work(uow, here.policies, "sorrel")
        absences.away(work, "wren", date(2026, 11, 23), planned=False, expected_back=None)

    here.clock.now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    await here.store.run(away)
    here.clock.now += timedelta(minutes=2)
    await here.house.sweep.dispatcher.run_once()
    assert states(here, "noted-away") == {"wren": "sent"}
    (noted,) = here.inbox.of("wren")
    assert "since Monday 23 November 2026" in noted.text


async def test_somebody_who_has_left_is_not_told(here: Living) -> None:
    def leave(uow: UnitOfWork) -> None:
        wren = uow.session.get(Person, "wren")
        assert wren is not None
        wren.left_on = date(2026, 11, 22)

    await put_what_is_due(here)
    await here.store.run(leave)
    await here.house.sweep.dispatcher.run_once()
    assert states(here, REMINDER)["wren"] == "skipped"


async def test_what_comes_up_late_in_the_evening_waits_for_the_morning(here: Living) -> None:
    """The bot was stopped from the morning until after six: nobody is told at night."""
    await put_what_is_due(here)
    here.clock.now = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
    assert await here.house.sweep.dispatcher.run_once() == []
    due = (REMINDER, DIGEST)
    waiting = [one.send_after for one in rows(here.store) if one.state == "pending" and one.kind in due]
    assert set(waiting) == {datetime(2026, 11, 24, 9, tzinfo=UTC)}
    left = await here.go_to(datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert {(one.person, one.kind) for one in left} >= {("wren", REMINDER), ("sorrel", DIGEST)}


async def test_several_for_one_person_on_one_morning_leave_as_one_message(here: Living) -> None:
    left = await here.morning(date(2026, 11, 23))
    assert [one.kind for one in left if one.person == "sorrel"].count(DIGEST) == 2
    (message,) = here.inbox.of("sorrel")
    assert "things for you today" in message.text
    assert "Wren Hale" in readable(message)
    assert "Finch Hale" in readable(message)
    assert "CB-" not in readable(message)


@pytest.mark.parametrize(
    ("session_on", "mornings"),
    [
        # The clocks go back on Sunday 25 October 2026, in the night between two of the reminders.
        (date(2026, 10, 27), [datetime(2026, 10, 20, 8, tzinfo=UTC), datetime(2026, 10, 26, 9, tzinfo=UTC)]),
        # They go forward on Sunday 28 March 2027, at Easter.
        (date(2027, 3, 31), [datetime(2027, 3, 22, 9, tzinfo=UTC), datetime(2027, 3, 30, 8, tzinfo=UTC)]),
    ],
)
async def test_a_change_of_the_clocks_leaves_the_morning_message_at_nine_on_the_wall(
    store: Store, clock: Clock, session_on: date, mornings: list[datetime]
) -> None:
    clock.now = datetime(2026, 10, 1, 10, tzinfo=UTC)
    here = living(store, clock)

    def keep(uow: UnitOfWork) -> None:
        keep_team(uow, "wren")
        starts_at = datetime.combine(session_on, time(13), UTC)
        cases = keep_cases(uow, "wren", "CB-1")
        keep_session(clock_work(uow, here.policies), "of-wren", "wren", starts_at, cases)

    await store.run(keep)
    left = await here.go_to(datetime.combine(session_on, time(12), UTC))
    assert [one.at for one in left if one.kind == REMINDER] == mornings
