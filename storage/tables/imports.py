"""What was last imported, so that an equal row is skipped and a changed one is noticed."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant


class ImportedRow(SQLModel, table=True):
    """The digest of a CSV row as last imported, by file kind and row key."""

    __tablename__ = "imported_row"

    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    digest: str
    imported_at: datetime = Field(sa_type=Instant)
