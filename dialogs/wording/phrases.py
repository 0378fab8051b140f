"""Phrases that many messages share: people, times and sessions as they are said."""

from datetime import date, datetime, tzinfo

from dialogs.exchange.message import Button, Fact, Message, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date, full_instant
from storage.queries import people as people_query
from storage.queries.preparing import Preparing
from storage.tables import SupervisionSession
from supervision import access, people
from supervision.duties.pauses import paused_words
from supervision.notices import UNDO_FOR
from supervision.policy import next_decent
from supervision.work import Work

KINDS = {"case": "case supervision", "personal": "personal supervision", "both": "supervision"}


def name_of(work: Work, person_id: str | None) -> str:
    """A person's name, or "the operator" where nobody stands."""
    found = people_query.person(work.uow, person_id)
    return found.name if found else "the operator"


def when(work: Work, instant: datetime) -> str:
    """An instant in the actor's local time: Tuesday 24 November 2026 at 10:00."""
    return full_instant(instant, access.policy(work).timezone)


def session_name(work: Work, session: SupervisionSession) -> str:
    """A session as one of its parties knows it: supervision with Amara Okafor, Tuesday 24 November 2026 at
    10:00. One still to come is with whoever covers, any other was with its own supervisor.
    """
    other = session.supervisee_id
    if work.actor == session.supervisee_id:
        planned = session.status == "planned"
        other = access.acting_supervisor_id(work, session) if planned else session.supervisor_id
    return f"{KINDS[session.kind]} with {name_of(work, other)}, {when(work, session.starts_at)}"


def prepared_for(work: Work, found: Preparing, zone: tzinfo) -> str:
    """The same of a session the actor prepares for, in their zone. Who acts for its supervisor is looked up only where
    another may.
    """
    if found.status == "planned" and found.other_may_act:
        return session_name(work, access.session_as_supervisee(work, found.session_id))
    return f"{KINDS[found.kind]} with {found.supervisor_name}, {full_instant(found.starts_at, zone)}"


def session_option(work: Work, session: SupervisionSession) -> Option:
    """A session to choose among others: the time first, for a label may be cut short. The hint says which kind it is,
    where it is of one.
    """
    with_whom = session_name(work, session).removesuffix(f", {when(work, session.starts_at)}")
    label = f"{when(work, session.starts_at)}, {with_whom.split(' with ', 1)[-1]}"
    return Option(session.id, label, "" if session.kind == "both" else capital(KINDS[session.kind]))


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def listed(names: list[str]) -> str:
    """Names in a sentence: A, B and C."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def days_late(count: int) -> str:
    """How late, in words; empty when it is not."""
    return f"{count} working {'day' if count == 1 else 'days'} late" if count else ""


def due_words(due_on: date | None, status: str, reason: str) -> str:
    """By when, or why there is no date."""
    if status == "paused":
        return paused_words(reason)
    return full_date(due_on) if due_on else "no date: the policy gives no number"


def told(work: Work, *person_ids: str | None) -> str:
    """Who hears of what the actor has just done, when, and how long it can be undone. Nobody hears of it
    before the minute to undo it is over, nor outside decent hours, nor while they are away.
    """
    others = [one for one in dict.fromkeys(person_ids) if one and one != work.actor]
    if not others:
        return "You can undo this for one minute."
    leaves = _leaves(work)
    day = leaves.astimezone(work.policy(access.actor(work)).timezone).date()
    away = [one for one in others if people.away(work.uow, one, day) is not None]
    here = [one for one in others if one not in away]
    if not away and soon(work) == SOON:
        return f"{_are_told(work, here)} {SOON}; you can undo until then."
    back = "when they are back; you can undo for one minute."
    if not here:
        return f"{_are_told(work, away)} {back}"
    if away:
        return (
            f"{_are_told(work, here)} {soon(work)}, and {listed([name_of(work, one) for one in away])} {back}"
        )
    return f"{_are_told(work, here)} {soon(work)}; you can undo for one minute."


def soon(work: Work) -> str:
    """When somebody who is there is told of what the actor does now: in a minute, or at the next decent hour."""
    leaves = _leaves(work)
    return SOON if leaves == work.now + UNDO_FOR else f"on {when(work, leaves)}"


SOON = "in a minute"


def _leaves(work: Work) -> datetime:
    return next_decent(work.now + UNDO_FOR, work.policy(access.actor(work)))


def _are_told(work: Work, person_ids: list[str]) -> str:
    return (
        f"{listed([name_of(work, one) for one in person_ids])} {'is' if len(person_ids) == 1 else 'are'} told"
    )


def done(
    work: Work,
    title: str,
    text: str,
    *person_ids: str | None,
    facts: tuple[Fact, ...] = (),
    buttons: tuple[Button, ...] = (),
) -> Message:
    """What was done, what happens next, who is told, and the way to take it back. The title is fit for a lock
    screen.
    """
    return Message(
        f"{text}\n\n{told(work, *person_ids)}",
        title=title,
        facts=facts,
        buttons=(*buttons, Button("Undo", Press("undo"))),
        summary=title,
    )
