"""Cases: a child, family or carer that workers are supervised on. Only the reference is kept, no name."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel


class Case(SQLModel, table=True):
    """A case of one authority. `types` are names from its policy file, `facts` the keys those declare.

    `known_from` is the day it was first imported, where that is known: nobody is late for what was not done before.
    """

    __tablename__ = "case"
    __table_args__ = (UniqueConstraint("authority", "reference", name="case_reference_unique"),)

    id: str = Field(primary_key=True)
    reference: str
    authority: str
    types: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    facts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    allocated_on: date | None = None
    closed_on: date | None = None
    last_supervised_on: date | None = None
    plan_review_months: int | None = None
    known_from: date | None = None
    version: int = 1


class CaseWorker(SQLModel, table=True):
    """Who works a case; each worker of a co-worked case is supervised on it.

    `known_from` is the day they were first known to work it, where that is known: what was discussed with others until
    then counts for them too.
    """

    __tablename__ = "case_worker"

    case_id: str = Field(primary_key=True, foreign_key="case.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id", index=True)
    known_from: date | None = None
