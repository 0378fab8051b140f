"""Whatever a person types, presses and fills in, in whatever order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.engine.advance import advance, begin
from dialogs.engine.commands import COMMANDS
from dialogs.engine.fields import is_blank
from dialogs.engine.flow import Flow, Review
from dialogs.engine.outcomes import Finished, Kept
from dialogs.engine.values import SKIPPED, Facts, Held
from dialogs.exchange.reply import Answer, Say, Values
from dialogs.flows.four_questions import FOUR_QUESTIONS
from tests.dialogs.engine.every_kind import EVERYTHING, FACTS
from tests.dialogs.talking import SATURDAY, Talk

FOUR_FACTS: Final[Facts] = {
    "case_label": "Case CB-101",
    "session_label": "Tuesday",
    "readers": "You can read this.",
    "offer": True,
    "next_session": date(2026, 12, 22),
}
FLOWS: Final[list[tuple[Flow, Facts, dict[str, str]]]] = [
    (EVERYTHING, FACTS, {"subject": "s-1"}),
    (FOUR_QUESTIONS, FOUR_FACTS, {"session": "s-1", "case": "c-1"}),
]
TYPED = (
    st.sampled_from(
        [*COMMANDS, "confirm", "1", "2", "3", "yes", "no", "tomorrow", "Tuesday", "60", "other", "court"]
    )
    | st.sampled_from(["next Tuesday 10:00", "p-1", "", " ", "x" * 3001, "\ud83d", "\0"])
    | st.text(max_size=20)
)
KINDS = st.sampled_from(["say", "press", "press", "stale"])
TURNS = st.lists(st.tuples(KINDS, st.integers(0, 9), st.lists(TYPED, max_size=8)), max_size=25)


def emptied(now: Held | None, sent: str | tuple[str, ...] | None) -> bool:
    """Whether an answer was left out because its field was emptied on purpose."""
    return now is SKIPPED and sent is not None and is_blank(sent)


@settings(max_examples=150)
@given(st.sampled_from(FLOWS), TURNS)
def test_any_replies_are_borne_and_no_kept_answer_is_lost(
    about: tuple[Flow, Facts, dict[str, str]], turns: list[tuple[str, int, list[str]]]
) -> None:
    flow, facts, args = about
    chat = Talk(flow, facts, args)
    old: list[Answer] = []
    for kind, number, texts in turns:
        if chat.state is None:
            assert any(isinstance(it, Finished) for it in chat.outcomes)
            break
        before, kept = chat.state, dict(chat.state.answers)
        sent: Values = {}
        if kind == "stale" and old:
            stale = old[number % len(old)]
            current = (stale.step, stale.version) == (before.step, before.version)
            chat.reply(stale)
            if not current:
                # The question is shown again, so one that was stopped is under way again.
                assert (chat.state, chat.outcomes) == (replace(before, parked=False), ())
            sent = stale.values
        elif kind == "say":
            chat.reply(Say("".join(texts[:1])))
        else:
            button = chat.message.buttons[number % len(chat.message.buttons)]
            fields = chat.message.fields if button.collects else ()
            values = {field.name: text for field, text in zip(fields, texts, strict=False)}
            reply = chat.pressed(button.label, **values)
            old.append(reply)
            chat.reply(reply)
            sent = reply.values
        if chat.state is not None:
            for step, value in kept.items():
                if isinstance(flow.step(step), Review) or value is SKIPPED:
                    continue
                now = chat.state.answers.get(step)
                told = [it.value for it in chat.outcomes if isinstance(it, Kept) and it.step == step]
                changed = now is not SKIPPED and told == [now]
                assert now == value or changed or emptied(now, sent.get(step))


NOTES = st.text(max_size=30) | st.just("")
ANSWERS = st.fixed_dictionaries({step.id: NOTES for step in FOUR_QUESTIONS.form.values()}).filter(
    lambda notes: not (is_blank(notes["decided"]) and is_blank(notes["support"]))
)


@given(ANSWERS)
def test_question_by_question_and_one_form_give_the_same_answers(answers: dict[str, str]) -> None:
    args = {"session": "s-1", "case": "c-1"}
    one = Talk(FOUR_QUESTIONS, FOUR_FACTS, args)
    while one.step != "ready":
        text = answers[one.step]
        one = one.press("Skip") if is_blank(text) else one.save(**{one.step: text})
    form = Talk(FOUR_QUESTIONS, FOUR_FACTS, args, form=True).save(**answers)
    assert form.step == "ready"
    assert one.kept == form.kept
    assert one.message.facts == form.message.facts


@given(st.text())
def test_what_is_said_to_a_fresh_conversation_is_never_more_than_one_answer(text: str) -> None:
    facts = {**SATURDAY, **FACTS}
    state = begin(EVERYTHING, {"subject": "s-1"}, facts).state
    assert state
    assert len(advance(EVERYTHING, state, Say(text), facts).outcomes) <= 1
