"""One supervisee's duties after a change: their session moved to and fro, everything owed worked out anew."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from bot.settings import Settings
from storage.queries import people as people_query
from storage.queries import sessions as sessions_query
from storage.store import Store
from storage.unit import UnitOfWork
from supervision import duties
from supervision.policy import Policy
from supervision.work import Work
from tests.bench import council, stores
from tests.bench.figures import Figure, middle, milliseconds, percentile, progress, ratio

PEOPLE = 100


def measure(folder: Path, rounds: int) -> list[Figure]:
    """All of them once a round."""
    with stores.sqlite() as store:
        settings = Settings(data=folder)
        council.fill(store, settings, PEOPLE)
        policies = dict(settings.policies())
        times = []
        for number in range(rounds):
            times += [_settle(store, policies, one) for one in council.workers(PEOPLE)]
            progress(f"duties, round {number + 1} of {rounds}")
    half, late = middle(times), percentile(times, 0.99)
    return [
        _deadline(policies[council.AUTHORITY], rounds),
        Figure(
            "One supervisee's duties after a change: p99 ÷ median",
            f"{ratio(late, half):.1f}",
            "≤ 1 ms median",
            f"median {milliseconds(half)}, p99 {milliseconds(late)}",
        ),
    ]


def _deadline(policy: Policy, rounds: int) -> Figure:
    """One working-day deadline, and the same by counting days off."""
    days = [date(2026, 1, 1) + timedelta(days=one) for one in range(365)]
    calendar = policy.calendar
    calendar.add_working_days(days[0], 1)
    found: tuple[list[float], list[float]] = ([], [])
    ways: tuple[Callable[[date, int], date], ...] = (calendar.add_working_days, partial(_counted, policy))
    for _ in range(rounds):
        for reckoned, taken in zip(ways, found, strict=True):
            began = time.perf_counter()
            for day in days:
                reckoned(day, 10)
            taken.append((time.perf_counter() - began) / len(days))
    quick, slow = (middle(one) for one in found)
    return Figure(
        "One working-day deadline ÷ counting the days off",
        f"{ratio(quick, slow):.3f}",
        "≤ 0.5 µs",
        f"{quick * 1e6:.2f} µs; counting {slow * 1e6:.1f} µs",
    )


def _counted(policy: Policy, day: date, number: int) -> date:
    while number:
        day += timedelta(days=1)
        number -= policy.calendar.is_working(day)
    return day


def _settle(store: Store, policies: dict[str, Policy], worker: str) -> float:
    """The time inside the unit of work, without the commit that every turn has."""

    def work(uow: UnitOfWork) -> float:
        person = people_query.person(uow, worker)
        assert person is not None
        session = sessions_query.sessions_of(uow, worker)[0]
        session.starts_at += timedelta(days=1)
        session.version += 1
        began = time.perf_counter()
        duties.settle(Work(uow, policies, "head"), person)
        uow.flush()
        return time.perf_counter() - began

    return store.run_now(work)
