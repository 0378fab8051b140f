"""What is asked before the four questions: for which session, and about which cases."""

from typing import Final

from dialogs.engine.flow import Choice, Choices, Flow

WHICH_SESSION: Final = Flow(
    id="which_session",
    version=1,
    steps=(Choice("session", options="sessions"),),
    facts=("sessions",),
    resumable=False,
    words={
        "title": "Prepare for supervision",
        "summary": "Prepare for supervision",
        "session": "Which session do you want to prepare for?",
        "session.label": "Session",
        "read": "{label}",
        "finished": "You chose:",
    },
)
AGENDA: Final = Flow(
    id="agenda",
    version=1,
    args=("session",),
    steps=(Choices("cases", options="cases", default="on_agenda"),),
    facts=("cases", "on_agenda", "session_label"),
    words={
        "title": "Agenda for {session_label}",
        "summary": "The agenda for supervision",
        "cases": "Which cases do you want to discuss?",
        "cases.label": "Cases on the agenda",
        "cases.hint": "You prepare them one after the other, and can stop after each",
        "cases.blank": "Choose at least one case",
        "read": "{label}",
        "finished": "The agenda is saved.",
    },
)
