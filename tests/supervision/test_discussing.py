"""The tables of cases: each open case is discussed as often as the strictest row that fits it says."""

import json
from functools import partial
from itertools import pairwise
from typing import Any

from sqlmodel import select

from storage.tables import AgendaItem, Case, CaseWorker, Event, Person
from storage.unit import UnitOfWork
from supervision import absences, events, sessions, undo
from supervision.duties import reconcile
from supervision.policy import Policy
from supervision.work import CLOCK
from tests.supervision.cases import booked, case, changed, discussed, live, over, the
from tests.supervision.world import World, day

MONTHLY = "family-support-cin"
DECIDED = {"interval_months": 6, "decided_by": "amara", "decided_on": "2026-11-23"}


def test_a_case_never_discussed_is_counted_from_its_allocation(world: World) -> None:
    case(world, "cb-1", MONTHLY, allocated_on=day("2026-11-10"))
    assert the(world, "cb-1") == ("case-family-support", "2026-12-10")


def test_nobody_is_late_for_what_was_not_done_before_the_case_was_known_here(world: World) -> None:
    case(world, "cb-1", MONTHLY, allocated_on=day("2025-03-03"))
    assert the(world, "cb-1") == ("case-family-support", "2026-12-02")


def test_a_session_held_with_it_on_the_agenda_meets_it_and_the_next_interval_begins(world: World) -> None:
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-11-05"))
    assert the(world, "cb-1") == ("case-family-support", "2026-12-05")
    discussed(world, "2026-11-19", "cb-1")
    assert the(world, "cb-1") == ("case-family-support", "2026-12-19")
    assert over(world, "case-family-support", "cb-1") == [("met", "discussed")]


def test_a_session_without_it_or_about_personal_matters_moves_nothing(world: World) -> None:
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-11-05"))
    case(world, "cb-2", MONTHLY)
    discussed(world, "2026-11-18", "cb-2")
    discussed(world, "2026-11-19", "cb-1", kind="personal")
    assert the(world, "cb-1") == ("case-family-support", "2026-12-05")


def test_said_to_be_held_and_taken_back(world: World) -> None:
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-11-05"))
    held = booked(world, "2026-11-24 10:00", "cb-1")
    world.to("2026-11-24 12:00")
    world.do("amara", sessions.held, held, day("2026-11-24"))
    assert the(world, "cb-1") == ("case-family-support", "2026-12-24")
    world.do("amara", undo.undo)
    assert the(world, "cb-1") == ("case-family-support", "2026-12-05")


def test_an_import_that_brings_a_later_discussion_meets_what_ran(world: World) -> None:
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-10-20"))
    changed(world, "cb-1", last_supervised_on=day("2026-11-16"))
    assert the(world, "cb-1") == ("case-family-support", "2026-12-16")
    assert over(world, "case-family-support", "cb-1") == [("met", "discussed")]


def test_what_was_said_elsewhere_to_have_been_discussed_counts(world: World) -> None:
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-11-05"))
    world.has(
        Event(
            id="e1", what="done", rule="case-family-support", case_id="cb-1", person_id="robin",
            happened_on=day("2026-11-20"), recorded_by="clock",
        )
    )  # fmt: skip
    assert the(world, "cb-1") == ("case-family-support", "2026-12-20")


def test_oversight_noted_on_a_case_is_no_discussion(world: World) -> None:
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-11-05"))
    world.do("amara", events.record, "oversight", day("2026-11-23"), person_id="robin", case_id="cb-1")
    assert the(world, "cb-1") == ("case-family-support", "2026-12-05")


def test_of_two_rows_the_strictest_governs(world: World) -> None:
    case(
        world, "cb-1", "care-leaver-settled", "looked-after-six-weekly", last_supervised_on=day("2026-11-05")
    )
    assert the(world, "cb-1") == ("case-looked-after-six-weekly", "2027-01-05")


def test_a_newly_allocated_case_is_discussed_within_ten_working_days_and_then_every_four_weeks(
    world: World,
) -> None:
    case(world, "cb-1", "early-help", allocated_on=day("2026-11-16"))
    assert the(world, "cb-1") == ("case-first", "2026-11-30")
    discussed(world, "2026-11-20", "cb-1")
    assert the(world, "cb-1") == ("case-newly-allocated", "2026-12-18")
    assert over(world, "case-first", "cb-1") == [("met", "discussed")]


def test_the_first_discussion_is_late_until_it_takes_place_and_alone(world: World) -> None:
    case(world, "cb-1", "early-help", allocated_on=day("2026-11-09"))
    world.to("2027-01-11 12:00")
    assert the(world, "cb-1") == ("case-first", "2026-11-23")
    assert world.duty("case-first", about="cb-1").opened_by == "allocated:cb-1"


