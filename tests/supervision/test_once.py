"""What is done once: the first agreement, its review when circumstances change, the reviews of the ASYE, and the rules
of an authority's own that begin with an event.
"""

from datetime import date

import pytest

from supervision import events, undo
from supervision.policy import Policy
from supervision.work import CLOCK, MovedOn, Refused, SaidNo, Work
from tests.supervision.world import World, day


def changes_supervisor(world: World, person: str, supervisor: str) -> None:
    """As an import writes it: the new supervisor, and the start of the relationship with them."""

    def note(work: Work) -> None:
        events.note(work, "relationship_started", work.now.date(), person_id=person)

    world.do(CLOCK, note)
    world.becomes(person, supervisor_id=supervisor)


def reasons(world: World, rule: str) -> list[tuple[str, str, str]]:
    """Every duty under a rule that there ever was."""
    return [(one.party, one.status, one.reason) for one in world.duties(rule, live=False)]


def test_a_new_starter_and_their_supervisor_each_sign_within_four_weeks(world: World) -> None:
    world.becomes("robin", started_on=day("2026-11-16"))
    mine = world.duty("agreement-first", party="supervisee")
    theirs = world.duty("agreement-first", party="supervisor")
    assert [(one.owner_id, one.due_on) for one in (mine, theirs)] == [
        ("robin", day("2026-12-14")),
        ("amara", day("2026-12-14")),
    ]
    assert "agreement-first/supervisee/owner opened" in world.told("robin")
    world.done("agreement-first", "2026-11-20", party="supervisee")
    assert [one.party for one in world.duties("agreement-first")] == ["supervisor"]
    world.done("agreement-first", "2026-11-23", party="supervisor")
    assert set(reasons(world, "agreement-first")) == {
        ("supervisee", "met", "done"),
        ("supervisor", "met", "done"),
    }


def test_nobody_is_late_for_an_agreement_of_the_time_before_the_bot_knew_them(world: World) -> None:
    world.becomes("robin", started_on=day("2026-10-04"))
    assert world.duties("agreement-first", live=False) == []
    world.becomes("sam", started_on=day("2026-10-05"))
    assert world.duty("agreement-first", about="sam", party="supervisor").due_on == day("2026-11-02")


def test_what_was_done_can_be_taken_back_and_is_owed_again(world: World) -> None:
    world.becomes("robin", started_on=day("2026-11-16"))
    before = world.told("robin")
    world.done("agreement-first", "2026-11-20", party="supervisee")
    world.do("robin", undo.undo)
    assert world.duty("agreement-first", party="supervisee").due_on == day("2026-12-14")
    assert world.told("robin") == before


def test_only_the_owner_says_so_and_only_of_a_day_it_can_have_been(world: World) -> None:
    world.becomes("robin", started_on=day("2026-11-16"))
    duty = world.duty("agreement-first", party="supervisee")
    with pytest.raises(Refused):
        world.do("amara", events.done, duty.id, day("2026-11-20"))
    with pytest.raises(SaidNo, match="today or in the past"):
        world.do("robin", events.done, duty.id, day("2026-11-24"))
    with pytest.raises(SaidNo, match="16 November 2026"):
        world.do("robin", events.done, duty.id, day("2026-11-13"))
    world.do("robin", events.done, duty.id, day("2026-11-16"))
    with pytest.raises(MovedOn):
        world.do("robin", events.done, duty.id, day("2026-11-17"))


def test_what_a_session_or_a_record_answers_is_not_said_to_be_done(world: World) -> None:
    duty = world.duty("book", about="robin")
    with pytest.raises(Refused):
        world.do("amara", events.done, duty.id, day("2026-11-23"))


def test_a_change_of_circumstances_has_the_agreement_reviewed_without_a_date(world: World) -> None:
    world.do("amara", events.record, "circumstances_changed", day("2026-11-20"), person_id="robin")
    first = world.duty("agreement-review")
    assert (first.owner_id, first.due_on, first.status) == ("amara", None, "open")
    assert world.told("amara", "agreement-review") == ["agreement-review/supervisor/owner opened"]
    world.to("2027-02-01 12:00")
    assert len(world.told("amara", "agreement-review")) == 1
    world.do("morgan", events.record, "circumstances_changed", day("2027-02-01"), person_id="robin")
    assert world.duty("agreement-review").opened_on == day("2027-02-01")
    assert reasons(world, "agreement-review")[0] == ("supervisor", "withdrawn", "superseded")
    assert len(world.told("amara", "agreement-review")) == 2
    world.done("agreement-review", "2027-02-01")
    assert world.duties("agreement-review") == []


