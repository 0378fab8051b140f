"""A post that does what a test tells it, and remembers what it sent."""

from collections.abc import Sequence
from datetime import timedelta

from scheduler.sending import Outcome, Parcel, Sent, Sorted
from storage.outbox import put_row
from storage.store import Store
from storage.tables import OutboxRow
from storage.unit import UnitOfWork


class ScriptedPost:
    """One parcel a row. `outcomes` says how sending to each recipient ends, in turn; then everything is sent."""

    def __init__(self, **outcomes: Sequence[Outcome | Exception]) -> None:
        self.outcomes = {recipient: list(ends) for recipient, ends in outcomes.items()}
        self.sent: list[str] = []
        self.repeats: list[str] = []

    def sort(self, uow: UnitOfWork, rows: Sequence[OutboxRow]) -> Sorted:
        return Sorted(tuple(Parcel(row.recipient_id, (row,), None) for row in rows))

    async def send(self, parcel: Parcel) -> Outcome:
        self.sent += [row.id for row in parcel.rows]
        self.repeats += [row.id for row in parcel.rows if row.repeat]
        ends = self.outcomes.get(parcel.recipient_id)
        end = ends.pop(0) if ends else Sent()
        if isinstance(end, Exception):
            raise end
        return end


def put(
    store: Store,
    recipient: str,
    *,
    after: timedelta = timedelta(0),
    escalation: bool = False,
    stage: str = "",
) -> None:
    """A row for somebody, to leave so long after now."""
    store.run_now(
        lambda uow: put_row(
            uow,
            recipient_id=recipient,
            kind="rebook/supervisor/owner",
            subject=("session", f"session-of-{recipient}", 1),
            stage=stage,
            duty_id=None,
            escalation=escalation,
            send_after=uow.now + after,
        )
    )


def rows(store: Store) -> list[OutboxRow]:
    """Every row as it stands, in order of recipient."""

    def read(uow: UnitOfWork) -> list[OutboxRow]:
        table = OutboxRow.metadata.tables["outbox"]
        found = uow.execute(table.select().order_by(table.c.recipient_id, table.c.id)).mappings()
        return [OutboxRow(**one) for one in found]

    return store.read_now(read)


def row_of(store: Store, recipient: str) -> OutboxRow:
    """The one row of a recipient."""
    (found,) = (one for one in rows(store) if one.recipient_id == recipient)
    return found
