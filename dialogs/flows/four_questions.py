"""The four questions of case supervision, in the tool's own words (clause four-questions of POLICY: Central
Bedfordshire's; offered to others as a help).

Whoever cannot say what they have decided tries the fourth question, so it must be answered then. What may
follow, to hold the case until the next session or to ask for ad hoc supervision, is offered and never pushed:
the preparation is done when its Review is confirmed, whether or not the offer is ever answered.

Facts the caller gives: ``case_label``, ``session_label``; ``readers``, a sentence that says who can read
this; ``offer``, whether to offer what may follow; ``next_session``, the local date of the next one, or None.
"""

from __future__ import annotations

from typing import Final

from dialogs.engine.conditions import AllOf, Answered, AnyOf, Blank, Given
from dialogs.engine.flow import Choice, Flow, LongText, Offer, Review

HOLD: Final = "hold"
AD_HOC: Final = "ad_hoc"
NEITHER: Final = "neither"

_FIRST_THREE = AllOf(Answered("worried"), Answered("working_well"), Answered("decided"))
_MAY_HOLD = AllOf(_FIRST_THREE, Given("next_session"))
_MAY_ASK = AnyOf(_FIRST_THREE, Answered("support"))

_NOTES = "In note form. Up to 3,000 characters"

FOUR_QUESTIONS: Final = Flow(
    id="four_questions",
    version=1,
    args=("session", "case"),
    facts=("case_label", "session_label", "readers", "offer", "next_session"),
    steps=(
        LongText("key_dates", required=False, counted=False),
        LongText("worried", required=False),
        LongText("working_well", required=False),
        LongText("decided", required=False),
        LongText("support", required=Blank("decided")),
        Review("ready"),
        Choice(
            "afterwards",
            options=(Offer(HOLD, _MAY_HOLD), Offer(AD_HOC, _MAY_ASK), NEITHER),
            when=AllOf(Given("offer"), _MAY_ASK),
            counted=False,
        ),
    ),
    words={
        "title": "Prepare for {session_label}: {case_label}",
        "summary": "Your preparation for supervision",
        "before": "{readers} You can change your answers until the session starts.",
        "key_dates": "Key dates and appointments coming up for this child or family, in note form",
        "key_dates.label": "Key dates and appointments",
        "key_dates.blank": "Enter the dates and appointments coming up",
        "worried": "This is what is worrying me and/or others for the child",
        "worried.hint": _NOTES,
        "worried.blank": "Enter what is worrying you or others",
        "working_well": "This is what is working well",
        "working_well.hint": _NOTES,
        "working_well.blank": "Enter what is working well",
        "decided": "This is what I have decided to do",
        "decided.hint": f"{_NOTES}. If you cannot say yet, try the next question",
        "decided.blank": "Enter what you have decided to do",
        "support": "This is the issue that I am asking support with today",
        "support.hint": f"{_NOTES}. Needed when you have not said what you have decided to do",
        "support.blank": "Enter the issue that you are asking support with",
        "ready": "Check your answers. {readers}",
        "ready.confirm": "Save preparation",
        "afterwards": "Your preparation is saved. If it helps, choose what happens until you next meet",
        "afterwards.hold": "Hold until {next_session}",
        "afterwards.ad_hoc": "Ask for ad hoc supervision",
        "afterwards.neither": "Neither",
        "afterwards.hint": "If you ask for supervision, whoever can arrange it is told that you ask, not why",
        "finish": "Finish",
    },
)
"""Its version goes up when a step comes, goes or changes its meaning; not for wording."""
