"""People: everyone who supervises, is supervised, or manages those who do."""

from datetime import date

from sqlmodel import Field, SQLModel


class Person(SQLModel, table=True):
    """A member of staff. `id` is the council's own staff id, as in the people file.

    `known_from` is the day they were first imported: what happened before it may not be known here, so no
    interval without a session is counted from an earlier day than that. `weekly_minutes` is how long they work in a
    week, `supervised_every_weeks` the interval that was agreed with them individually, where the people file says.
    """

    __tablename__ = "person"

    id: str = Field(primary_key=True)
    name: str
    email: str = ""
    role: str
    authority: str = Field(index=True)
    supervisor_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    line_manager_id: str | None = Field(default=None, foreign_key="person.id")
    known_from: date
    started_on: date | None = None
    asye_started_on: date | None = None
    left_on: date | None = None
    weekly_minutes: int | None = None
    supervised_every_weeks: int | None = None
    teams_user_id: str | None = Field(default=None, unique=True)
    slack_user_id: str | None = Field(default=None, unique=True)
