"""A change of policy, or of its calendar, in mid-period: no duty is doubled or dropped, and each says under what it ran.

It is Monday 23 November 2026; Robin's session of Thursday was cancelled this morning, so it is held again by Monday 30.
"""

import json

import pytest

from dialogs.conversations import due as conversation
from storage.queries import people
from supervision import sessions
from supervision.duties import Foresight, entries, explain, foresee, keep_policy_texts, settle_due
from supervision.duties.versions import uses, versions_of
from supervision.policy import Policy
from supervision.work import CLOCK, Work
from tests.supervision.policies import changed
from tests.supervision.world import World, at, day


@pytest.fixture
def cancelled(world: World) -> World:
    world.do(CLOCK, keep_policy_texts)
    world.planned("s1", "robin", "2026-11-26 10:00")
    world.do("amara", sessions.cancel, "s1", "amara", "other")
    return world


def published(world: World) -> Policy:
    return world.policies[world.authority]


def comes(world: World, policy: Policy) -> None:
    """A bot is started with this policy a minute later, and time takes up what there is to do."""
    world.pass_seconds(60)
    world.policies = {**world.policies, policy.key: policy}
    world.do(CLOCK, keep_policy_texts)
    world.do(CLOCK, settle_due)


def test_a_shorter_time_moves_the_date_of_the_same_duty_and_notes_the_version(cancelled: World) -> None:
    before, old = cancelled.duty("rebook"), published(cancelled)
    new = changed(old, {"rules": {"rebook": {"clock": {"number": 3}}}})
    comes(cancelled, new)
    after = cancelled.duty("rebook")
    assert (before.id, before.due_on) == (after.id, day("2026-11-30"))
    assert (after.due_on, after.policy_version) == (day("2026-11-26"), new.version)
    ran = cancelled.do("amara", versions_of, after)
    assert [one.version for one in ran] == [old.version, new.version]
    (entry,) = [one for one in cancelled.do("amara", entries, "amara") if one.duty.id == after.id]
    said = cancelled.do("amara", conversation.explained, entry).messages[0].facts
    assert (
        "Policy",
        "Changed on Monday 23 November 2026, while this was open. This is by the new text.",
    ) in [(one.label, one.value) for one in said]
    why = cancelled.do("amara", explain, after.id)
    assert [one.reason for one in why.days if one.counted][-1] == "working day 3 of 3"


def test_a_rule_that_is_taken_out_closes_its_duties_and_says_why(cancelled: World) -> None:
    old = published(cancelled)
    comes(cancelled, changed(old, {}, gone=("rebook",)))
    (duty,) = cancelled.duties("rebook", live=False)
    assert (duty.status, duty.reason, duty.policy_version) == ("withdrawn", "policy-changed", old.version)
    assert duty.next_nudge_at is None


def test_a_rule_that_no_longer_applies_to_a_role_closes_its_duties_and_says_why(cancelled: World) -> None:
    (before,) = cancelled.duties("freq-sw", about="kit")
    roles = ["team_manager"]
    comes(
        cancelled, changed(published(cancelled), {"rules": {"freq-sw": {"roles": roles}}}, gone=("freq-tm",))
    )
    (after,) = [one for one in cancelled.duties("freq-sw", live=False) if one.id == before.id]
    assert (after.status, after.reason) == ("withdrawn", "policy-changed")


def test_until_it_is_settled_a_duty_of_a_rule_that_is_gone_can_be_read(cancelled: World) -> None:
    gone = changed(published(cancelled), {}, gone=("rebook",))
    cancelled.policies = {**cancelled.policies, gone.key: gone}
    cancelled.do(CLOCK, keep_policy_texts)
    (entry,) = [one for one in cancelled.do("amara", entries, "amara") if one.duty.rule == "rebook"]
    assert entry.title == "Hold a new session after a cancellation"
    assert cancelled.do("amara", explain, entry.duty.id).due == day("2026-11-30")
    assert cancelled.do("amara", conversation.explained, entry).messages
    cancelled.do(CLOCK, settle_due)
    assert cancelled.duties("rebook") == []


def test_a_rule_under_another_id_is_another_rule_and_stands_once(cancelled: World) -> None:
    before = {(one.rule, one.subject_id, one.opened_by) for one in cancelled.duties("freq-sw")}
    comes(cancelled, changed(published(cancelled), {}, renamed={"freq-sw": "freq-workers"}))
    assert cancelled.duties("freq-sw") == []
    assert {one.reason for one in cancelled.duties("freq-sw", live=False)} == {"policy-changed"}
    after = {("freq-sw", one.subject_id, one.opened_by) for one in cancelled.duties("freq-workers")}
    assert after == before


