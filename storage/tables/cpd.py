"""What people keep of their own professional development."""

from datetime import date

from sqlmodel import Field, SQLModel

from storage.tables.columns import one_of


class CpdEntry(SQLModel, table=True):
    """One entry of somebody's own record of continuing professional development. What it says is sealed, and read by
    nobody but them.
    """

    __tablename__ = "cpd_entry"
    __table_args__ = (
        one_of("cpd_entry", "kind", "reflection", "action", "training", "practice"),
        one_of("cpd_entry", "state", "kept", "withdrawn"),
    )

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    kind: str
    happened_on: date
    sealed: bytes
    state: str = "kept"
    version: int = 1
