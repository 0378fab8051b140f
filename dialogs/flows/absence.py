"""What is asked when somebody is away, and when they are back. Why is not asked and not kept.

Facts the caller gives: ``who``, them by name or "you"; ``earliest``, how far back somebody else may date it, or None for
oneself; ``since``, the first day away of an absence that ends.
"""

from datetime import date
from typing import Final

from dialogs.engine.conditions import Equals, Not
from dialogs.engine.flow import Date, Flow, YesNo
from dialogs.engine.values import Answers, Facts, Value


def _too_long_ago(value: Value, answers: Answers, facts: Facts) -> bool:
    earliest = facts["earliest"]
    return isinstance(value, date) and isinstance(earliest, date) and value < earliest


def _before_they_leave(value: Value, answers: Answers, facts: Facts) -> bool:
    first = answers.day("since") or answers.day("from_on")
    return isinstance(value, date) and first is not None and value <= first


def _before_it_began(value: Value, answers: Answers, facts: Facts) -> bool:
    since = facts["since"]
    return isinstance(value, date) and isinstance(since, date) and value < since


_NOT_FURTHER: Final = {"too_long_ago": _too_long_ago}
_EARLIER_IS_THEIRS: Final = "Enter {earliest} or a later day: an earlier one is theirs to note"

ABSENT: Final = Flow(
    id="absent",
    version=1,
    args=("person",),
    steps=(
        YesNo("planned"),
        # One of the two is asked, and counted from the first question on.
        Date(
            "since", direction="past", default="today", when=Not(Equals("planned", True)), checks=_NOT_FURTHER
        ),
        Date("from_on", direction="any", default="today", when=Equals("planned", True), checks=_NOT_FURTHER),
        Date("expected_back", required=False, checks={"before": _before_they_leave}),
    ),
    facts=("who", "earliest"),
    resumable=False,
    words={
        "title": "Away: {who}",
        "summary": "Somebody is away",
        "planned": "Is it planned leave?",
        "planned.label": "Planned",
        "planned.hint": "Why somebody is away is not asked and not kept",
        "since": "What was the first day away?",
        "since.label": "First day away",
        "since.too_long_ago": _EARLIER_IS_THEIRS,
        "from_on": "What is the first day of leave?",
        "from_on.label": "First day of leave",
        "from_on.too_long_ago": _EARLIER_IS_THEIRS,
        "expected_back": "When are they expected back, if that is known?",
        "expected_back.label": "Expected back",
        "expected_back.before": "Enter a day after the first day away",
        "finish": "Note it",
    },
)
BACK: Final = Flow(
    id="back",
    version=1,
    args=("person",),
    steps=(Date("on", direction="past", default="today", checks={"before": _before_it_began}),),
    facts=("who", "since"),
    resumable=False,
    words={
        "title": "Back: {who}",
        "summary": "Somebody is back",
        "on": "What is the first day back? Noted as away since {since}.",
        "on.label": "First day back",
        "on.before": "Enter {since} or a later day: that was the first day away",
        "finish": "Note it",
    },
)
