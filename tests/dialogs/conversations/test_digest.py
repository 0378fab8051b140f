"""The supervisor's overview on the working day before a session: what their own policy has them look at beforehand."""

import pytest
from sqlmodel import select

from dialogs.exchange.limits import problems
from dialogs.nudges import words
from storage.store import Store
from storage.tables import Absence, AgendaItem, OutboxRow
from supervision.policy import load_policies
from supervision.work import Work
from tests.supervision.world import World, day
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


def test_what_is_to_be_done_first_is_its_first_button(sqlite_store: Store, clock: Clock) -> None:
    world = World(sqlite_store, clock, load_policies())
    world.planned("s1", "robin", "2026-11-24 10:00")

    def labels(work: Work) -> list[str]:
        rows = select(OutboxRow).where(OutboxRow.recipient_id == "amara", OutboxRow.stage == "digest-1")
        message = words(work, work.uow.session.exec(rows).one())
        assert message is not None
        return [one.label for one in message.buttons]

    assert "Read the preparation" not in world.do("amara", labels)
    world.has(AgendaItem(session_id="s1", case_id="case-1"))
    assert world.do("amara", labels)[0] == "Read the preparation"
    world.has(Absence(id="a1", person_id="robin", from_on=day("2026-11-20"), planned=False))
    assert world.do("amara", labels)[:2] == ["Move", "Read the preparation"]
