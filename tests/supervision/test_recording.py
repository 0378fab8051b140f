"""Clauses record-case and signoff-case: recorded, tasked, signed off; or assumed agreed and closed with a note."""

import pytest
from sqlmodel import select

from storage.tables import RecordAnswer
from supervision import absences, duties, records, sessions, undo
from supervision.work import MovedOn, Refused, SaidNo, Work
from tests.supervision.policies import changed
from tests.supervision.world import World, at, day


@pytest.fixture
def after(world: World) -> World:
    """Amara held a session with Robin on Monday 23 November, and says so."""
    world.planned("s1", "robin", "2026-11-23 08:00")
    world.do("amara", sessions.held, "s1", day("2026-11-23"))
    return world


@pytest.fixture
def tasked(after: World) -> World:
    """And has recorded it the same day."""
    after.do("amara", records.recorded, after.record("s1").id)
    return after


def test_a_held_session_owes_its_record_within_five_working_days(after: World) -> None:
    duty = after.duty("record-case")
    assert (duty.owner_id, duty.due_on) == ("amara", day("2026-11-30"))
    after.to("2026-12-08 09:00")
    assert after.told("amara", "record-case") == [
        "record-case/supervisor/owner opened",
        "record-case/supervisor/owner before-2",
        "record-case/supervisor/owner due",
        "record-case/supervisor/owner late-1",
    ]


def test_recording_it_tasks_the_supervisee(tasked: World) -> None:
    assert tasked.duties("record-case") == []
    duty = tasked.duty("signoff-case")
    assert (duty.owner_id, duty.owed_to_id, duty.due_on) == ("robin", "amara", day("2026-11-30"))
    assert tasked.told("robin", "signoff-case") == ["signoff-case/supervisee/owner opened"]
    assert tasked.leaves("robin", "signoff-case/supervisee/owner") == at("2026-11-23 09:01")


def test_signing_off_ends_it(tasked: World) -> None:
    record = tasked.record("s1")
    tasked.do("robin", records.sign_off, record.id, record.version)
    assert tasked.duties("signoff-case") == []
    assert tasked.told("amara", "record-signed-off") == ["record-signed-off"]


def test_without_a_word_it_is_assumed_agreed_but_never_closed_by_itself(tasked: World) -> None:
    tasked.to("2026-11-30 23:59")
    assert tasked.record("s1").state == "tasked"
    tasked.to("2026-12-01 00:00")
    assert tasked.record("s1").state == "assumed_agreed"
    duty = tasked.duty("signoff-case")
    assert (duty.party, duty.owner_id, duty.status, duty.due_on) == ("supervisor", "amara", "open", None)
    tasked.to("2027-02-01 09:00")
    assert tasked.record("s1").state == "assumed_agreed"
    assert tasked.told("amara", "signoff-case") == ["signoff-case/supervisor/owner opened"]


def test_where_the_policy_assumes_nothing_it_stays_owed_past_its_date(tasked: World) -> None:
    policy = changed(
        tasked.policies[tasked.authority], {"rules": {"signoff-case": {"assumed_agreed": False}}}
    )
    tasked.policies = {**tasked.policies, policy.key: policy}
    tasked.differences()
    tasked.to("2026-12-09 12:00")
    assert tasked.record("s1").state == "tasked"
    duty = tasked.duty("signoff-case")
    assert (duty.party, duty.owner_id, duty.due_on) == ("supervisee", "robin", day("2026-11-30"))
    # Weekly to whoever owes it, and once to the supervisor.
    assert tasked.told("robin", "signoff-case")[-1] == "signoff-case/supervisee/owner late-1"
    assert tasked.told("amara", "signoff-case") == ["signoff-case/supervisee/supervisor late-by-3"]


def test_the_supervisor_closes_what_is_assumed_agreed(tasked: World) -> None:
    tasked.to("2026-12-01 09:00")
    record = tasked.do("amara", records.close, tasked.record("s1").id)
    assert (record.state, record.closed_on) == ("closed", day("2026-12-01"))
    assert tasked.duties("signoff-case") == []


def test_it_cannot_be_closed_before_its_time(tasked: World) -> None:
    with pytest.raises(SaidNo, match="has not run out"):
        tasked.do("amara", records.close, tasked.record("s1").id)


