"""What is asked about a concern, stage by stage. Before anything is typed it says who will see what, and when.

Clause concern of POLICY: both authorities'. Facts the caller gives: ``other``, the other of the two; ``ended``, what is
said of them once they no longer are; ``readers``, who
will read what is typed, and when; ``clause``, a sentence that cites the policy where it has the clause, or nothing;
``manager_name``, whom the second stage goes to; ``has_first``, whether anything was written at the first.
"""

from typing import Final

from dialogs.engine.conditions import Given
from dialogs.engine.flow import Choice, Choices, Date, Flow, LongText, Review

MOST: Final = 2500
"""So that each text can be read whole beside its label, on every channel."""
_SUMMARY: Final = "About supervision"

CONCERN: Final = Flow(
    id="concern",
    version=1,
    args=("supervisee", "supervisor", "origin"),
    facts=("other", "ended", "readers", "clause", "asks_about"),
    steps=(
        Choice("about", options=("often", "standard", "agreement", "other"), when=Given("asks_about")),
        LongText("worry", max_length=MOST),
        LongText("hope", required=False, max_length=MOST),
        Choices("first_steps", required=False, options=("agreement", "learning", "practical", "roles")),
        Review("ready"),
    ),
    words={
        "title": "Something about supervision, with {other}{ended}",
        "summary": _SUMMARY,
        "before": "{readers}{clause}",
        "about": "What is it about?",
        "about.label": "It is about",
        "about.often": "Supervision does not take place often enough",
        "about.standard": "Supervision does not give me what it should",
        "about.agreement": "Our agreement is not being kept to",
        "about.other": "Something else between us",
        "worry": "What is not working, as you see it?",
        "worry.label": "What is not working",
        "worry.hint": "An example helps, such as a session and what happened in it",
        "worry.blank": "Enter what is not working",
        "hope": "What would help?",
        "hope.label": "What would help",
        "hope.blank": "Enter what would help",
        "first_steps": "Is there something you would like to try with {other} first?",
        "first_steps.label": "To try first",
        "first_steps.agreement": "Look at our agreement, and at what we expect of each other",
        "first_steps.learning": "Look at how each of us learns best, and what that means for sessions",
        "first_steps.practical": "Look at when, where and for how long we meet",
        "first_steps.roles": "Talk about what is whose part",
        "ready": "Check what {other} will read. Nothing has been sent yet.",
        "ready.confirm": "Tell {other}",
        "left": "Stopped for now. It is kept for you alone, and nothing has been sent.",
    },
)
TALKED: Final = Flow(
    id="concern_talked",
    version=1,
    args=("concern",),
    facts=("other", "readers", "today_on"),
    steps=(
        Date("on", direction="past", default="today_on"),
        LongText("outcome", required=False, max_length=MOST),
        Review("ready"),
    ),
    words={
        "title": "You have talked with {other}",
        "summary": _SUMMARY,
        "before": "{readers}",
        "on": "On which day did you talk?",
        "on.label": "You talked on",
        "outcome": "What did the two of you agree to try?",
        "outcome.label": "What we agreed to try",
        "outcome.blank": "Enter what you agreed to try",
        "ready": "Check what is noted. {readers}",
        "ready.confirm": "Note it",
        "left": "Stopped for now. It is kept for you alone, and nothing has been noted.",
    },
)
TAKE_ON: Final = Flow(
    id="concern_on",
    version=1,
    args=("concern", "record", "manager"),
    facts=("other", "ended", "manager_name", "readers", "clause", "has_first"),
    steps=(
        LongText("why", max_length=MOST),
        Choice("share", options=("now", "all"), when=Given("has_first")),
        Review("ready"),
    ),
    words={
        "title": "Take it to {manager_name}{ended}",
        "summary": _SUMMARY,
        "before": "{readers}{clause}",
        "why": "What do you want {manager_name} to know, and what would you like from them?",
        "why.label": "What {manager_name} should know",
        "why.blank": "Enter what you want {manager_name} to know",
        "share": "May {manager_name} also read what the two of you wrote at the first stage?",
        "share.label": "What was written before",
        "share.now": "No, only what I write now and what is written from now on",
        "share.all": "Yes, all of it",
        "ready": "Check what {manager_name} and {other} will read. Nothing has been sent yet.",
        "ready.confirm": "Take it to {manager_name}",
        "left": "Stopped for now. It is kept for you alone, and nothing has been sent.",
    },
)
MET: Final = Flow(
    id="concern_met",
    version=1,
    args=("concern",),
    facts=("two", "readers", "today_on"),
    steps=(
        Date("on", direction="past", default="today_on"),
        LongText("outcome", required=False, max_length=MOST),
        Choice("next_step", options=("go_on", "observe", "again", "change")),
        Review("ready"),
    ),
    words={
        "title": "You have met with {two}",
        "summary": _SUMMARY,
        "before": "{readers}",
        "on": "On which day did you meet?",
        "on.label": "You met on",
        "outcome": "What came of it?",
        "outcome.label": "What came of it",
        "outcome.blank": "Enter what came of it",
        "next_step": "What comes next?",
        "next_step.label": "Next",
        "next_step.go_on": "The two go on with what was agreed",
        "next_step.observe": "I observe a session, to help both see where it is hard",
        "next_step.again": "We meet again",
        "next_step.change": "A change of supervisor is the answer",
        "next_step.hint": "A change of supervisor is made in the people file; the bot makes none by itself",
        "ready": "Check what is noted. {readers}",
        "ready.confirm": "Note it",
    },
)
CLOSE: Final = Flow(
    id="concern_close",
    version=1,
    args=("concern",),
    facts=("readers",),
    steps=(
        Choice("outcome", options=("settled", "change_of_supervisor", "elsewhere", "stopped")),
        LongText("closing", required=False, max_length=MOST),
    ),
    words={
        "title": "End it here",
        "summary": _SUMMARY,
        "before": "{readers} You can raise something again at any time.",
        "outcome": "How does it end?",
        "outcome.label": "How it ends",
        "outcome.settled": "It is settled",
        "outcome.change_of_supervisor": "A change of supervisor is the answer",
        "outcome.elsewhere": "It goes on somewhere else, for example with HR or a union",
        "outcome.stopped": "I leave it here",
        "closing": "Is there anything you want to say at the end?",
        "closing.label": "At the end",
        "closing.blank": "Enter what you want to say",
        "finish": "End it here",
    },
)
