"""What was prepared, as people read it: in one message on request, and as a case note to paste onto the
child's file.
"""

from collections.abc import Mapping

from dialogs.exchange.message import Button, Fact, Message
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.flows.four_questions import FOUR_QUESTIONS
from dialogs.wording.phrases import listed, name_of, when
from storage.tables import Case, Preparation, SupervisionSession
from supervision import preparations
from supervision.work import Work

STEPS = ("key_dates", "worried", "working_well", "decided", "support")
NOT_PROVIDED = "Not provided"
NO_LONGER_KEPT = "Prepared. What was typed is no longer kept"
CHOICES = {
    "ad_hoc": "The worker asks for ad hoc supervision",
    "hold": "The worker holds the case until {day}",
}


def preparation_of(work: Work, session: SupervisionSession) -> Message:
    """All that has been prepared for a session, for one of its parties."""
    read = preparations.read(work, session.id)
    if not read:
        return Message("Nothing has been prepared for that session yet.")
    facts: list[Fact] = []
    for case, preparation, kept in read:
        state = "Prepared" if preparation.state == "finished" else "Started"
        facts.append(Fact(case.reference, state if kept or state == "Started" else NO_LONGER_KEPT))
        facts += [Fact(question(step), kept[step] or NOT_PROVIDED) for step in STEPS if step in kept]
        facts += [Fact("Until then", one) for one in _choice(preparation)]
    there = {case.id for case, _, _ in read}
    missing = [one.reference for one in preparations.to_discuss(work, session) if one.id not in there]
    if missing and session.status == "planned":
        facts.append(Fact("Not begun yet", listed(missing)))
    mine = work.actor == session.supervisee_id
    done = session.supervisee_prepared_at if mine else session.supervisor_prepared_at
    buttons = [Button("Export as case notes", Press("export", session.id, session.version))]
    if not done:
        buttons.insert(0, Button("I am prepared", Press("ready", session.id, session.version), "primary"))
    who = "you" if mine else name_of(work, session.supervisee_id)
    return Message(
        f"What {who} prepared for supervision on {when(work, session.starts_at)}.",
        title="Preparation",
        facts=tuple(facts),
        buttons=tuple(buttons),
        summary="A preparation for supervision",
        private=True,
    )


def question(step: str) -> str:
    """The question of a step, in the tool's own words."""
    return "Key dates and appointments" if step == "key_dates" else FOUR_QUESTIONS.words[step]


def case_note(work: Work, session: SupervisionSession, case: Case, kept: Mapping[str, str | None]) -> str:
    """One case's preparation as plain text."""
    lines = [
        f"Preparation for case supervision: {case.reference}",
        f"Worker: {name_of(work, session.supervisee_id)}",
        f"Supervisor: {name_of(work, session.supervisor_id)}",
        f"Session: {when(work, session.starts_at)}",
    ]
    for step in STEPS:
        lines += ["", question(step), kept.get(step) or NOT_PROVIDED]
    return "\n".join(lines)


def _choice(preparation: Preparation) -> list[str]:
    words = CHOICES.get(preparation.choice)
    if words is None:
        return []
    return [
        words.format(day=full_date(preparation.hold_until) if preparation.hold_until else "the next session")
    ]