def test_a_rule_that_names_its_former_id_goes_on_with_what_stands_and_what_was_done(cancelled: World) -> None:
    cancelled.to("2026-12-30 12:00")
    cancelled.done("survey", "2026-12-30")
    told = {one: cancelled.told(one, "freq") for one in ("amara", "joan", "morgan")}
    renamed = changed(
        published(cancelled),
        {"rules": {"freq-sw": {"formerly": ["freq-old"]}}},
        renamed={"freq-sw": "freq-workers", "survey": "poll"},
    )
    former = {"freq-workers": {"formerly": ["freq-sw"]}, "poll": {"formerly": ["survey"]}}
    new = changed(renamed, {"rules": former})
    before = {one.id: (one.opened_by, one.due_on) for one in cancelled.duties("freq-sw")}
    poll = cancelled.duty("survey")
    comes(cancelled, new)
    after = cancelled.duties("freq-workers")
    assert {one.id: (one.opened_by, one.due_on) for one in after} == before
    assert {one.policy_version for one in after} == {new.version}
    assert cancelled.duties("freq-sw") == []
    # What was done still is what the next is counted from.
    assert (cancelled.duty("poll").id, cancelled.duty("poll").due_on) == (poll.id, poll.due_on)
    assert cancelled.differences() == []
    assert {one: cancelled.told(one, "freq") for one in told} == told
    owner = after[0].owner_id
    assert owner is not None
    assert cancelled.do(owner, explain, after[0].id).rule == "freq-workers"


def test_what_a_dry_run_says_of_a_renamed_rule_is_that_nothing_changes(cancelled: World) -> None:
    new = changed(published(cancelled), {}, renamed={"freq-sw": "freq-workers"})
    new = changed(new, {"rules": {"freq-workers": {"formerly": ["freq-sw"]}}})
    everyone = cancelled.store.read_now(people.everyone)

    def look(work: Work) -> None:
        raise GivenUp(foresee(work, {**work.policies, new.key: new}, everyone))

    with pytest.raises(GivenUp) as found:
        cancelled.do(CLOCK, look)
    assert (found.value.found.differences, found.value.found.told) == ((), {})


class GivenUp(Exception):
    """A unit of work that is to keep nothing."""

    def __init__(self, found: Foresight) -> None:
        super().__init__()
        self.found = found


def test_a_day_of_closure_moves_the_date_and_is_named_among_those_skipped(cancelled: World) -> None:
    before, old = cancelled.duty("rebook"), published(cancelled)
    closed = [{"day": "2026-11-25", "reason": "offices closed for the move"}]
    new = changed(old, {"closures": closed})
    comes(cancelled, new)
    after = cancelled.duty("rebook")
    assert (after.id, after.due_on, after.policy_version) == (before.id, day("2026-12-01"), new.version)
    skipped = {
        one.date: one.reason for one in cancelled.do("amara", explain, after.id).days if not one.counted
    }
    assert skipped[day("2026-11-25")] == "closed: offices closed for the move"


def test_a_bank_holiday_that_is_learnt_of_later_leaves_what_was_counted_before_explicable(
    cancelled: World,
) -> None:
    old = published(cancelled)
    duty = cancelled.duty("rebook")
    cancelled.planned("s2", "robin", "2026-11-27 10:00", booked_on=day("2026-11-23"))
    assert cancelled.duties("rebook") == []
    kept = json.loads(old.dump())["bank_holidays"]["kept"] | {"2026-11-25": "Day of thanks, bank holiday"}
    comes(cancelled, changed(old, {"bank_holidays": {"kept": kept}}))
    days = {one.date: one for one in cancelled.do("amara", explain, duty.id).days}
    assert days[day("2026-11-25")].counted
    cancelled.do("amara", sessions.cancel, "s2", "amara", "other")
    days = {one.date: one for one in cancelled.do("amara", explain, cancelled.duty("rebook").id).days}
    assert days[day("2026-11-25")].reason == "Day of thanks, bank holiday"


def test_each_version_is_noted_with_the_day_it_came_into_use_also_one_that_comes_again(world: World) -> None:
    old = published(world)
    new = changed(old, {"rules": {"rebook": {"clock": {"number": 3}}}})
    for on, policy in (("2026-11-23", old), ("2026-11-24", old), ("2026-11-25", new), ("2026-11-26", old)):
        world.to(f"{on} 10:00")
        comes(world, policy)
    found = world.store.read_now(lambda uow: uses(uow, old.key))
    assert [(one.version, one.since) for one in found] == [
        (old.version, at("2026-11-23 10:01")),
        (new.version, at("2026-11-25 10:01")),
        (old.version, at("2026-11-26 10:01")),
    ]


def test_duties_under_an_earlier_version_are_looked_at_again_at_once_and_no_others(cancelled: World) -> None:
    new = changed(published(cancelled), {"rules": {"rebook": {"clock": {"number": 3}}}})
    cancelled.policies = {**cancelled.policies, new.key: new}
    cancelled.do(CLOCK, keep_policy_texts)
    assert cancelled.do(CLOCK, settle_due) > 0
    assert {one.policy_version for one in cancelled.duties("freq-sw")} == {new.version}
    assert cancelled.do(CLOCK, settle_due) == 0
    assert cancelled.differences() == []
