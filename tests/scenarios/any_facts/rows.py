"""What an import brings, one row at a time: the row of somebody as they stand, and whom it is about."""

from collections.abc import Mapping
from random import Random

from sqlmodel import select

from bot.directory import KINDS, FaultyFile, Row, Table, import_table
from storage.tables import Person
from supervision.work import Work
from tests.supervision.walking import Act

ROLES = ("social_worker", "nqsw", "student", "agency", "home_staff", "iro", "team_manager", "unqualified")
NEW = ("new-1", "new-2", "new-3")
"""Those who come while it runs."""
_FOUND = {"robin", "sam", "kit", "amara", *NEW}


def imported(work: Work, kind: str, row: Mapping[str, str]) -> object:
    """Import a file of one row; what it does not say is empty. Raises FaultyFile."""
    columns = (*KINDS[kind].columns, *KINDS[kind].optional)
    table = Table((Row(2, {name: row.get(name, "") for name in columns}),))
    return import_table(work, KINDS[kind], table)


def day(found: object) -> str:
    """A date or a number as a file has it."""
    return "" if found is None else str(found)


def as_they_stand(one: Person) -> dict[str, str]:
    """Somebody's row of the people file."""
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role,
        "authority": one.authority,
        "supervisor": one.supervisor_id or "",
        "line_manager": one.line_manager_id or "",
        "started_on": day(one.started_on),
        "asye_started_on": day(one.asye_started_on),
        "left_on": day(one.left_on),
        "supervised_every_weeks": day(one.supervised_every_weeks),
        "weekly_hours": "" if one.weekly_minutes is None else f"{one.weekly_minutes / 60:g}",
    }


def somebody(work: Work, chance: Random) -> Person:
    """Somebody who is supervised."""
    people = work.uow.session.exec(select(Person)).all()
    return chance.choice(sorted((one for one in people if one.id in _FOUND), key=lambda one: one.id))


def kept(act: Act) -> Act:
    """An import that is refused, or has nothing to be about, keeps nothing and is no failure of the ledger's."""

    def try_it(work: Work, chance: Random) -> object:
        try:
            return act(work, chance)
        except (FaultyFile, IndexError):
            return None

    return try_it
