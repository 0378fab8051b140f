"""What is asked around a 10-minute update: notes under three headings, before or after, and the closing words.

Clauses ten-minutes, childs-views and emotions of POLICY: Central Bedfordshire's; offered to others as a help. Facts the
caller gives: ``case_label``; ``readers``, a sentence that says who can read this; ``asked``, whether the authority's
policy asks for the reason where the child's views are missing.
"""

from typing import Final

from dialogs.engine.conditions import Given
from dialogs.engine.flow import Flow, LongText, Number, Review
from dialogs.flows.childs_views import CHILD_WORDS, VIEWS_MISSING
from dialogs.flows.which import which_case_flow

_NOTES = "In note form, only if it helps. Up to 3,000 characters"

UPDATE_NOTES: Final = Flow(
    id="update_notes",
    version=1,
    args=("update",),
    facts=("case_label", "readers"),
    steps=(
        LongText("relevant", required=False),
        LongText("new_concerns", required=False),
        LongText("anything_else", required=False),
        Review("ready"),
    ),
    words={
        "title": "Notes for the update: {case_label}",
        "summary": "Notes for a 10-minute update",
        "before": "{readers} Before or after the update, and only if notes help you: nobody expects them.",
        "relevant": "Most relevant now",
        "relevant.hint": _NOTES,
        "relevant.blank": "Enter what is most relevant now",
        "new_concerns": "New concerns",
        "new_concerns.hint": _NOTES,
        "new_concerns.blank": "Enter new concerns",
        "anything_else": "Anything else that worries me",
        "anything_else.hint": _NOTES,
        "anything_else.blank": "Enter anything else that worries you",
        "ready": "Check your notes. {readers}",
        "ready.confirm": "Keep these notes",
    },
)
UPDATE_CLOSING: Final = Flow(
    id="update_closing",
    version=1,
    args=("update",),
    facts=("case_label", "readers", "asked"),
    steps=(
        LongText("concern", required=False),
        LongText("child_thinks", required=False),
        LongText("child_wants", required=False),
        LongText("child_reason", required=Given("asked"), when=VIEWS_MISSING),
        LongText("feelings", required=False, counted=False),
        Review("ready"),
    ),
    words={
        "title": "After the update: {case_label}",
        "summary": "What you need after an update",
        "before": "{readers}",
        "concern": "What concerns you most, or what help do you need most from me?",
        "concern.label": "Concerns me most, or help I need most",
        "concern.hint": "Only what is new: what you prepared is not asked again",
        "concern.blank": "Enter what concerns you most, or what help you need most",
        **CHILD_WORDS,
        "feelings": "You may say how this work leaves you feeling, if you want to. It is welcome, and not expected.",
        "feelings.label": "How this work leaves me feeling",
        "feelings.hint": "It is never counted or reported, and not part of the case note",
        "feelings.blank": "Enter what you want to say",
        "ready": "Check your answers. {readers}",
        "ready.confirm": "Keep these answers",
    },
)
UPDATES_ON: Final = Flow(
    id="updates_on",
    version=1,
    args=("supervisee",),
    facts=("supervisee_name", "usual_minutes"),
    steps=(Number("clarify", least=1, most=60, default="usual_minutes", minutes=True),),
    resumable=False,
    words={
        "title": "10-minute updates with {supervisee_name}",
        "summary": "10-minute updates",
        "clarify": "How many minutes of clarifying questions follow an update?",
        "clarify.label": "Minutes of clarifying questions",
        "finish": "Turn updates on",
    },
)
NOTES_WHICH: Final = which_case_flow(
    "update_notes_which",
    "Notes for {session_label}",
    "Which case are the notes for?",
    about=("session", "session_label"),
    summary="Notes for a 10-minute update",
)
