"""A session for cases and personal matters has two records, each with its own clock; they never mix."""

import pytest

from supervision import records, sessions, undo
from supervision.work import MovedOn
from tests.supervision.world import World, day


@pytest.fixture
def both(world: World) -> World:
    """Amara held a session for cases and personal matters with Robin on Monday 23 November."""
    world.planned("s1", "robin", "2026-11-23 08:00", kind="both")
    world.do("amara", sessions.held, "s1", day("2026-11-23"))
    return world


@pytest.mark.parametrize(
    ("kind", "owed"), [("case", ["case"]), ("personal", ["personal"]), ("both", ["case", "personal"])]
)
def test_a_session_has_the_records_of_its_kind(world: World, kind: str, owed: list[str]) -> None:
    world.planned("s1", "robin", "2026-11-23 08:00", kind=kind)
    world.do("amara", sessions.held, "s1", day("2026-11-23"))
    assert [world.record("s1", one).state for one in owed] == ["awaiting"] * len(owed)


def test_where_the_policy_gives_no_clock_to_write_the_notes_nobody_is_reminded_to(both: World) -> None:
    assert [one.subject_id for one in both.duties("record-case")] == [both.record("s1").id]
    both.to("2027-01-29 09:00")
    about = both.record("s1", "personal").id
    assert [one.rule for one in both.duties("record-personal")] == []
    assert about not in {one.subject_id for one in both.duties("signoff-personal", live=False)}


def test_sending_the_notes_starts_their_own_clock_and_leaves_the_case_record_alone(both: World) -> None:
    both.do("amara", records.recorded, both.record("s1", "personal").id)
    duty = both.duty("signoff-personal")
    assert (duty.owner_id, duty.due_on) == ("robin", day("2026-11-30"))
    assert both.duties("signoff-case") == []
    assert both.duty("record-case").owner_id == "amara"


def test_notes_without_a_word_are_assumed_accepted_and_closed_by_the_supervisor(both: World) -> None:
    both.do("amara", records.recorded, both.record("s1").id)
    both.to("2026-11-25 09:00")
    both.do("amara", records.recorded, both.record("s1", "personal").id)
    both.do("robin", records.sign_off, both.record("s1").id)
    both.to("2026-12-03 09:00")
    assert (both.record("s1").state, both.record("s1", "personal").state) == ("signed_off", "assumed_agreed")
    assert both.do("amara", records.close, both.record("s1", "personal").id).state == "closed"


def test_undo_of_held_takes_both_back_and_they_can_be_owed_again(both: World) -> None:
    both.do("amara", undo.undo)
    assert {both.record("s1", one).state for one in ("case", "personal")} == {"withdrawn"}
    both.do("amara", sessions.held, "s1", day("2026-11-23"))
    assert {both.record("s1", one).state for one in ("case", "personal")} == {"awaiting"}


def test_undo_of_sending_the_notes_is_of_the_notes_alone(both: World) -> None:
    both.do("amara", records.recorded, both.record("s1").id)
    both.do("amara", records.recorded, both.record("s1", "personal").id)
    assert both.do("amara", undo.undo) == "send notes"
    assert (both.record("s1").state, both.record("s1", "personal").state) == ("tasked", "awaiting")


def test_a_session_that_was_held_can_no_longer_be_cancelled(both: World) -> None:
    with pytest.raises(sessions.NotPlanned):
        both.do("amara", sessions.cancel, "s1", "amara", "other")
    with pytest.raises(MovedOn):
        both.do("robin", records.sign_off, both.record("s1", "personal").id)