def test_one_allocated_long_before_it_was_known_here_has_no_first_discussion(world: World) -> None:
    case(world, "cb-1", "early-help", allocated_on=day("2026-09-01"))
    assert the(world, "cb-1") == ("case-newly-allocated", "2026-11-30")


def test_a_child_with_disabilities_is_discussed_as_often_as_the_plan_is_reviewed(world: World) -> None:
    case(world, "cb-1", "disabilities-plan", last_supervised_on=day("2026-11-05"), plan_review_months=6)
    assert the(world, "cb-1") == ("case-disabilities-plan", "2027-05-05")
    changed(world, "cb-1", plan_review_months=2)
    assert the(world, "cb-1") == ("case-disabilities-plan", "2027-01-05")


def test_while_nobody_knows_how_often_the_plan_is_reviewed_there_is_no_date(world: World) -> None:
    case(world, "cb-1", "disabilities-plan", last_supervised_on=day("2026-11-05"))
    assert the(world, "cb-1") == ("case-disabilities-plan", "waiting-plan_review_months")


def test_an_interval_decided_for_a_case_shortens_it_at_once(world: World) -> None:
    case(world, "cb-1", "looked-after-matched", last_supervised_on=day("2026-11-05"))
    assert the(world, "cb-1") == ("case-looked-after-matched", "2027-02-05")
    changed(world, "cb-1", facts={**DECIDED, "interval_months": 1})
    assert the(world, "cb-1") == ("case-decided", "2026-12-05")
    assert over(world, "case-looked-after-matched", "cb-1") == [("withdrawn", "another-row")]


def test_a_longer_one_holds_from_the_next_interval_and_only_when_the_table_says_so(world: World) -> None:
    case(
        world, "cb-1", "looked-after-matched", last_supervised_on=day("2026-11-05"),
        facts={**DECIDED, "matched": True},
    )  # fmt: skip
    assert the(world, "cb-1") == ("case-looked-after-matched", "2027-02-05")
    discussed(world, "2026-11-23", "cb-1")
    assert the(world, "cb-1") == ("case-looked-after-longer", "2027-05-23")
    changed(world, "cb-1", facts={**DECIDED, "matched": True, "fragile": True})
    rows = {one.rule: one.due_on for one in live(world, "cb-1")}
    assert rows == {"case-looked-after-matched": day("2027-02-23"), "case-more-often": None}


def test_a_longer_one_without_who_decided_it_lengthens_nothing(world: World) -> None:
    case(
        world, "cb-1", "looked-after-matched", last_supervised_on=day("2026-11-05"),
        facts={"interval_months": 6, "matched": True},
    )  # fmt: skip
    discussed(world, "2026-11-23", "cb-1")
    assert the(world, "cb-1") == ("case-looked-after-matched", "2027-02-23")


def test_a_case_no_row_fits_is_listed_for_a_decision_and_told_of_once(world: World) -> None:
    case(world, "cb-1", "looked-after-other")
    assert the(world, "cb-1") == ("case-unclassified", "no number")
    world.to("2027-03-01 12:00")
    mine = [one for one in world.told("amara", "case-unclassified") if one]
    assert mine == ["case-unclassified/supervisor/owner opened"] * 2  # case-1 has no type at all
    changed(world, "cb-1", facts=DECIDED | {"interval_months": 2})
    assert the(world, "cb-1") == ("case-decided", "2027-01-02")
    assert over(world, "case-unclassified", "cb-1") == [("met", "decided")]


def test_rising_risks_are_listed_beside_the_row_until_an_interval_is_decided(world: World) -> None:
    case(world, "cb-1", "looked-after-matched", last_supervised_on=day("2026-11-05"))
    changed(world, "cb-1", facts={"risks_rising": True})
    assert sorted(one.rule for one in live(world, "cb-1")) == ["case-looked-after-matched", "case-more-often"]
    changed(world, "cb-1", facts={"risks_rising": True, **DECIDED, "interval_months": 1})
    assert the(world, "cb-1") == ("case-decided", "2026-12-05")


def test_typing_a_case_anew_in_mid_period_moves_the_row_and_not_the_start(world: World) -> None:
    case(world, "cb-1", "care-leaver-settled", last_supervised_on=day("2026-11-05"))
    assert the(world, "cb-1") == ("case-care-leaver-settled", "2027-02-05")
    changed(world, "cb-1", types=["care-leaver-high-need"])
    assert the(world, "cb-1") == ("case-care-leaver-high-need", "2026-12-05")
    changed(world, "cb-1", types=["care-leaver-settled"])
    assert the(world, "cb-1") == ("case-care-leaver-settled", "2027-02-05")


