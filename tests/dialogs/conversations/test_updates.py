"""The 10-minute update as it is talked through: turned on, announced, started, listened to, closed, exported."""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlmodel import select

from dialogs.exchange.reply import Press
from dialogs.nudges import words
from storage.dialogs import clear_dialog
from storage.queries import updates as query
from storage.store import Store
from storage.tables import AgendaItem, Case, CaseUpdate, CaseWorker, OutboxRow
from supervision import sessions
from supervision.policy import load_policies
from supervision.updates import clock, setting
from supervision.work import CLOCK, Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World, at, day
from tests.support.stores import Clock

Chats = Callable[[str], Chat]
CANARY = "canary-4712"


def agenda_of(world: World) -> None:
    """Robin's session at 10:00 this morning has two cases."""
    world.planned("s1", "robin", "2026-11-23 10:00")
    world.has(
        Case(id="case-2", reference="CB-102", authority=world.authority),
        CaseWorker(case_id="case-2", person_id="robin"),
        AgendaItem(session_id="s1", case_id="case-1", position=0),
        AgendaItem(session_id="s1", case_id="case-2", position=1),
    )


def change(chat: Chat, concern: str) -> Chat:
    """Changes one of the answers that were read back."""
    return chat.press("Change this answer", what="concern").save(concern=concern)


@pytest.fixture
def morning(world: World) -> World:
    """Updates are on, and it is ten."""
    agenda_of(world)
    world.do("amara", setting.turn_on, "robin")
    world.to("2026-11-23 10:00")
    return world


def told(world: World, person: str, kind: str) -> str:
    """The words of the latest notice of a kind to a person, as they are now."""

    def read(work: Work) -> str:
        rows = [
            one
            for one in work.uow.session.exec(select(OutboxRow))
            if (one.recipient_id, one.kind) == (person, kind)
        ]
        message = words(work, max(rows, key=lambda one: one.id))
        return "" if message is None else f"{message.title}\n{message.text}"

    return world.do(person, read)


def update_of(world: World, case: str = "case-1") -> CaseUpdate:
    """The update of a case."""
    (found,) = [
        one for one in world.store.read_now(lambda uow: query.of_session(uow, "s1")) if one.case_id == case
    ]
    return found


def test_turning_it_on_says_what_follows_and_can_be_taken_back(chat: Chats, world: World) -> None:
    amara = chat("amara").say("updates on").choose("Robin Ash")
    assert amara.messages[-1].fields[0].value == "3"
    amara.save(clarify="5")
    assert "10 minutes a case, then 5 for questions" in amara.text
    amara.press("Undo")
    assert "on for nobody you supervise" in amara.say("updates off").text
    amara.say("updates on").choose("Robin Ash").save()
    assert "then 5 for questions" in amara.text
    assert "with Robin Ash are off" in amara.say("updates off").text


def test_who_supervises_nobody_turns_nothing_on(chat: Chats) -> None:
    assert "you supervise nobody" in chat("robin").say("updates on").text
    assert "you supervise nobody" in chat("robin").say("updates off").text
    assert "No session of yours" in chat("robin").say("update").text
    assert "No session of yours" in chat("robin").say("update notes").text


def test_the_worker_is_told_in_advance_and_only_where_it_is_on(chat: Chats, world: World) -> None:
    announced = "You have 10 minutes for each case"
    world.do("amara", sessions.book, "robin", at("2026-11-25 10:00"), 60, "both")
    assert announced not in told(world, "robin", "session-booked")
    world.do("amara", setting.turn_on, "robin")
    assert announced in told(world, "robin", "session-booked")
    world.to("2026-11-24 09:00")
    assert announced in told(world, "robin", "prep/supervisee/owner")
    assert announced not in told(world, "amara", "prep/supervisor/supervisor")


def test_from_start_to_the_next_case(chat: Chats, morning: World) -> None:
    robin = chat("robin").say("update")
    assert robin.labels == ["Start: CB-101", "Start: CB-102", "Notes for an update"]
    robin.press("Start: CB-101")
    assert "ten-minutes: " in robin.text
    assert robin.labels == ["Pause", "Stop", "What I prepared"]
    robin.press("Stop")
    assert "Clarifying questions come next: 3 minutes" in robin.text
    robin.press("Start clarifying questions").press("Stop").press("Answer")
    assert "concerns you most" in robin.text
    robin.press("Skip").save(child_thinks="a").press("Skip")
    assert "What is the reason?" in robin.text
    assert "Skip" not in robin.labels
    robin.save(child_reason="b").press("Skip").press("Keep these answers")
    assert robin.messages[-1].text == "This update is finished."
    robin.press("Next case: CB-102")
    assert "CB-102, 2 of 2 on the agenda" in robin.text


def test_what_was_prepared_is_there_to_speak_from_and_not_asked_again(chat: Chats, world: World) -> None:
    agenda_of(world)
    world.do("amara", setting.turn_on, "robin")
    robin = chat("robin").say("prepare").save(cases=("case-1",)).press("Skip")
    robin.save(worried=CANARY).press("Stop for now")
    world.to("2026-11-23 10:00")
    robin.say("update").press("Start: CB-101")
    assert [one.private for one in robin.messages] == [False, True]
    assert CANARY in robin.text
    amara = chat("amara").say("update")
    assert CANARY not in amara.text
    assert "Ask" not in amara.text


