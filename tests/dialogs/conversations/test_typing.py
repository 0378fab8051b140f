"""What a typed word means: to the conversation under way, as a command, or as an answer."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import text

from dialogs.conduct import where_it_stands
from storage.dialogs import clear_dialog, load_dialog, save_dialog
from storage.tables import Case
from storage.unit import UnitOfWork
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import World

Chats = Callable[[str], Chat]
HELP_LINE = "I do not know that."


@pytest.fixture
def robin(chat: Chats, world: World) -> Chat:
    """Robin is asked the first of the questions about a case."""
    world.planned("s1", "robin", "2026-11-26 10:00")
    return chat("robin").say("prepare").save(cases=("case-1",))


def kept(world: World) -> str:
    """The state of Robin's dialog."""

    def read(uow: UnitOfWork) -> str:
        found = load_dialog(uow, "robin")
        assert found is not None
        return found.state

    return world.store.read_now(read)


@pytest.mark.parametrize("word", ["back", "Back.", " BACK "])
def test_back_at_a_question_goes_back(robin: Chat, word: str) -> None:
    robin.say("no dates yet").say("too few visits")
    robin.say(word)
    assert "too few visits" in [one.value for message in robin.messages for one in message.fields]


def test_back_with_nothing_under_way_says_who_is_back(chat: Chats, world: World) -> None:
    chat("robin").say("absent").choose("Me").save(planned="yes").save().press("Skip")
    assert chat("robin").say("back").messages[0].title == "Back: you"


def test_a_full_stop_makes_no_difference_to_a_word_that_steers(robin: Chat) -> None:
    assert "Stopped for now." in robin.say("Stop.").text


def test_an_option_named_exactly_comes_before_the_command_of_that_name(chat: Chats, world: World) -> None:
    world.store.run_now(lambda uow: setattr(uow.session.get(Case, "case-1"), "reference", "Cover"))
    world.planned("s1", "robin", "2026-11-26 10:00")
    assert "Key dates" in chat("robin").say("prepare").say("cover").text


def test_a_command_at_a_question_leaves_it_open_and_offers_to_carry_on(robin: Chat) -> None:
    question = robin.messages[-1].text.splitlines()[-1]
    robin.say("due")
    assert "You were in the middle of something" in robin.text
    assert robin.press("Carry on").messages[-1].text.splitlines()[-1] == question
    assert "due" not in [one.value for message in robin.messages for one in message.fields]


def test_a_word_that_is_no_command_is_the_answer(robin: Chat) -> None:
    robin.say("due soon").say("back")
    assert "due soon" in [one.value for message in robin.messages for one in message.fields]


def test_an_idle_word_after_stopping_is_no_answer(robin: Chat) -> None:
    robin.press("Stop for now")
    robin.say("hmm")
    assert HELP_LINE in robin.text
    assert "You were in the middle of something" in robin.text
    carried_on = robin.press("Carry on")
    assert carried_on.messages[0].fields[0].value == ""


@pytest.mark.parametrize("stopped", [True, False])
def test_carry_on_typed_does_what_its_button_does(robin: Chat, stopped: bool) -> None:
    question = robin.messages[-1].text.splitlines()[-1]
    robin = robin.press("Stop for now") if stopped else robin.say("due")
    robin.say("Carry on")
    assert robin.messages[-1].text.splitlines()[-1] == question
    assert robin.messages[-1].fields[0].value == ""


def test_carry_on_typed_with_nothing_open_says_so(chat: Chats, world: World) -> None:
    assert "No question is open" in chat("robin").say("carry on").text


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("Stop for now", "Stopped for now."),
        ("show as one form", "Answer here, then choose “Save and continue”."),
        ("SKIP", "Question 1 of 4"),
    ],
)
def test_what_a_button_is_called_may_be_typed(robin: Chat, typed: str, then: str) -> None:
    assert then in robin.say(typed).text


def test_at_the_check_what_the_button_is_called_confirms(robin: Chat) -> None:
    for answer in ("skip", "too few visits", "his nan", "nothing yet", "skip"):
        robin.say(answer)
    assert "Your preparation is saved" in robin.say("Save preparation").text


def test_typing_over_an_earlier_answer_is_said(robin: Chat) -> None:
    robin.say("no dates yet").say("too few visits").say("back").say("sorry, I meant Friday")
    assert "is now your answer to “This is what is worrying me" in robin.text
    assert "too few visits" not in robin.text
    assert "in place of the one before" not in robin.say("his nan").text


def test_after_stopping_back_says_who_is_back(robin: Chat) -> None:
    robin.say("stop").say("back")
    assert "noted as away" in robin.text


@pytest.mark.parametrize("how", ["button", "command"])
def test_once_carried_on_typing_answers_again(robin: Chat, how: str) -> None:
    robin.press("Stop for now")
    robin = robin.press("Carry on") if how == "button" else robin.say("prepare")
    robin.say("a court date").say("back")
    assert robin.messages[0].fields[0].value == "a court date"


