"""Supervision agreements: written by either of the two, signed by both, kept."""

from datetime import date

from sqlmodel import Field, SQLModel

from storage.tables.columns import one_of, some_of


class Agreement(SQLModel, table=True):
    """An agreement of a supervisee and their supervisor. What it says is in its texts; here are its dates and signatures.

    `written` (both may change it, each signs the edition that stands) → `agreed` once both have signed the same edition →
    `replaced` by a later one. A change is a new edition, and takes every signature back.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        one_of("agreement", "state", "written", "agreed", "replaced", "withdrawn"),
        some_of(
            "agreement_written_once",
            "supervisee_id",
            "supervisor_id",
            unique=True,
            where="state = 'written'",
        ),
    )

    id: str = Field(primary_key=True)
    supervisee_id: str = Field(foreign_key="person.id", index=True)
    supervisor_id: str = Field(foreign_key="person.id", index=True)
    edition: int = 1
    written_by: str = Field(foreign_key="person.id")
    written_on: date
    review_on: date | None = None
    supervisee_signed_on: date | None = None
    supervisor_signed_on: date | None = None
    agreed_on: date | None = None
    state: str = "written"
    version: int = 1


class AgreementText(SQLModel, table=True):
    """What one edition says under one heading, sealed; null where it says nothing. Earlier editions stay."""

    __tablename__ = "agreement_text"

    agreement_id: str = Field(primary_key=True, foreign_key="agreement.id")
    edition: int = Field(primary_key=True)
    step: str = Field(primary_key=True)
    sealed: bytes | None = None