def test_who_listens_keeps_questions_and_reads_them_once_time_is_up(chat: Chats, morning: World) -> None:
    amara = chat("amara").say("update").press("Start: CB-101")
    assert "Only you can read it" in amara.text
    amara.press("Keep for afterwards", questions=CANARY)
    assert "Kept so far: 1" in amara.text
    assert CANARY not in amara.text
    update = update_of(morning)
    assert "once time is up" in amara.verb("update-listened", update.id).text
    box = chat("amara").say("update")
    morning.to("2026-11-23 10:10")
    morning.do(CLOCK, clock.settle_due)
    # What was still in the box when time ran out is not lost.
    assert "Time is up" in box.press("Keep for afterwards", questions="and one more").text
    shown = amara.verb("update-listened", update.id).messages[0]
    assert shown.private
    assert shown.text == f"{CANARY}\nand one more"
    assert CANARY not in f"{shown.summary}{told(morning, 'amara', 'update-timer')}"
    assert "Nothing is kept" in chat("robin").verb("update-listened", update.id).text


def test_more_than_is_kept_is_said(chat: Chats, morning: World) -> None:
    amara = chat("amara").say("update").press("Start: CB-101")
    assert "Shorten it" in amara.press("Keep for afterwards", questions="x" * 3001).text


def test_a_stale_button_shows_where_it_stands(chat: Chats, morning: World) -> None:
    robin = chat("robin").say("update").press("Start: CB-101")
    old = robin.pressing("Pause")
    robin.press("Pause")
    assert "Update paused" in robin.text
    again = robin.reply(old)
    assert "nothing was done" in again.text
    assert "Resume" in again.labels
    other = chat("amara").reply(Press("update-start", "s1", 0, {"case": "case-1"}))
    assert "nothing was done" in other.text
    assert (
        "Another update is under way" in other.reply(Press("update-start", "s1", 0, {"case": "case-2"})).text
    )


@pytest.mark.parametrize("person", ["sam", "joan", "morgan"])
def test_for_anybody_else_there_is_no_such_thing(chat: Chats, morning: World, person: str) -> None:
    chat("robin").say("update").press("Start: CB-101")
    update = update_of(morning)
    presses = [
        Press("update", "s1"),
        Press("update-start", "s1", 0, {"case": "case-2"}),
        Press("update-start", "s1", 0, {"case": ("case-2",)}),
        Press("update-notes", "s1"),
        Press("update-listen", update.id, update.version, {"questions": CANARY}),
        *(
            Press(f"update-{verb}", update.id, update.version)
            for verb in (
                "pause",
                "resume",
                "stop",
                "again",
                "clarify",
                "close",
                "listened",
                "prompts",
                "closing",
            )
        ),
    ]
    answers = {chat(person).reply(press).text for press in presses}
    assert answers == {'\nI cannot find that. Type "due" to see what is open for you.'}
    assert update_of(morning) == update


def test_a_note_that_cannot_be_opened_is_shown_as_such_and_asked_again(chat: Chats, morning: World) -> None:
    robin = chat("robin").say("update notes").choose("CB-101")
    robin.save(relevant=CANARY).save(new_concerns="none new")
    robin.press("Stop for now")
    damage = "update update_text set sealed = :bytes where step = 'relevant'"
    morning.store.run_now(lambda uow: uow.execute(text(damage), {"bytes": b"x"}))
    morning.store.run_now(lambda uow: clear_dialog(uow, "robin"))
    export = robin.say("export").text
    assert "This answer cannot be read." in export
    assert "none new" in export
    robin.say("update notes").choose("CB-101")
    assert "This answer cannot be read." not in robin.text
    assert [one.name for message in robin.messages for one in message.fields] == ["relevant"]


def test_notes_stand_in_the_export_and_feelings_do_not(chat: Chats, morning: World) -> None:
    robin = chat("robin").say("update notes").choose("CB-101")
    robin.save(relevant="moved house").press("Skip").press("Skip").press("Keep these notes")
    assert "Your notes are kept" in robin.text
    robin.say("update").press("Start: CB-101")
    assert "Most relevant now: moved house" in robin.text
    robin.press("Stop").press("Go on without").press("Answer")
    robin.press("Skip").save(child_thinks="fine").save(child_wants="to stay").save(feelings=CANARY).press(
        "Keep these answers"
    )
    exported = robin.say("export").text
    assert "moved house" in exported
    assert "What do they want to happen?\nto stay" in exported
    assert CANARY not in exported
    read = chat("amara").verb("export", "s1").text
    assert "moved house" in read


def test_answers_are_there_to_be_changed_until_the_session_is_recorded(chat: Chats, morning: World) -> None:
    robin = (
        chat("robin")
        .say("update")
        .press("Start: CB-102")
        .press("Stop")
        .press("Go on without")
        .press("Answer")
    )
    robin.save(concern="first").save(child_thinks="a").save(child_wants="b").press("Skip")
    robin.press("Keep these answers").press("Change my answers")
    assert "first" in robin.text
    change(robin, "second")
    robin.press("Keep these answers")
    assert "second" in robin.say("export").text
    chat("amara").say("held").save(on="2026-11-23").press("It is recorded")
    robin.verb("update-closing", update_of(morning, "case-2").id)
    assert "can no longer be changed" in change(robin, "third").text
    assert morning.record("s1").recorded_on == day("2026-11-23")


def test_where_the_policy_has_no_such_clause_none_is_quoted_and_no_reason_demanded(
    sqlite_store: Store, clock: Clock
) -> None:
    world = World(sqlite_store, clock, load_policies(), "bradford")
    agenda_of(world)
    world.do("amara", setting.turn_on, "robin")
    world.to("2026-11-23 10:00")
    robin = Chat(world, "robin").say("update").press("Start: CB-101")
    assert "Clause" not in robin.text
    robin.press("Stop").press("Go on without").press("Answer").press("Skip").press("Skip").press("Skip")
    assert "What is the reason?" in robin.text
    robin.press("Skip").press("Skip").press("Keep these answers")
    assert robin.messages[-1].text == "This update is finished."
