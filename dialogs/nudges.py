"""What leaves by itself, in words found at the moment of sending: what to do, by when, and a way in. No case text."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs.message import Button, Fact, Message
from dialogs.news import NEWS
from dialogs.owed import session_of, task
from dialogs.phrases import capital, days_late, due_words, name_of, session_name
from dialogs.reply import Press
from storage.queries import duties as query
from storage.queries import people as people_query
from storage.queries import sessions as sessions_query
from storage.tables import Absence, Duty, OutboxRow
from supervision import duties, preparations
from supervision.work import Work

MOST_BUTTONS = 6
REPEAT = "This is sent again: the answer to the first sending was lost."


def words(work: Work, row: OutboxRow) -> Message | None:
    """The message of one outbox row for its recipient, who is the actor; None when there is nothing to say any more."""
    news = NEWS.get(row.kind)
    message = news(work, row) if news else _nudge(work, row)
    if message is None or not row.repeat:
        return message
    return replace(message, text=f"{REPEAT}\n\n{message.text}")


def together(messages: list[Message]) -> Message:
    """Several on one morning, as one message."""
    if len(messages) == 1:
        return messages[0]
    facts = tuple(Fact(one.title, one.text) for one in messages)
    ways_in = [one.buttons[0] for one in messages if one.buttons]
    first = {(one.label, one.reply.verb if isinstance(one.reply, Press) else ""): one for one in ways_in}
    buttons = (*list(first.values())[: MOST_BUTTONS - 1], Button("What is owed", Press("due")))
    return Message(
        f"{len(messages)} things for you today.",
        title="For you today",
        facts=facts,
        buttons=buttons,
        summary=f"{len(messages)} things about supervision",
    )


def _nudge(work: Work, row: OutboxRow) -> Message | None:
    duty = query.duty(work.uow, row.duty_id) if row.duty_id else None
    if duty is None or duty.status not in query.LIVE:
        return None
    hearer = row.kind.rsplit("/", 1)[-1]
    if row.stage.startswith("digest"):
        return _digest(work, duty)
    if row.kind.startswith("absent-supervisor/"):
        return _absence(work, duty, hearer)
    mine = hearer == "owner"
    policy = work.policies[duty.authority]
    rule = policy.rules[duty.rule]
    late = duties.late_working_days(duty, policy, work.now.astimezone(policy.timezone).date())
    by = due_words(duty.due_on, "paused" if duty.status == "paused" else "due", duty.reason)
    facts = [
        Fact("Due", ", ".join(one for one in (by, days_late(late)) if one)),
        Fact("Clause", rule.cited()),
    ]
    if rule.uncertain:
        facts.append(Fact("Uncertain", rule.uncertain))
    return Message(
        f"{capital(task(work, duty, mine=mine))}.",
        title=rule.title,
        facts=tuple(facts),
        buttons=(*(_ways_in(work, duty) if mine else ()), *_always(duty, mine)),
        summary=f"{rule.title}: {by}",
        card=f"duty:{duty.id}:{row.recipient_id}",
    )


def _always(duty: Duty, mine: bool) -> tuple[Button, ...]:
    why = Button("Why?", Press("why", duty.id, duty.version))
    later = Button("Remind me later", Press("snooze", duty.id, duty.version))
    return (why, later) if mine else (why,)


def _ways_in(work: Work, duty: Duty) -> tuple[Button, ...]:
    label_verb = _VERBS.get((duty.rule, duty.party)) or (
        ("Book a session", "book-for") if _books(duty) else None
    )
    if label_verb is None:
        return ()
    label, verb = label_verb
    session = session_of(work, duty)
    subject, version = duty.subject_id, duty.version
    if verb == "book-for":
        subject, version = duty.owed_to_id or "", 0
    elif duty.subject_kind == "session" and session is not None:
        version = session.version
    elif duty.subject_kind == "record":
        version = _record_version(work, duty)
    return (Button(label, Press(verb, subject, version), "primary"),)


_VERBS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("prep", "supervisee"): ("Prepare", "prepare"),
    ("prep", "supervisor"): ("Read the preparation", "read-preparation"),
    ("record-case", "supervisor"): ("It is recorded", "record-done"),
    ("signoff-case", "supervisee"): ("Sign off", "sign-off"),
    ("signoff-case", "supervisor"): ("Close with a note", "close-record"),
    ("signoff-personal", "supervisee"): ("Accept", "sign-off"),
    ("signoff-personal", "supervisor"): ("Close with a note", "close-record"),
}


def _books(duty: Duty) -> bool:
    return duty.rule.startswith(("freq-", "book", "rebook"))


def _record_version(work: Work, duty: Duty) -> int:
    record = sessions_query.record(work.uow, duty.subject_id)
    return record.version if record else 0


def _digest(work: Work, duty: Duty) -> Message | None:
    """The supervisor's overview on the working day before: who has prepared what, never what they wrote."""
    session = session_of(work, duty)
    if session is None:
        return None
    waiting = {one.id for one in preparations.unprepared(work, session)}
    cases = sessions_query.agenda(work.uow, session.id)
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
    policy = work.policies[duty.authority]
    today = work.now.astimezone(policy.timezone).date()
    return duty.due_on is not None and (duty.due_on - today).days == 1


