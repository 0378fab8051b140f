"""A number and a length of time are read as people type them."""

import pytest

from dialogs.engine.flow import Flow, Number
from dialogs.engine.numbers import in_minutes
from tests.dialogs.talking import Talk

LENGTH = Flow(
    "length",
    1,
    (Number("minutes", least=10, most=480, minutes=True),),
    {"title": "How long", "summary": "How long", "minutes": "How many minutes?"},
)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("90", 90),
        ("90 mins", 90),
        ("Twelve", 12),
        ("45m", 45),
        ("an hour", 60),
        ("1 hour", 60),
        ("1h30", 90),
        ("1 hr 30 mins", 90),
        ("an hour and a half", 90),
        ("1.5 hours", 90),
        ("Two hours", 120),
        ("half an hour", 30),
        ("1 hour and 15 minutes", 75),
    ],
)
def test_a_length_is_kept_in_minutes(typed: str, minutes: int) -> None:
    assert Talk(LENGTH, {}, {}).say(typed).kept == {"minutes": minutes}


@pytest.mark.parametrize("typed", ["long", "🙂", "friday 4/12 10am", "1.3 hours", "an hour or so"])
def test_what_is_no_length_is_asked_again_with_examples(typed: str) -> None:
    chat = Talk(LENGTH, {}, {}).say(typed)
    assert chat.problem == "Enter how many minutes, such as 30, or a length, such as 1 hour"
    assert in_minutes(typed) == typed


def test_a_length_out_of_bounds_is_told_the_bounds() -> None:
    assert Talk(LENGTH, {}, {}).say("9 hours").problem == "Enter a number from 10 to 480"


def test_a_small_number_may_be_written_out() -> None:
    count = Flow(
        "count",
        1,
        (Number("months", least=1, most=12),),
        {"title": "A", "summary": "A", "months": "How many?"},
    )
    assert Talk(count, {}, {}).say("Two").kept == {"months": 2}
    assert Talk(count, {}, {}).say("many").problem == "Enter a whole number, such as 1"
