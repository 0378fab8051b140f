"""Dated events that rules of the policy are opened, answered or moved by, beside sessions, records and absences."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant, one_of


class Event(SQLModel, table=True):
    """Something that happened on a day, about a member of staff or about a case.

    `what` is `done` (what `rule` asks for was done, by `party` where each owes it), `event` (what opens `rule`, a rule of
    an authority's own), `drawn` (the case drawn for the audit that `rule` asks for), or a fact by itself; of `role_changed`
    the party is the role before. `person_id` is
    whose supervision it is about; for a case that is the worker it was discussed with, empty where it is about the case
    alone. `oversight` names in `party` at which point of a case it was given: `allocation`, `between`, `sign_off`.
    `type_ended` names there the type that a case is no longer one of; `relationship_started` the supervisor it began with,
    where that is known. No text: what was said belongs elsewhere.
    """

    __tablename__ = "event"
    __table_args__ = (
        one_of(
            "event",
            "what",
            "done",
            "event",
            "drawn",
            "circumstances_changed",
            "relationship_started",
            "shift_worked",
            "oversight",
            "role_changed",
            "type_ended",
        ),
        one_of("event", "state", "recorded", "withdrawn"),
    )

    id: str = Field(primary_key=True)
    what: str
    rule: str = ""
    person_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    case_id: str | None = Field(default=None, foreign_key="case.id", index=True)
    session_id: str | None = Field(default=None, foreign_key="session.id")
    party: str = ""
    happened_on: date
    recorded_by: str
    state: str = "recorded"
    version: int = 1


class AuditLearning(SQLModel, table=True):
    """What was learnt in the audit that an event says was done: points for the team manager's next case supervision,
    sealed.
    """

    __tablename__ = "audit_learning"

    event_id: str = Field(primary_key=True, foreign_key="event.id")
    person_id: str = Field(foreign_key="person.id", index=True)
    sealed: bytes
    written_at: datetime = Field(sa_type=Instant)
