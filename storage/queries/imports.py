"""Named queries for importing files: what was last imported, and the rows a file speaks of."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlmodel import col, select

from storage.tables import Absence, Case, CaseWorker, Event, ImportedRow, Record, SupervisionSession
from storage.tables.columns import table_of
from storage.unit import UnitOfWork
from storage.upsert import upsert

# SQLite takes so many parameters in one statement and not many more.
_AT_ONCE = 500
_keep = upsert(table_of(ImportedRow), "digest", "imported_at")


def digests(uow: UnitOfWork, kind: str) -> dict[str, str]:
    """The digest of each row of this kind of file as last imported, by key."""
    query = select(ImportedRow.key, ImportedRow.digest).where(ImportedRow.kind == kind)
    return dict(uow.session.exec(query).all())


def keep_digests(uow: UnitOfWork, kind: str, rows: Mapping[str, str]) -> None:
    """Remember these rows as imported now."""
    if rows:
        uow.execute(
            _keep,
            [
                {"kind": kind, "key": key, "digest": digest, "imported_at": uow.now}
                for key, digest in rows.items()
            ],
        )


def cases_called(uow: UnitOfWork, references: Iterable[str]) -> dict[tuple[str, str], Case]:
    """The cases of any authority with these references, by authority and reference."""
    found = (
        case
        for some in _batches(references)
        for case in uow.session.exec(select(Case).where(col(Case.reference).in_(some)))
    )
    return {(case.authority, case.reference): case for case in found}


def workers_of(uow: UnitOfWork, case_ids: Iterable[str]) -> dict[str, list[CaseWorker]]:
    """Who works each of these cases."""
    found: dict[str, list[CaseWorker]] = {}
    for some in _batches(case_ids):
        for row in uow.session.exec(select(CaseWorker).where(col(CaseWorker.case_id).in_(some))):
            found.setdefault(row.case_id, []).append(row)
    return found


def sessions_called(uow: UnitOfWork, ids: Iterable[str]) -> dict[str, SupervisionSession]:
    """The sessions with these ids."""
    found = (
        session
        for some in _batches(ids)
        for session in uow.session.exec(
            select(SupervisionSession).where(col(SupervisionSession.id).in_(some))
        )
    )
    return {session.id: session for session in found}


def events_called(uow: UnitOfWork, ids: Iterable[str]) -> dict[str, Event]:
    """The events with these ids, those that were withdrawn too."""
    found = (
        event
        for some in _batches(ids)
        for event in uow.session.exec(select(Event).where(col(Event.id).in_(some)))
    )
    return {event.id: event for event in found}


def records_of(uow: UnitOfWork, session_ids: Iterable[str]) -> dict[str, list[Record]]:
    """Every record of these sessions, those that were withdrawn too."""
    found: dict[str, list[Record]] = {}
    for some in _batches(session_ids):
        for record in uow.session.exec(select(Record).where(col(Record.session_id).in_(some))):
            found.setdefault(record.session_id, []).append(record)
    return found


def all_absences_of(uow: UnitOfWork, person_ids: Iterable[str]) -> list[Absence]:
    """Every absence of these people, those that were withdrawn too."""
    return [
        absence
        for some in _batches(person_ids)
        for absence in uow.session.exec(select(Absence).where(col(Absence.person_id).in_(some)))
    ]


def _batches(values: Iterable[str]) -> Iterator[Collection[str]]:
    waiting = list(dict.fromkeys(values))
    for start in range(0, len(waiting), _AT_ONCE):
        yield waiting[start : start + _AT_ONCE]
