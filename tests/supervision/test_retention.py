"""Removing what is old takes nothing that a duty hangs on, and has nothing told again."""

from datetime import date
from functools import partial

from sqlalchemy import update

from storage.retention import CLASSES, remove
from storage.tables import OutboxRow
from supervision import concerns, records, sessions
from supervision.work import CLOCK
from tests.supervision.world import World, day

LONG_AHEAD = date(2100, 1, 1)
"""Whatever is over counts as old."""


def live(world: World) -> list[tuple[str, str, str, date | None]]:
    rules = world.policies[world.authority].rules
    return [(one.rule, one.party, one.status, one.due_on) for rule in rules for one in world.duties(rule)]


def all_told(world: World) -> set[str]:
    return {f"{who} {one}" for who in ("robin", "amara", "morgan", "dana") for one in world.told(who)}


def test_after_everything_old_is_gone_the_ledger_agrees_and_nobody_is_told_again(world: World) -> None:
    for number, on in enumerate(("2026-11-16", "2026-11-17", "2026-11-18"), start=1):
        world.planned(f"s{number}", "robin", f"{on} 10:00")
        world.do("amara", sessions.held, f"s{number}", day(on))
        world.do("amara", records.recorded, world.record(f"s{number}").id)
    world.do("robin", records.sign_off, world.record("s1").id)
    world.do("robin", records.disagree, world.record("s2").id, "why")
    world.planned("s4", "robin", "2026-11-26 10:00")
    world.planned("s5", "robin", "2026-11-19 10:00")
    world.do("amara", sessions.cancel, "s4", "amara", "other")
    world.do("robin", concerns.raise_one, ("robin", "amara"), "standard", {"worry": "what"})
    world.to("2027-03-01 12:00")
    assert world.differences() == []
    duties, told = live(world), all_told(world)
    world.store.run_now(lambda uow: uow.execute(update(OutboxRow).values(state="sent")))
    for which in CLASSES:
        while world.store.run_now(partial(remove, which=which, before=LONG_AHEAD, actor=CLOCK)):
            pass
    assert all_told(world) < told
    left = all_told(world)
    assert world.differences() == []
    assert (live(world), all_told(world)) == (duties, left)