def _absence(work: Work, duty: Duty, hearer: str) -> Message | None:
    supervisee = people_query.person(work.uow, duty.subject_id)
    absence = work.uow.session.get(Absence, duty.opened_by.removeprefix("absence:"))
    if supervisee is None or absence is None:
        return None
    away = name_of(work, absence.person_id)
    rule = work.policies[duty.authority].rules[duty.rule]
    since = Fact("Away since", due_words(absence.from_on, "due", ""))
    clause = Fact("Clause", rule.cited())
    if duty.party == "supervisee":
        return Message(
            f"{away} has been away for more than two weeks. A report to {name_of(work, duty.owed_to_id)} is ready: "
            "one tap sends it, so that supervision is arranged for you.",
            title="Your supervisor is away",
            facts=(since, clause),
            buttons=(
                Button("Send the report", Press("report-absence", absence.id, absence.version), "primary"),
                *_always(duty, mine=True),
            ),
            summary="Your supervisor is away: a report is ready to send",
            card=f"absence:{absence.id}:{duty.subject_id}",
        )
    without = "Cover has not been arranged yet. " if hearer == "line_managers_manager" else ""
    return Message(
        f"{away} has been away for more than two weeks. {without}Arrange who supervises in their place.",
        title=f"Arrange cover for {away}",
        facts=(since, *hand_over(work, absence), clause),
        buttons=(
            Button("Arrange cover", Press("arrange-cover", absence.id, absence.version), "primary"),
            *_always(duty, mine=hearer == "owner"),
        ),
        summary="A supervisor has been away for over two weeks",
        card=f"absence:{absence.id}:{work.actor}",
    )


def hand_over(work: Work, absence: Absence) -> tuple[Fact, ...]:
    """What is in flight with somebody who is away: sessions, records, sign-offs; counted by supervisee, no case named."""
    facts = []
    for supervisee in people_query.supervised_by(work.uow, absence.person_id):
        planned = sessions_query.planned_after(work.uow, supervisee.id, work.now)
        live = query.live_about(work.uow, _records_of(work, supervisee.id))
        records = sum(1 for one in live if one.rule.startswith("record-"))
        sign_offs = sum(1 for one in live if one.rule.startswith("signoff-"))
        parts = [
            f"next session {session_name(work, planned[0]).rsplit(', ', 1)[-1]}"
            if planned
            else "no session planned",
            f"{records} to record",
            f"{sign_offs} to sign off or close",
        ]
        facts.append(Fact(supervisee.name, ", ".join(parts)))
    return tuple(facts)


def _records_of(work: Work, supervisee_id: str) -> list[str]:
    held = [one.id for one in sessions_query.sessions_of(work.uow, supervisee_id)]
    return [one.id for one in sessions_query.records(work.uow, held)]


def for_operator(work: Work, row: OutboxRow) -> Message | None:
    """Nobody stands above an absent supervisor: whoever runs the bot is told, so that nobody is left without supervision."""
    duty = query.duty(work.uow, row.duty_id) if row.duty_id else None
    absence = work.uow.session.get(Absence, row.subject_id) if row.subject_kind == "absence" else None
    if absence is None or (duty is not None and duty.status not in query.LIVE):
        return None
    away = name_of(work, absence.person_id)
    return Message(
        f"{away} has been away for more than two weeks, and no line manager is on record who could arrange cover. "
        "Add one to the people file and import it again, or ask a manager to arrange cover.",
        title="No manager to tell",
        facts=(Fact("Away since", due_words(absence.from_on, "due", "")),),
        summary="A supervisor is away and has no manager on record",
        card=f"absence:{absence.id}:operator",
    )
