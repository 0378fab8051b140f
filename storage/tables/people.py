"""People: everyone who supervises, is supervised, or manages those who do."""

from datetime import date

from sqlmodel import Field, SQLModel


class Person(SQLModel, table=True):
    """A member of staff. `id` is the council's own staff id, as in the people file."""

    __tablename__ = "person"

    id: str = Field(primary_key=True)
    name: str
    email: str = ""
    role: str
    authority: str = Field(index=True)
    supervisor_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    line_manager_id: str | None = Field(default=None, foreign_key="person.id")
    started_on: date | None = None
    asye_started_on: date | None = None
    left_on: date | None = None
    teams_user_id: str | None = Field(default=None, unique=True)
    slack_user_id: str | None = Field(default=None, unique=True)
