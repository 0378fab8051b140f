"""What a policy would change before it is put to work: the ledger is brought into line with it, and compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from storage import outbox
from storage.queries import ledger as rows
from storage.queries import people as people_query
from storage.queries.ledger import DutyRow
from storage.tables import Person
from supervision import people
from supervision.duties.carrying_over import carry_over
from supervision.duties.expected import Key
from supervision.duties.ledger import settle_all
from supervision.policy import Policy
from supervision.work import Work

What = Literal["opened", "closed", "earlier", "later", "due", "overdue", "no_longer_overdue", "silent"]
"""`earlier` and `later`: its due date moves. `due`: it gets a date, not passed yet, and had none. `overdue`: it is late
and was not. `silent`: whoever owes it is reminded no further, and was to be.
"""
WHAT: tuple[What, ...] = get_args(What)


@dataclass(frozen=True, slots=True)
class Difference:
    """What would become of one duty. `team_manager_id` is the nearest above its supervisee."""

    rule: str
    what: tuple[What, ...]
    supervisee_id: str
    team_manager_id: str | None
    case_id: str | None


@dataclass(frozen=True, slots=True)
class Foresight:
    """What would change about some supervisees; `told` counts the messages each person would get at once."""

    differences: tuple[Difference, ...]
    told: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Stood:
    """A duty as it stood, as far as it is compared."""

    due_on: date | None
    late: bool
    reminded: bool


def foresee(work: Work, then: Mapping[str, Policy], supervisees: Sequence[Person]) -> Foresight:
    """What these policies would change about these supervisees at this instant.

    Writes what it foresees, so the unit of work must be given up afterwards. What time alone has changed since the
    ledger was last settled is settled first, and is not counted.
    """
    # An authority that has no policy so far has no duties either.
    settle_all(work, [one for one in supervisees if one.authority in work.policies])
    now_then = replace(work, policies=then)
    for policy in (one for key, one in then.items() if one is not work.policies.get(key)):
        carry_over(now_then, policy, [one.id for one in supervisees if one.authority == policy.key])
    before = _standing(now_then, supervisees)
    waiting = outbox.waiting(work.uow)
    settle_all(now_then, supervisees)
    after = _standing(now_then, supervisees)
    found = [
        difference
        for one in supervisees
        for difference in _differences(work, one, before[one.id], after[one.id])
    ]
    return Foresight(tuple(found), outbox.waiting(work.uow) - waiting)


def _standing(work: Work, supervisees: Sequence[Person]) -> dict[str, dict[Key, _Stood]]:
    """Each one's live duties by what makes them the same duty."""
    live = rows.live_of(work.uow, [one.id for one in supervisees])
    return {one.id: {row.key: _stood(row, work.today(one)) for row in live[one.id]} for one in supervisees}


def _stood(row: DutyRow, today: date) -> _Stood:
    late = row.status == "open" and row.due_on is not None and row.due_on < today
    return _Stood(row.due_on, late, row.next_nudge_at is not None)


def _differences(
    work: Work, supervisee: Person, before: Mapping[Key, _Stood], after: Mapping[Key, _Stood]
) -> list[Difference]:
    found = []
    manager = None
    for key in dict.fromkeys((*before, *after)):
        if what := _what(before.get(key), after.get(key)):
            rule, kind, subject, *_ = key
            manager = manager or _team_manager(work, supervisee)
            found.append(Difference(rule, what, supervisee.id, manager, subject if kind == "case" else None))
    return found


def _what(was: _Stood | None, will: _Stood | None) -> tuple[What, ...]:
    holds: dict[What, bool] = {
        "opened": was is None,
        "closed": will is None,
        "no_longer_overdue": bool(was and was.late and not (will and will.late)),
        "overdue": bool(will and will.late and not (was and was.late)),
        "due": bool(will and will.due_on and not will.late and not (was and was.due_on)),
    }
    if was and will:
        holds["silent"] = was.reminded and not will.reminded
        if was.due_on and will.due_on:
            holds |= {"earlier": will.due_on < was.due_on, "later": will.due_on > was.due_on}
    return tuple(one for one in WHAT if holds.get(one))


def _team_manager(work: Work, supervisee: Person) -> str | None:
    line = (people_query.person(work.uow, one) for one in people.line_above(work.uow, supervisee))
    return next((one.id for one in line if one and one.role == "team_manager"), None)
