"""Management oversight that is owed of a case: opened by its end, told once, met by a note of it or a discussion."""

import pytest

from storage.tables import Case
from supervision import events, undo
from supervision.duties import explain
from supervision.policy import Policy
from tests.supervision.cases import case, changed, discussed, over
from tests.supervision.policies import changed as overlaid
from tests.supervision.world import World, day

ALLOCATION, SIGN_OFF = "oversight-allocation", "oversight-sign-off"
BOTH = {ALLOCATION, SIGN_OFF}
ASSESSMENT = "single-assessment"


def owed(world: World, about: str = "") -> set[str]:
    """The rules under which oversight of a case is owed."""
    return {one.rule for rule in BOTH for one in world.duties(rule, about=about)}


@pytest.fixture
def closed(bradford: World) -> World:
    """Robin's assessment was closed on Friday, before any supervision."""
    case(bradford, "bd-1", ASSESSMENT, allocated_on=day("2026-11-09"))
    assert owed(bradford) == set()
    changed(bradford, "bd-1", closed_on=day("2026-11-20"))
    assert owed(bradford) == BOTH
    return bradford


def numbered(policy: Policy) -> Policy:
    """A council that has set a number, and a ladder with it."""
    rule = {
        "clock": {"kind": "within", "number": 3, "unit": "working_days"},
        "nudges": [
            {"when": "opened", "to": ["owner"]},
            {"when": "every", "weeks": 1, "to": ["owner"]},
            {"when": "late", "working_days": 5, "summary": True, "to": ["line_manager"]},
        ],
    }
    return overlaid(policy, {"rules": dict.fromkeys(BOTH, rule)})


def test_the_supervisor_owes_it_and_is_told_once_however_long_it_takes(closed: World) -> None:
    assert {closed.duty(rule).owner_id for rule in BOTH} == {"amara"}
    told = [f"{rule}/supervisor/owner opened" for rule in sorted(BOTH)]
    assert closed.told("amara", "oversight-") == told
    closed.to("2027-03-01 12:00")
    assert owed(closed) == BOTH
    assert closed.told("amara", "oversight-") == told
    assert closed.told("morgan", "oversight-") == []


def test_a_note_at_one_point_answers_that_one_and_is_taken_back_without_a_word(closed: World) -> None:
    closed.do("amara", events.record, "oversight", day("2026-11-23"), case_id="bd-1", party="allocation")
    assert owed(closed) == {SIGN_OFF}
    assert over(closed, ALLOCATION, "bd-1") == [("met", "noted")]
    before = closed.told("amara")
    closed.do("amara", undo.undo)
    assert owed(closed) == BOTH
    assert closed.told("amara") == before


def test_somebody_above_may_note_it_too(closed: World) -> None:
    for point in ("allocation", "sign_off"):
        closed.do("dana", events.record, "oversight", day("2026-11-23"), case_id="bd-1", party=point)
    assert owed(closed) == set()


def test_long_after_the_end_it_stands_and_a_note_can_still_be_taken_back(closed: World) -> None:
    closed.to("2027-02-01 09:00")
    assert closed.differences() == []
    assert owed(closed) == BOTH
    closed.do("amara", events.record, "oversight", day("2027-02-01"), case_id="bd-1", party="sign_off")
    assert owed(closed) == {ALLOCATION}
    closed.do("amara", undo.undo)
    assert owed(closed) == BOTH


def test_a_session_that_becomes_known_later_answers_it(closed: World) -> None:
    discussed(closed, "2026-11-17", "bd-1")
    assert owed(closed) == set()
    assert over(closed, SIGN_OFF, "bd-1") == [("met", "discussed")]


def test_a_case_that_is_open_again_withdraws_it_and_its_next_end_asks_anew(closed: World) -> None:
    changed(closed, "bd-1", closed_on=None)
    assert over(closed, SIGN_OFF, "bd-1") == [("withdrawn", "case-open-again")]
    closed.to("2026-11-30 09:00")
    changed(closed, "bd-1", closed_on=day("2026-11-30"))
    assert owed(closed) == BOTH
    assert closed.told("amara", SIGN_OFF) == [f"{SIGN_OFF}/supervisor/owner opened"] * 2


def test_an_end_that_lies_ahead_opens_it_on_its_day(bradford: World) -> None:
    case(bradford, "bd-1", ASSESSMENT, allocated_on=day("2026-11-09"), closed_on=day("2026-11-26"))
    bradford.to("2026-11-25 23:00")
    assert owed(bradford) == set()
    bradford.to("2026-11-26 09:00")
    assert owed(bradford) == BOTH


def test_an_end_entered_weeks_later_opens_nothing(bradford: World) -> None:
    case(bradford, "bd-1", ASSESSMENT, allocated_on=day("2026-11-09"))
    bradford.to("2027-01-11 09:00")
    changed(bradford, "bd-1", closed_on=day("2026-11-13"))
    assert owed(bradford) == set()


