"""What must hold after a kill. Each check reads the store itself, as another process may beside the bot."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlmodel import col, select

from storage import answers, trail
from storage.queries import sessions
from storage.tables import AuditLine, Delivery, OutboxRow
from storage.unit import UnitOfWork
from supervision import duties
from tests.scenarios.council import Policies, clock_work
from tests.soak.child import CHANNEL
from tests.soak.council import REFERENCES
from tests.soak.receiver import Arrival
from tests.soak.worker import Place, Worker

FINAL = ("sent", "unknown", "undeliverable", "skipped")
OPEN = ("pending", "claimed", "writing")


def was_taken(worker: Worker, uow: UnitOfWork) -> bool:
    """Whether the turn that was in flight had been kept."""
    assert worker.in_flight is not None
    return uow.session.get(Delivery, f"{CHANNEL}:{worker.person}:{worker.in_flight.delivery}") is not None


def kept_answers(worker: Worker, uow: UnitOfWork) -> dict[Place, str | None]:
    """Every answer the store holds for a worker's session."""
    return {
        (REFERENCES[one.case_id], step): text
        for one in sessions.preparations(uow, worker.session)
        for step, text in answers.answers(uow, one.id).items()
    }


def differences(worker: Worker, found: Mapping[Place, str | None]) -> list[str]:
    """Where the store and what was acknowledged part: an answer lost, half there, or never given."""
    return [
        f"{worker.session} {place}: {_described(found, place)}, not {_described(worker.kept, place)}"
        for place in sorted({*worker.kept, *found})
        if _described(found, place) != _described(worker.kept, place)
    ]


def _described(answers: Mapping[Place, str | None], place: Place) -> str:
    return "absent" if place not in answers else answers[place] or "skipped"


def rows_since(since: datetime, uow: UnitOfWork) -> list[OutboxRow]:
    """The outbox rows that were due within a round, and those of earlier ones that are still open."""
    query = select(OutboxRow).where((col(OutboxRow.created_at) >= since) | col(OutboxRow.state).in_(OPEN))
    return list(uow.session.exec(query))


def being_written(uow: UnitOfWork) -> int:
    """How many rows were being sent when the bot was killed."""
    return len(uow.session.exec(select(OutboxRow.id).where(OutboxRow.state == "writing")).all())


def sent_wrongly(rows: Iterable[OutboxRow], arrived: Mapping[str, list[Arrival]]) -> list[str]:
    """Rows whose end does not fit what reached the service; a sentence for each."""
    return [
        f"{row.id} {row.kind} {row.state} after {row.attempts} attempts: {wrong}"
        for row in rows
        if (wrong := _wrong(row, arrived.get(row.id, [])))
    ]


def _wrong(row: OutboxRow, arrived: list[Arrival]) -> str:
    if not row.escalation and len(arrived) > 1:
        return f"a reminder arrived {len(arrived)} times"
    if row.escalation and not all(one.said_again for one in arrived[1:]):
        return "an escalation was repeated and did not say so"
    if row.state == "sent" and not arrived:
        return "it never arrived"
    if row.state == "skipped" and arrived:
        return "it arrived"
    if row.escalation and row.state == "unknown":
        return "an escalation was given up"
    return ""


def reconciled(policies: Policies, uow: UnitOfWork) -> list[duties.Change]:
    """What reconciling changes: nothing, when the ledger agrees with the facts."""
    return duties.reconcile(clock_work(uow, policies))


def broken_at(uow: UnitOfWork) -> int | None:
    """The first position at which the audit trail does not hold, or None."""
    return trail.verify(uow)


def unlinked(uow: UnitOfWork) -> int:
    """How many lines of the trail are not linked yet."""
    return len(uow.session.exec(select(AuditLine.id).where(col(AuditLine.link).is_(None))).all())