def test_a_closed_case_owes_nothing_from_the_day_it_closes(world: World) -> None:
    case(world, "cb-1", MONTHLY, closed_on=day("2026-11-27"))
    assert the(world, "cb-1") == ("case-family-support", "2026-12-02")
    world.to("2026-11-27 00:01")
    assert live(world, "cb-1") == []
    assert over(world, "case-family-support", "cb-1") == [("withdrawn", "case-no-longer-open")]


def test_a_new_supervisor_owes_what_the_old_one_owed_by_the_same_day(world: World) -> None:
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-11-05"))

    def move(uow: UnitOfWork) -> None:
        uow.session.get_one(Person, "robin").supervisor_id = "joan"

    before = world.duty("case-family-support", about="cb-1")
    world.store.run_now(move)
    world.do(CLOCK, reconcile)
    after = world.duty("case-family-support", about="cb-1")
    assert (after.id, after.due_on, after.owner_id) == (before.id, before.due_on, "joan")


def test_under_cover_the_covering_manager_owes_it(world: World) -> None:
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-11-05"))
    absence = world.do("amara", absences.away, "amara", day("2026-11-23"), planned=False, expected_back=None)
    world.do("morgan", absences.arrange_cover, absence.id, "joan", None)
    assert world.duty("case-family-support", about="cb-1").owner_id == "joan"


def hand_over(giving: str, taking: str, on: str, uow: UnitOfWork) -> None:
    """One worker's cases are another's from a day on."""
    theirs = uow.session.exec(select(CaseWorker).where(CaseWorker.person_id == giving)).all()
    for one in theirs:
        uow.session.delete(one)
        uow.session.add(CaseWorker(case_id=one.case_id, person_id=taking, known_from=day(on)))


def test_a_case_handed_over_keeps_its_clock(world: World) -> None:
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-11-05"))
    discussed(world, "2026-11-12", "cb-1")

    world.store.run_now(partial(hand_over, "robin", "sam", "2026-11-23"))
    world.do(CLOCK, reconcile)
    assert live(world, "cb-1") == []
    assert the(world, "cb-1", "sam") == ("case-family-support", "2026-12-12")


def test_nor_does_handing_over_a_case_that_was_never_discussed_put_anything_off(world: World) -> None:
    """Not its regular discussion, nor the review of its plan, nor a first discussion that is overdue."""
    world.to("2027-01-20 12:00")
    month: dict[str, Any] = {"allocated_on": day("2026-12-21"), "known_from": day("2026-12-21")}
    case(world, "cb-1", "looked-after-proceedings", **month)
    case(world, "cb-2", "early-help", **month)
    before = (the(world, "cb-1"), the(world, "cb-2"), world.duty("plan-review", about="cb-1").due_on)
    assert before == (
        ("case-looked-after-proceedings", "2027-01-21"),
        ("case-first", "2027-01-07"),
        day("2027-03-21"),
    )
    hands = ("robin", "sam", "robin", "sam")
    for number, (giving, taking) in enumerate(pairwise(hands)):
        world.to(f"2027-01-{21 + number} 12:00")
        world.store.run_now(partial(hand_over, giving, taking, f"2027-01-{21 + number}"))
        world.do(CLOCK, reconcile)
        after = (the(world, "cb-1", taking), the(world, "cb-2", taking))
        assert (*after, world.duty("plan-review", about="cb-1").due_on) == before
        assert live(world, "cb-1", giving) == []


def test_once_counts_for_every_worker_of_a_co_worked_case(world: World) -> None:
    case(world, "cb-1", MONTHLY, workers=("robin", "sam"), last_supervised_on=day("2026-11-05"))
    held = booked(world, "2026-11-24 10:00", "cb-1")
    world.to("2026-11-24 12:00")
    world.do("amara", sessions.held, held, day("2026-11-24"))
    for worker in ("robin", "sam"):
        assert the(world, "cb-1", worker) == ("case-family-support", "2026-12-24")
    assert over(world, "case-family-support", "cb-1") == [("met", "discussed")] * 2
    world.do("amara", undo.undo)
    for worker in ("robin", "sam"):
        assert the(world, "cb-1", worker) == ("case-family-support", "2026-12-05")


def test_in_bradford_each_worker_is_supervised_on_a_co_worked_case(bradford: World) -> None:
    case(bradford, "bd-1", "child-in-need", workers=("robin", "sam"), last_supervised_on=day("2026-11-05"))
    discussed(bradford, "2026-11-19", "bd-1")
    assert the(bradford, "bd-1") == ("case-child-in-need", "2027-01-19")
    assert the(bradford, "bd-1", "sam") == ("case-child-in-need", "2027-01-05")


def test_whoever_joins_a_case_in_bradford_takes_up_its_clock(bradford: World) -> None:
    case(bradford, "bd-1", "child-in-need", last_supervised_on=day("2026-10-05"))
    discussed(bradford, "2026-11-19", "bd-1")
    bradford.has(CaseWorker(case_id="bd-1", person_id="sam", known_from=day("2026-11-23")))
    assert the(bradford, "bd-1", "sam") == ("case-child-in-need", "2027-01-19")
    discussed(bradford, "2026-11-30", "bd-1")
    assert the(bradford, "bd-1", "sam") == ("case-child-in-need", "2027-01-19")


