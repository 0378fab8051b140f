"""Several things for one person on one morning leave as one message, what cannot wait before the rest."""

from datetime import UTC, date, datetime

from storage.store import Store
from storage.unit import UnitOfWork
from supervision import absences
from supervision.work import Work
from tests.scenarios.council import clock_work, keep_session, keep_team
from tests.scenarios.house import living
from tests.support.stores import Clock

DAY_15 = date(2026, 12, 7)


async def test_an_escalation_is_said_before_the_reminders_of_that_morning(
    sqlite_store: Store, clock: Clock
) -> None:
    here = living(sqlite_store, clock)

    def keep(uow: UnitOfWork) -> None:
        keep_team(uow, "wren")
        keep_session(clock_work(uow, here.policies), "own", "maple", datetime(2026, 12, 8, 14, tzinfo=UTC))
        wren = Work(uow, here.policies, "wren")
        absences.away(wren, "sorrel", date(2026, 11, 23), planned=False, expected_back=None)

    sqlite_store.run_now(keep)
    await here.morning(DAY_15)
    titles = [fact.label for fact in here.inbox.of("maple")[-1].facts]
    assert titles[0] == "1. Arrange cover for Sorrel Hale"
    assert "Prepare for supervision" in str(titles[1:])


async def test_what_is_due_sooner_is_said_before_what_is_due_later(sqlite_store: Store, clock: Clock) -> None:
    here = living(sqlite_store, clock)

    def keep(uow: UnitOfWork) -> None:
        keep_team(uow, "wren")
        work = clock_work(uow, here.policies)
        keep_session(work, "own", "sorrel", datetime(2026, 12, 1, 14, tzinfo=UTC))
        keep_session(work, "theirs", "wren", datetime(2026, 11, 25, 14, tzinfo=UTC))

    sqlite_store.run_now(keep)
    await here.morning(date(2026, 11, 24))
    titles = [fact.label for fact in here.inbox.of("sorrel")[-1].facts]
    assert titles == ["1. Tomorrow's supervision: Wren Hale", "2. Prepare for supervision"]
