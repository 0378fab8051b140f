"""Every table, one module a topic. Importing this package makes the whole schema known."""

from storage.tables.absences import Absence, AbsenceReport, Cover
from storage.tables.agreements import Agreement, AgreementText
from storage.tables.cases import Case, CaseWorker
from storage.tables.concerns import Concern, ConcernNote
from storage.tables.conversations import Conversation, SentCard
from storage.tables.cpd import CpdEntry
from storage.tables.drafts import DraftAction, DraftText, RecordDraft
from storage.tables.duties import Duty, PolicyText
from storage.tables.events import AuditLearning, Event
from storage.tables.imports import ImportedRow
from storage.tables.local import LocalMessage, Setting
from storage.tables.outbox import OutboxRow
from storage.tables.people import Person
from storage.tables.preparations import AdHocRequest, Preparation, PreparationAnswer
from storage.tables.readings import Reading
from storage.tables.records import Record, RecordAnswer
from storage.tables.sessions import AgendaItem, Proposal, SessionLook, SupervisionSession
from storage.tables.trail import AuditLine
from storage.tables.turns import Delivery, Dialog, Undo
from storage.tables.updates import CaseUpdate, UpdateSetting, UpdateText

__all__ = [
    "Absence",
    "AbsenceReport",
    "AdHocRequest",
    "AgendaItem",
    "Agreement",
    "AgreementText",
    "AuditLearning",
    "AuditLine",
    "Case",
    "CaseUpdate",
    "CaseWorker",
    "Concern",
    "ConcernNote",
    "Conversation",
    "Cover",
    "CpdEntry",
    "Delivery",
    "Dialog",
    "DraftAction",
    "DraftText",
    "Duty",
    "Event",
    "ImportedRow",
    "LocalMessage",
    "OutboxRow",
    "Person",
    "PolicyText",
    "Preparation",
    "PreparationAnswer",
    "Proposal",
    "Reading",
    "Record",
    "RecordAnswer",
    "RecordDraft",
    "SentCard",
    "SessionLook",
    "Setting",
    "SupervisionSession",
    "Undo",
    "UpdateSetting",
    "UpdateText",
]
