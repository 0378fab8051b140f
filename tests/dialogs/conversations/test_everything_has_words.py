"""Whatever happens in a council: each row of the outbox has words that fit every channel, and none says that somebody is
sick.
"""

import pytest
from sqlmodel import select

from dialogs.exchange.limits import problems
from dialogs.exchange.message import Message
from dialogs.news import NEWS
from dialogs.nudges import for_operator, words
from storage.tables import OutboxRow
from supervision.notices import OPERATOR
from supervision.work import Work
from tests.supervision.walking import walk
from tests.supervision.world import World


def said(work: Work) -> list[tuple[OutboxRow, Message]]:
    """Each row that says something now, in its recipient's eyes."""
    found = []
    for row in work.uow.session.exec(select(OutboxRow)):
        assert "/" in row.kind or row.kind in NEWS, f"{row.kind} has no words"
        theirs = Work(work.uow, work.policies, row.recipient_id)
        message = for_operator(work, row) if row.recipient_id == OPERATOR else words(theirs, row)
        if message is not None:
            found.append((row, message))
    return found


@pytest.mark.parametrize("seed", range(2))
def test_each_row_of_a_random_course_has_words(world: World, seed: int) -> None:
    kinds = set()
    for part in range(4):
        walk(world, seed * 10 + part, 15)
        for row, message in world.do("dana", said):
            kinds.add(row.kind)
            assert problems(message) == []
            assert "sick" not in f"{message.title} {message.text} {message.summary}".casefold()
    assert len(kinds) > 5


def test_a_notice_of_a_kind_that_nobody_wrote_words_for_does_not_vanish(world: World) -> None:
    row = OutboxRow(
        id="r", recipient_id="robin", kind="thanked", subject_kind="person", subject_id="robin", subject_version=1,
        stage="", created_at=world.clock.now, send_after=world.clock.now,
    )  # fmt: skip
    with pytest.raises(LookupError, match="thanked"):
        world.do("robin", words, row)
