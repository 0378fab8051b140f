"""The four questions, step by step: each renders, validates, goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from dialogs.engine.outcomes import Finished, Kept, Left
from dialogs.engine.values import SKIPPED
from dialogs.flows.four_questions import AD_HOC, FOUR_QUESTIONS, HOLD, NEITHER
from tests.dialogs.talking import Talk

ARGS = {"session": "s-1", "case": "c-1"}
FACTS: Mapping[str, object] = {
    "case_label": "Case CB-101",
    "session_label": "Tuesday 24 November",
    "readers": "You and your supervisor, Amara Okafor, can read this.",
    "offer": True,
    "next_session": date(2026, 12, 22),
}
THREE = {"worried": "missed two visits", "working_well": "school is calm", "decided": "see them on Monday"}


@pytest.fixture
def prepare(talk: Callable[..., Talk]) -> Callable[..., Talk]:
    def start(**facts: object) -> Talk:
        return talk(FOUR_QUESTIONS, {**FACTS, **facts}, ARGS)

    return start


@pytest.fixture
def answered(prepare: Callable[..., Talk]) -> Callable[..., Talk]:
    """At the check of the answers, with the first three questions answered."""

    def start(**facts: object) -> Talk:
        chat = prepare(**facts).say("skip")
        for text in THREE.values():
            chat.say(text)
        return chat.say("skip")

    return start


def offered(chat: Talk) -> list[str]:
    return [option.label for field in chat.message.fields for option in field.options]


def test_the_first_message_says_who_can_read_it_before_anything_is_asked(
    prepare: Callable[..., Talk],
) -> None:
    chat = prepare()
    assert chat.step == "key_dates"
    assert chat.message.text.startswith("You and your supervisor, Amara Okafor, can read this.")
    assert chat.message.title == "Prepare for Tuesday 24 November: Case CB-101"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        *enumerate(
            [
                "This is what is worrying me and/or others for the child",
                "This is what is working well",
                "This is what I have decided to do",
                "This is the issue that I am asking support with today",
            ],
            1,
        )
    ],
)
def test_the_four_questions_are_asked_in_the_tools_own_words(
    prepare: Callable[..., Talk], place: int, words: str
) -> None:
    chat = prepare().say("skip")
    for _ in range(place - 1):
        chat.say("a note")
    assert chat.message.text == f"Question {place} of 4\n\n{words}"
    assert chat.message.summary == f"Your preparation for supervision · Question {place} of 4"


def test_each_answer_is_kept_the_moment_it_is_given(prepare: Callable[..., Talk]) -> None:
    chat = prepare().save(key_dates="  review on 3 December \r\n")
    assert chat.outcomes == (Kept("key_dates", "review on 3 December"),)
    chat.press("Skip")
    assert chat.outcomes == (Kept("worried", SKIPPED),)


def test_a_blank_answer_says_what_to_do(prepare: Callable[..., Talk]) -> None:
    chat = prepare().say("skip").say("a").say("b").save(decided="  ")
    assert chat.problem == "Enter what you have decided to do, or skip this question"
    assert (chat.step, chat.outcomes) == ("decided", ())


def test_a_long_answer_stays_in_the_field(prepare: Callable[..., Talk]) -> None:
    chat = prepare().save(key_dates="x" * 3120)
    assert chat.problem == "Your answer is 3,120 characters. Shorten it to 3,000 or fewer"
    assert chat.message.fields[0].value == "x" * 3120
    assert chat.message.private


def test_the_fourth_is_needed_when_the_third_is_blank(prepare: Callable[..., Talk]) -> None:
    chat = prepare().say("skip").say("a").say("b").press("Skip")
    assert chat.step == "support"
    assert "Skip" not in chat.labels
    chat.say("skip")
    assert chat.problem == "Enter the issue that you are asking support with"
    assert chat.say("which plan").step == "ready"


def test_the_fourth_is_offered_when_the_third_is_answered(answered: Callable[..., Talk]) -> None:
    assert answered().step == "ready"


def test_the_check_shows_what_was_left_out_and_is_private(answered: Callable[..., Talk]) -> None:
    message = answered().message
    assert [fact.value for fact in message.facts] == ["Not provided", *THREE.values(), "Not provided"]
    assert message.private
    assert not any(text in message.summary for text in THREE.values())


def test_emptying_the_third_answer_makes_the_fourth_needed_again(answered: Callable[..., Talk]) -> None:
    chat = answered().press("Change this answer", what="decided").save(decided="")
    assert chat.kept["decided"] is SKIPPED
    assert chat.step == "support"


def test_a_changed_answer_returns_to_the_check(answered: Callable[..., Talk]) -> None:
    chat = answered().press("Change this answer", what="worried")
    assert chat.message.fields[0].value == THREE["worried"]
    assert chat.save(worried="missed three visits").step == "ready"
    assert chat.kept["worried"] == "missed three visits"


def test_confirming_keeps_the_preparation_before_anything_more_is_offered(
    answered: Callable[..., Talk],
) -> None:
    chat = answered().press("Save preparation")
    assert chat.outcomes == (Kept("ready", True),)
    assert offered(chat) == ["Hold until Tuesday 22 December 2026", "Ask for ad hoc supervision", "Neither"]


@pytest.mark.parametrize("choice", [HOLD, AD_HOC, NEITHER])
def test_what_is_chosen_afterwards_ends_it(answered: Callable[..., Talk], choice: str) -> None:
    chat = answered().press("Save preparation").save(afterwards=choice)
    assert chat.state is None
    *_, finished = chat.outcomes
    assert isinstance(finished, Finished)
    assert finished.answers.text("afterwards") == choice
    assert finished.answers.text("decided") == THREE["decided"]
    assert "ready" not in finished.answers


def test_nothing_to_hold_until_leaves_asking_and_neither(answered: Callable[..., Talk]) -> None:
    chat = answered(next_session=None).press("Save preparation")
    assert offered(chat) == ["Ask for ad hoc supervision", "Neither"]


def test_only_the_fourth_answered_offers_ad_hoc_supervision(prepare: Callable[..., Talk]) -> None:
    chat = prepare()
    for _ in range(4):
        chat.say("skip")
    chat.say("which plan").say("confirm")
    assert offered(chat) == ["Ask for ad hoc supervision", "Neither"]


def test_without_an_offer_confirming_is_the_end(answered: Callable[..., Talk]) -> None:
    chat = answered(offer=False).say("confirm")
    assert chat.state is None
    assert isinstance(chat.outcomes[-1], Finished)


def test_changing_an_answer_after_the_offer_asks_for_the_check_again(answered: Callable[..., Talk]) -> None:
    chat = answered().say("confirm").press("Preview").press("Change this answer", what="worried")
    assert chat.save(worried="something else").step == "ready"


def test_stopping_keeps_half_an_answer_and_goes_on_days_later(prepare: Callable[..., Talk]) -> None:
    chat = prepare().say("skip").press("Stop for now", worried="half a th")
    assert chat.outcomes == (Kept("worried", "half a th"), Left())
    chat.press("Carry on")
    assert (chat.step, chat.message.fields[0].value) == ("worried", "half a th")
    assert chat.press("Leave as it is").step == "working_well"


def test_the_whole_is_one_form_as_well(prepare: Callable[..., Talk]) -> None:
    chat = prepare().press("Show as one form")
    assert [field.name for field in chat.message.fields] == [step.id for step in FOUR_QUESTIONS.steps[:5]]
    assert not any(field.required for field in chat.message.fields)
    chat.press("Save and continue", worried="a", decided="c")
    assert chat.step == "ready"
    assert chat.kept == {
        "key_dates": SKIPPED,
        "worried": "a",
        "working_well": SKIPPED,
        "decided": "c",
        "support": SKIPPED,
    }


def test_a_form_keeps_what_is_right_and_asks_for_the_rest(prepare: Callable[..., Talk]) -> None:
    chat = prepare().say("form").save(worried="a")
    assert chat.kept["worried"] == "a"
    problems = {field.name: field.problem for field in chat.message.fields if field.problem}
    assert problems == {"support": "Enter the issue that you are asking support with"}
    assert chat.save(support="d").step == "ready"


def test_answers_kept_earlier_are_taken_up_at_the_check(talk: Callable[..., Talk]) -> None:
    kept = {"key_dates": SKIPPED, **THREE, "support": SKIPPED, "gone": "from an older version"}
    assert talk(FOUR_QUESTIONS, FACTS, ARGS, kept).step == "ready"


def test_the_longest_answers_fit_every_channel(prepare: Callable[..., Talk]) -> None:
    chat = prepare()
    for _ in range(5):
        chat.say("😀 long " * 428)
    assert chat.step == "ready"
    assert all("choose to change this answer" in fact.value for fact in chat.message.facts)
    chat.press("Show as one form").press("One at a time").press("Change this answer", what="worried")
    assert len(chat.message.fields[0].value) == 428 * 7 - 1
