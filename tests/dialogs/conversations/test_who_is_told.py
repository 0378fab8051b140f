"""Who is told, and when, is said as it is: also when somebody is away or nobody is there."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlmodel import select

from dialogs.exchange.message import Message
from dialogs.nudges import for_operator, words
from dialogs.wording.phrases import session_name
from storage.tables import Absence, OutboxRow, SupervisionSession
from supervision.notices import OPERATOR
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, at, day

Chats = Callable[[str], Chat]
ASKED = "that you ask for supervision before your next session, not why"


def away(world: World, *people: str) -> None:
    """These people are on leave from today."""
    for one in people:
        world.has(Absence(id=f"a-{one}", person_id=one, from_on=day("2026-11-23"), planned=True))


def ad_hoc(world: World, person: str) -> Message:
    """What a person is told of the request for supervision."""

    def read(work: Work) -> Message:
        rows = select(OutboxRow).where(OutboxRow.recipient_id == person, OutboxRow.kind == "ad-hoc-asked")
        row = work.uow.session.exec(rows).one()
        message = for_operator(work, row) if person == OPERATOR else words(work, row)
        assert message is not None
        return message

    return world.do(person, read)


def test_somebody_away_is_told_when_they_are_back(chat: Chats, world: World) -> None:
    away(world, "robin")
    amara = chat("amara").say("book").choose("Robin Ash").save(starts_at="27 Nov 10am").save().save()
    assert "Robin Ash is told when they are back; you can undo for one minute." in amara.text


def test_of_several_those_away_are_told_when_they_are_back(chat: Chats, world: World) -> None:
    away(world, "amara")
    morgan = chat("morgan").say("cover").choose("Joan Reed").choose("Until they are back")
    assert (
        "Joan Reed, Robin Ash and Sam Birch are told in a minute, and Amara Okafor when they are back; "
        "you can undo for one minute."
    ) in morgan.text


def test_who_asks_for_supervision_learns_who_is_told(chat: Chats, world: World) -> None:
    assert f"Amara Okafor is told in a minute {ASKED}." in chat("robin").say("ask for supervision").text
    assert ad_hoc(world, "amara").buttons[0].label == "Book a session"


def test_at_night_who_asks_learns_when(chat: Chats, world: World) -> None:
    world.clock.now = at("2026-11-23 19:30")
    robin = chat("robin").say("ad hoc")
    assert f"Amara Okafor is told on Tuesday 24 November 2026 at 09:00 {ASKED}." in robin.text


def test_asking_twice_tells_nobody_twice_and_says_so(chat: Chats, world: World) -> None:
    chat("robin").say("ad hoc")
    world.to("2026-11-24 09:00")
    robin = chat("robin").say("ad hoc")
    assert "You asked for supervision on Monday 23 November 2026." in robin.text
    assert "told" not in robin.text
    assert world.told("amara", "ad-hoc-asked") == ["ad-hoc-asked"]


def test_while_the_supervisor_is_away_whoever_covers_is_told(chat: Chats, world: World) -> None:
    away(world, "amara")
    chat("morgan").say("cover").choose("Joan Reed").choose("Until they are back")
    assert f"Joan Reed is told in a minute {ASKED}." in chat("robin").say("ad hoc").text
    assert ad_hoc(world, "joan").buttons[0].label == "Book a session"


def test_without_cover_the_manager_is_told_and_can_arrange_it(chat: Chats, world: World) -> None:
    away(world, "amara")
    assert f"Morgan Vale is told in a minute {ASKED}." in chat("robin").say("ad hoc").text
    told = ad_hoc(world, "morgan")
    assert "Amara Okafor is away" in told.text
    morgan = chat("morgan")
    morgan.messages = (told,)
    assert morgan.press("Arrange cover").messages[0].title == "Arrange cover for Amara Okafor"


def test_where_nobody_is_there_the_operator_is_told_without_a_word_of_the_case(
    chat: Chats, world: World
) -> None:
    away(world, "amara", "morgan", "dana")
    robin = chat("robin").say("ad hoc")
    assert f"whoever runs the bot is told in a minute {ASKED}." in robin.text
    told = ad_hoc(world, OPERATOR)
    assert "Robin Ash asks for supervision" in told.text
    assert "CB-101" not in repr(replace(told, card=""))


def test_reading_where_nothing_was_prepared_is_told_to_nobody(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    away(world, "amara")
    chat("morgan").say("cover").choose("Joan Reed").choose("Until they are back")
    assert "Nothing has been prepared" in chat("joan").verb("read-preparation", "s1").text
    assert world.told("robin", "preparation-read") == []
    chat("robin").say("prepare").save(cases=("case-1",))
    chat("joan").verb("read-preparation", "s1")
    assert len(world.told("robin", "preparation-read")) == 1


@pytest.mark.parametrize(("status", "with_whom"), [("held", "Amara Okafor"), ("planned", "Joan Reed")])
def test_a_past_session_was_with_its_own_supervisor_a_planned_one_is_with_whoever_covers(
    chat: Chats, world: World, status: str, with_whom: str
) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    away(world, "amara")
    chat("morgan").say("cover").choose("Joan Reed").choose("Until they are back")
    if status == "held":
        world.held("s0", "robin", "2026-11-20")
    session = world.get(SupervisionSession, "s0" if status == "held" else "s1")
    assert f"supervision with {with_whom}, " in world.do("robin", session_name, session)
