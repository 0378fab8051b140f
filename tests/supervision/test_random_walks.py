"""Whatever people do in whatever order, and however time passes: the ledger agrees with the facts, and no instant says
anything twice.
"""

from collections.abc import Mapping

import pytest

from storage.store import Store
from supervision.policy import Policy
from tests.supervision.walking import walk
from tests.supervision.world import World
from tests.support.stores import Clock


@pytest.mark.parametrize("authority", ["central-bedfordshire", "bradford"])
@pytest.mark.parametrize("seed", range(4))
def test_any_course_of_events_leaves_nothing_to_mend(
    sqlite_store: Store, clock: Clock, policies: Mapping[str, Policy], seed: int, authority: str
) -> None:
    world = World(sqlite_store, clock, policies, authority)
    world.differences()
    assert walk(world, seed, 45) > 10


def test_the_same_on_either_database(store: Store, clock: Clock, policies: Mapping[str, Policy]) -> None:
    world = World(store, clock, policies)
    world.differences()
    assert walk(world, 99, 30) > 5
