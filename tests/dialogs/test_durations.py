"""A length of time is read as people type it."""

import pytest

from dialogs.durations import in_minutes
from dialogs.flow import Flow, Number
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
    assert chat.problem == "Enter a length, such as 60, 90 minutes or 1 hour 30"
    assert in_minutes(typed) == typed


def test_a_length_out_of_bounds_is_told_the_bounds() -> None:
    assert Talk(LENGTH, {}, {}).say("9 hours").problem == "Enter a number from 10 to 480"