def test_it_is_explained_and_says_that_the_reading_is_uncertain(closed: World) -> None:
    why = closed.do("amara", explain, closed.duty(ALLOCATION).id)
    assert (why.start, why.due, why.status) == (day("2026-11-20"), None, "no_number")
    assert "nobody can know whether" in why.uncertain


def test_with_a_number_of_the_councils_own_it_has_a_date_and_a_ladder(bradford: World) -> None:
    bradford.policies = {**bradford.policies, "bradford": numbered(bradford.policies["bradford"])}
    case(bradford, "bd-1", ASSESSMENT, allocated_on=day("2026-11-09"), closed_on=day("2026-11-20"))
    assert bradford.duty(SIGN_OFF).due_on == day("2026-11-25")
    bradford.to("2026-12-08 12:00")
    stages = ["opened", "late-1"]
    assert bradford.told("amara", SIGN_OFF) == [f"{SIGN_OFF}/supervisor/owner {one}" for one in stages]
    assert bradford.told("morgan", SIGN_OFF) == [f"{SIGN_OFF}/supervisor/line_manager summary-1"]


def test_elsewhere_it_may_be_asked_for_at_every_allocation_at_once(world: World) -> None:
    own = {
        "id": "oversight-new-case", "authority": "central-bedfordshire", "title": "Oversee a new case",
        "clause": {"id": "oversight-new-case", "document": "Ours", "section": "9", "says": "Within 2 days."},
        "opened_by": "case_begun", "oversight": "allocation", "owners": ["supervisor"],
        "clock": {"kind": "within", "number": 2, "unit": "working_days"},
    }  # fmt: skip
    policy = overlaid(world.policies["central-bedfordshire"], {"rules": {"oversight-new-case": own}})
    world.policies = {**world.policies, "central-bedfordshire": policy}
    case(world, "cb-1", "early-help", allocated_on=day("2026-11-20"))
    case(world, "cb-2", "early-help", allocated_on=day("2026-09-20"))
    duty = world.duty("oversight-new-case")
    assert (duty.subject_id, duty.due_on) == ("cb-1", day("2026-11-24"))
    discussed(world, "2026-11-20", "cb-1")
    assert world.duty("oversight-new-case").id == duty.id
    changed(world, "cb-1", closed_on=day("2026-11-23"))
    assert world.duty("oversight-new-case").id == duty.id
    world.do("amara", events.record, "oversight", day("2026-11-23"), case_id="cb-1", party="allocation")
    assert over(world, "oversight-new-case", "cb-1") == [("met", "noted")]


def test_a_new_type_withdraws_what_the_old_one_asked_for_at_allocation(world: World) -> None:
    own = {
        "id": "oversight-early", "authority": "central-bedfordshire", "title": "Oversee early help",
        "clause": {"id": "oversight-early", "document": "Ours", "section": "9", "says": "At allocation."},
        "opened_by": "case_begun", "oversight": "allocation", "owners": ["supervisor"],
        "case_types": ["early-help"], "clock": {"kind": "no_number"},
    }  # fmt: skip
    policy = overlaid(world.policies["central-bedfordshire"], {"rules": {"oversight-early": own}})
    world.policies = {**world.policies, "central-bedfordshire": policy}
    case(world, "cb-1", "early-help", allocated_on=day("2026-11-20"))
    assert world.duty("oversight-early").due_on is None
    changed(world, "cb-1", types=["family-support-cin"])
    assert over(world, "oversight-early", "cb-1") == [("withdrawn", "another-row")]


def test_a_case_that_two_work_is_listed_for_each_and_one_note_answers_both(closed: World) -> None:
    case(closed, "bd-2", ASSESSMENT, workers=("robin", "kit"), allocated_on=day("2026-11-09"))
    changed(closed, "bd-2", closed_on=day("2026-11-20"))
    assert {one.owner_id for one in closed.duties(SIGN_OFF, about="bd-2")} == {"amara", "joan"}
    closed.do("joan", events.record, "oversight", day("2026-11-23"), case_id="bd-2", party="sign_off")
    assert owed(closed, "bd-2") == {ALLOCATION}


def test_it_passes_to_whoever_supervises_the_worker_next(closed: World) -> None:
    closed.becomes("robin", supervisor_id="joan")
    assert {closed.duty(rule).owner_id for rule in BOTH} == {"joan"}


def test_a_change_of_type_alone_says_nothing_until_it_is_an_event(bradford: World) -> None:
    case(bradford, "bd-1", ASSESSMENT, allocated_on=day("2026-11-09"))
    changed(bradford, "bd-1", types=["child-in-need"])
    assert owed(bradford) == set()
    bradford.do("import", events.note, "type_ended", day("2026-11-23"), case_id="bd-1", party=ASSESSMENT)
    bradford.differences()
    assert owed(bradford) == BOTH
    assert bradford.get(Case, "bd-1").closed_on is None
