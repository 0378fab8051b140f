"""A case record is copied for somebody who asks for a child's file; parts are left out by ground."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from dialogs.wording.disclosure_text import MOST_PARTS, as_chosen, parts_of, written
from storage.tables import AgendaItem, AuditLine, OutboxRow, Reading
from supervision import disclosing, drafts, sessions
from supervision.work import Refused, Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, day

Chats = Callable[[str], Chat]
TEXT = {"worried": "elder", "working_well": "hazel", "impact": "rowan"}
ACTION = {"what": "alder", "why": "sorrel", "who": "Robin"}


@pytest.fixture
def kept(world: World) -> World:
    """Amara held a session with Robin, and drafted both records of it: that of the case CB-101 and the personal notes."""
    planned(world, "s1", "2026-11-23 08:00", "both")
    world.do("amara", sessions.held, "s1", day("2026-11-23"))
    draft(world)
    personal = world.do("amara", drafts.begin, "s1", "personal", None)
    world.do("amara", drafts.save, personal.id, personal.version, {"wellbeing": "willow"})
    return world


def planned(world: World, session: str, starts: str, kind: str = "case") -> None:
    world.planned(session, "robin", starts, kind=kind)
    world.has(AgendaItem(session_id=session, case_id="case-1"))


def draft(world: World) -> str:
    case = world.do("amara", drafts.begin, "s1", "case", "case-1")
    world.do("amara", drafts.save, case.id, case.version, TEXT)
    world.do("amara", drafts.add_action, case.id, ACTION, day("2026-12-01"))
    return case.id


def chosen(chat: Chat) -> Chat:
    """Goes up to where what is left out is chosen."""
    chat.say("disclose").say("request 7").press("Read it")
    return chat.press("Choose what is left out")


def trail(world: World, action: str) -> list[AuditLine]:
    lines = select(AuditLine).where(AuditLine.action == action).order_by(col(AuditLine.id))
    return world.store.read_now(lambda uow: list(uow.session.exec(lines)))


def told(world: World) -> set[str]:
    rows = select(OutboxRow.recipient_id).where(OutboxRow.kind == "stated-reading")
    return world.store.read_now(lambda uow: set(uow.session.exec(rows)))


def test_what_is_ticked_under_a_ground_is_left_out_and_everything_else_of_the_case_is_in_it(
    kept: World, chat: Chats
) -> None:
    morgan = chat("morgan").say("disclose")
    assert "CB-101, Monday 23 November 2026" in morgan.text
    assert "The personal side is never in it. Robin Ash and Amara Okafor are told" in morgan.text
    assert "elder" not in morgan.text
    morgan.say("request 7")
    assert told(kept) == set()
    morgan.press("Read it")
    assert all(word in morgan.text for word in ("elder", "hazel", "rowan", "alder", "Amara Okafor"))
    assert "willow" not in morgan.text
    assert all(one.private for one in morgan.messages if "elder" in one.text)
    assert told(kept) == {"robin", "amara"}
    morgan.press("Choose what is left out").press("Show as one form")
    assert "risk of serious harm of the subject or someone else" in str(
        [one.label for message in morgan.messages for one in message.fields]
    )
    action = option(morgan, "Action 1")
    morgan.save(out_1=("worried",), out_5=("worried", action), out_7=("two", "impact"))
    assert "elder" not in morgan.text
    morgan.press("Make the copy")
    assert "4 parts are left out." in morgan.text
    morgan.press("Show the copy")
    assert "[Left out: Risk of serious harm; Someone else's information]" in morgan.text
    assert "Action 1\n[Left out: Someone else's information]" in morgan.text
    assert "[Left out: The worker and the administration of their role]" in morgan.text
    assert "hazel" in morgan.text
    assert "Personal supervision is not disclosed" in morgan.text
    left = ("elder", "rowan", "alder", "willow", "Amara", "Robin")
    assert [one for one in left if one in morgan.text] == []
    assert all(one.private for one in morgan.messages)
    (line,) = trail(kept, "disclosed")
    assert line.purpose == (
        f"two: worker, worried: serious-harm third-party, impact: worker, {action}: third-party"
    )
    assert {one.purpose for one in trail(kept, "read-case")} == {"disclosure"}


def option(chat: Chat, label: str) -> str:
    """The value of what can be ticked under this label."""
    (field, *_) = [one for message in chat.messages for one in message.fields]
    return next(one.value for one in field.options if one.label == label)


def test_nothing_left_out_is_a_copy_of_the_whole_and_the_trail_says_so(kept: World, chat: Chats) -> None:
    morgan = chosen(chat("morgan")).press("Show as one form").save().press("Make the copy")
    morgan.press("Show the copy")
    assert all(word in morgan.text for word in ("elder", "hazel", "rowan", "alder"))
    assert [one.purpose for one in trail(kept, "disclosed")] == ["nothing left out"]


def test_no_copy_is_made_of_what_was_not_read(kept: World, chat: Chats) -> None:
    morgan = chosen(chat("morgan")).press("Show as one form")
    draft(kept)
    assert "The record has changed since you read it" in morgan.save().press("Make the copy").text
    assert trail(kept, "disclosed") == []


@pytest.mark.parametrize("person", ["amara", "robin", "joan", "sam"])
def test_nobody_but_a_manager_above_is_offered_it(kept: World, chat: Chats, person: str) -> None:
    assert "for people who manage supervisors" in chat(person).say("disclose").text
    found = kept.do("morgan", disclosing.records_of, "robin")
    with pytest.raises(Refused):
        kept.do(person, disclosing.state, found[0][0].id, "why")


def test_a_purpose_stated_for_something_else_discloses_nothing(kept: World, chat: Chats) -> None:
    chosen(chat("morgan"))
    ((found, _),) = kept.do("morgan", disclosing.records_of, "robin")
    kept.planned("s2", "sam", "2026-11-23 09:00", kind="case")
    kept.do("amara", sessions.held, "s2", day("2026-11-23"))
    other = kept.do("amara", drafts.begin, "s2", "case", None)
    kept.do("amara", drafts.save, other.id, other.version, TEXT)
    (reading,) = kept.store.read_now(lambda uow: list(uow.session.exec(select(Reading))))
    for subject in (f"{reading.id}:{other.id}", f"nothing:{found.id}", reading.id):
        assert "I cannot find that" in chat("morgan").verb("disclose-read", subject).text
    assert "I cannot find that" in chat("dana").verb("disclose-read", f"{reading.id}:{found.id}").text
    kept.to("2026-11-24 09:00")
    assert "state what for today" in chat("morgan").verb("disclose-read", f"{reading.id}:{found.id}", 1).text


def test_personal_notes_are_never_disclosed(kept: World) -> None:
    notes = kept.do("amara", drafts.begin, "s1", "personal", None)
    assert notes.id not in [one.id for one, _ in kept.do("morgan", disclosing.records_of, "robin")]
    with pytest.raises(Refused):
        kept.do("morgan", disclosing.state, notes.id, "why")


def test_where_the_policy_names_no_grounds_the_usual_ones_are_offered_and_no_clause_is_quoted(
    kept: World, chat: Chats
) -> None:
    kept.becomes("robin", authority="bradford")
    morgan = chat("morgan").say("disclose")
    assert "policy" not in morgan.text
    morgan.say("request 7").press("Read it").press("Choose what is left out").press("Show as one form")
    labels = [one.label for message in morgan.messages for one in message.fields]
    assert labels == [f"{one.title}: {one.says}" for one in disclosing.USUAL]


def test_more_parts_than_can_be_ticked_are_one_with_the_last_and_all_fit_every_channel(
    kept: World, chat: Chats
) -> None:
    ((found, _),) = kept.do("morgan", disclosing.records_of, "robin")
    for number in range(drafts.MOST_ACTIONS - 1):
        said = {**ACTION, "what": f"alder {number}"}
        kept.do("amara", drafts.add_action, found.id, said, day("2026-12-01"))
    for name, count in (("s3", 12), ("s4", 12), ("s5", 5)):
        planned(kept, name, f"2026-11-2{name[1]} 09:00")
        kept.to(f"2026-11-2{name[1]} 10:00")
        more = kept.do("amara", drafts.begin, name, "case", "case-1")
        for number in range(count):
            said = {**ACTION, "what": f"{name} {number}"}
            kept.do("amara", drafts.add_action, more.id, said, day("2026-12-01"))

    def parts(work: Work) -> list[str]:
        return [one.text for one in parts_of(work, *disclosing.to_disclose(work, more.id))]

    texts = kept.do("morgan", parts)
    assert len(texts) == MOST_PARTS
    assert all(f"s5 {number}\n" in "\n".join(texts) for number in range(5))
    morgan = chat("morgan").say("disclose")
    morgan.choose(morgan.options[0]).say("request 7").press("Read it").press("Choose what is left out")
    morgan.press("Show as one form")
    (asking,) = [one for one in morgan.messages if one.fields]
    everything = {one.name: tuple(option.value for option in one.options) for one in asking.fields}
    assert {len(one) for one in everything.values()} == {MOST_PARTS}
    morgan.save(**everything).press("Make the copy")
    assert f"{MOST_PARTS} parts are left out." in morgan.text
    text = morgan.press("Show the copy").text
    while "Next part" in morgan.labels:
        text += morgan.press("Next part").text
    assert "s5" not in text


def test_what_is_left_out_goes_through_a_button_and_back() -> None:
    left_out = {0: [6], 3: [0, 4], 39: [6]}
    assert as_chosen(written(left_out, 40), 40, 7) == left_out
    assert as_chosen(written({}, 2), 2, 7) == {}
    for wrong in ("", "01", "010203", "0x01", "4000", "-101", "01é1"):
        with pytest.raises(Refused):
            as_chosen(wrong, 2, 6)