def test_assumed_agreed_can_still_be_answered_until_it_is_closed(tasked: World) -> None:
    tasked.to("2026-12-01 09:00")
    tasked.do("robin", records.sign_off, tasked.record("s1").id)
    assert tasked.duties("signoff-case") == []


@pytest.mark.parametrize("answer", [records.ask_for_change, records.disagree])
def test_asking_for_a_change_or_disagreeing_stops_the_clock(tasked: World, answer: object) -> None:
    assert callable(answer)
    record = tasked.record("s1")
    tasked.do("robin", answer, record.id, "the second action")
    assert tasked.duty("signoff-case").status == "paused"
    tasked.to("2026-12-10 09:00")
    assert tasked.record("s1").state in ("change_asked", "disagreed")
    tasked.do("amara", records.recorded, record.id)
    duty = tasked.duty("signoff-case")
    assert (duty.status, duty.due_on) == ("open", day("2026-12-17"))


def test_only_the_two_read_what_was_said_and_cover_is_told_of(tasked: World) -> None:
    record = tasked.record("s1")
    tasked.do("robin", records.disagree, record.id, "the second action")
    assert tasked.do("amara", said_of, record.id) == ["the second action"]
    assert tasked.do("robin", said_of, record.id) == ["the second action"]
    with pytest.raises(Refused):
        tasked.do("kit", records.read_reason, record.id)
    absence = tasked.do("morgan", absences.away, "amara", day("2026-11-23"), planned=True, expected_back=None)
    tasked.do("morgan", absences.arrange_cover, absence.id, "joan", None)
    assert tasked.told("robin", "record-read") == []
    assert tasked.do("joan", said_of, record.id) == ["the second action"]
    assert tasked.told("robin", "record-read") == ["record-read joan:2026-11-23"]


def test_a_disagreement_is_still_there_once_the_record_is_tasked_again(tasked: World) -> None:
    record = tasked.record("s1")
    tasked.do("robin", records.disagree, record.id, "the second action")
    tasked.do("amara", records.recorded, record.id)
    assert tasked.do("amara", said_of, record.id) == ["the second action"]
    tasked.do("robin", records.ask_for_change, record.id, "the date is wrong")
    assert tasked.do("robin", said_of, record.id) == ["the second action", "the date is wrong"]


def test_undo_of_tasking_again_brings_the_disagreement_back_with_its_words(tasked: World) -> None:
    record = tasked.record("s1")
    tasked.do("robin", records.disagree, record.id, "the second action")
    tasked.do("amara", records.recorded, record.id)
    tasked.do("amara", undo.undo)
    assert tasked.record("s1").state == "disagreed"
    assert tasked.do("amara", said_of, record.id) == ["the second action"]


@pytest.mark.parametrize("answer", [records.ask_for_change, records.disagree])
def test_what_is_taken_back_at_once_is_not_shown_and_not_deleted(tasked: World, answer: object) -> None:
    assert callable(answer)
    record = tasked.record("s1")
    tasked.do("robin", records.ask_for_change, record.id, "the date is wrong")
    tasked.do("amara", records.recorded, record.id)
    tasked.do("robin", answer, record.id, "the second action")
    tasked.do("robin", undo.undo)
    assert tasked.do("amara", said_of, record.id) == ["the date is wrong"]
    kept = tasked.store.read_now(lambda uow: list(uow.session.exec(select(RecordAnswer))))
    assert sorted(one.state for one in kept) == ["said", "withdrawn"]


def said_of(work: Work, record_id: str) -> list[str]:
    return [one.text for one in records.read_reason(work, record_id)[1]]


def test_a_supervisee_who_is_away_is_waited_for(tasked: World) -> None:
    tasked.to("2026-11-24 09:00")
    tasked.do("robin", absences.away, "robin", day("2026-11-24"), planned=False, expected_back=None)
    duty = tasked.duty("signoff-case")
    assert (duty.status, duty.reason, duty.due_on) == ("paused", "away", day("2026-11-30"))
    tasked.to("2026-12-07 09:00")
    assert tasked.record("s1").state == "tasked"
    assert tasked.told("robin", "signoff-case/supervisee/owner") == ["signoff-case/supervisee/owner opened"]
    tasked.do("robin", absences.back, "robin", day("2026-12-07"))
    assert tasked.told("robin", "signoff-case")[1:] == ["signoff-case/supervisee/owner late-1"]
    tasked.to("2026-12-08 09:00")
    assert tasked.record("s1").state == "tasked"
    assert tasked.do("amara", records.close, tasked.record("s1").id).state == "closed"


