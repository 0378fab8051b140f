"""Why a clock stands still, in words."""

from typing import get_args

import pytest

from supervision.duties.pauses import paused_words
from supervision.policy.inputs import InputName


@pytest.mark.parametrize("name", get_args(InputName))
def test_whatever_a_clock_waits_for_is_named_and_nobody_is_said_to_be_sick(name: str) -> None:
    words = paused_words(f"waiting-{name}")
    assert words != "paused"
    assert "return" not in words
    assert "sick" not in words


def test_a_plan_that_nobody_knows_the_rhythm_of_is_said_to_be_that() -> None:
    assert (
        paused_words("waiting-plan_review_months")
        == "no date until this is known: how often the plan is reviewed"
    )


def test_a_reason_of_another_day_is_just_paused() -> None:
    assert paused_words("who-knows") == "paused"
