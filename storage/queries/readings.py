"""Named queries about readings for a stated purpose, and of which sessions anything is kept to be read."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, literal, select, union

from storage.among import Among, listed
from storage.damaged import UNREADABLE, readable
from storage.entities import ByKey
from storage.ids import new_id
from storage.prepared import Prepared
from storage.tables import (
    CaseUpdate,
    DraftAction,
    DraftText,
    Preparation,
    PreparationAnswer,
    Reading,
    Record,
    RecordAnswer,
    RecordDraft,
    SupervisionSession,
    UpdateText,
)
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_s, _p, _u = table_of(SupervisionSession), table_of(Preparation), table_of(CaseUpdate)
_d, _r = table_of(RecordDraft), table_of(Record)
_answer, _typed, _said = table_of(PreparationAnswer), table_of(UpdateText), table_of(RecordAnswer)
_text, _action = table_of(DraftText), table_of(DraftAction)
_case = literal("case")
_reading = ByKey(Reading)


def _of(kind: ColumnElement[str]) -> Select[tuple[str, str, str]]:
    return (
        select(_s.c.supervisee_id, _s.c.id, kind.label("kind"))
        .select_from(_s)
        .where(Among(_s.c.supervisee_id, "people"), _s.c.status != "withdrawn")
    )


_found = union(
    _of(_case)
    .join(_p, _p.c.session_id == _s.c.id)
    .join(_answer, _answer.c.preparation_id == _p.c.id)
    .where(_answer.c.sealed.is_not(None)),
    _of(_case)
    .join(_u, _u.c.session_id == _s.c.id)
    .join(_typed, _typed.c.update_id == _u.c.id)
    .where(_typed.c.sealed.is_not(None), _typed.c.author_id == _s.c.supervisee_id),
    _of(_d.c.kind)
    .join(_d, _d.c.session_id == _s.c.id)
    .join(_text, _text.c.draft_id == _d.c.id)
    .where(_text.c.sealed.is_not(None)),
    _of(_d.c.kind)
    .join(_d, _d.c.session_id == _s.c.id)
    .join(_action, _action.c.draft_id == _d.c.id)
    .where(_action.c.state != "withdrawn"),
    _of(_r.c.kind)
    .join(_r, _r.c.session_id == _s.c.id)
    .join(_said, _said.c.record_id == _r.c.id)
    .where(_said.c.state == "said"),
).subquery()
_drafted = union(
    _of(_d.c.id)
    .join(_d, _d.c.session_id == _s.c.id)
    .join(_text, _text.c.draft_id == _d.c.id)
    .where(_text.c.sealed.is_not(None), _d.c.kind == "case"),
    _of(_d.c.id)
    .join(_d, _d.c.session_id == _s.c.id)
    .join(_action, _action.c.draft_id == _d.c.id)
    .where(_action.c.state != "withdrawn", _d.c.kind == "case"),
).subquery()
_drafts = Prepared(select(_drafted.c.supervisee_id, _drafted.c.kind))
_kept = Prepared(select(_found.c.supervisee_id, _found.c.id, _found.c.kind))


def kept_about(uow: UnitOfWork, person_ids: Iterable[str]) -> list[tuple[str, str, str]]:
    """Of which sessions of these people anything typed is kept: person, session, and `case` or `personal`."""
    found = _kept.rows(uow, {"people": listed(person_ids)})
    return [(str(person), str(session), str(kind)) for person, session, kind in found]


def case_drafts_about(uow: UnitOfWork, person_ids: Iterable[str]) -> list[tuple[str, str]]:
    """The drafts of case records of these people's sessions that say anything: person and draft."""
    return [(str(person), str(draft)) for person, draft in _drafts.rows(uow, {"people": listed(person_ids)})]


def reading(uow: UnitOfWork, reading_id: str) -> Reading | None:
    """One reading, or None."""
    return _reading.get(uow, reading_id)


def keep(uow: UnitOfWork, reader_id: str, session_id: str, kind: str, purpose: str, why: str) -> Reading:
    """Keep that somebody reads, what for, and why."""
    row_id = new_id(uow.now)
    row = Reading(
        id=row_id,
        reader_id=reader_id,
        session_id=session_id,
        kind=kind,
        purpose=purpose,
        sealed=uow.seal("reading", row_id, "sealed", why),
        read_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()
    return row


def why(uow: UnitOfWork, row: Reading) -> str:
    """Why somebody read; UNREADABLE where it cannot be opened."""
    return readable(uow, "reading", row.id, "sealed", row.sealed) or UNREADABLE
