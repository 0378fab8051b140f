"""What may go, by class: the rows of which tables, and from when on they are old.

Only what was typed, and what left. The facts that duties are worked out from stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, FromClause, Table

from storage.retention import old
from storage.tables import (
    Agreement,
    AgreementText,
    AuditLearning,
    CaseUpdate,
    Concern,
    ConcernNote,
    CpdEntry,
    Delivery,
    Dialog,
    DraftAction,
    DraftText,
    LocalMessage,
    OutboxRow,
    Person,
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

_session, _draft, _record = table_of(SupervisionSession), table_of(RecordDraft), table_of(Record)
_agreement, _concern, _person = table_of(Agreement), table_of(Concern), table_of(Person)


@dataclass(frozen=True, slots=True)
class Pile:
    """Rows of one table that grow old alike. `reached` joins the table to what tells how old they are; `about` names the
    subject of their line in the audit trail, by kind and column (without a column: the table as a whole).
    """

    table: Table
    reached: FromClause
    old: old.Old
    about: tuple[str, Column[Any] | None]


def _own(model: type[Any], when: old.Old, kind: str, column: str | None) -> Pile:
    """Rows that tell by themselves how old they are."""
    table = table_of(model)
    return Pile(table, table, when, (kind, None if column is None else table.c[column]))


def _of_session(model: type[Any], through: type[Any]) -> Pile:
    table = table_of(model)
    reached = table.join(table_of(through)).join(_session)
    return Pile(table, reached, old.session_over, ("session", _session.c.id))


def _said(kind: str) -> Pile:
    table = table_of(RecordAnswer)
    return Pile(table, table.join(_record).join(_session), old.answer_of(kind), ("record", _record.c.id))


def _read(kind: str) -> Pile:
    table = table_of(Reading)
    return Pile(table, table.join(_session), old.reading_of(kind), ("session", _session.c.id))


def _drafted(kind: str) -> tuple[Pile, Pile]:
    texts, actions = (
        (table, table.join(_draft, table.c.draft_id == _draft.c.id).join(_session))
        for table in (table_of(DraftText), table_of(DraftAction))
    )
    about = ("session", _session.c.id)
    return Pile(*texts, old.draft_of(kind), about), Pile(*actions, old.settled_action(kind), about)


def _agreed() -> Pile:
    table = table_of(AgreementText)
    reached = table.join(_agreement).join(_person, _person.c.id == _agreement.c.supervisee_id)
    return Pile(table, reached, old.replaced, ("agreement", _agreement.c.id))


def _noted() -> Pile:
    table = table_of(ConcernNote)
    return Pile(table, table.join(_concern), old.ended, ("concern", _concern.c.id))


def _own_record() -> Pile:
    table = table_of(CpdEntry)
    return Pile(table, table.join(_person), old.left, ("person", _person.c.id))


PILES: Mapping[str, tuple[Pile, ...]] = {
    "working": (
        _of_session(PreparationAnswer, Preparation),
        _of_session(UpdateText, CaseUpdate),
        *_drafted("case"),
        _own(Dialog, old.since(Dialog, "changed_at"), "person", "person_id"),
        _own(LocalMessage, old.since(LocalMessage, "at"), "person", "person_id"),
    ),
    "case": (_said("case"), _read("case"), _own(AuditLearning, old.taken_up, "event", "event_id")),
    "personal": (
        *_drafted("personal"),
        _said("personal"),
        _read("personal"),
        _agreed(),
        _noted(),
        _own_record(),
    ),
    "messages": (
        _own(OutboxRow, old.told, "outbox", None),
        _own(Delivery, old.since(Delivery, "taken_at"), "delivery", None),
    ),
}
