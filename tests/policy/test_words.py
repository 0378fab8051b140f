"""What the words of a policy file mean stands on the page about policies."""

import re
from pathlib import Path
from typing import get_args

from supervision.policy.clocks import AnyClock
from supervision.policy.inputs import INPUT_WORDS, InputName
from supervision.policy.vocabulary import START_WORDS, OpenedBy

PAGE = (Path(__file__).parents[2] / "docs" / "administrators" / "policies.md").read_text(encoding="utf-8")


def rows(head: str) -> dict[str, str]:
    table = PAGE.split(f"| {head} |\n")[1].split("\n\n")[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", table, re.MULTILINE))


def test_every_fact_that_opens_a_duty_has_its_row_and_its_words() -> None:
    assert rows("`opened_by` | `start` is") == START_WORDS
    assert set(START_WORDS) == set(get_args(OpenedBy))


def test_every_anchor_has_its_row_and_its_words() -> None:
    assert rows("`anchor` | Meaning") == INPUT_WORDS
    assert set(INPUT_WORDS) == set(get_args(InputName))


def test_every_kind_of_clock_has_its_row() -> None:
    union = get_args(AnyClock)[0]
    kinds = {get_args(clock.model_fields["kind"].annotation)[0] for clock in get_args(union)}
    assert set(rows("`kind` | Due")) == kinds
