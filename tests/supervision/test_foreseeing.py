"""What a policy would change, looked at before it is put to work. It is Monday 23 November 2026."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from storage.queries import ledger, people
from storage.store import Store
from storage.unit import UnitOfWork
from supervision import sessions
from supervision.duties import Foresight, foresee, reconcile
from supervision.duties.expected import Key
from supervision.policy import Policy
from supervision.work import CLOCK, Work
from tests.supervision.policies import changed
from tests.supervision.world import World
from tests.support.stores import Clock


class _GivenUp(Exception):
    pass


@pytest.fixture
def team(store: Store, clock: Clock, policies: Mapping[str, Policy]) -> World:
    """Robin's session is held, and recorded by Monday 30 November; Sam's was cancelled, and is held again by then."""
    world = World(store, clock, policies)
    world.planned("s1", "robin", "2026-11-23 08:00")
    world.planned("s2", "sam", "2026-11-26 10:00")
    world.do("amara", sessions.held, "s1", clock().date())
    world.do("amara", sessions.cancel, "s2", "amara", "other")
    return world


def foreseen(world: World, then: Policy) -> Foresight:
    """What would change, in a unit of work that keeps nothing."""
    found: list[Foresight] = []

    def work(uow: UnitOfWork) -> None:
        policies = {**world.policies, then.key: then}
        found.append(foresee(Work(uow, world.policies, CLOCK), policies, people.everyone(uow)))
        raise _GivenUp

    with pytest.raises(_GivenUp):
        world.store.run_now(work)
    return found[-1]


def counted(found: Foresight) -> Counter[tuple[str, str]]:
    return Counter((one.rule, what) for one in found.differences for what in one.what)


def with_clock(policy: Policy, rule: str, **clock: Any) -> Policy:
    return changed(policy, {"rules": {rule: {"clock": clock}}})


def test_a_policy_that_says_the_same_changes_nothing(team: World) -> None:
    assert foreseen(team, team.policies[team.authority]) == Foresight((), {})


def test_a_shorter_time_is_an_earlier_date(team: World) -> None:
    then = with_clock(team.policies[team.authority], "rebook", number=3)
    (one,) = foreseen(team, then).differences
    assert (one.rule, one.what, one.supervisee_id, one.team_manager_id) == (
        "rebook",
        ("earlier",),
        "sam",
        "amara",
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda policy: with_clock(policy, "record-case", kind="no_number"),
            {("record-case", "silent"): 1},
        ),
        (
            lambda policy: changed(policy, {}, gone=("rebook",)),
            {("rebook", "closed"): 1},
        ),
        (
            lambda policy: changed(policy, {}, renamed={"rebook": "rebook-again"}),
            {("rebook", "closed"): 1},
        ),
        (
            lambda policy: changed(policy, {"closures": [{"day": "2026-11-27", "reason": "offices closed"}]}),
            {("rebook", "later"): 1, ("record-case", "later"): 1},
        ),
    ],
)
def test_what_a_change_does_is_counted_by_rule(
    team: World, change: Callable[[Policy], Policy], expected: dict[tuple[str, str], int]
) -> None:
    found = counted(foreseen(team, change(team.policies[team.authority])))
    assert {
        key: number for key, number in found.items() if not key[0].startswith(("freq", "book"))
    } == expected


def test_a_number_for_what_had_none_makes_it_due(
    store: Store, clock: Clock, policies: Mapping[str, Policy]
) -> None:
    bradford = World(store, clock, policies, "bradford")
    bradford.planned("s1", "robin", "2026-11-23 08:00")
    bradford.do("amara", sessions.held, "s1", clock().date())
    record = changed(
        policies["bradford"],
        {"rules": {"record-case": {"clock": {"kind": "within", "number": 5, "unit": "working_days"}}}},
    )
    assert counted(foreseen(bradford, record)) == {("record-case", "due"): 1}


def test_what_would_be_late_at_once_is_overdue_and_told(team: World) -> None:
    clock = {"kind": "every", "number": 1, "unit": "days"}
    found = foreseen(team, with_clock(team.policies[team.authority], "freq-tm", **clock))
    assert counted(found)["freq-tm", "overdue"] == 2
    assert counted(found)["freq-tm", "earlier"] == 2
    assert found.told["morgan"] > 0
    assert {one.team_manager_id for one in found.differences if one.rule == "freq-tm"} == {None}


def test_nothing_of_it_is_kept(team: World) -> None:
    before = team.duties("rebook")
    foreseen(team, with_clock(team.policies[team.authority], "rebook", number=3))
    assert team.duties("rebook") == before
    assert team.differences() == []


def test_what_was_foreseen_is_what_comes(team: World) -> None:
    then = changed(
        team.policies[team.authority],
        {
            "rules": {
                "rebook": {"clock": {"number": 3}},
                "record-case": {"clock": {"number": 8}},
                "freq-tm": {"roles": ["social_worker"]},
            },
            "closures": [{"day": "2026-12-30", "until": "2026-12-31", "reason": "offices closed"}],
        },
        gone=("survey", "freq-sw"),
        renamed={"plan-review": "plan-looked-at"},
    )
    foretold = counted(foreseen(team, then))
    before = dates(team)
    team.policies = {**team.policies, then.key: then}
    team.do(CLOCK, reconcile)
    after = dates(team)
    came = Counter((key[0], "closed") for key in before.keys() - after.keys())
    came += Counter((key[0], "opened") for key in after.keys() - before.keys())
    for key in before.keys() & after.keys():
        was, is_ = before[key], after[key]
        if was and is_ and was != is_:
            came[key[0], "earlier" if is_ < was else "later"] += 1
    moved = ("opened", "closed", "earlier", "later")
    assert came == {key: number for key, number in foretold.items() if key[1] in moved}
    assert {what for _, what in came} == set(moved)


def dates(world: World) -> dict[Key, date | None]:
    """Every live duty with its due date."""

    def read(uow: UnitOfWork) -> dict[Key, date | None]:
        live = ledger.live_of(uow, [one.id for one in people.everyone(uow)])
        return {row.key: row.due_on for rows in live.values() for row in rows}

    return world.store.read_now(read)
