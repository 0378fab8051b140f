"""What belongs together is said once: in the answer, or in one message."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlmodel import select

from dialogs.exchange.limits import problems
from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Press
from dialogs.nudges import together, weekly, words
from storage.tables import Absence, AgendaItem, OutboxRow
from supervision import proposals, sessions, undo
from supervision.work import Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, at, day

Chats = Callable[[str], Chat]


@pytest.fixture
def cancelled(chat: Chats, world: World) -> Chat:
    """Amara has cancelled the session with Robin on Thursday."""
    world.planned("s1", "robin", "2026-11-26 10:00")
    return chat("amara").say("cancel").choose("Me").choose("Another reason")


def leaving(world: World, person: str, *kinds: str) -> list[Message]:
    """What would leave for somebody now of some kinds."""

    def read(work: Work) -> list[Message]:
        rows = work.uow.session.exec(select(OutboxRow).where(OutboxRow.recipient_id == person))
        found = [
            words(work, row) for row in rows if row.kind.startswith(kinds) and row.send_after <= work.now
        ]
        return [one for one in found if one is not None]

    return world.do(person, read)


def test_who_cancels_reads_the_date_in_the_answer_and_keeps_it_as_a_reminder(
    cancelled: Chat, world: World
) -> None:
    assert "Due: Monday 30 November 2026" in cancelled.text
    assert world.told("amara", "rebook") == ["rebook/supervisor/owner opened"]


def test_the_note_for_each_file_is_named_where_the_cancellation_is(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.has(AgendaItem(session_id="s1", case_id="case-1"))
    said = chat("amara").say("cancel").choose("Me").choose("Another reason").text
    assert "Note the cancelled supervision" in said
    assert "cancel-note: Central Bedfordshire supervision policy" in said


def test_the_other_party_reads_the_cancellation_with_its_date(cancelled: Chat, world: World) -> None:
    world.pass_seconds(60)
    (news,) = leaving(world, "robin", "session-", "rebook")
    assert [one.label for one in news.facts] == ["Due", "Clause", "Uncertain"]
    assert [one.label for one in news.buttons] == ["Propose a time", "Why?"]


def test_a_supervisor_told_of_a_cancellation_reads_when_to_rebook_in_one_message(
    chat: Chats, world: World
) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    chat("robin").say("cancel").choose("Me").choose("Another reason")
    world.pass_seconds(60)
    (news,) = leaving(world, "amara", "session-cancelled", "rebook")
    assert news.facts[0].value == "Monday 30 November 2026"
    assert [one.label for one in news.buttons] == ["Book a session", "Why?"]


def test_cancelled_and_booked_again_within_the_minute_is_one_message(cancelled: Chat, world: World) -> None:
    world.pass_seconds(40)
    cancelled.press("Book a session").save(starts_at="30 Nov 10am").save().save()
    world.pass_seconds(59)
    assert leaving(world, "robin", "session-", "prep") == []
    world.pass_seconds(1)
    (news,) = leaving(world, "robin", "session-", "prep")
    assert news.title == "A session is booked"
    assert "Supervision with Amara Okafor, Monday 30 November 2026 at 10:00." in news.text
    assert "Supervision with Amara Okafor, Thursday 26 November 2026 at 10:00, is cancelled." in news.text
    assert "Prepare" in [one.label for one in news.buttons]


def test_a_booking_taken_back_leaves_the_cancellation_to_be_told(cancelled: Chat, world: World) -> None:
    world.pass_seconds(40)
    cancelled.press("Book a session").save(starts_at="30 Nov 10am").save().save()
    world.do("amara", undo.undo)
    world.pass_seconds(60)
    (news,) = leaving(world, "robin", "session-")
    assert news.title == "A session is cancelled"


def test_booked_again_the_next_day_is_told_by_itself(cancelled: Chat, world: World) -> None:
    world.to("2026-11-24 10:00")
    sent(world, "session-cancelled")
    cancelled.say("book").choose("Robin Ash").save(starts_at="30 Nov 10am").save().save()
    world.pass_seconds(60)
    (news,) = leaving(world, "robin", "session-booked")
    assert "is cancelled" not in news.text


def booked_and_cancelled(world: World, *, heard: bool) -> None:
    """Amara books with Robin and cancels it, before or after Robin was told of it."""
    session = world.do("amara", sessions.book, "robin", at("2026-11-26 10:00"), 60, "both")
    if heard:
        world.pass_seconds(60)
        sent(world, "session-booked")
    world.do("amara", sessions.cancel, session.id, "amara", "other")


def test_of_a_session_never_heard_of_it_is_said_that_it_was_booked(world: World) -> None:
    booked_and_cancelled(world, heard=False)
    world.pass_seconds(60)
    (news,) = leaving(world, "robin", "session-")
    assert "Thursday 26 November 2026 at 10:00, was booked, and is cancelled." in news.text


def test_of_a_session_heard_of_it_is_said_that_it_is_cancelled(world: World) -> None:
    booked_and_cancelled(world, heard=True)
    world.pass_seconds(60)
    (news,) = leaving(world, "robin", "session-cancelled")
    assert "Thursday 26 November 2026 at 10:00, is cancelled." in news.text


def test_booked_anew_before_the_first_was_told_says_nothing_of_the_first(world: World) -> None:
    booked_and_cancelled(world, heard=False)
    world.do("amara", sessions.book, "robin", at("2026-11-30 10:00"), 60, "both")
    world.pass_seconds(60)
    (news,) = leaving(world, "robin", "session-")
    assert news.title == "A session is booked"
    assert "is cancelled" not in news.text


def sent(world: World, kind: str) -> None:
    """The rows of a kind have left."""

    def mark(work: Work) -> None:
        for row in work.uow.session.exec(select(OutboxRow).where(OutboxRow.kind == kind)):
            row.state = "sent"

    world.do("clock", mark)


def test_a_time_accepted_within_the_days_to_prepare_offers_to_prepare(chat: Chats, world: World) -> None:
    proposal = world.do("robin", proposals.propose, "robin", None, at("2026-11-26 10:00"))
    amara = chat("amara").say("proposals").press("Accept")
    assert "Prepare" not in amara.labels
    world.pass_seconds(60)
    (news,) = leaving(world, "robin", "proposal-accepted", "prep")
    assert [one.label for one in news.buttons] == ["Prepare"]
    assert proposal.state == "open"


def test_news_of_a_session_and_the_reminder_to_prepare_for_it_are_one_with_one_way_in(
    chat: Chats, world: World
) -> None:
    world.planned("s1", "robin", "2026-11-27 10:00")
    world.do("robin", proposals.propose, "robin", "s1", at("2026-11-26 10:00"))
    world.pass_seconds(60)
    chat("amara").say("proposals").press("Accept")
    world.pass_seconds(60)
    said = together(leaving(world, "robin", "proposal-accepted", "prep"))
    assert problems(said) == []
    assert [one.label for one in said.buttons].count("Prepare") == 1
    assert "It is booked." in said.text
    assert "Prepare for supervision on Thursday 26 November 2026 at 10:00." in said.text


def test_each_of_several_keeps_all_its_answers(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-23 08:00")
    world.do("robin", proposals.propose, "robin", None, at("2026-11-26 10:00"))
    world.pass_seconds(3600)
    bundle = together(leaving(world, "amara", "session-proposed", "session-over"))
    assert problems(bundle) == []
    amara = chat("amara")
    amara.messages = (bundle,)
    (answer,) = [one for one in amara.labels if "Answer the proposal" in one]
    (held,) = [one for one in amara.labels if "Say whether it was held" in one]
    assert amara.press(answer).labels == ["Accept", "Decline"]
    amara.messages = (bundle,)
    assert amara.press(held).labels == ["It was held", "It is moved", "It is cancelled"]
    amara.press("It was held").save().press("It is recorded")
    world.pass_seconds(60)
    bundle = together([*leaving(world, "robin", "signoff-case"), Message("Something else.", title="Else")])
    robin = chat("robin")
    robin.messages = (bundle,)
    assert robin.press("1. Answer it").labels == ["Sign off", "Ask for a change", "I disagree"]


def test_what_several_of_one_morning_have_in_common_is_said_with_the_first(world: World) -> None:
    for number, person in enumerate(("robin", "sam")):
        world.planned(f"s{number}", person, f"2026-11-24 1{number}:00")
    alone = leaving(world, "amara", "prep")
    assert [one.label for one in alone[1].facts] == [
        "Cases on the agenda", "For your own preparation", "Clause", "Looked at",
    ]  # fmt: skip
    first, second = together(alone).facts
    assert "For your own preparation: " in first.value
    assert "Clause: supervisor-prep" in first.value
    assert second.value.splitlines()[1:] == ["Cases on the agenda: None", "Looked at: 0 of 4"]


def test_a_weeks_summary_names_each_supervisor_once_above_what_is_late() -> None:
    lines = [
        weekly.line("Book the next supervision with Robin Ash", "Amara Okafor", "9 working days late"),
        weekly.line("Book the next supervision with Kit Moss", "Joan Reed", "7 working days late"),
        weekly.line("Discuss 2 cases with Robin Ash", "Amara Okafor", "6 working days late"),
    ]
    assert together(lines).text == (
        "Amara Okafor:\n"
        "Book the next supervision with Robin Ash: 9 working days late\n"
        "Discuss 2 cases with Robin Ash: 6 working days late\n\n"
        "Joan Reed:\n"
        "Book the next supervision with Kit Moss: 7 working days late"
    )
    alone = together(lines[:1])
    assert alone.text == "Book the next supervision with Robin Ash (Amara Okafor): 9 working days late"
    assert alone.facts == ()


def test_where_there_are_more_than_fit_what_is_owed_leads_to_gives_way(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-23 08:00")
    chat("amara").say("held").save().press("It is recorded")
    world.pass_seconds(60)
    (duty,) = leaving(world, "robin", "signoff-case")
    world.do("amara", proposals.propose, "robin", None, at("2026-11-26 10:00"))
    world.pass_seconds(60)
    (proposal,) = leaving(world, "robin", "session-proposed")
    bundle = together([*(replace(duty, text=f"{duty.text} {place}") for place in range(6)), proposal])
    assert [one.label for one in bundle.buttons] == [
        *(f"{place}. Answer it" for place in range(1, 5)), "7. Answer the proposal", "What is owed",
    ]  # fmt: skip
    assert bundle.text == '7 things for you today. "What is owed" leads to those without a button.'


def test_a_session_with_somebody_away_is_said_to_both_with_what_to_do(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.has(Absence(id="a1", person_id="amara", from_on=day("2026-11-24"), planned=False))
    world.to("2026-11-25 09:00")
    (robin,) = leaving(world, "robin", "session-without")
    assert robin.text == (
        "Your session on Thursday 26 November 2026 at 10:00 is with Amara Okafor, who is away. Propose another time, or "
        "cancel it. What you have prepared moves along."
    )
    (morgan,) = leaving(world, "morgan", "session-without")
    assert (
        "The session of Robin Ash on Thursday 26 November 2026 at 10:00 is with Amara Okafor" in morgan.text
    )
    for person, message, label in (
        ("robin", robin, "Propose another time"),
        ("morgan", morgan, "Arrange cover"),
    ):
        one = chat(person)
        one.messages = (message,)
        assert one.press(label).messages[0].fields


def test_once_cover_is_arranged_or_the_supervisor_back_nothing_is_said(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.has(Absence(id="a1", person_id="amara", from_on=day("2026-11-23"), planned=False))
    chat("morgan").say("cover").choose("Joan Reed").choose("Until they are back")
    world.to("2026-11-25 09:00")
    assert leaving(world, "robin", "session-without") == []


def test_somebody_expected_back_before_it_is_waited_for(world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.has(
        Absence(
            id="a1",
            person_id="amara",
            from_on=day("2026-11-23"),
            expected_back=day("2026-11-26"),
            planned=True,
        )
    )
    world.to("2026-11-25 09:00")
    assert leaving(world, "robin", "session-without") == []


def test_a_session_noted_as_held_a_day_late_is_not_followed_at_once_by_the_reminder_for_the_next(
    chat: Chats, world: World
) -> None:
    world.becomes("robin", role="nqsw")
    world.planned("s1", "robin", "2026-11-20 08:00")
    before = world.told("amara", "book", about="robin")
    said = chat("amara").say("held").save().save().text
    assert "Next: Book the next supervision with Robin Ash: Friday 27 November 2026" in said
    assert world.told("amara", "book", about="robin") == before
    world.to("2026-11-27 09:00")
    assert world.told("amara", "book", about="robin") == [*before, "book/supervisor/owner due"]


def test_the_answer_to_held_names_no_next_one_where_it_is_booked(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-20 08:00")
    world.planned("s2", "robin", "2026-12-15 08:00")
    assert "Next:" not in chat("amara").say("held").save().text


def test_a_reminder_to_book_asks_first_whether_the_session_that_is_over_was_held(
    chat: Chats, world: World
) -> None:
    world.becomes("robin", role="nqsw")
    world.planned("s1", "robin", "2026-11-20 08:00")
    world.planned("s2", "robin", "2026-11-24 10:00")
    chat("amara").verb("held-session", "s1", 1).save().save()
    world.to("2026-11-27 08:00")
    sent(world, "session-over")
    world.to("2026-11-27 09:00")
    said = leaving(world, "amara", "book")[-1]
    assert said.text.endswith(
        "If the one on Tuesday 24 November 2026 at 10:00 was held, say so first: then the next is due later."
    )
    amara = chat("amara")
    amara.messages = (said,)
    assert amara.press("Say whether it was held").labels == ["It was held", "It is moved", "It is cancelled"]
    among_others = together([Message("Something else.", title="Else"), said])
    assert [one.label for one in among_others.buttons] == ["2. Say whether it was held", "What is owed"]


def test_one_of_several_whose_way_in_is_the_list_leads_there_by_the_last_button_alone() -> None:
    listed = Message("Sam covers.", title="Cover", buttons=(Button("What is owed", Press("due"), "primary"),))
    said = together([Message("Something else.", title="Else"), listed])
    assert [one.label for one in said.buttons] == ["What is owed"]
    assert said.text == "2 things for you today."


def test_what_a_session_asks_for_if_it_was_not_held_is_said_where_that_is_asked(
    chat: Chats, world: World
) -> None:
    world.becomes("robin", role="nqsw")
    world.planned("s1", "robin", "2026-11-20 08:00")
    world.planned("s2", "robin", "2026-11-25 10:00")
    chat("amara").verb("held-session", "s1", 1).save().save()
    world.to("2026-11-27 08:00")
    world.do("amara", gone)
    world.to("2026-11-27 09:00")
    waiting = world.do("amara", still_waiting)
    said = together(waiting)
    assert said.title == "Was it held?"
    (then,) = [one.value for one in said.facts if one.label == "If it was not held"]
    assert then.startswith("Book the next supervision with Robin Ash. Due: Friday 27 November 2026.")
    assert "say so first" not in then
    assert said.buttons[0].label == "It was held"


def gone(work: Work) -> None:
    """What was to leave by now has left."""
    for row in work.uow.session.exec(select(OutboxRow).where(OutboxRow.send_after <= work.now)):
        row.state = "sent"


def still_waiting(work: Work) -> list[Message]:
    """What would leave now and has not."""
    rows = work.uow.session.exec(select(OutboxRow).where(OutboxRow.recipient_id == work.actor))
    due = [one for one in rows if one.state == "pending" and one.send_after <= work.now]
    about = [one for one in due if one.kind.startswith(("session-over", "book"))]
    found = [words(work, one) for one in sorted(about, key=lambda one: one.kind, reverse=True)]
    return [one for one in found if one is not None]
