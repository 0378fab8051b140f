"""The supervisor's digest on the working day before a session."""

from dialogs.exchange import sizes
from dialogs.exchange.message import Button, Fact, Message
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.wording.owed import session_of
from dialogs.wording.phrases import capital, listed, name_of, session_name
from storage.tables import Duty, SupervisionSession
from supervision import access, audit_learning, cases, looks, people, preparations
from supervision.duties.versions import policy_of
from supervision.policy import local_day
from supervision.work import Work


def digest(work: Work, duty: Duty) -> Message | None:
    """The supervisor's overview on the working day before: who has prepared what, never what they wrote."""
    session = session_of(work, duty)
    if session is None:
        return None
    waiting = {one.id for one in preparations.unprepared(work, session)}
    agenda = preparations.to_discuss(work, session)
    done = len([one for one in agenda if one.id not in waiting])
    prepared = "nothing yet" if not done else f"{done} of {len(agenda)} cases"
    if session.supervisee_prepared_at is not None:
        prepared = "everything on the agenda"
    facts: tuple[Fact, ...] = (Fact("Cases on the agenda", str(len(agenda)) if agenda else "None"),)
    if agenda or session.supervisee_prepared_at is not None:
        facts = (*facts, Fact("Prepared", capital(prepared)))
    if (asked := policy_of(work, duty).clauses.get(looks.CLAUSE)) is not None:
        # What the supervisor looks at beforehand, as their own policy has it.
        facts = (
            *facts,
            Fact("For your own preparation", asked.clause.says),
            Fact("Clause", asked.clause.cited()),
        )
    own: list[Button] = []
    if (clause := looks.clause_for(work, session)) is not None:
        ticked = len(clause.looks) - len(looks.left(work, session))
        facts = (*facts, Fact("Looked at", f"{ticked} of {len(clause.looks)}"))
        own.append(Button("My list", Press("looks", session.id, session.version)))
    if away := _away(work, session):
        facts = (away, *facts)
    move = Button("Move", Press("move-session", session.id, session.version), "primary" if away else "plain")
    facts, more = _further(work, session, facts)
    # Where no case is on the agenda there is nothing to read.
    reading = Button(
        "Read the preparation",
        Press("read-preparation", session.id, session.version),
        "plain" if away else "primary",
    )
    # Nobody is there to be prepared for: what is to be done about that comes first.
    buttons = [
        *([move] if away else []),
        *([reading] if agenda else []),
        *own,
        Button("I am prepared", Press("ready", session.id, session.version)),
        *([] if away else [move]),
        Button("Cancel", Press("cancel-session", session.id, session.version), "caution"),
        *more,
    ]
    if len(buttons) > sizes.BUTTONS:
        # The list ends with it.
        buttons = [one for one in buttons if one.label != "I am prepared"]
    who = name_of(work, session.supervisee_id)
    return Message(
        f"{capital(session_name(work, session))}.",
        title=f"Tomorrow's supervision: {who}" if _is_tomorrow(work, duty) else f"Next supervision: {who}",
        facts=facts,
        buttons=tuple(buttons),
        summary="Supervision on the next working day",
        card=f"digest:{session.id}",
    )


def _further(
    work: Work, session: SupervisionSession, facts: tuple[Fact, ...]
) -> tuple[tuple[Fact, ...], list[Button]]:
    """What belongs on the agenda besides: cases due by then that are not on it, and what audits taught."""
    buttons = []
    if left := len(cases.missing_from(work, session)):
        facts = (
            *facts,
            Fact("Due before the next one, not on the agenda", f"{left} {'case' if left == 1 else 'cases'}"),
        )
        buttons.append(Button("Put on the agenda", Press("to-agenda", session.id, session.version)))
    if taught := audit_learning.for_session(work, session):
        days = listed([full_date(one.audited_on) for one in taught])
        facts = (*facts, Fact("Section 5, actions going forward", f"Learning points of the audit of {days}"))
        buttons.append(
            Button("Read what an audit taught", Press("audit-learning", session.id, session.version))
        )
    return facts, buttons


def _away(work: Work, session: SupervisionSession) -> Fact | None:
    """That the supervisee is away on the day, as far as is known."""
    supervisee = access.person_for(work, session.supervisee_id)
    day = local_day(session.starts_at, work.policy(supervisee).timezone)
    absence = people.expected_away(work.uow, supervisee.id, day, work.today(supervisee))
    if absence is None:
        return None
    return Fact(
        "Away", f"{supervisee.name} is away since {full_date(absence.from_on)}. Move it, or cancel it"
    )


def _is_tomorrow(work: Work, duty: Duty) -> bool:
    policy = policy_of(work, duty)
    today = work.now.astimezone(policy.timezone).date()
    return duty.due_on is not None and (duty.due_on - today).days == 1
