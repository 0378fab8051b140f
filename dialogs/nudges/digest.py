"""The supervisor's digest on the working day before a session."""

from dialogs.message import Button, Fact, Message
from dialogs.owed import session_of
from dialogs.phrases import capital, name_of, session_name
from dialogs.reply import Press
from storage.tables import Duty
from supervision import preparations
from supervision.duties.versions import policy_of
from supervision.work import Work


def digest(work: Work, duty: Duty) -> Message | None:
    """The supervisor's overview on the working day before: who has prepared what, never what they wrote."""
    session = session_of(work, duty)
    if session is None:
        return None
    waiting = {one.id for one in preparations.unprepared(work, session)}
    cases = preparations.to_discuss(work, session)
    done = len([one for one in cases if one.id not in waiting])
    prepared = "nothing yet" if not done else f"{done} of {len(cases)} cases"
    if session.supervisee_prepared_at is not None:
        prepared = "everything on the agenda"
    facts = (
        Fact("Cases on the agenda", str(len(cases)) if cases else "none"),
        Fact("Prepared", capital(prepared)),
    )
    buttons = (
        Button("Read the preparation", Press("read-preparation", session.id, session.version), "primary"),
        Button("I am prepared", Press("ready", session.id, session.version)),
        Button("Move", Press("move-session", session.id, session.version)),
        Button("Cancel", Press("cancel-session", session.id, session.version), "caution"),
    )
    who = name_of(work, session.supervisee_id)
    return Message(
        f"{capital(session_name(work, session))}.",
        title=f"Tomorrow's supervision: {who}" if _is_tomorrow(work, duty) else f"Next supervision: {who}",
        facts=facts,
        buttons=buttons,
        summary="Supervision on the next working day",
        card=f"digest:{session.id}",
    )


def _is_tomorrow(work: Work, duty: Duty) -> bool:
    policy = policy_of(work, duty)
    today = work.now.astimezone(policy.timezone).date()
    return duty.due_on is not None and (duty.due_on - today).days == 1
