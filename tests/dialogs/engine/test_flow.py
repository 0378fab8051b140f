"""Declaring a flow: what is wrong is said at once, by name."""

from __future__ import annotations

import pytest

from dialogs.engine.conditions import AllOf, AnyOf, Blank, Condition, Equals, Given, Holds, Includes, Not
from dialogs.engine.flow import Choice, Choices, Flow, LongText, Review, Step, Text
from dialogs.engine.values import Answers
from dialogs.errors import FlowError

WORDS = {"title": "A title", "summary": "A summary"}


def faults(*steps: Step, **words: str) -> str:
    asked = {step.id: "A question" for step in steps}
    with pytest.raises(FlowError) as error:
        Flow(
            "faulty",
            1,
            steps,
            {**WORDS, **asked, **{key.replace("__", "."): it for key, it in words.items()}},
        )
    return str(error.value)


@pytest.mark.parametrize("step", ["do", "title", "back", "Upper", "", "x" * 41])
def test_a_step_id_is_short_lower_case_and_not_taken(step: str) -> None:
    assert "is reserved, used twice or not short lower case" in faults(Text(step))


def test_a_condition_reads_earlier_steps_only() -> None:
    assert "one depends on two, which is no earlier step" in faults(
        Text("one", when=Blank("two")), Text("two")
    )
    assert "depends on gone" in faults(Text("one", required=Not(AllOf(Blank("gone")))))


def test_a_condition_asks_for_an_answer_that_is_offered() -> None:
    choice = Choice("one", options=("a", "b"))
    said = faults(choice, Text("two", when=Equals("one", "c")), one__a="A", one__b="B")
    assert "depends on an answer that one does not offer" in said


def test_several_answers_are_compared_by_what_they_include() -> None:
    several = Choices("one", options=("a", "b"))
    said = faults(several, Text("two", when=Equals("one", "a")), one__a="A", one__b="B")
    assert "must use Includes" in said
    Flow(
        "right",
        1,
        (several, Text("two", when=Includes("one", "a"))),
        {**WORDS, "one": "Q", "one.a": "A", "one.b": "B", "two": "Q"},
    )


def test_every_step_and_option_has_words_and_no_words_are_left_over() -> None:
    with pytest.raises(FlowError) as error:
        Flow("faulty", 1, (Choice("one", options=("a",)),), {**WORDS, "two": "Q", "before": " "})
    for fault in (
        "no words for one",
        "no words for one.a",
        "words for two, which it never says",
        "empty words",
    ):
        assert fault in str(error.value)


def test_a_lock_screen_gets_no_facts() -> None:
    assert "summary with placeholders" in faults(Text("one"), summary="About {case}")


def test_placeholders_options_defaults_and_conditions_name_declared_facts() -> None:
    said = faults(
        Choice("one", options="people"),
        Text("two", default="place"),
        Text("three", when=Given("x")),
        before="{who}",
    )
    for fault in ("options from people", "starts from place", "depends on x", "placeholder in before"):
        assert fault in said


def test_other_faults_of_shape() -> None:
    assert "allows more than 3000" in faults(LongText("one", max_length=3001))
    assert "more than one review" in faults(Review("one"), Review("two"))
    assert "must be asked always" in faults(Text("zero"), Review("one", when=Blank("zero")))
    assert "offers nothing to choose" in faults(Choice("one"))
    assert "has no steps" in faults()


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Equals("a", "x"), True),
        (Equals("b", "x"), False),
        (Blank("b"), True),
        (Not(Blank("a")), True),
        (AllOf(Blank("b"), Given("yes")), True),
        (AnyOf(Given("no"), Blank("a")), False),
        (Holds(lambda facts: facts["yes"] == 1), True),
    ],
)
def test_conditions_look_at_answers_and_facts(condition: Condition, holds: bool) -> None:
    assert condition.holds(Answers({"a": "x"}), {"yes": 1, "no": None}) is holds


def test_answers_are_had_by_their_type_only() -> None:
    answers = Answers({"a": "x", "b": True})
    assert (answers.text("a"), answers.yes("b"), answers.text("c"), answers.day("c")) == ("x", True, "", None)
    with pytest.raises(TypeError):
        answers.number("b")