def test_a_stop_delivered_twice_shows_the_way_back_in_and_asks_nothing(robin: Chat, world: World) -> None:
    robin.say("stop")
    (again,) = world.do("robin", where_it_stands)
    assert [one.label for one in again.buttons] == ["Carry on"]
    assert not again.fields


def test_a_dialog_kept_before_conversations_could_be_parked_is_taken_up(robin: Chat, world: World) -> None:
    states = json.loads(kept(world))
    older = json.dumps([{key: it for key, it in one.items() if key != "parked"} for one in states])
    world.store.run_now(lambda uow: save_dialog(uow, "robin", states[-1]["flow"], older))
    robin.say("a court date").say("back")
    assert robin.messages[0].fields[0].value == "a court date"


def test_a_conversation_that_cannot_be_opened_is_let_go_and_nobody_is_locked_out(
    robin: Chat, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.store.run_now(
        lambda uow: uow.execute(text("update dialog set sealed_state = :bytes"), {"bytes": b"x"})
    )
    assert world.do("robin", where_it_stands) == ()
    robin.say("due")
    assert robin.messages[0].text.startswith("What you had begun cannot be read, so it was let go.")
    assert len(robin.messages) > 1
    assert "dialog.sealed_state, row robin" in caplog.text
    assert "let go" not in robin.say("due").text


def test_an_answer_that_cannot_be_opened_is_shown_as_such_and_asked_again(robin: Chat, world: World) -> None:
    robin.say("no dates yet").say("too few visits")
    damage = "update preparation_answer set sealed = :bytes where step = 'worried'"
    world.store.run_now(lambda uow: uow.execute(text(damage), {"bytes": b"x"}))
    world.store.run_now(lambda uow: clear_dialog(uow, "robin"))
    read = robin.verb("read-preparation", "s1", 1).text
    assert "This answer cannot be read." in read
    assert "no dates yet" in read
    assert "Question 1 of 4" in robin.say("prepare").text
    assert "This answer cannot be read." not in robin.text


def test_which_one_left_for_another_word_is_not_offered_again(chat: Chats, world: World) -> None:
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.planned("s2", "robin", "2026-12-17 10:00")
    robin = chat("robin").say("why")
    assert "Which of these" in robin.text
    robin.say("help")
    assert "You were in the middle of something" not in robin.text
    assert "in the middle" not in robin.say("due").text


def test_an_answer_that_is_also_a_command_loses_nothing_of_what_was_answered(
    chat: Chats, world: World
) -> None:
    amara = chat("amara").say("book").say("Robin Ash").say("2 Dec 10am").say("60")
    assert "What is it for?" in amara.text
    amara.say("cases").press("Stop")
    assert "You were in the middle of something" in amara.text
    assert "What is it for?" in amara.press("Carry on").text
    assert "Wednesday 2 December 2026" in amara.say("Cases only").text


def test_a_word_that_steers_says_that_no_question_is_open(chat: Chats, world: World) -> None:
    for word in ("stop", "skip", "preview"):
        assert "No question is open" in chat("amara").say(word).text
    assert "No question is open" not in chat("amara").say("book").say("stop").text


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("book a session with Sam", ["Book"]),
        ("What do I owe?", ["Due"]),
        ("can I ask for supervision, and cancel that", ["Ask for supervision", "Cancel"]),
        ("I am off sick", ["Absent"]),
        ("sorry I meant Friday", ["Undo"]),
        ("please sign off the record", ["Sign off"]),
    ],
)
def test_a_sentence_with_a_word_in_it_is_offered_the_word(
    chat: Chats, world: World, typed: str, offered: list[str]
) -> None:
    amara = chat("amara").say(typed)
    assert "A word counts only when it is all you type." in amara.text
    assert amara.labels == [*offered, "Help"]
    assert typed not in amara.text


def test_a_word_that_was_meant_does_what_it_does_when_typed(chat: Chats, world: World) -> None:
    amara = chat("amara").say("book something").press("Book")
    assert "Who is the session with?" in amara.text


def test_a_word_within_another_is_none(chat: Chats, world: World) -> None:
    assert HELP_LINE in chat("amara").say("the bookshelf is duely full").text


def test_thanks_is_taken_as_said(chat: Chats, world: World) -> None:
    assert (
        chat("robin").say("Thank you.").text.strip() == 'All right. Type "due" to see what is open for you.'
    )


def test_a_day_that_is_past_has_a_past_day_for_an_example(chat: Callable[[str], Chat], world: World) -> None:
    world.planned("s1", "robin", "2026-11-20 08:00")
    amara = chat("amara").say("held")
    (on,) = [one for message in amara.messages for one in message.fields if one.name == "on"]
    assert on.hint == "For example 23/11/2026, 23 Nov or last Tuesday"
