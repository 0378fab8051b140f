"""What a person can do in any flow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dialogs.engine.advance import advance, begin, show
from dialogs.engine.conditions import Equals
from dialogs.engine.flow import Choice, Date, Flow, Number, Text
from dialogs.engine.outcomes import Discarded, Finished, Kept, Left
from dialogs.engine.state import State, state_from_json, state_to_json
from dialogs.engine.values import SKIPPED, Held
from dialogs.errors import FlowError, StateError
from dialogs.exchange.message import Option
from dialogs.exchange.reply import Answer, Press
from tests.dialogs.engine.every_kind import EVERYTHING, FACTS
from tests.dialogs.talking import SATURDAY, Talk

Start = Callable[..., Talk]
ANSWERS: dict[str, Held] = {
    "who": "p-1",
    "reason": "sickness",
    "topics": ("visits",),
    "day": date(2026, 11, 24),
    "at": SKIPPED,
    "in_person": False,
    "minutes": 60,
    "note": "quiet room",
}
SHORT = Flow(
    "short",
    1,
    (Text("why"), Number("minutes", required=False)),
    {"title": "Short", "summary": "Something short", "why": "Why?", "minutes": "How long?"},
    resumable=False,
)


@pytest.fixture
def start(talk: Start) -> Start:
    def begun(answers: dict[str, Held] | None = None, form: bool = False) -> Talk:
        return talk(EVERYTHING, FACTS, {"subject": "s-1"}, answers, form)

    return begun


def without(*steps: str) -> dict[str, Held]:
    return {step: value for step, value in ANSWERS.items() if step not in steps}


@pytest.mark.parametrize("typed", ["p-1", "Amara Okafor", "amara okafor", "1", "amar", " AMARA "])
def test_an_option_is_meant_by_value_label_number_or_start(start: Start, typed: str) -> None:
    assert start().say(typed).kept == {"who": "p-1"}


def test_a_start_that_two_options_share_is_asked_about(start: Start) -> None:
    chat = start().say("am")
    assert chat.problem == "More than one fits. Choose one of those listed"
    assert [option.value for option in chat.message.fields[0].options] == ["p-1", "p-2"]


def test_what_is_no_option_stays_in_the_field(start: Start) -> None:
    chat = start().say("Zoe")
    assert (chat.problem, chat.message.fields[0].value) == ("Choose one of those listed", "Zoe")


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("1, 3", ("visits", "court")),
        ("court and visits", ("visits", "court")),
        ("the plan", ("plan",)),
    ],
)
def test_several_options_can_be_typed_at_once(start: Start, typed: str, chosen: tuple[str, ...]) -> None:
    assert start(without("topics")).say(typed).kept["topics"] == chosen


def test_a_step_applies_only_under_its_condition(start: Start) -> None:
    assert start(without("reason")).say("other").step == "other"
    assert start(without("reason")).say("sickness").step == "checked"
    assert start(without("topics")).save(topics=("court",)).step == "hearing"


def test_an_answer_that_no_longer_applies_is_kept_but_not_among_the_answers(start: Start) -> None:
    chat = start(without("reason")).say("other").say("a flood").say("2").save(reason="sickness")
    assert chat.state
    assert chat.state.answers["other"] == "a flood"
    chat.say("confirm").say("yes")
    (finished,) = (it for it in chat.outcomes if isinstance(it, Finished))
    assert "other" not in finished.answers


def test_an_option_that_is_gone_is_asked_for_again(start: Start) -> None:
    assert start({**ANSWERS, "who": "p-9"}).step == "who"


def test_a_typed_day_is_read_back_in_full(start: Start) -> None:
    chat = start(without("day", "minutes")).say("next Tuesday")
    assert [(it.label, it.value) for it in chat.message.facts] == [
        ("Saved: Which day?", "Tuesday 24 November 2026")
    ]


def test_two_readings_become_a_choice_in_the_same_place(start: Start) -> None:
    chat = start(without("at")).say("Tuesday at 2")
    (field,) = chat.message.fields
    assert field.kind == "choice"
    chat.save(at=field.options[1].value)
    assert chat.kept["at"] == datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


def test_a_check_of_the_flow_is_a_problem_in_its_own_words(start: Start) -> None:
    assert start(without("day")).say("today").problem == "Choose a day after today"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("an hour", "Enter a whole number, such as 15"),
        ("5", "Enter a number from 15 to 240"),
        ("1,000", "Enter a number from 15 to 240"),
    ],
)
def test_a_number_is_whole_and_within_bounds(start: Start, typed: str, problem: str) -> None:
    assert start(without("minutes")).say(typed).problem == problem


def test_a_default_from_the_facts_stands_in_the_field(start: Start) -> None:
    chat = start(without("in_person")).say("yes")
    assert chat.message.fields[0].value == "Watling House"
    assert chat.save().kept["place"] == "Watling House"


def test_only_the_exact_word_steers_and_anything_else_is_the_answer(start: Start) -> None:
    assert start(without("note")).say("skip the small talk").kept["note"] == "skip the small talk"
    assert start(without("note")).say(" SKIP ").kept["note"] is SKIPPED


def test_the_first_question_has_nothing_before_it(start: Start) -> None:
    chat = start()
    assert "Back" not in chat.labels
    assert chat.say("back").message.text.startswith("This is the first question.")


def test_going_back_keeps_half_an_answer_and_returns_to_where_one_was(start: Start) -> None:
    chat = start(without("minutes", "note")).press("Back", minutes="45")
    assert (chat.step, chat.kept["minutes"]) == ("in_person", 45)
    assert chat.press("Leave as it is").step == "note"


def test_going_back_with_a_fault_says_so_and_loses_nothing(start: Start) -> None:
    chat = start(without("note")).press("Back", note="x" * 101)
    assert (chat.step, chat.message.fields[0].value) == ("note", "x" * 101)


def test_leaving_with_a_fault_is_possible_and_shows_what_was_not_saved(start: Start) -> None:
    chat = start(without("note")).press("Stop for now", note="x" * 101)
    assert chat.outcomes == (Left(),)
    assert [fact.value for fact in chat.message.facts] == ["x" * 101]
    assert chat.message.private


def test_a_preview_changes_nothing_and_leads_to_any_answer(start: Start) -> None:
    chat = start(without("minutes", "note"))
    before = chat.state
    chat.press("Preview")
    assert (chat.state, chat.outcomes, chat.message.private) == (before, (), True)
    assert "Not answered yet" in [fact.value for fact in chat.message.facts]
    assert chat.press("Carry on").step == "minutes"
    assert chat.press("Preview").press("Change this answer", what="day").step == "day"


def test_what_is_saved_can_be_looked_at_where_no_check_follows() -> None:
    chat = Talk(SHORT, FACTS, {}).say("preview")
    assert chat.message.text.startswith("There is nothing to preview yet.")
    chat.say("quite calm").say("preview")
    assert ("Why?", "quite calm") in [(one.label, one.value) for one in chat.message.facts]


def test_an_answer_is_changed_from_the_check_by_button_word_or_number(start: Start) -> None:
    assert start(ANSWERS).press("Change this answer", what="note").step == "note"
    assert start(ANSWERS).say("anything else?").step == "note"
    assert start(ANSWERS).say("1").step == "who"
    assert start(ANSWERS).say("hm").message.text.startswith("Nothing was changed.")


def test_emptying_an_answer_that_may_be_left_out_leaves_it_out(start: Start) -> None:
    chat = start(ANSWERS).say("anything else?").save(note="")
    assert chat.outcomes == (Kept("note", SKIPPED),)
    assert start(ANSWERS).say("minutes").say("how many minutes?").save(minutes="").problem == "Enter a number"


def test_a_stale_answer_changes_nothing_and_shows_where_things_stand(start: Start) -> None:
    chat = start(without("minutes", "note"))
    old = chat.pressed("Save and continue", minutes="30")
    chat.save(minutes="45")
    before = chat.state
    chat.reply(old)
    assert (chat.state, chat.outcomes, chat.step) == (before, (), "note")
    assert chat.message.text.startswith("You had moved on from that question, so nothing was changed.")


def test_text_that_came_too_late_is_shown_back(start: Start) -> None:
    chat = start(without("note"))
    old = chat.pressed("Save and continue", note="the second thought")
    chat.save(note="the first thought").reply(old)
    assert "the second thought" in [fact.value for fact in chat.message.facts]
    assert chat.message.private


def test_a_card_about_one_subject_never_answers_about_another() -> None:
    states = []
    for subject in ("s-1", "s-2"):
        state = begin(EVERYTHING, {"subject": subject}, {**SATURDAY, **FACTS}).state
        assert state
        states.append(state)
    one, other = states
    answer = Answer("everything", "who", one.version, {"who": "p-1"})
    assert (one.owns(answer), other.owns(answer)) == (True, False)
    turn = advance(EVERYTHING, other, answer, {**SATURDAY, **FACTS})
    assert (turn.state, turn.outcomes) == (other, ())


def test_a_conversation_has_one_card_whether_it_is_answered_there_or_by_typing(start: Start) -> None:
    chat = start()
    first = chat.message.card
    assert chat.save(who="p-1").message.card == first
    assert chat.say("sickness").message.card == first


def test_the_form_and_the_questions_are_two_views_of_one_flow(start: Start) -> None:
    chat = start(without("minutes", "note")).press("Show as one form")
    assert [field.name for field in chat.message.fields][-2:] == ["minutes", "note"]
    chat.press("One at a time", minutes="30")
    assert (chat.step, chat.kept["minutes"]) == ("note", 30)


def test_a_form_that_brings_up_a_new_question_asks_it_too(start: Start) -> None:
    chat = start(form=True).save(
        who="1", reason="other", day="2026-12-01", in_person="no", minutes="60", note="n"
    )
    assert chat.step == "other"
    assert [field.name for field in chat.message.fields if not field.value] == ["other", "topics", "at"]
    assert chat.save(other="a flood").step == "checked"


def test_a_client_that_sends_no_fields_clears_nothing(start: Start) -> None:
    chat = start(without("note"), form=True)
    save = chat.pressed("Save and continue")
    chat.reply(replace(save, values={"do": "save"}))
    assert chat.kept == {"note": SKIPPED}
    assert chat.step == "checked"


def test_typing_while_the_form_is_open_changes_nothing(start: Start) -> None:
    chat = start(form=True).say("some thought")
    assert chat.outcomes == ()
    assert chat.message.text.startswith("Nothing was changed. Answer in the form")


def test_more_options_than_a_channel_lists_can_still_be_typed(talk: Start) -> None:
    people = tuple(Option(f"p-{n}", f"Person {n:03}") for n in range(150))
    chat = talk(EVERYTHING, {**FACTS, "people": people}, {"subject": "s"})
    assert len(chat.message.fields[0].options) == 100
    assert chat.say("person 149").kept["who"] == "p-149"


def test_giving_up_a_short_conversation_keeps_nothing(talk: Start) -> None:
    chat = talk(SHORT, {}, {}).press("Stop")
    assert (chat.state, chat.outcomes) == (None, (Discarded(),))
    assert talk(SHORT, {}, {}).say("stop").outcomes == (Discarded(),)


def test_a_flow_without_a_check_ends_with_its_last_answer(talk: Start) -> None:
    chat = talk(SHORT, {}, {}).say("because").say("skip")
    *_, finished = chat.outcomes
    assert isinstance(finished, Finished)
    assert (finished.answers.text("why"), finished.answers.number("minutes")) == ("because", None)


def test_the_present_prompt_can_be_shown_again(start: Start) -> None:
    chat = start(without("note"))
    assert chat.state
    assert show(EVERYTHING, chat.state, chat.facts).fields == chat.message.fields


def test_a_button_on_a_subject_is_not_this_rooms_and_changes_nothing(start: Start) -> None:
    chat = start()
    before = chat.state
    assert chat.reply(Press("cancel", "s-1")).state == before


def test_a_state_of_another_version_or_shape_is_refused(start: Start) -> None:
    state = start().state
    assert isinstance(state, State)
    with pytest.raises(StateError):
        advance(replace(EVERYTHING, version=4), state, Press("x"), {**SATURDAY, **FACTS})
    whole = state_to_json(state)
    for kept in (None, {}, {"flow": "everything"}, {**whole, "parked": "yes"}, {**whole, "more": True}):
        with pytest.raises(StateError):
            state_from_json(kept)


def test_a_missing_fact_is_named() -> None:
    with pytest.raises(FlowError, match="usual_place is not among the facts"):
        begin(EVERYTHING, {"subject": "s"}, {**SATURDAY, "people": (), "may_call": True})


def test_nothing_typed_is_shown_by_a_repr(start: Start) -> None:
    chat = start(without("note")).say("canary")
    assert "canary" not in repr((chat.state, chat.outcomes, chat.message))


FINISHING = Flow(
    "finishing",
    1,
    (Choice("how", options=("now", "later")), Date("on", when=Equals("how", "later"))),
    {
        "title": "Note it",
        "summary": "Something to note",
        "how": "When?",
        "how.now": "Now",
        "how.later": "Later",
        "on": "On which day?",
        "finish": "Note it",
    },
    resumable=False,
)


def test_the_button_of_the_last_question_says_what_it_does(talk: Start) -> None:
    chat = talk(FINISHING, {}, {}, None, False)
    assert chat.onward == "Note it"
    assert chat.save(how="later").onward == "Note it"


def test_a_form_names_its_own_button(talk: Start) -> None:
    chat = talk(FINISHING, {}, {}, None, True)
    assert chat.message.text == "Answer here, then choose “Note it”."


def test_before_the_end_it_says_that_it_saves_only_where_answers_are_kept(start: Start, talk: Start) -> None:
    assert start().onward == "Save and continue"
    asked = talk(SHORT, {}, {}, None, False)
    assert asked.onward == "Continue"
    assert [one.label for one in asked.save(why="x").message.facts] == []


def test_what_was_chosen_is_read_back_as_saved_only_where_it_is_kept(start: Start, talk: Start) -> None:
    assert [one.label for one in start().save(who="p-1").message.facts] == ["Saved: Who is it with?"]
    chosen = talk(FINISHING, {}, {}, None, False).save(how="later")
    assert [(one.label, one.value) for one in chosen.message.facts] == [("When?", "Later")]
