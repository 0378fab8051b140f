"""Absences, and who covers for an absent supervisor."""

from datetime import date

from sqlmodel import Field, SQLModel

from storage.tables.columns import one_of


class Absence(SQLModel, table=True):
    """Somebody is away from `from_on` (the first day away) until `returned_on` (the first day back).

    Why is not kept. `planned` leave never starts the absent-supervisor clock. `withdrawn` marks one that was
    entered in error.
    """

    __tablename__ = "absence"
    __table_args__ = (one_of("absence", "state", "entered", "withdrawn"),)

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    from_on: date
    expected_back: date | None = None
    returned_on: date | None = None
    planned: bool = False
    reported_by: str | None = Field(default=None, foreign_key="person.id")
    state: str = "entered"
    version: int = 1


class AbsenceReport(SQLModel, table=True):
    """A supervisee told the supervisor's line manager of a long absence (clause absent-supervisor)."""

    __tablename__ = "absence_report"

    absence_id: str = Field(primary_key=True, foreign_key="absence.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    reported_on: date


class Cover(SQLModel, table=True):
    """Somebody supervises in an absent supervisor's place, until a date or until that person is back.

    Cover is not a change of supervisor: nothing else changes hands.
    """

    __tablename__ = "cover"
    __table_args__ = (one_of("cover", "state", "arranged", "withdrawn"),)

    id: str = Field(primary_key=True)
    absence_id: str = Field(foreign_key="absence.id", index=True)
    absent_id: str = Field(foreign_key="person.id", index=True)
    covering_id: str = Field(foreign_key="person.id", index=True)
    from_on: date
    until_on: date | None = None
    ended_on: date | None = None
    arranged_by: str = Field(foreign_key="person.id")
    state: str = "arranged"
    version: int = 1
