"""Notices: what is to be told to whom goes into the outbox within the unit of work that gives cause for it."""

from datetime import datetime, timedelta

from storage.outbox import is_there, put_off, put_row
from supervision.policy import Policy, next_decent
from supervision.work import CLOCK, NotWritten, Work

UNDO_FOR = timedelta(seconds=60)
OPERATOR = "operator"
AT_ONCE = frozenset({"update-ready", "update-changed", "update-listen", "update-timer"})
"""Kinds that belong to a session going on: they skip quiet hours, and never wait to leave with others."""
TOLD_WHILE_AWAY = frozenset({"noted-away"})
"""Kinds that do not wait for a return: they say that somebody is taken to be away."""


def put(
    work: Work,
    policy: Policy,
    recipient_id: str | None,
    kind: str,
    subject: tuple[str, str, int],
    *,
    stage: str = "",
    duty_id: str | None = None,
    escalation: bool = False,
    at: datetime | None = None,
) -> None:
    """Put a notice into the outbox, unless the same one (recipient, kind, subject, version, stage) is there
    already. `subject` is its table, its id and the version of which it tells, so that what changes is told again: 1 for
    a row that has no version. `kind` has its words in `dialogs.news.NEWS`.

    It leaves at a decent hour, not before `at`, and, when it tells one person what another has just done, not
    before that person's minute to undo it is over. `recipient_id` None means nobody stands there: the
    operator is told.
    """
    recipient = recipient_id or OPERATOR
    if _is_looked_for(work, recipient, kind, subject, stage):
        return
    earliest = work.now if work.actor in (CLOCK, recipient_id) or escalation else work.now + UNDO_FOR
    put_row(
        work.uow,
        recipient_id=recipient,
        kind=kind,
        subject=subject,
        stage=stage,
        duty_id=duty_id,
        escalation=escalation,
        send_after=next_decent(max(earliest, at or earliest), policy),
    )


def leave_together(work: Work, policy: Policy, recipient_id: str, kind: str, subject_id: str) -> None:
    """What somebody has not been told yet about a subject waits until they are told of what the actor does now: the two are
    one matter, and are said in one message.
    """
    put_off(work.uow, recipient_id, kind, subject_id, next_decent(work.now + UNDO_FOR, policy))


def put_at_once(
    work: Work,
    recipient_id: str,
    kind: str,
    subject: tuple[str, str, int],
    stage: str,
    at: datetime | None = None,
) -> None:
    """Put a notice of one of the kinds in AT_ONCE into the outbox: it leaves now, or at the instant given."""
    if _is_looked_for(work, recipient_id, kind, subject, stage):
        return
    put_row(
        work.uow,
        recipient_id=recipient_id,
        kind=kind,
        subject=subject,
        stage=stage,
        duty_id=None,
        escalation=False,
        send_after=max(work.now, at or work.now),
    )


def _is_looked_for(
    work: Work, recipient_id: str, kind: str, subject: tuple[str, str, int], stage: str
) -> bool:
    """Whether this work only looks, and has found what it would put in. Raises NotWritten where it is not there."""
    if work.looking and not is_there(work.uow, recipient_id, kind, subject, stage):
        raise NotWritten
    return work.looking
