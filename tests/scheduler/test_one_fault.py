"""A fault of ours about one person keeps nobody else from being told."""

import logging
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from storage.store import Store
from storage.tables import Duty, Person
from storage.unit import UnitOfWork
from supervision.duties import Unsettled, reconcile
from tests.scenarios.council import clock_work, keep_cases, keep_session, keep_team
from tests.scenarios.house import Living, living
from tests.scheduler.posting import rows
from tests.support.stores import Clock

MONDAY = date(2026, 11, 23)
TUESDAY = datetime(2026, 11, 24, 14, tzinfo=UTC)


@pytest.fixture
def here(store: Store, clock: Clock) -> Living:
    """Monday 07:00; wren and finch meet sorrel tomorrow."""
    clock.now = datetime(2026, 11, 23, 7, tzinfo=UTC)
    here = living(store, clock)

    def keep(uow: UnitOfWork) -> None:
        keep_team(uow, "wren", "finch")
        for name in ("wren", "finch"):
            cases = keep_cases(uow, name, f"CB-{name}")
            keep_session(clock_work(uow, here.policies), f"of-{name}", name, TUESDAY, cases)

    store.run_now(keep)
    return here


def without_a_policy(uow: UnitOfWork) -> None:
    """Finch works for an authority whose policy file is gone."""
    finch = uow.session.get(Person, "finch")
    assert finch is not None
    finch.authority = "elsewhere"


async def test_one_persons_duties_that_cannot_be_settled_leave_the_others_reminded(
    here: Living, caplog: pytest.LogCaptureFixture
) -> None:
    await here.store.run(without_a_policy)
    with caplog.at_level(logging.ERROR):
        left = await here.morning(MONDAY)
    assert {one.person for one in left} >= {"wren", "sorrel"}
    assert "finch could not be settled: KeyError" in caplog.text
    with pytest.raises(Unsettled, match=r"^finch$"):
        await here.store.run(lambda uow: reconcile(clock_work(uow, here.policies)))


async def test_a_row_without_words_waits_and_the_others_leave(
    here: Living, caplog: pytest.LogCaptureFixture
) -> None:
    def break_one(uow: UnitOfWork) -> None:
        found = uow.session.exec(
            select(Duty).where(Duty.subject_id == "of-finch", Duty.party == "supervisor")
        )
        found.one().authority = "elsewhere"

    here.clock.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    while await here.store.run(here.house.sweep.settle):
        pass
    await here.store.run(break_one)
    with caplog.at_level(logging.ERROR):
        await here.house.sweep.dispatcher.run_once()
    digests = [one for one in rows(here.store) if one.kind == "prep/supervisor/supervisor"]
    assert sorted(one.state for one in digests) == ["pending", "sent"]
    assert len(here.inbox.of("wren")) == 1
    assert "cannot be put into words" in caplog.text
