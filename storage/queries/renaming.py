"""A rule of a policy goes by another id: what stands and what was done under the former one is its own from now on."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select, update

from storage.queries.duties import LIVE
from storage.tables import Duty, Event, Person
from storage.tables.columns import table_of
from storage.unit import UnitOfWork

_d, _e, _p = table_of(Duty), table_of(Event), table_of(Person)
_other = _d.alias("other")


def rename_duties(
    uow: UnitOfWork,
    authority: str,
    former: str,
    rule: str,
    version: str,
    now: datetime,
    people: Collection[str] | None = None,
) -> int:
    """Put the live duties of an authority's former rule under the rule, and under this version of its policy, and have them
    looked at now; gives how many. One that stands under both ids stays where it is. `people` are those concerned, all for
    None.
    """
    stands = exists().where(
        _other.c.rule == rule,
        _other.c.status.in_(LIVE),
        *(_other.c[name] == _d.c[name] for name in ("supervisee_id", "subject_kind", "subject_id", "party")),
    )
    mine = and_(_d.c.authority == authority, _d.c.rule == former, _d.c.status.in_(LIVE), ~stands)
    changed = update(_d).where(mine, *_among(_d.c.supervisee_id, people))
    return uow.execute(changed.values(rule=rule, policy_version=version, look_at=now)).rowcount


def rename_events(
    uow: UnitOfWork, authority: str, former: str, rule: str, people: Collection[str] | None = None
) -> int:
    """The same of what was recorded under a rule of the people of an authority."""
    theirs = select(_p.c.id).where(_p.c.authority == authority)
    mine = and_(_e.c.rule == former, _e.c.person_id.in_(theirs))
    return uow.execute(update(_e).where(mine, *_among(_e.c.person_id, people)).values(rule=rule)).rowcount


def _among(column: ColumnElement[str], people: Collection[str] | None) -> tuple[ColumnElement[bool], ...]:
    return () if people is None else (column.in_(people),)
