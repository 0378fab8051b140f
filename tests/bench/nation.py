"""What a whole country's duties cost: to work out anew, to plan a day of, and for one supervisee after a change."""

import time
from datetime import timedelta
from functools import partial
from pathlib import Path

from storage.queries import people as people_query
from storage.queries import sessions as sessions_query
from storage.store import Store
from storage.tables import SupervisionSession
from storage.unit import UnitOfWork
from supervision import duties
from supervision.duties.reconcile import Slice, reconcile_slice
from supervision.work import CLOCK, Work
from tests.bench import england, planning
from tests.bench.figures import Figure, middle, milliseconds, percentile, progress, ratio
from tests.bench.recomputing import Recomputed, recompute

SMALL = 12
"""So many authorities have about 100,000 duties."""
MANY = 3_000_000
DUE = 1_000
WORKERS = 200
_QUICK = (6, 2, 100_000, 100)


def measure(folder: Path, rounds: int, *, quick: bool) -> list[Figure]:
    """All of it; a few authorities and fewer duties when it is to be quick."""
    authorities, small, many, due = _QUICK if quick else (england.AUTHORITIES, SMALL, MANY, DUE)
    progress("making England")
    country = england.make(folder, authorities)
    progress("writing its ledger for the first time")
    first = recompute(country)
    progress("working it out anew")
    again = recompute(country)
    few = england.make(folder / "few", small)
    recompute(few)
    figures = [_recomputed(first, again), _one(country, rounds)]
    # Each round makes something due for other people, and the few authorities have not many more than twice so many.
    return [*figures, _planned(country, few, many, due, 2)]


def _recomputed(first: Recomputed, again: Recomputed) -> Figure:
    assert again.written == 0, "what was worked out a moment ago was mended"
    return Figure(
        f"England, {again.people} people: all {again.duties} duties worked out anew ÷ written for the first time",
        f"{ratio(again.seconds, first.seconds):.2f}",
        "≤ 20 s for 690,000, ≤ 500 MB",
        f"{again.seconds:.1f} s ({again.processor:.1f} s of processor, {again.megabytes:.0f} MB), "
        f"{again.seconds / again.duties * 1e6:.0f} µs a duty, 690,000 in {again.seconds / again.duties * 690_000:.1f} s; "
        f"first time {first.seconds:.1f} s, {first.megabytes:.0f} MB",
    )


def _one(country: england.England, rounds: int) -> Figure:
    times = []
    authorities = max(1, rounds // 2)
    with country.open() as store:
        _looked_through(store, country, authorities)
        for number in range(authorities):
            for worker in range(WORKERS):
                who = f"a{number:03}-w{worker // england.TEAM:02}{worker % england.TEAM}"
                times.append(store.run_now(partial(_changed, country, who)))
    half, late = middle(times), percentile(times, 0.99)
    return Figure(
        "England: one supervisee's duties after a change, with their 20 cases: p99 ÷ median",
        f"{ratio(late, half):.1f}",
        "≤ 1 ms median",
        f"median {milliseconds(half)}, p99 {milliseconds(late)}",
    )


def _looked_through(store: Store, country: england.England, authorities: int) -> None:
    """As each night: what has to do with many of them is known then."""
    after, beyond = "", f"a{authorities:03}"
    while after < beyond:
        checked = store.run_now(partial(_slice, country, after))
        if checked is None:
            return
        after = checked.last


def _slice(country: england.England, after: str, uow: UnitOfWork) -> Slice | None:
    return reconcile_slice(Work(uow, country.policies, CLOCK), after)


def _changed(country: england.England, who: str, uow: UnitOfWork) -> float:
    """The time inside the unit of work, without the commit that every turn has."""
    person = people_query.person(uow, who)
    assert person is not None
    session = next((one for one in sessions_query.sessions_of(uow, who) if one.status == "planned"), None)
    session = session or _booked(uow, who, person.supervisor_id or who)
    session.starts_at += timedelta(days=1)
    session.version += 1
    uow.flush()
    began = time.perf_counter()
    duties.settle(Work(uow, country.policies, person.supervisor_id or who), person)
    uow.flush()
    return time.perf_counter() - began


def _booked(uow: UnitOfWork, who: str, chair: str) -> SupervisionSession:
    starts = england.NOW + timedelta(days=9)
    session = SupervisionSession(
        id=f"{who}-s92", supervisee_id=who, supervisor_id=chair, starts_at=starts, booked_on=england.TODAY
    )
    uow.session.add(session)
    return session


def _planned(country: england.England, few: england.England, many: int, due: int, rounds: int) -> Figure:
    """The people in whom something is due are the same in both: the first authorities of the country are the few."""
    before = f"a{len(few.policies):03}"
    found: tuple[list[float], list[float]] = ([], [])
    with country.open() as large, few.open() as small:
        planning.fill(large, before, many)
        stand = (small.read_now(planning.count), large.read_now(planning.count))
        for turn in range(rounds):
            for store, taken in zip((small, large), found, strict=True):
                policies = few.policies if store is small else country.policies
                taken.append(planning.plan(store, policies, before, due, turn))
            progress(f"planning a day's nudges, round {turn + 1} of {rounds}")
    little, much = middle(found[0]), middle(found[1])
    return Figure(
        f"A day's nudges planned, {due:,} people with something due of {stand[1]:,} duties ÷ of {stand[0]:,}",
        f"{ratio(much, little):.2f}",
        "≤ 1.5",
        f"{milliseconds(much)}; of {stand[0]:,} {milliseconds(little)}",
    )
