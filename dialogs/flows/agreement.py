"""What is asked for a supervision agreement, and for a signature under it.

Clause agreement-form of POLICY: both authorities'. What stands in the fields at first is ours, to be changed by the two.
Arguments: the two; ``edition``, that is being changed, 0 for a new agreement; ``begun_from``, the agreement whose words were
put there to begin with, an id of its own for what is carried over to the next supervisor, or nothing.
Facts the caller gives: ``who``, the two by name; ``ended``, that they are two no longer, or nothing; ``readers``, a
sentence that says who can read this; ``how_often``, what the policy asks for; ``review_words``, when it asks for a review,
and ``review_by``, that day or None; and our words, by the step they stand in at first.
"""

from datetime import date
from typing import Final

from dialogs.engine.conditions import Equals
from dialogs.engine.flow import Choice, Choices, Date, Flow, LongText, Review
from dialogs.engine.values import Answers, Facts, Value

MOST: Final = 1200
READ_POLICY: Final = "policy"
READ_THIS: Final = "agreement"

USUAL: Final = {
    "will": "Plan supervision, prepare for it and meet in private.\n"
    "Keep what we say between us, unless somebody's safety or our policy needs it told.\n"
    "Hear each other out, and each bring what matters to us.\n"
    "Be clear about what is decided, and why.\n"
    "Make room for how the work feels.\n"
    "Notice what goes well, and keep learning.\n"
    "Treat each other fairly, with regard for who each of us is.",
    "will_not": "Pass on what was said in confidence.\n"
    "Come unprepared, rush, or let ourselves be interrupted.\n"
    "Talk over each other, or make each other small.\n"
    "Leave each other guessing.\n"
    "Avoid a hard question, or how the work feels.",
    "supervisee_part": "Come with the cases I want to discuss and their key dates. Say what is hard and what I need. "
    "Do what we agree, or say in good time when I cannot.",
    "supervisor_part": "Book the sessions and keep them free. Read beforehand what I need to know. Record what we "
    "decide, and follow up what I take on.",
    "very_personal": "Before anything very personal is written down, we agree how much of it is recorded and who reads it.",
}
"""What stands in a field when two have no agreement yet: our words, to be made theirs."""

TIER: Final = (
    "What we cannot agree on is written down as a disagreement. Either of us may take it to the supervisor's line "
    "manager."
)
"""In every agreement, whatever else is in it: nobody can write this right away."""


def _after_policy(value: Value, answers: Answers, facts: Facts) -> bool:
    latest = facts.get("review_by")
    return isinstance(latest, date) and isinstance(value, date) and value > latest


AGREEMENT: Final = Flow(
    id="agreement",
    version=2,
    args=("supervisee", "supervisor", "edition", "begun_from"),
    facts=(
        "who",
        "ended",
        "readers",
        "how_often",
        "review_words",
        "review_by",
        *(f"usual_{step}" for step in USUAL),
    ),
    steps=(
        Choice("frequency", options=("as_policy", "more_often")),
        LongText("often", when=Equals("frequency", "more_often"), max_length=300),
        LongText("will", default="usual_will", max_length=MOST),
        LongText("will_not", default="usual_will_not", max_length=MOST),
        LongText("supervisee_part", default="usual_supervisee_part", max_length=MOST),
        LongText("supervisor_part", default="usual_supervisor_part", max_length=MOST),
        Choice("handwriting", options=("typed", "by_hand", "either")),
        LongText("very_personal", default="usual_very_personal", max_length=MOST),
        LongText("first_try", required=False, max_length=MOST),
        LongText("anything_else", required=False, max_length=MOST),
        Date("review_on", required=False, default="review_by", checks={"after_policy": _after_policy}),
        Review("ready"),
    ),
    words={
        "title": "Supervision agreement: {who}{ended}",
        "summary": "The supervision agreement",
        "before": "{readers} Nothing is agreed until both of you have signed the same words.",
        "frequency": "How often do you meet? {how_often}",
        "frequency.label": "How often we meet",
        "frequency.as_policy": "As often as the policy asks",
        "frequency.more_often": "More often than that",
        "frequency.hint": "Either of you may ask for another session whenever something needs it",
        "often": "How often do you want to meet, and until when?",
        "often.label": "More often",
        "often.hint": "For example every two weeks until the summer. Reminders keep to the policy's dates, or to "
        "a shorter interval your council has entered",
        "often.blank": "Enter how often you want to meet",
        "will": "What will the two of you do, so that supervision is worth its time? Change these words until they are "
        "yours.",
        "will.label": "We will",
        "will.blank": "Enter what the two of you will do",
        "will_not": "And what will the two of you not do?",
        "will_not.label": "We will not",
        "will_not.blank": "Enter what the two of you will not do",
        "supervisee_part": "What does the supervisee bring to it?",
        "supervisee_part.label": "As supervisee I",
        "supervisee_part.blank": "Enter what the supervisee brings to it",
        "supervisor_part": "What does the supervisor bring to it?",
        "supervisor_part.label": "As supervisor I",
        "supervisor_part.blank": "Enter what the supervisor brings to it",
        "handwriting": "How are notes of personal supervision written?",
        "handwriting.label": "Notes of personal supervision",
        "handwriting.typed": "Typed",
        "handwriting.by_hand": "By hand, as we have agreed",
        "handwriting.either": "Either, as it suits the session",
        "very_personal": "Some of what is said is very personal. How do the two of you decide what is written down?",
        "very_personal.label": "Very personal content",
        "very_personal.blank": "Enter how you decide what is written down",
        "first_try": "When you cannot agree on something, what do you try first? Your right to take it further stands in "
        "every agreement, whatever you write here.",
        "first_try.label": "When we cannot agree, we first",
        "first_try.blank": "Enter what you try first",
        "anything_else": "Is there anything else you want to agree on?",
        "anything_else.label": "We also agree",
        "anything_else.hint": "For example where you meet, or what helps one of you to take part",
        "anything_else.blank": "Enter what else you agree on",
        "review_on": "When do you look at this agreement again? {review_words}",
        "review_on.label": "Looked at again on",
        "review_on.after_policy": "Choose {review_by} or an earlier day: your policy asks for a review by then",
        "ready": "Check the agreement. {readers} The other of you is told that it is there to read, sign or change.",
        "ready.confirm": "Save the agreement",
    },
)
SIGN: Final = Flow(
    id="agreement_sign",
    version=1,
    args=("agreement", "version"),
    facts=("who", "document", "what_follows"),
    steps=(
        Choices(
            "have_read",
            options=(READ_POLICY, READ_THIS),
            checks={
                "both": lambda value, answers, facts: value != (READ_POLICY, READ_THIS),
            },
        ),
    ),
    resumable=False,
    words={
        "title": "Sign the supervision agreement: {who}",
        "summary": "Sign the supervision agreement",
        "have_read": "Tick what you have read. Saving this is your signature. {what_follows}",
        "have_read.label": "I have read",
        "have_read.policy": "The policy: {document}",
        "have_read.agreement": "This agreement, as it stands",
        "have_read.both": "Tick both once you have read them, or stop here and sign another day",
        "have_read.blank": "Tick both once you have read them, or stop here and sign another day",
        "finish": "Sign",
    },
)
