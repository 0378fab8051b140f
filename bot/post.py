"""The post: looks again at what is to leave, finds the words, and hands it to the person's channel."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.channels import Channel
from dialogs.exchange.message import Message
from dialogs.nudges import for_operator, together, words
from scheduler.sending import Outcome, Parcel, Sorted, Undeliverable
from storage.queries import duties as duties_query
from storage.queries import people as people_query
from storage.tables import OutboxRow, Person
from storage.unit import UnitOfWork
from supervision import people
from supervision.notices import AT_ONCE, OPERATOR, TOLD_WHILE_AWAY
from supervision.policy import Policy, instant, next_decent
from supervision.work import Work

log = logging.getLogger(__name__)

# How long something waits for which we have no words, by a fault of ours.
PUT_OFF = timedelta(hours=1)


class HousePost:
    """Sorts claimed rows into parcels, one a person, and sends them through one channel."""

    def __init__(self, policies: Mapping[str, Policy], channel: Channel) -> None:
        self.policies, self.channel = policies, channel

    def sort(self, uow: UnitOfWork, rows: Sequence[OutboxRow]) -> Sorted:
        """Look again: still owed, still their job, a decent hour; several for one person leave as one message."""
        alone = AT_ONCE | TOLD_WHILE_AWAY
        live = [row for row in rows if row.kind in alone]
        others = _by_recipient(row for row in rows if row.kind not in alone)
        return _joined(
            [
                *(self._sorted(uow, row.recipient_id, [row]) for row in live),
                *(self._sorted(uow, one, theirs) for one, theirs in others.items()),
            ]
        )

    def _sorted(self, uow: UnitOfWork, recipient_id: str, rows: Sequence[OutboxRow]) -> Sorted:
        """The same for one recipient. What we fail to put into words waits, and keeps nothing else from leaving."""
        try:
            return self._sort(Work(uow, self.policies, recipient_id), rows)
        except Exception as fault:
            if len(rows) > 1:
                return _joined([self._sorted(uow, recipient_id, [row]) for row in rows])
            log.error("outbox row %s cannot be put into words: %s", rows[0].id, type(fault).__name__)
            return Sorted(later=((rows[0].id, uow.now + PUT_OFF),))

    def _sort(self, work: Work, rows: Sequence[OutboxRow]) -> Sorted:
        person = people_query.person(work.uow, work.actor)
        is_live = rows[0].kind in AT_ONCE
        away = person is not None and rows[0].kind not in TOLD_WHILE_AWAY and self._is_away(work, person)
        if (
            person is not None
            and not is_live
            and (wait := self._not_now(work, person, away=away)) is not None
        ):
            held, dropped = _while_away_or_late(rows, away=away)
            return Sorted(
                skipped=tuple(row.id for row in dropped), later=tuple((row.id, wait) for row in held)
            )
        found = [(row, self._words(work, person, row)) for row in _latest(rows).values()]
        kept = [(row, message) for row, message in found if message is not None]
        # Among several, what cannot wait comes first, then news, then what is due, the soonest first.
        kept.sort(key=lambda one: (not one[0].escalation, _due_on(work, one[0])))
        said = {row.id for row, _ in kept}
        skipped = tuple(row.id for row in rows if row.id not in said)
        if not kept:
            return Sorted(skipped=skipped)
        content = together([message for _, message in kept])
        return Sorted((Parcel(work.actor, tuple(row for row, _ in kept), content),), skipped)

    async def send(self, parcel: Parcel) -> Outcome:
        """Hand a parcel to the channel. What is for the operator is also a line in the log, by id."""
        if not isinstance(parcel.content, Message):
            return Undeliverable("no words")
        if parcel.recipient_id == OPERATOR:
            log.warning("for the operator: outbox rows %s", [row.id for row in parcel.rows])
        return await self.channel.deliver(parcel.recipient_id, parcel.content, f"outbox-{parcel.rows[0].id}")

    def _not_now(self, work: Work, person: Person, *, away: bool) -> datetime | None:
        """The next decent hour, unless it is one; the next morning for somebody who is away."""
        policy = work.policy(person)
        if away:
            return instant(policy.calendar.add_working_days(work.today(person), 1), policy)
        decent = next_decent(work.now, policy)
        return decent if decent > work.now else None

    def _is_away(self, work: Work, person: Person) -> bool:
        return people.away(work.uow, person.id, work.today(person)) is not None

    def _words(self, work: Work, person: Person | None, row: OutboxRow) -> Message | None:
        if person is None:
            return for_operator(work, row) if row.recipient_id == OPERATOR else None
        if people.has_left(person, work.today(person)):
            return None
        if row.duty_id is not None and not _still_theirs(work, row):
            return None
        return words(work, row)


def _joined(parts: Sequence[Sorted]) -> Sorted:
    return Sorted(
        tuple(one for part in parts for one in part.parcels),
        tuple(one for part in parts for one in part.skipped),
        tuple(one for part in parts for one in part.later),
    )


def _while_away_or_late(rows: Sequence[OutboxRow], *, away: bool) -> tuple[list[OutboxRow], list[OutboxRow]]:
    """Which rows wait and which are dropped: duties are caught up with on return, what others did would be lost."""
    dropped = [row for row in rows if away and row.duty_id is not None]
    return [row for row in rows if row not in dropped], dropped


def _latest(rows: Iterable[OutboxRow]) -> dict[tuple[str, str, str], OutboxRow]:
    """The rows without those that a later stage of the same has caught up with, as over a weekend."""
    return {(row.kind if row.duty_id else row.id, row.subject_kind, row.subject_id): row for row in rows}


def _still_theirs(work: Work, row: OutboxRow) -> bool:
    """Whether a duty is still open and, for the word to its owner, still this person's."""
    duty = duties_query.duty(work.uow, row.duty_id or "")
    if duty is None or duty.status not in duties_query.LIVE:
        return False
    if row.subject_kind == "duty" and row.subject_version != duty.version:
        return False
    return not row.kind.endswith("/owner") or duty.owner_id == row.recipient_id


def _due_on(work: Work, row: OutboxRow) -> date:
    """By when it is due what a row reminds of: news is due at once, and what has no date comes last."""
    duty = duties_query.duty(work.uow, row.duty_id) if row.duty_id is not None else None
    if duty is None:
        return date.min
    return date.max if duty.due_on is None else duty.due_on


def _by_recipient(rows: Iterable[OutboxRow]) -> dict[str, list[OutboxRow]]:
    found: dict[str, list[OutboxRow]] = {}
    for row in rows:
        found.setdefault(row.recipient_id, []).append(row)
    return found
