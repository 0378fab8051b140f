"""The bot is killed in the middle of turns and sends. `make soak` does the same two hundred times."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from storage.tables import OutboxRow
from tests.soak.checks import differences, sent_wrongly
from tests.soak.killing import killing
from tests.soak.receiver import Arrival
from tests.soak.worker import Worker

KILLS = 8
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


async def test_killed_in_the_middle_nothing_acknowledged_is_lost_and_no_reminder_is_sent_twice(
    tmp_path: Path,
) -> None:
    async with killing(tmp_path / "store.sqlite3", seed=1) as rounds:
        for _ in range(KILLS):
            await rounds.round()
    tally = rounds.tally
    assert tally.kills == KILLS
    # It was really in the middle of things.
    assert tally.answers
    assert tally.turns_cut
    assert tally.ended["sent"]
    assert tally.ended["unknown"]


def row(state: str, *, escalation: bool = False) -> OutboxRow:
    return OutboxRow(
        id="row",
        recipient_id="maple",
        kind="prep/supervisee/owner",
        subject_kind="duty",
        subject_id="duty",
        state=state,
        escalation=escalation,
        created_at=NOW,
        send_after=NOW,
    )


FIRST, AGAIN = Arrival("row", said_again=False), Arrival("row", said_again=True)


@pytest.mark.parametrize(
    ("state", "escalation", "arrived", "wrong"),
    [
        ("sent", False, [FIRST], False),
        ("sent", False, [FIRST, FIRST], True),
        ("sent", False, [], True),
        ("unknown", False, [], False),
        ("unknown", False, [FIRST], False),
        ("skipped", False, [FIRST], True),
        ("sent", True, [FIRST, AGAIN, AGAIN], False),
        ("sent", True, [FIRST, FIRST], True),
        ("unknown", True, [FIRST], True),
    ],
)
def test_the_counting_sees_what_broke_the_promise(
    state: str, escalation: bool, arrived: list[Arrival], wrong: bool
) -> None:
    assert bool(sent_wrongly([row(state, escalation=escalation)], {"row": arrived})) is wrong


def test_the_comparison_sees_answers_that_are_lost_half_there_or_never_given(worker: Worker) -> None:
    worker.kept = {("CB-1", "worried"): "as it was given", ("CB-1", "decided"): None}
    assert differences(worker, dict(worker.kept)) == []
    assert len(differences(worker, {("CB-1", "worried"): "as it was", ("CB-1", "support"): "more"})) == 3


@pytest.fixture
def worker() -> Worker:
    return Worker("wren", "session", Random(1))