def test_a_settled_child_in_care_steps_down_from_a_recorded_decision_and_up_again(bradford: World) -> None:
    facts = {"settled": True, "permanence_agreed": True, "visits_months": 3}
    case(bradford, "bd-1", "child-in-care", last_supervised_on=day("2026-11-05"), facts=facts)
    assert the(bradford, "bd-1") == ("case-child-in-care", "2027-01-05")
    decided = {**facts, "decided_by": "amara", "decided_on": "2026-11-23"}
    changed(bradford, "bd-1", facts=decided)
    assert the(bradford, "bd-1") == ("case-child-in-care", "2027-01-05")
    discussed(bradford, "2026-11-23", "bd-1")
    assert the(bradford, "bd-1") == ("case-child-in-care-settled", "2027-02-23")
    changed(bradford, "bd-1", facts=decided | {"settled": False})
    assert the(bradford, "bd-1") == ("case-child-in-care", "2027-01-23")


def test_an_open_single_assessment_is_discussed_at_each_supervision(bradford: World) -> None:
    case(bradford, "bd-1", "single-assessment")
    assert the(bradford, "bd-1") == ("case-single-assessment", "waiting-next_session")
    held = booked(bradford, "2026-12-01 10:00")
    assert the(bradford, "bd-1") == ("case-single-assessment", "2026-12-01")
    bradford.to("2026-12-01 12:00")
    bradford.do("amara", sessions.held, held, day("2026-12-01"))
    assert the(bradford, "bd-1") == ("case-single-assessment", "waiting-next_session")
    assert over(bradford, "case-single-assessment", "bd-1") == [("met", "discussed")]


def test_a_session_nobody_has_said_anything_of_is_not_the_next_once_one_after_it_was_held(
    bradford: World,
) -> None:
    case(bradford, "bd-1", "single-assessment")
    booked(bradford, "2026-11-24 10:00")
    held = booked(bradford, "2026-11-25 10:00")
    bradford.to("2026-11-25 12:00")
    assert the(bradford, "bd-1") == ("case-single-assessment", "2026-11-24")
    bradford.do("amara", sessions.held, held, day("2026-11-25"))
    assert the(bradford, "bd-1") == ("case-single-assessment", "waiting-next_session")


def test_on_the_agenda_of_a_session_by_its_day_it_is_not_spoken_of(world: World) -> None:
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-11-05"))
    booked(world, "2026-12-03 10:00", "cb-1")
    world.to("2026-12-03 08:00")
    assert world.told("amara", "case-family-support") == []


def test_left_off_the_agenda_its_supervisor_is_reminded(world: World) -> None:
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-11-05"))
    case(world, "cb-2", MONTHLY, last_supervised_on=day("2026-11-20"))
    booked(world, "2026-12-03 10:00", "cb-2")
    world.to("2026-12-08 12:00")
    assert world.told("amara", "case-family-support") == [
        "case-family-support/supervisor/owner before-5", "case-family-support/supervisor/owner due",
    ]  # fmt: skip


def test_a_discussion_on_the_day_of_allocation_is_one(world: World) -> None:
    case(world, "cb-1", MONTHLY, allocated_on=day("2026-11-20"))
    discussed(world, "2026-11-20", "cb-1")
    assert over(world, "case-family-support", "cb-1") == [("met", "discussed")]
    assert world.get(Case, "cb-1").allocated_on == day("2026-11-20")
    assert world.store.read_now(lambda uow: uow.session.get(AgendaItem, ("held-robin-2026-11-20", "cb-1")))


def test_an_authority_may_have_the_worker_owe_it_too(world: World) -> None:
    data = json.loads(world.policies["central-bedfordshire"].dump())
    data["rules"]["case-family-support"]["owners"] = ["supervisee", "supervisor"]
    data["rules"]["case-family-support"]["clock"] = {"kind": "every", "number": 2, "unit": "weeks"}
    world.policies = {**world.policies, "central-bedfordshire": Policy.parse(json.dumps(data))}
    case(world, "cb-1", MONTHLY, last_supervised_on=day("2026-11-18"))
    owed = {(one.party, one.owner_id, one.owed_to_id, one.due_on) for one in live(world, "cb-1")}
    assert owed == {
        ("supervisee", "robin", "amara", day("2026-12-02")),
        ("supervisor", "amara", "robin", day("2026-12-02")),
    }
    discussed(world, "2026-11-23", "cb-1")
    assert over(world, "case-family-support", "cb-1") == [("met", "discussed")] * 2
