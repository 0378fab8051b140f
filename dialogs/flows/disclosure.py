"""What is asked for a copy of a case record: which one, for which request, and ground by ground what is left out of it.

Clauses disclosure and redaction. Facts the caller gives: ``name``, who was supervised; ``options``, the records; ``about``,
what the copy is of; ``told``, who hears of the reading; ``clause``, a sentence that cites the policy, or nothing; ``parts``,
what can be left out, as options; ``ground_1`` and on, each ground in the policy's words, ``title_1`` and on in short.
"""

from typing import Final

from dialogs.engine.conditions import Given
from dialogs.engine.flow import Choice, Choices, Flow, LongText, Review
from supervision.policy.clauses import MOST_GROUNDS

SUMMARY: Final = "A copy for disclosure"
PLACES: Final = range(1, MOST_GROUNDS + 1)

WHICH: Final = Flow(
    id="disclose_which",
    version=1,
    args=("person",),
    facts=("name", "options"),
    steps=(Choice("chosen", options="options"),),
    resumable=False,
    words={
        "title": "Disclose a case record: {name}",
        "summary": SUMMARY,
        "chosen": "Which record is asked for? Nothing is shown, and nobody is told, until you have said for which request.",
        "chosen.label": "Record",
    },
)
REQUEST: Final = Flow(
    id="disclose_request",
    version=1,
    args=("draft",),
    facts=("about", "told", "clause"),
    steps=(LongText("request", max_length=300),),
    resumable=False,
    words={
        "title": "Disclose a case record: {about}",
        "summary": SUMMARY,
        "before": "You read the draft of the case record first, then choose part by part what is left out of the copy. The "
        "personal side is never in it. {told} told as soon as you read, and can see what you write below.{clause}",
        "request": "For which request is it?",
        "request.label": "Request",
        "request.hint": "Its number, or the day it came. Leave out the name of whoever asks",
        "request.blank": "Enter for which request it is",
        "finish": "Note it",
    },
)
LEAVE_OUT: Final = Flow(
    id="disclose",
    version=1,
    args=("reading", "draft", "stands"),
    facts=("about", "parts", *(f"{name}_{place}" for place in PLACES for name in ("ground", "title"))),
    steps=(
        *(
            Choices(f"out_{place}", options="parts", required=False, when=Given(f"ground_{place}"))
            for place in PLACES
        ),
        Review("ready"),
    ),
    resumable=False,
    words={
        "title": "What is left out: {about}",
        "summary": SUMMARY,
        "before": "For each ground tick the parts that are left out on it. A part is left out whole; where only some words "
        "of it must go, take them out of the copy.",
        **{f"out_{place}": f"{{ground_{place}}}" for place in PLACES},
        **{f"out_{place}.label": f"{{title_{place}}}" for place in PLACES},
        **{f"out_{place}.blank": "Tick what is left out, or leave this out" for place in PLACES},
        "ready": "What is ticked is left out. Everything else is in the copy.",
        "ready.confirm": "Make the copy",
    },
)
