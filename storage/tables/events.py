"""Dated events that rules of the policy are opened, answered or moved by, beside sessions, records and absences."""

from datetime import date

from sqlmodel import Field, SQLModel

from storage.tables.columns import one_of


class Event(SQLModel, table=True):
    """Something that happened on a day, about a member of staff or about a case.

    `what` is `done` (what `rule` asks for was done, by `party` where each owes it), `event` (what opens `rule`, a rule of
    an authority's own), `drawn` (the case drawn for the audit that `rule` asks for), or a fact by itself. `person_id` is
    whose supervision it is about; for a case that is the worker it was discussed with, empty where it is about the case
    alone. No text: what was said belongs elsewhere.
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
