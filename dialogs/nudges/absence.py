"""Clause absent-supervisor in words: the ready report, and the escalation with its hand-over list."""

from dialogs.exchange.message import Button, Fact, Message
from dialogs.exchange.reply import Press
from dialogs.nudges.ways_in import always
from dialogs.wording.hand_over import hand_over
from dialogs.wording.owed import absence_of, lasting
from dialogs.wording.phrases import due_words, name_of, when
from storage.queries import people as people_query
from storage.queries import sessions as sessions_query
from storage.tables import Duty, SupervisionSession
from supervision import access
from supervision.duties.versions import rule_of
from supervision.people import unserved_on
from supervision.policy import local_day
from supervision.work import Work


def absence_nudge(work: Work, duty: Duty, hearer: str) -> Message | None:
    """The word to the supervisee, to the line manager, or to that manager's manager."""
    supervisee = people_query.person(work.uow, duty.subject_id)
    absence = absence_of(work, duty)
    if supervisee is None or absence is None:
        return None
    away = name_of(work, absence.person_id)
    rule = rule_of(work, duty)
    since = Fact("Away since", due_words(absence.from_on, "due", ""))
    clause = Fact("Clause", rule.cited())
    if duty.party == "supervisee":
        meanwhile = _meanwhile(work, absence.person_id)
        return Message(
            f"{away} has been away {lasting(work, duty)}. A report to {name_of(work, duty.owed_to_id)} is ready: "
            "one tap sends it, so that supervision is arranged for you.",
            title="Your supervisor is away",
            facts=(since, *(_planned(work, one) for one in meanwhile), clause),
            buttons=(
                Button("Send the report", Press("report-absence", absence.id, absence.version), "primary"),
                *(Button("Propose another time", Press("propose-time", one.id)) for one in meanwhile),
                *always(duty, mine=True),
            ),
            summary="Your supervisor is away: a report is ready to send",
            card=f"absence:{absence.id}:{duty.subject_id}",
        )
    without = "Cover has not been arranged yet. " if hearer == "line_managers_manager" else ""
    return Message(
        f"{away} has been away {lasting(work, duty)}. {without}Arrange who supervises in their place.",
        title=f"Arrange cover for {away}",
        facts=(since, *hand_over(work, absence), clause),
        buttons=(
            Button("Arrange cover", Press("arrange-cover", absence.id, absence.version), "primary"),
            *always(duty, mine=hearer == "owner"),
        ),
        summary=f"A supervisor has been away {lasting(work, duty)}",
        card=f"absence:{absence.id}:{work.actor}",
    )


def _meanwhile(work: Work, away_id: str) -> list[SupervisionSession]:
    """The next session of the actor's that is still planned with somebody who is away on its day, if there is one."""
    me = access.actor(work)
    zone, today = work.policy(me).timezone, work.today(me)
    planned = sessions_query.planned_after(work.uow, me.id, work.now)
    return [
        one
        for one in planned[:1]
        if one.supervisor_id == away_id
        and unserved_on(work.uow, away_id, local_day(one.starts_at, zone), today) is not None
    ]


def _planned(work: Work, session: SupervisionSession) -> Fact:
    at, away = when(work, session.starts_at), name_of(work, session.supervisor_id)
    do = "Propose another time, or cancel it: what you have prepared moves along"
    return Fact("Your next session", f"{at}, planned with {away}. {do}")