def test_undo_of_held_takes_its_record_back_and_it_can_be_said_again(after: World) -> None:
    after.do("amara", undo.undo)
    assert after.duties("record-case") == []
    assert after.record("s1").state == "withdrawn"
    after.do("amara", sessions.held, "s1", day("2026-11-23"))
    assert after.duty("record-case").due_on == day("2026-11-30")


def test_undo_of_recorded_owes_the_record_again_without_a_second_reminder(tasked: World) -> None:
    tasked.do("amara", undo.undo)
    assert tasked.duties("signoff-case") == []
    assert tasked.duty("record-case").status == "open"
    assert tasked.told("amara", "record-case") == ["record-case/supervisor/owner opened"]


def test_a_stale_button_signs_nothing(tasked: World) -> None:
    record = tasked.record("s1")
    with pytest.raises(MovedOn):
        tasked.do("robin", records.sign_off, record.id, record.version - 1)
    tasked.do("robin", records.sign_off, record.id, record.version)
    with pytest.raises(MovedOn):
        tasked.do("robin", records.sign_off, record.id)


def test_the_supervisor_cannot_sign_for_the_supervisee_nor_the_other_way_round(tasked: World) -> None:
    record = tasked.record("s1")
    with pytest.raises(Refused):
        tasked.do("amara", records.sign_off, record.id)
    with pytest.raises(Refused):
        tasked.do("robin", records.recorded, record.id)


def test_a_clock_that_stands_still_is_explained_as_paused_with_its_reason(tasked: World) -> None:
    record = tasked.record("s1")
    tasked.do("robin", records.disagree, record.id, "the second action")
    why = tasked.do("robin", duties.explain, tasked.duty("signoff-case").id)
    assert (why.status, why.due) == ("paused", None)
    assert [one.reason for one in why.days] == ["paused: a disagreement is recorded"]


def test_away_is_explained_as_paused_not_as_due(tasked: World) -> None:
    tasked.do("robin", absences.away, "robin", day("2026-11-23"), planned=True, expected_back=None)
    why = tasked.do("robin", duties.explain, tasked.duty("signoff-case").id)
    assert (why.status, why.due) == ("paused", None)
    assert [one.reason for one in why.days] == ["paused while away"]


def test_without_a_number_the_supervisor_closes_by_their_own_word(bradford: World) -> None:
    bradford.planned("s1", "robin", "2026-11-23 08:00")
    bradford.do("amara", sessions.held, "s1", day("2026-11-23"))
    bradford.do("amara", records.recorded, bradford.record("s1").id)
    assert bradford.do("amara", records.close, bradford.record("s1").id).state == "closed"
    assert bradford.duties("signoff-case") == []


def test_what_has_no_number_and_opened_during_an_absence_is_told_on_return(bradford: World) -> None:
    bradford.planned("s1", "robin", "2026-11-20 10:00")
    absence = bradford.do(
        "morgan", absences.away, "amara", day("2026-11-23"), planned=False, expected_back=None
    )
    bradford.do("morgan", absences.arrange_cover, absence.id, "joan", day("2026-11-24"))
    bradford.do("joan", sessions.held, "s1", day("2026-11-20"))
    bradford.to("2026-12-01 09:00")
    assert bradford.told("amara", "record-case") == []
    bradford.do("amara", absences.back, "amara", day("2026-12-01"))
    assert bradford.told("amara", "record-case") == ["record-case/supervisor/owner opened"]


def test_bradford_gives_no_number_so_people_are_told_once(bradford: World) -> None:
    bradford.planned("s1", "robin", "2026-11-23 08:00")
    bradford.do("amara", sessions.held, "s1", day("2026-11-23"))
    duty = bradford.duty("record-case")
    assert (duty.status, duty.due_on) == ("open", None)
    bradford.to("2027-01-29 09:00")
    assert bradford.told("amara", "record-case") == ["record-case/supervisor/owner opened"]
    (entry,) = [
        one for one in bradford.do("amara", duties.entries, "amara") if one.duty.rule == "record-case"
    ]
    assert entry.status == "no_number"
