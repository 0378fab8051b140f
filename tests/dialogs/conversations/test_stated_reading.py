"""Somebody above the two reads what they keep, for a purpose they state, and the two are told."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlmodel import col, select

from dialogs.exchange.message import Message
from dialogs.nudges import words
from storage.retention import remove
from storage.retention.classes import Class
from storage.tables import AuditLine, OutboxRow, Reading
from supervision import absences, records, sessions, stated_readings
from supervision.work import CLOCK, Refused, Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day

Chats = Callable[[str], Chat]
WHEN = "Monday 23 November 2026 at 08:00"


@pytest.fixture
def kept(world: World, chat: Chats) -> World:
    """Amara held a session with Robin, and each side of it has something that was typed."""
    world.planned("s1", "robin", "2026-11-23 08:00", kind="both")
    world.do("amara", sessions.held, "s1", day("2026-11-23"))
    for kind, what in (("case", "elder"), ("personal", "willow")):
        world.do("amara", records.recorded, world.record("s1", kind).id)
        world.do("robin", records.ask_for_change, world.record("s1", kind).id, what)
    return world


def told(world: World, person: str) -> list[Message]:
    """What has been put into the outbox for somebody about such readings, in words."""
    rows = select(OutboxRow).where(OutboxRow.recipient_id == person, OutboxRow.kind == "stated-reading")
    found = world.store.read_now(lambda uow: list(uow.session.exec(rows)))
    said = [world.do(person, words, one) for one in found]
    return [one for one in said if one is not None]


def stated(chat: Chat, side: str) -> Chat:
    """Goes up to where the purpose is asked for, and states one."""
    chat.say("read").choose(f"{side}, {WHEN}, Robin Ash").save(purpose="complaint")
    return chat.say("somebody wrote to us").press("Read it")


def test_the_line_manager_reads_after_stating_what_for_and_the_two_are_told_without_a_word_of_it(
    kept: World, chat: Chats
) -> None:
    morgan = chat("morgan").say("read")
    assert morgan.options == [f"Cases, {WHEN}, Robin Ash", f"Personal side, {WHEN}, Robin Ash"]
    assert "Only about the supervision of Robin Ash is anything kept that you can read." in morgan.text
    morgan.choose(f"Cases, {WHEN}, Robin Ash")
    assert "Robin Ash and Amara Okafor are told as soon as you read it" in morgan.text
    assert "elder" not in morgan.text
    assert told(kept, "robin") == []
    morgan.save(purpose="complaint").say("somebody wrote to us")
    assert "elder" not in morgan.text
    assert told(kept, "robin") == []
    morgan.press("Read it")
    assert "elder" in morgan.text
    assert "willow" not in morgan.text
    assert all(one.private for one in morgan.messages if "elder" in one.text)
    for person, other in (("robin", "Amara Okafor"), ("amara", "Robin Ash")):
        (message,) = told(kept, person)
        assert message.text.startswith(
            f"Morgan Vale has read what is kept here about the cases of supervision with {other}, {WHEN}"
        )
        assert not {"complaint", "wrote"} & {*f"{message.text} {message.summary}".lower().split()}
        reader = chat(person)
        reader.messages = (message,)
        reader.press("Why they read it")
        assert "somebody wrote to us" in reader.text
        assert "A complaint" in reader.text


def test_it_is_in_the_trail_with_its_purpose_and_not_with_what_was_written(kept: World, chat: Chats) -> None:
    stated(chat("morgan"), "Personal side")
    lines = select(AuditLine).where(col(AuditLine.action).startswith("read-"))
    found = kept.store.read_now(lambda uow: list(uow.session.exec(lines)))
    assert [(one.actor_id, one.action, one.subject_id, one.purpose) for one in found] == [
        ("morgan", "read-personal", "s1", "complaint")
    ]


def test_read_again_it_is_audited_again_told_once_and_only_on_the_day_it_was_stated(
    kept: World, chat: Chats
) -> None:
    button = stated(chat("morgan"), "Cases").world.store.read_now(
        lambda uow: uow.session.exec(select(Reading)).one().id
    )
    morgan = chat("morgan").verb("reading-show", f"{button}:1")
    assert "elder" in morgan.text
    assert len(told(kept, "robin")) == 1
    assert "I cannot find that" in chat("dana").verb("reading-show", f"{button}:1").text
    kept.to("2026-11-24 09:00")
    assert "state what for today" in chat("morgan").verb("reading-show", f"{button}:1").text
    lines = select(AuditLine).where(AuditLine.action == "read-case")
    assert len(kept.store.read_now(lambda uow: list(uow.session.exec(lines)))) == 2


def test_what_is_long_is_read_part_by_part(kept: World, chat: Chats) -> None:
    for number in range(3):
        kept.do("amara", records.recorded, kept.record("s1").id)
        kept.do("robin", records.disagree, kept.record("s1").id, f"{number} {'long ' * 550}end {number}")
    morgan = stated(chat("morgan"), "Cases")
    read = [morgan.text]
    while "Next part" in morgan.labels:
        read.append(morgan.press("Next part").text)
    assert len(read) > 2
    assert [number for number in range(3) if any(f"end {number}" in one for one in read)] == [0, 1, 2]


def test_further_above_only_what_is_about_cases_is_read(kept: World, chat: Chats) -> None:
    dana = chat("dana").say("read").save(purpose="complaint").say("somebody wrote to us")
    dana.press("Read it")
    assert "elder" in dana.text
    assert "willow" not in dana.text
    with pytest.raises(Refused):
        kept.do("dana", state_of, "personal")


def test_where_only_one_session_can_be_read_what_for_is_asked_at_once_and_it_says_which(
    kept: World, chat: Chats
) -> None:
    dana = chat("dana").say("read")
    assert "Only of this session with Robin Ash is anything kept that you can read." in dana.text
    assert f"Robin Ash, {WHEN}" in dana.text
    assert "A complaint" in dana.options
    assert dana.onward == "Continue"
    assert told(kept, "robin") == []


def test_of_several_people_one_is_chosen_and_their_only_session_is_named(kept: World, chat: Chats) -> None:
    kept.planned("s2", "sam", "2026-11-23 09:00", kind="case")
    kept.do("amara", sessions.held, "s2", day("2026-11-23"))
    kept.do("amara", records.recorded, kept.record("s2").id)
    kept.do("sam", records.ask_for_change, kept.record("s2").id, "hazel")
    dana = chat("dana").say("read")
    assert sorted(dana.options) == ["Robin Ash", "Sam Birch"]
    dana.choose("Robin Ash")
    assert "It is the only session of theirs of which anything is kept" in dana.text


@pytest.mark.parametrize("person", ["amara", "robin", "joan", "sam", "kit"])
def test_nobody_else_is_offered_anything(kept: World, chat: Chats, person: str) -> None:
    assert "for people who manage supervisors" in chat(person).say("read").text
    for kind in ("case", "personal"):
        with pytest.raises(Refused):
            kept.do(person, state_of, kind)


def state_of(work: Work, kind: str) -> object:
    return stated_readings.state(work, "s1", kind, "audit", "why")


def test_whoever_covers_states_a_purpose_for_the_personal_side_only(kept: World) -> None:
    kept.do("amara", absences.away, "amara", day("2026-11-23"), planned=False, expected_back=None)
    kept.do("morgan", absences.arrange_cover, kept.absence().id, "joan", None)
    robin = kept.do("joan", stated_readings.people_to_read)
    assert [one.id for one in robin] == ["robin"]
    assert [kind for _, kind in kept.do("joan", stated_readings.sessions_to_read, "robin")] == ["personal"]


def test_why_is_for_those_who_were_told_and_the_reader(kept: World, chat: Chats) -> None:
    stated(chat("morgan"), "Cases")
    (reading,) = kept.store.read_now(lambda uow: list(uow.session.exec(select(Reading))))
    assert "somebody wrote" in chat("morgan").verb("reading-why", reading.id).text
    for person in ("dana", "joan", "sam"):
        assert "I cannot find that" in chat(person).verb("reading-why", reading.id).text


def test_what_is_no_longer_kept_is_offered_to_nobody(kept: World, chat: Chats) -> None:
    kinds: tuple[Class, ...] = ("case", "personal")
    for kind in kinds:
        kept.do("amara", records.recorded, kept.record("s1", kind).id)
        kept.do("robin", records.sign_off, kept.record("s1", kind).id)
    for kind in kinds:
        kept.store.run_now(partial(remove, which=kind, before=day("2100-01-01"), actor=CLOCK))
    assert "Nothing is kept" in chat("morgan").say("read").text
