"""Who lives through the kills: workers with sessions to prepare, and managers of supervisors who stay away."""

from datetime import date, timedelta
from itertools import chain

from storage.tables import Absence
from storage.unit import UnitOfWork
from supervision import duties
from tests.scenarios.council import Policies, clock_work, keep_cases, keep_person

FIRST_DAY = date(2026, 11, 23)
TEAMS = 4
AWAY = 4
WORKERS = [f"worker{number}" for number in range(2 * TEAMS)]
CASES = 3


def keep_council(policies: Policies, uow: UnitOfWork) -> None:
    """Four teams of two; and four supervisors who have been away since the middle of the month, each with a manager."""
    for team in range(TEAMS):
        keep_person(uow, f"supervisor{team}", "practice_supervisor")
    for number, one in enumerate(WORKERS):
        keep_person(uow, one, supervisor=f"supervisor{number // 2}")
        keep_cases(uow, one, *(f"CB-{number}{case:02}" for case in range(CASES)))
    for line in range(AWAY):
        keep_person(uow, f"manager{line}", "team_manager")
        away = keep_person(uow, f"away{line}", "practice_supervisor", f"manager{line}")
        left = keep_person(uow, f"left{line}", supervisor=away.id)
        away_since = FIRST_DAY - timedelta(days=14 + line)
        uow.session.add(Absence(id=f"absence{line}", person_id=away.id, from_on=away_since, planned=False))
        uow.session.flush()
        duties.settle_all(clock_work(uow, policies), [away, left])


def everyones_cases(worker: str) -> list[str]:
    """The ids of a worker's cases."""
    return [f"case-CB-{WORKERS.index(worker)}{case:02}" for case in range(CASES)]


ALL_CASES = {one: everyones_cases(one) for one in WORKERS}
REFERENCES = {one: one.removeprefix("case-") for one in chain.from_iterable(ALL_CASES.values())}
