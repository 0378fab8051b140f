"""The supervisor's overview on the working day before a session: what their own policy has them look at beforehand."""

import pytest
from sqlmodel import select

from dialogs.limits import problems
from dialogs.nudges import words
from storage.store import Store
from storage.tables import OutboxRow
from supervision.policy import load_policies
from supervision.work import Work
from tests.supervision.world import World
from tests.support.stores import Clock


@pytest.mark.parametrize("authority", ["central-bedfordshire", "bradford"])
def test_it_shows_what_the_policy_has_the_supervisor_look_at(
    sqlite_store: Store, clock: Clock, authority: str
) -> None:
    world = World(sqlite_store, clock, load_policies(), authority)
    world.planned("s1", "robin", "2026-11-24 10:00")
    clause = world.policies[authority].clauses["supervisor-prep"].clause

    def shown(work: Work) -> list[tuple[str, str]]:
        rows = select(OutboxRow).where(OutboxRow.recipient_id == "amara", OutboxRow.stage == "digest-1")
        message = words(work, work.uow.session.exec(rows).one())
        assert message is not None
        assert problems(message) == []
        return [(one.label, one.value) for one in message.facts]

    found = world.do("amara", shown)
    assert ("For your own preparation", clause.says) in found
    assert ("Clause", clause.cited()) in found
