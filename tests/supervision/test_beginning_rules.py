"""A rule that holds from a day on: it asks nothing for the time before, and from that day it asks it of everybody.

It is Monday 23 November 2026; the rules begin on Monday 14 December.
"""

from collections.abc import Mapping
from typing import Any

from supervision import sessions
from tests.supervision.cases import case, live, the
from tests.supervision.policies import changed
from tests.supervision.world import World, day

BEGINS = "2026-12-14"


def beginning(world: World, rules: Mapping[str, Mapping[str, Any]]) -> None:
    """The council's policy has these rules from the day they begin."""
    held = {rule: {**what, "holds_from": BEGINS} for rule, what in rules.items()}
    policy = world.policies[world.authority]
    world.policies = {**world.policies, policy.key: changed(policy, {"rules": held})}
    world.differences()


def begins(world: World) -> None:
    """The day comes, and with it the nightly check."""
    world.to(f"{BEGINS} 06:00")
    world.differences()


def test_a_case_that_was_last_supervised_before_a_row_held_comes_under_it_from_its_first_day(
    world: World,
) -> None:
    case(world, "c1", "ypst-fis", last_supervised_on=day("2026-11-10"))
    beginning(world, {"case-ypst-fis": {}, "case-unclassified": {}, "plan-review": {}})
    assert live(world, "c1") == []
    assert world.duties("plan-review") == []
    begins(world)
    assert the(world, "c1") == ("case-ypst-fis", "2027-01-14")
    assert {one.due_on for one in world.duties("plan-review")} == {day("2027-03-14")}


def test_until_a_stricter_row_holds_the_other_governs_and_then_the_earlier_date(world: World) -> None:
    case(world, "c1", "early-help", "looked-after-matched", last_supervised_on=day("2026-11-20"))
    beginning(world, {"case-early-help": {}, "case-newly-allocated": {}})
    assert the(world, "c1") == ("case-looked-after-matched", "2027-02-20")
    begins(world)
    assert the(world, "c1") == ("case-newly-allocated", "2027-01-11")


def test_nobody_is_late_on_the_day_from_which_a_frequency_holds(world: World) -> None:
    weekly = {"kind": "every", "number": 1, "unit": "weeks"}
    beginning(world, {"freq-sw": {"clock": weekly}, "freq-tm": {}})
    world.held("s1", "sam", "2026-12-10")
    assert world.duties("freq-sw") == []
    begins(world)
    assert {one.due_on for one in world.duties("freq-sw")} == {day("2026-12-21")}
    assert {one.due_on for one in world.duties("freq-tm")} == {day("2027-01-29")}
    world.held("s2", "sam", "2026-12-14")
    assert world.duty("freq-sw", about="sam").due_on == day("2026-12-21")


def test_what_was_held_sent_or_cancelled_before_a_rule_held_is_not_asked_for(world: World) -> None:
    rules = (
        "record-case",
        "signoff-case",
        "record-personal",
        "signoff-personal",
        "rebook",
        "prep",
        "cancel-note",
    )
    there = world.policies[world.authority].rules
    beginning(world, {one: {} for one in rules if one in there})
    world.planned("s1", "robin", "2026-11-26 10:00", kind="case")
    world.planned("s2", "sam", "2026-11-23 08:00", kind="case")
    assert world.duties("prep") == []
    world.do("amara", sessions.cancel, "s1", "amara", "other")
    world.do("amara", sessions.held, "s2", day("2026-11-23"))
    assert (world.duties("rebook"), world.duties("record-case")) == ([], [])
    begins(world)
    assert (world.duties("rebook"), world.duties("record-case")) == ([], [])
    world.planned("s3", "robin", "2026-12-17 10:00", kind="case")
    assert len(world.duties("prep")) == 2
    world.do("amara", sessions.cancel, "s3", "amara", "other")
    assert len(world.duties("rebook")) == 1
