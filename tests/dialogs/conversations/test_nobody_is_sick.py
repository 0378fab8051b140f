"""That somebody is sick is never shown: a session cancelled through sickness is cited like any other cancellation."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from bot.channels.local.owed_routes import entry_json
from dialogs.exchange.as_json import message_to_json
from dialogs.nudges import words
from dialogs.wording.citing import explained, shown
from storage.store import Store
from storage.tables import Duty, OutboxRow
from supervision import duties
from supervision.policy import load_policies
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World
from tests.support.stores import Clock

Chats = Callable[[str], Chat]
GIVEAWAYS = ("sick", "return to work", "returning to work", "return date", " ill")


def assert_plain(*texts: object) -> None:
    for text in texts:
        found = [one for one in GIVEAWAYS if one in str(text).casefold()]
        assert not found, text


@pytest.fixture(params=["central-bedfordshire", "bradford"])
def cancelled(request: pytest.FixtureRequest, sqlite_store: Store, clock: Clock) -> World:
    """Robin's session and, of the personal kind, Sam's were cancelled through sickness; Robin is back since."""
    world = World(sqlite_store, clock, load_policies(), request.param)
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.planned("s2", "sam", "2026-11-27 10:00", kind="personal")
    for person, session in (("robin", "s1"), ("sam", "s2")):
        said = (
            Chat(world, person)
            .verb("cancel-session", session, 1)
            .choose("Me")
            .choose("That person is off sick")
        )
        assert_plain(*map(message_to_json, said.messages))
    world.to("2026-11-25 09:00")
    Chat(world, "robin").say("back").save()
    return world


def of_sickness(world: World) -> list[Duty]:
    return [*world.duties("rebook-sick"), *world.duties("rebook-sick-personal")]


@pytest.mark.parametrize("person", ["amara", "robin", "sam"])
def test_not_in_the_list_nor_in_why(cancelled: World, person: str) -> None:
    chat = Chat(cancelled, person)
    assert_plain(chat.say("due").text)
    for duty in of_sickness(cancelled):
        assert_plain(*map(message_to_json, chat.verb("why", duty.id, duty.version).messages))


def test_the_clause_of_any_cancellation_is_cited(cancelled: World) -> None:
    (duty,) = cancelled.duties("rebook-sick")
    assert "Clause: rebook: " in Chat(cancelled, "amara").verb("why", duty.id, duty.version).text


def test_not_in_what_is_sent(cancelled: World) -> None:
    cancelled.to("2026-12-15 09:00")

    def said(work: Work) -> list[str]:
        rows = work.uow.session.exec(select(OutboxRow).where(OutboxRow.kind.startswith("rebook-sick")))
        found = [words(Work(work.uow, work.policies, row.recipient_id), row) for row in rows]
        return [str(message_to_json(one)) for one in found if one is not None]

    sent = cancelled.do("amara", said)
    assert sent
    assert_plain(*sent)


def test_not_on_the_page(cancelled: World) -> None:
    def page(work: Work) -> list[object]:
        found = duties.entries(work, work.actor)
        return [
            *(entry_json(work, one) for one in found),
            *(explained(work, one.duty).as_json() for one in found),
        ]

    assert of_sickness(cancelled)
    for person in ("amara", "robin", "sam"):
        assert_plain(*cancelled.do(person, page))


def test_the_ledger_and_its_command_lines_keep_the_rule_as_it_is(cancelled: World) -> None:
    assert {one.rule for one in of_sickness(cancelled)} == {"rebook-sick", "rebook-sick-personal"}


def test_not_where_the_policy_has_no_rule_for_any_other_cancellation() -> None:
    policy = load_policies()["central-bedfordshire"]
    alone = policy.model_copy(update={"rules": {"rebook-sick": policy.rules["rebook-sick"]}})
    rule = shown(alone, alone.rules["rebook-sick"])
    assert_plain(rule.id, rule.title, rule.cited())
