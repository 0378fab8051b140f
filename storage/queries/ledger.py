"""The rows of the ledger, read and written many at a time; as plain values, which are compared and replaced whole."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, text, update

from storage.among import Among, listed
from storage.prepared import Prepared
from storage.tables import Duty
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_d = table_of(Duty)


class DutyRow(NamedTuple):
    """One row of the ledger. What each column says: `storage/tables/duties.py`."""

    id: str
    rule: str
    authority: str
    policy_version: str
    supervisee_id: str
    subject_kind: str
    subject_id: str
    party: str
    owner_id: str | None
    owed_to_id: str | None
    opened_by: str
    opened_on: date
    inputs: dict[str, str | int]
    due_on: date | None
    due_at: datetime | None
    status: str
    reason: str
    closed_on: date | None
    next_nudge_at: datetime | None
    look_at: datetime | None
    nudged_to: datetime | None
    snoozed_until: date | None
    version: int

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What makes two rows the same duty: rule, subject, party, and the fact that opened it."""
        return (self.rule, self.subject_kind, self.subject_id, self.party, self.opened_by)


_FIXED = frozenset(
    ("id", "rule", "supervisee_id", "subject_kind", "subject_id", "party", "opened_by", "opened_on")
)
_MAY_CHANGE = tuple(name for name in DutyRow._fields if name not in _FIXED)
_columns = [_d.c[name] for name in DutyRow._fields]
# In the very words of the partial index.
_LIVE = text("duty.status in ('open', 'paused')")
_live_of = Prepared(
    select(*_columns).where(_LIVE, Among(_d.c.supervisee_id, "ids")),
    kept=True,
)
_closed = Prepared(
    select(_d.c.supervisee_id, _d.c.rule, _d.c.subject_kind, _d.c.subject_id, _d.c.party, _d.c.opened_by)
    .add_columns(_d.c.nudged_to)
    .where(
        Among(_d.c.subject_id, "subjects"),
        Among(_d.c.opened_by, "openings"),
        _d.c.status != "open",
        _d.c.status != "paused",
    )
    .order_by(_d.c.id)
)
_keep = Prepared(insert(_d), *DutyRow._fields)
# What is planned changes more often than what is owed; to name a column is to have its indexes written anew.
_PLANNED = ("next_nudge_at", "look_at", "nudged_to", "snoozed_until")
_DATED = ("policy_version", "inputs", "due_on", "due_at", "reason", "version", *_PLANNED)


def _update(names: Iterable[str]) -> Prepared:
    values = {name: bindparam(f"new_{name}", type_=_d.c[name].type) for name in names}
    return Prepared(update(_d).where(_d.c.id == bindparam("which")).values(values))


_amend, _redate, _replan = _update(_MAY_CHANGE), _update(_DATED), _update(_PLANNED)


def live_of(uow: UnitOfWork, supervisees: Collection[str]) -> dict[str, list[DutyRow]]:
    """The open and paused duties about the supervision of each of these people, in no order."""
    rows = _live_of.named(uow, {"ids": listed(supervisees)}, DutyRow)
    if len(supervisees) == 1:
        return dict.fromkeys(supervisees, rows)
    found: dict[str, list[DutyRow]] = {one: [] for one in supervisees}
    for row in rows:
        found[row.supervisee_id].append(row)
    return found


def nudged_to(uow: UnitOfWork, reopened: Iterable[DutyRow]) -> dict[tuple[str, ...], datetime | None]:
    """How far the ladders of duties that were closed had come, for those of these that are opened again: by supervisee
    and key.
    """
    subjects, openings = set(), set()
    for row in reopened:
        subjects.add(row.subject_id)
        openings.add(row.opened_by)
    if not subjects:
        return {}
    values = {"subjects": listed(subjects), "openings": listed(openings)}
    return {tuple(key): told for *key, told in _closed.rows(uow, values)}


def keep(uow: UnitOfWork, rows: Sequence[DutyRow]) -> None:
    """Insert these rows."""
    if rows:
        _keep.run_each(uow, [row._asdict() for row in rows])


def amend(uow: UnitOfWork, rows: Iterable[DutyRow]) -> None:
    """Write these rows over those with their ids; what the session holds of them changes with it."""
    _write(uow, rows, _amend, _MAY_CHANGE)


def redate(uow: UnitOfWork, rows: Iterable[DutyRow]) -> None:
    """The same for rows which are open or paused as before, and of the same two."""
    _write(uow, rows, _redate, _DATED)


def replan(uow: UnitOfWork, rows: Iterable[DutyRow]) -> None:
    """The same for rows of which nothing has changed but when they are looked at and whoever owes them is told."""
    _write(uow, rows, _replan, _PLANNED)


def _write(uow: UnitOfWork, rows: Iterable[DutyRow], statement: Prepared, names: tuple[str, ...]) -> None:
    apart = []
    given, values_of = [f"new_{name}" for name in names], attrgetter(*names)
    for row in rows:
        held: Duty | None = uow.holding(Duty, (row.id,))
        if held is None:
            apart.append({"which": row.id, **dict(zip(given, values_of(row), strict=True))})
            continue
        for name in names:
            setattr(held, name, getattr(row, name))
    statement.run_each(uow, apart)
    uow.flush()
