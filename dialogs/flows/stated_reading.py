"""What is asked of somebody above the two who needs to read what they keep: which session, and what for."""

from typing import Final

from dialogs.engine.flow import Choice, Flow, LongText
from supervision import stated_readings

MOST: Final = 1000
SUMMARY: Final = "Reading for a stated purpose"

WHAT: Final = Flow(
    id="read_what",
    version=1,
    args=("person",),
    facts=("name", "options", "only"),
    steps=(Choice("chosen", options="options"),),
    resumable=False,
    words={
        "title": "Read for a stated purpose: {name}",
        "summary": SUMMARY,
        "chosen": "{only}Which session do you need to read about? Nothing is shown, and nobody is told, until you have said "
        "what for.",
        "chosen.label": "Session",
    },
)
WHY: Final = Flow(
    id="read_why",
    version=1,
    args=("session", "kind"),
    facts=("label", "side", "told", "only"),
    steps=(Choice("purpose", options=stated_readings.PURPOSES), LongText("why", max_length=MOST)),
    resumable=False,
    words={
        "title": "Read for a stated purpose: {label}",
        "summary": SUMMARY,
        "before": "{only}You can then read all that is kept here of this session about {side}. {told} told as soon as you "
        "read it, and can see the purpose and what you write below. It is noted in the audit trail.",
        "purpose": "What do you need to read it for?",
        "purpose.label": "Purpose",
        "purpose.complaint": "A complaint",
        "purpose.safety": "A worry about somebody's safety",
        "purpose.audit": "An audit of supervision",
        "purpose.investigation": "An investigation",
        "purpose.inspection": "An inspection",
        "purpose.handing_on": "The supervisor is away or has gone",
        "purpose.disclosure": "Somebody asks for a child's file",
        "purpose.other": "Something else",
        "why": "Why is it needed? Say what you are looking into, so that the two of them understand it.",
        "why.label": "Why it is needed",
        "why.blank": "Enter why it is needed",
        "finish": "Note why",
    },
)