def test_nobody_else_notes_a_change_of_circumstances(world: World) -> None:
    for stranger in ("robin", "sam", "joan", "kit"):
        with pytest.raises(Refused):
            world.do(stranger, events.record, "circumstances_changed", day("2026-11-20"), person_id="robin")


def test_a_change_of_supervisor_has_the_agreement_reviewed_by_the_new_one(world: World) -> None:
    changes_supervisor(world, "robin", "joan")
    assert world.duty("agreement-review").owner_id == "joan"


def test_a_bradford_agreement_is_signed_by_the_first_session_of_each_relationship(bradford: World) -> None:
    bradford.becomes("robin", started_on=day("2026-11-16"))
    duty = bradford.duty("agreement-first", party="supervisor")
    assert (duty.status, duty.reason, duty.due_on) == ("paused", "waiting-next_session", None)
    bradford.planned("s1", "robin", "2026-11-30 10:00")
    duty = bradford.duty("agreement-first", party="supervisor")
    assert (duty.status, duty.due_on) == ("open", day("2026-11-30"))
    assert "agreement-first/supervisor/owner before-5" in bradford.told("amara")
    changes_supervisor(bradford, "robin", "joan")
    assert bradford.duty("agreement-first", party="supervisor").owner_id == "joan"
    assert ("supervisor", "withdrawn", "superseded") in reasons(bradford, "agreement-first")


def test_those_who_were_there_before_the_bot_are_not_asked_for_a_first_agreement(bradford: World) -> None:
    bradford.becomes("robin", started_on=day("2019-01-07"))
    bradford.held("s0", "robin", "2026-11-05")
    assert bradford.duties("agreement-first", live=False) == []


def test_the_reviews_of_the_asye_are_at_3_6_9_and_11_months(bradford: World) -> None:
    bradford.becomes("robin", role="nqsw", asye_started_on=day("2026-09-01"))
    dues = {rule: bradford.duty(f"asye-review-{rule}").due_on for rule in (3, 6, 9, 11)}
    assert dues == {
        3: day("2026-12-01"),
        6: day("2027-03-01"),
        9: day("2027-06-01"),
        11: day("2027-08-01"),
    }
    bradford.done("asye-review-3", "2026-11-23")
    assert bradford.duties("asye-review-3") == []
    bradford.becomes("robin", role="social_worker")
    assert bradford.duties("asye-review-6") == []


def test_a_review_that_was_due_before_the_bot_knew_them_is_not_asked_for(bradford: World) -> None:
    bradford.becomes("robin", role="nqsw", asye_started_on=day("2026-04-01"))
    assert bradford.duties("asye-review-3", live=False) == []
    assert bradford.duty("asye-review-6").due_on is None, "the frequency waits to hear when it was"
    assert bradford.duty("asye-review-9").due_on == day("2027-01-01")


def own_rule(policy: Policy) -> Policy:
    """The policy with a rule of its own: a talk within 5 working days of each event recorded."""
    model = policy.rules["agreement-review"]
    talk = model.model_copy(
        update={
            "id": "talk-after",
            "title": "Talk after a serious incident",
            "opened_by": "event_recorded",
            "clock": policy.rules["rebook"].clock,
            "clause": model.clause.model_copy(update={"id": "talk-after"}),
        }
    )
    changed = policy.model_copy(update={"rules": {**policy.rules, "talk-after": talk}})
    return Policy.parse(changed.dump())


def happens(world: World, on: date) -> None:
    world.do("amara", events.record, "event", on, person_id="robin", rule="talk-after")


def test_a_rule_of_an_authoritys_own_is_opened_by_what_is_recorded_for_it(world: World) -> None:
    world.policies = {**world.policies, world.authority: own_rule(world.policies[world.authority])}
    world.differences()
    happens(world, day("2026-11-20"))
    assert world.duty("talk-after").due_on == day("2026-11-27")
    happens(world, day("2026-11-23"))
    assert world.duty("talk-after").due_on == day("2026-11-27"), "a later event never puts the first off"
    world.done("talk-after", "2026-11-20")
    assert world.duty("talk-after").due_on == day("2026-11-30"), "the later one is still to be answered"
    world.done("talk-after", "2026-11-23")
    assert reasons(world, "talk-after") == [("supervisor", "met", "done")] * 2


def test_an_event_of_a_rule_that_is_not_there_is_refused(world: World) -> None:
    with pytest.raises(Refused):
        happens(world, day("2026-11-20"))
