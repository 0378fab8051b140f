"""Who cannot be reached is said to those who supervise or manage them, and to nobody else."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from storage.outbox import put_row
from storage.tables import OutboxRow
from storage.tables.conversations import Conversation
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World

Chats = Callable[[str], Chat]


def fails(work: Work, failure: str) -> None:
    """A message to Robin could not be delivered."""
    put_row(
        work.uow, recipient_id="robin", kind="session-booked", subject=("session", "s1", 1), stage=failure,
        duty_id=None, escalation=False, send_after=work.now,
    )  # fmt: skip
    row = work.uow.session.exec(select(OutboxRow).where(OutboxRow.stage == failure)).one()
    row.state, row.failure = "undeliverable", failure


@pytest.mark.parametrize(
    ("failure", "why"),
    [
        ("NotInstalled", "The bot is not installed for them, or they removed it."),
        ("Blocked", "They have blocked the bot."),
        ("Forbidden", "What was to reach them was refused."),
    ],
)
def test_the_supervisor_sees_who_is_not_reached_and_why(
    chat: Chats, world: World, failure: str, why: str
) -> None:
    world.do("clock", fails, failure)
    *_, last = chat("amara").say("due").messages
    assert last.title == "Not reached"
    assert [(one.label, one.value) for one in last.facts] == [("Robin Ash", why)]


@pytest.mark.parametrize("person", ["robin", "sam", "joan", "kit"])
def test_nobody_else_sees_it(chat: Chats, world: World, person: str) -> None:
    world.do("clock", fails, "Blocked")
    assert "Not reached" not in chat(person).say("due").text


def test_who_has_spoken_since_is_reached(chat: Chats, world: World) -> None:
    world.do("clock", fails, "NotInstalled")
    world.has(
        Conversation(
            channel="teams", person_id="robin", conversation_id="c", service_url="https://example.org/", account_id="a",
            bot_id="b", changed_at=world.clock.now,
        )
    )  # fmt: skip
    assert "Not reached" not in chat("amara").say("due").text
