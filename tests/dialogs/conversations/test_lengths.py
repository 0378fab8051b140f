"""How long supervision lasts at least, where the policy says so, is said when it is booked, and of a shorter one."""

from collections.abc import Callable, Iterator

import pytest
from sqlmodel import select

from storage.store import Store
from storage.tables import SupervisionSession
from supervision.policy import load_policies
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day
from tests.support.stores import Clock

Chats = Callable[[str], Chat]
ASKS = "The policy asks for at least 90: freq-nqsw: "


@pytest.fixture
def bradford(sqlite_store: Store, clock: Clock) -> Iterator[World]:
    made = World(sqlite_store, clock, load_policies(), "bradford")
    made.becomes("robin", role="nqsw", asye_started_on=day("2026-09-01"))
    yield made
    assert made.differences() == []


def minutes_of(world: World, session: str) -> int:
    return world.store.read_now(lambda uow: uow.session.get_one(SupervisionSession, session).minutes)


def test_a_booking_begins_with_what_the_policy_asks_for_and_a_shorter_one_is_said(bradford: World) -> None:
    amara = Chat(bradford, "amara").say("book").choose("Robin Ash").save(starts_at="27 Nov 10am")
    (field,) = amara.messages[0].fields
    assert field.value == "90"
    assert field.hint.startswith("Your policy asks for at least 90. freq-nqsw: ")
    amara.save(minutes="60").save()
    assert f"Length: 60 minutes. {ASKS}" in amara.text
    amara.say("book").choose("Robin Ash").save(starts_at="30 Nov 10am").save(minutes="90").save()
    assert "Length" not in amara.text


def test_how_long_it_took_is_asked_and_a_short_one_counts_and_is_said(bradford: World) -> None:
    bradford.planned("s1", "robin", "2026-11-23 08:00", minutes=90)
    amara = Chat(bradford, "amara").say("held").save()
    assert "How many minutes did it take?" in amara.text
    amara.save(minutes="45")
    assert f"Length: 45 minutes. {ASKS}" in amara.text
    assert minutes_of(bradford, "s1") == 45
    assert bradford.duty("freq-nqsw", about="robin").opened_by == "session:s1"
    amara.press("Undo")
    assert minutes_of(bradford, "s1") == 90


def test_why_says_how_long_and_a_time_proposed_is_as_long(bradford: World) -> None:
    duty = bradford.duty("freq-nqsw", about="robin")
    assert "Length: At least 90 minutes" in Chat(bradford, "amara").verb("why", duty.id, duty.version).text
    Chat(bradford, "robin").say("propose").save(starts_at="27 Nov 10am").choose("Cases only")
    Chat(bradford, "amara").say("proposals").press("Accept")
    found = bradford.store.read_now(lambda uow: list(uow.session.exec(select(SupervisionSession))))
    assert [one.minutes for one in found] == [90]


def test_where_it_says_nothing_nothing_is_asked_or_said(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-23 08:00", minutes=30)
    amara = chat("amara").say("held").save()
    assert "Session held" in amara.text
    assert "Length" not in amara.text


def test_the_stage_of_the_first_six_weeks_asks_for_it_in_central_bedfordshire(
    chat: Chats, world: World
) -> None:
    world.becomes("robin", role="nqsw", asye_started_on=day("2026-11-16"))
    amara = chat("amara").say("book").choose("Robin Ash").save(starts_at="27 Nov 10am")
    assert amara.messages[0].fields[0].value == "90"
    world.becomes("robin", asye_started_on=day("2026-08-03"))
    amara = chat("amara").say("stop").say("book").choose("Robin Ash").save(starts_at="27 Nov 10am")
    assert amara.messages[0].fields[0].value == "60"
