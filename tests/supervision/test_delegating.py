"""Clause record-case: a case record delegated to business support, where the policy names them."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select

from storage.tables import AuditLine, Person, SupervisionSession
from supervision import (
    absences,
    access,
    delegation,
    drafts,
    duties,
    mine,
    preparations,
    records,
    sessions,
    undo,
)
from supervision.duties.reading import entry_for
from supervision.work import MovedOn, Refused, Work
from tests.supervision.policies import changed
from tests.supervision.world import KNOWN_FROM, World, day


def with_business_support(world: World) -> World:
    """Sheila and Bo, of business support; Amara held a session with Robin on Monday 23 November."""
    for key, name in (("sheila", "Sheila Barton"), ("bo", "Bo Lind")):
        person = Person(
            id=key, name=name, role="business_support", authority=world.authority, known_from=KNOWN_FROM
        )
        person.supervisor_id = "joan"
        world.has(person)
    world.planned("s1", "robin", "2026-11-23 08:00", kind="both")
    world.do("amara", sessions.held, "s1", day("2026-11-23"))
    return world


@pytest.fixture
def held(world: World) -> World:
    return with_business_support(world)


@pytest.fixture
def delegated(held: World) -> World:
    """Its case record is delegated to Sheila."""
    held.pass_seconds(120)
    held.do("amara", delegation.delegate, held.record("s1").id, "sheila")
    assert held.differences() == []
    return held


def who_can(world: World) -> list[str]:
    return [one.id for one in world.do("amara", delegation.candidates, world.record("s1").id)]


def owner(world: World) -> str | None:
    return world.duty("record-case").owner_id


def test_the_duty_passes_to_the_delegate_with_its_dates(held: World) -> None:
    before = held.duty("record-case")
    held.do("amara", delegation.delegate, held.record("s1").id, "sheila")
    duty = held.duty("record-case")
    assert (duty.id, duty.opened_on, duty.due_on) == (before.id, before.opened_on, before.due_on)
    assert (duty.owner_id, duty.owed_to_id, duty.supervisee_id) == ("sheila", "amara", "robin")


def test_the_delegate_is_told_after_the_minute_and_reminded_and_the_supervisor_hears_when_it_is_late(
    delegated: World,
) -> None:
    assert delegated.told("sheila") == ["record-case/supervisor/owner opened"]
    leaves = delegated.leaves("sheila", "record-case/supervisor/owner")
    assert (leaves - delegated.clock.now).total_seconds() == 60
    delegated.to("2026-12-04 10:00")
    assert delegated.told("sheila") == [
        "record-case/supervisor/owner opened",
        "record-case/supervisor/owner before-2",
        "record-case/supervisor/owner due",
    ]
    assert delegated.told("amara", "record-case") == [
        "record-case/supervisor/owner opened",
        "record-case/supervisor/supervisor late-by-3",
    ]


def test_a_late_record_that_is_not_delegated_is_told_to_its_owner_only(held: World) -> None:
    held.to("2026-12-04 10:00")
    assert "record-case/supervisor/supervisor late-by-3" not in held.told("amara")


def test_the_supervisor_sees_who_has_it_and_both_may_ask_why(delegated: World) -> None:
    duty = delegated.duty("record-case")
    assert delegated.do("amara", entry_for, duty.id).side == "owed"
    assert delegated.do("sheila", entry_for, duty.id).side == "owes"
    assert delegated.do("sheila", duties.explain, duty.id).due is not None
    for other in ("bo", "joan", "sam"):
        with pytest.raises(Refused):
            delegated.do(other, entry_for, duty.id)


def test_the_delegate_says_it_is_recorded_and_sign_off_is_between_the_two(delegated: World) -> None:
    record = delegated.do("sheila", records.recorded, delegated.record("s1").id)
    assert (record.state, record.recorded_by) == ("tasked", "sheila")
    assert delegated.duties("record-case") == []
    duty = delegated.duty("signoff-case")
    assert (duty.owner_id, duty.owed_to_id) == ("robin", "amara")
    assert delegated.told("amara", "record-made") == ["record-made"]
    assert delegated.told("sheila", "record-taken-back") == []
    delegated.do("robin", records.disagree, record.id, "the second action")
    assert delegated.told("sheila", "record-disagreed") == []
    for act in (records.recorded, records.read_reason, records.close):
        with pytest.raises(Refused):
            delegated.do("sheila", act, record.id)
    assert delegated.do("amara", records.recorded, record.id).state == "tasked"
    assert delegated.told("sheila", "record-taken-back") == []


def test_the_delegate_can_undo_that_it_is_recorded(delegated: World) -> None:
    delegated.do("sheila", records.recorded, delegated.record("s1").id)
    delegated.do("sheila", undo.undo)
    assert owner(delegated) == "sheila"


def test_the_supervisor_may_still_record_it_and_the_delegate_is_told(delegated: World) -> None:
    delegated.do("amara", records.recorded, delegated.record("s1").id)
    assert delegated.told("sheila", "record-taken-back") == ["record-taken-back"]
    assert delegated.told("amara", "record-made") == []


def test_it_is_taken_back(delegated: World) -> None:
    delegated.do("amara", delegation.take_back, delegated.record("s1").id)
    duty = delegated.duty("record-case")
    assert (duty.owner_id, duty.owed_to_id) == ("amara", "robin")
    assert delegated.told("sheila", "record-taken-back") == ["record-taken-back"]
    with pytest.raises(MovedOn):
        delegated.do("amara", delegation.take_back, delegated.record("s1").id)
    with pytest.raises(Refused):
        delegated.do("sheila", records.recorded, delegated.record("s1").id)


def test_delegating_is_undone_within_a_minute_and_not_after(delegated: World) -> None:
    delegated.pass_seconds(59)
    assert delegated.do("amara", undo.undo) == "delegate"
    assert owner(delegated) == "amara"
    assert delegated.told("amara", "record-case") == ["record-case/supervisor/owner opened"]
    delegated.do("amara", delegation.delegate, delegated.record("s1").id, "sheila")
    delegated.pass_seconds(61)
    with pytest.raises(undo.NothingToUndo):
        delegated.do("amara", undo.undo)


def test_what_the_supervisor_has_put_off_is_not_put_off_for_the_delegate(held: World) -> None:
    held.do("amara", duties.snooze, held.duty("record-case").id, day("2026-12-15"))
    held.do("amara", delegation.delegate, held.record("s1").id, "sheila")
    assert held.told("sheila") == ["record-case/supervisor/owner opened"]
    held.to("2026-11-30 10:00")
    assert held.told("sheila")[-1] == "record-case/supervisor/owner due"


def test_it_is_delegated_to_somebody_else_and_the_first_is_told(delegated: World) -> None:
    delegated.do("amara", delegation.delegate, delegated.record("s1").id, "bo")
    assert owner(delegated) == "bo"
    assert delegated.told("sheila", "record-taken-back") == ["record-taken-back"]
    assert delegated.told("bo") == ["record-case/supervisor/owner opened"]


def test_while_the_delegate_is_away_it_is_with_the_supervisor_who_is_told(delegated: World) -> None:
    delegated.do("sheila", absences.away, "sheila", day("2026-11-24"), planned=True, expected_back=None)
    assert owner(delegated) == "sheila"
    delegated.to("2026-11-24 10:00")
    assert owner(delegated) == "amara"
    assert delegated.differences() == []
    assert len(delegated.told("amara", "record-case/supervisor/owner")) == 2
    with pytest.raises(Refused):
        delegated.do("sheila", records.recorded, delegated.record("s1").id)
    delegated.to("2026-11-25 09:00")
    delegated.do("sheila", absences.back, "sheila", day("2026-11-25"))
    assert owner(delegated) == "sheila"
    assert delegated.do("sheila", records.recorded, delegated.record("s1").id).state == "tasked"


def test_after_the_delegates_last_day_it_is_with_the_supervisor(delegated: World) -> None:
    delegated.becomes("sheila", left_on=day("2026-11-24"))
    assert owner(delegated) == "sheila"
    delegated.to("2026-11-25 10:00")
    assert owner(delegated) == "amara"
    assert who_can(delegated) == ["bo"]


@pytest.mark.parametrize("columns", [{"role": "social_worker"}, {"authority": "bradford"}])
def test_somebody_who_is_no_longer_of_the_role_or_authority_has_it_no_more(
    delegated: World, columns: dict[str, Any]
) -> None:
    delegated.becomes("sheila", **columns)
    assert owner(delegated) == "amara"
    assert delegated.do("sheila", delegation.with_me) == []


def test_whoever_covers_for_the_supervisor_hears_of_it_and_may_take_it_back(delegated: World) -> None:
    delegated.do("amara", absences.away, "amara", day("2026-11-23"), planned=True, expected_back=None)
    delegated.do("morgan", absences.arrange_cover, delegated.absence().id, "joan", None)
    duty = delegated.duty("record-case")
    assert (duty.owner_id, duty.owed_to_id) == ("sheila", "joan")
    assert [one.id for one, _ in delegated.do("joan", delegation.delegated)] == [delegated.record("s1").id]
    delegated.do("joan", delegation.take_back, delegated.record("s1").id)
    assert owner(delegated) == "joan"


def test_it_is_offered_to_those_of_the_role_who_are_here(held: World) -> None:
    assert who_can(held) == ["bo", "sheila"]
    held.do("bo", absences.away, "bo", day("2026-11-23"), planned=True, expected_back=None)
    held.becomes("sheila", left_on=day("2026-11-22"))
    assert who_can(held) == []


@pytest.mark.parametrize("person", ["kit", "morgan", "nobody", "amara", "robin"])
def test_nobody_else_can_be_asked(held: World, person: str) -> None:
    with pytest.raises(delegation.NotTheirs):
        held.do("amara", delegation.delegate, held.record("s1").id, person)


@pytest.mark.parametrize("actor", ["robin", "joan", "morgan", "sheila"])
def test_only_whoever_owes_it_delegates_and_takes_back(delegated: World, actor: str) -> None:
    record = delegated.record("s1")
    with pytest.raises(Refused):
        delegated.do(actor, delegation.delegate, record.id, "bo")
    with pytest.raises(Refused):
        delegated.do(actor, delegation.take_back, record.id)


def test_personal_notes_are_never_delegated(held: World) -> None:
    with pytest.raises(Refused):
        held.do("amara", delegation.delegate, held.record("s1", "personal").id, "sheila")
    assert [one.kind for one, _ in held.do("amara", delegation.to_delegate)] == ["case"]


def test_a_record_that_is_made_or_has_moved_on_is_not_delegated(held: World) -> None:
    record = held.record("s1")
    with pytest.raises(MovedOn):
        held.do("amara", delegation.delegate, record.id, "sheila", record.version + 1)
    held.do("amara", records.recorded, record.id)
    with pytest.raises(Refused):
        held.do("amara", delegation.delegate, record.id, "sheila")


NOTHING_ELSE: tuple[Callable[[Work, World], object], ...] = (
    lambda work, world: access.session_as_party(work, "s1"),
    lambda work, world: access.session_to_read(work, "s1"),
    lambda work, world: preparations.read(work, "s1"),
    lambda work, world: drafts.begin(work, "s1", "case", None),
    lambda work, world: records.recorded(work, world.record("s1", "personal").id),
    lambda work, world: records.sign_off(work, world.record("s1").id),
    lambda work, world: records.read_reason(work, world.record("s1").id),
    lambda work, world: records.close(work, world.record("s1").id),
)


@pytest.mark.parametrize("act", NOTHING_ELSE)
def test_the_delegate_has_nothing_else_of_the_session(
    delegated: World, act: Callable[[Work, World], object]
) -> None:
    with pytest.raises(Refused):
        delegated.do("sheila", act, delegated)


def test_nobody_but_the_delegate_acts_on_what_was_delegated(delegated: World) -> None:
    record = delegated.record("s1")
    for other in ("bo", "kit", "joan"):
        with pytest.raises(Refused):
            delegated.do(other, records.recorded, record.id)
        with pytest.raises(Refused):
            delegated.do(other, delegation.read_drafts, record.id)


def drafted(world: World, kind: str, text: str) -> None:
    draft = world.do("amara", drafts.begin, "s1", kind, None)
    world.do("amara", drafts.save, draft.id, draft.version, {"see_also": text})


def test_the_draft_of_the_case_record_is_read_logged_and_told(delegated: World) -> None:
    assert delegated.do("sheila", delegation.read_drafts, delegated.record("s1").id) == []
    assert delegated.told("robin", "draft-read") == []
    drafted(delegated, "case", "the visit is on the file")
    drafted(delegated, "personal", "nobody else reads this")
    ((_, session, said),) = delegated.do("sheila", delegation.read_drafts, delegated.record("s1").id)
    assert isinstance(session, SupervisionSession)
    assert [one for one in said.values() if one] == ["the visit is on the file"]
    assert delegated.told("robin", "draft-read") == ["draft-read sheila:2026-11-23:delegation"]
    lines = select(AuditLine).where(AuditLine.action == "read-draft")
    logged = delegated.store.read_now(
        lambda uow: [(one.actor_id, one.purpose) for one in uow.session.exec(lines)]
    )
    assert logged == [("sheila", "delegation")]
    delegated.do("sheila", records.recorded, delegated.record("s1").id)
    with pytest.raises(Refused):
        delegated.do("sheila", delegation.read_drafts, delegated.record("s1").id)


def test_the_delegate_finds_what_is_with_them(delegated: World) -> None:
    assert [one.id for one, _ in delegated.do("sheila", delegation.with_me)] == [delegated.record("s1").id]
    assert delegated.do("bo", delegation.with_me) == []
    assert delegated.do("sheila", mine.supervised_records, "awaiting") == []


def test_where_the_policy_names_nobody_nothing_is_delegated(bradford: World) -> None:
    with_business_support(bradford)
    assert bradford.do("amara", delegation.to_delegate) == []
    with pytest.raises(Refused):
        bradford.do("amara", delegation.delegate, bradford.record("s1").id, "sheila")


def test_a_policy_that_names_nobody_any_more_gives_it_back(delegated: World) -> None:
    policy = changed(
        delegated.policies[delegated.authority], {"rules": {"record-case": {"delegates_to": None}}}
    )
    delegated.policies = {**delegated.policies, policy.key: policy}
    delegated.differences()
    assert owner(delegated) == "amara"
    with pytest.raises(Refused):
        delegated.do("sheila", records.recorded, delegated.record("s1").id)
    assert delegated.do("amara", delegation.take_back, delegated.record("s1").id).delegated_to_id is None
