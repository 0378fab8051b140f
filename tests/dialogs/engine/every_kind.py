"""A flow with a step of every kind, for the tests of the engine."""

from __future__ import annotations

from dialogs.engine.conditions import Equals, Given, Includes
from dialogs.engine.flow import (
    Choice,
    Choices,
    Date,
    DateTime,
    Flow,
    LongText,
    Number,
    Offer,
    Review,
    Text,
    YesNo,
)
from dialogs.engine.values import Answers, Facts, Value
from dialogs.exchange.message import Option

PEOPLE = (
    Option("p-1", "Amara Okafor"),
    Option("p-2", "Amir Khan"),
    Option("p-3", "Beth Jones"),
)
FACTS: Facts = {"people": PEOPLE, "usual_place": "Watling House", "may_call": True}


def is_today(value: Value, answers: Answers, facts: Facts) -> bool:
    return value == facts["today"]


EVERYTHING = Flow(
    id="everything",
    version=3,
    args=("subject",),
    facts=("people", "usual_place", "may_call"),
    steps=(
        Choice("who", options="people"),
        Choice("reason", options=("sickness", "other", Offer("call", Given("may_call")))),
        Text("other", when=Equals("reason", "other"), max_length=40),
        Choices("topics", options=("visits", "plan", "court"), required=False),
        Date("hearing", when=Includes("topics", "court"), required=False),
        Date("day", checks={"same_day": is_today}),
        DateTime("at", required=False),
        YesNo("in_person"),
        Text("place", when=Equals("in_person", True), default="usual_place", max_length=40),
        Number("minutes", least=15, most=240),
        LongText("note", required=False, max_length=100),
        Review("checked"),
        YesNo("tell", required=False),
    ),
    words={
        "title": "Arrange something",
        "summary": "Something to arrange",
        "who": "Who is it with?",
        "reason": "Why?",
        "reason.sickness": "Sickness",
        "reason.other": "Other",
        "reason.call": "A call came",
        "other": "What is it?",
        "topics": "What is it about?",
        "topics.visits": "Visits",
        "topics.plan": "The plan",
        "topics.court": "Court",
        "hearing": "When is the hearing?",
        "day": "Which day?",
        "day.same_day": "Choose a day after today",
        "at": "When do you meet?",
        "in_person": "Do you meet in person?",
        "place": "Where?",
        "minutes": "How many minutes?",
        "note": "Anything else?",
        "checked": "Check your answers",
        "tell": "Shall they be told?",
        "finished": "Done.",
    },
)
