"""Clauses plan-review and cancel-note: the child's plan reviewed, and a cancelled session explained on each file."""

from storage.tables import SupervisionSession
from supervision import events, sessions, undo
from tests.supervision.cases import booked, case, changed, over
from tests.supervision.world import World, at, day

MONTHLY = "family-support-cin"


def test_a_plan_is_reviewed_every_three_months_from_allocation_or_the_last_review(world: World) -> None:
    case(world, "cb-1", MONTHLY, allocated_on=day("2026-11-10"))
    duty = world.duty("plan-review", about="cb-1")
    assert (duty.owner_id, duty.due_on) == ("amara", day("2027-02-10"))
    world.do("amara", events.done, duty.id, day("2026-11-23"))
    assert world.duty("plan-review", about="cb-1").due_on == day("2027-02-23")
    assert over(world, "plan-review", "cb-1") == [("met", "reviewed")]
    world.do("amara", undo.undo)
    assert world.duty("plan-review", about="cb-1").due_on == day("2027-02-10")


def test_for_a_child_with_disabilities_it_is_told_once_and_then_only_listed(world: World) -> None:
    case(world, "cb-1", "disabilities-plan", plan_review_months=6)
    duty = world.duty("plan-review-disabilities", about="cb-1")
    assert duty.due_on is None
    world.do("amara", events.done, duty.id, day("2026-11-23"))
    assert world.duty("plan-review-disabilities", about="cb-1").opened_on == day("2026-11-23")
    world.to("2027-03-01 12:00")
    assert world.told("amara", "plan-review-disabilities") == [
        "plan-review-disabilities/supervisor/owner opened"
    ]


def test_typed_anew_it_follows_the_other_rule_from_the_same_review(world: World) -> None:
    case(world, "cb-1", MONTHLY, allocated_on=day("2026-11-10"))
    world.do("amara", events.done, world.duty("plan-review", about="cb-1").id, day("2026-11-20"))
    changed(world, "cb-1", types=["disabilities-plan"])
    assert [one.subject_id for one in world.duties("plan-review") if one.subject_id == "cb-1"] == []
    changed(world, "cb-1", types=[MONTHLY])
    assert world.duty("plan-review", about="cb-1").due_on == day("2027-02-20")


def test_a_review_with_one_worker_counts_for_the_other(world: World) -> None:
    case(world, "cb-1", MONTHLY, workers=("robin", "sam"))
    mine = next(one for one in world.duties("plan-review", about="cb-1") if one.supervisee_id == "robin")
    world.do("amara", events.done, mine.id, day("2026-11-23"))
    assert {one.due_on for one in world.duties("plan-review", about="cb-1")} == {day("2027-02-23")}


def test_a_cancelled_session_is_noted_once_on_the_files_of_its_agenda(world: World) -> None:
    case(world, "cb-1", MONTHLY)
    session = booked(world, "2026-12-01 10:00")
    world.do("amara", sessions.cancel, session, "amara", "other")
    duty = world.duty("cancel-note")
    assert (duty.owner_id, duty.subject_id, duty.due_on) == ("amara", session, None)
    # Whoever cancels reads of it in the answer, whoever is told of it in the news.
    assert world.told("amara", "cancel-note") == []
    world.do("amara", events.done, duty.id, day("2026-11-23"))
    assert over(world, "cancel-note", session) == [("met", "noted")]
    assert world.duties("cancel-note") == []


def test_one_without_cases_or_about_personal_matters_has_nothing_to_note(world: World) -> None:
    for session_id, kind in (("s1", "both"), ("s2", "personal")):
        world.has(
            SupervisionSession(
                id=session_id, supervisee_id="robin", supervisor_id="amara", starts_at=at("2026-12-01 10:00"),
                kind=kind, status="cancelled", cancelled_on=day("2026-11-20"), cancel_reason="other",
            )
        )  # fmt: skip
    assert world.duties("cancel-note") == []


def test_a_cancellation_taken_back_has_nothing_to_note(world: World) -> None:
    session = booked(world, "2026-12-01 10:00")
    world.do("amara", sessions.cancel, session, "amara", "other")
    world.do("amara", undo.undo)
    assert world.duties("cancel-note") == []
    assert over(world, "cancel-note", session) == [("withdrawn", "no-longer-owed")]
