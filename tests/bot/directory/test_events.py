from datetime import date
from pathlib import Path

import pytest

from bot.directory import KINDS, FaultyFile, import_into
from storage.store import Store
from storage.tables import Case, Duty, Event
from supervision import events
from supervision.policy import load_policies
from supervision.work import Work
from tests.bot.directory.files import CANCELLED, all_of, import_rows, import_team, one_of, owed, table
from tests.support.stores import Clock

STARTED = {"id": "worker", "supervisor": "manager", "started_on": "2026-11-16"}
SIGNED = {"what": "done", "rule": "agreement-first"}
FIRST_OWED = {
    ("agreement-first", "supervisee", "worker", date(2026, 12, 14)),
    ("agreement-first", "supervisor", "manager", date(2026, 12, 14)),
}


def agreements(store: Store) -> set[tuple[str, str, str | None, date | None]]:
    return {one for one in owed(store) if one[0].startswith("agreement")}


def test_an_agreement_that_was_signed_answers_everybody_who_owes_it(store: Store) -> None:
    import_team(store)
    import_rows(store, "people", STARTED)
    assert agreements(store) == FIRST_OWED
    outcome = import_rows(store, "events", {"id": "e", **SIGNED, "on": "2026-11-20"})
    assert {change.what for change in outcome.duties} == {"closed"}
    assert agreements(store) == set()
    event = one_of(store, Event, id="e")
    assert (event.id, event.happened_on, event.recorded_by, event.state) == (
        "e",
        date(2026, 11, 20),
        "import",
        "recorded",
    )


def test_one_that_only_one_of_them_signed_answers_theirs(store: Store) -> None:
    import_team(store)
    import_rows(store, "people", STARTED)
    import_rows(store, "events", {"id": "e", **SIGNED, "on": "2026-11-20", "party": "supervisee"})
    assert {party for _, party, *_ in agreements(store)} == {"supervisor"}


def test_a_row_that_is_withdrawn_counts_no_more(store: Store) -> None:
    import_team(store)
    import_rows(store, "people", STARTED)
    signed = {"id": "e", **SIGNED, "on": "2026-11-20"}
    import_rows(store, "events", signed)
    outcome = import_rows(store, "events", {**signed, "withdrawn": "yes"})
    assert [row.columns for row in outcome.rows] == [("withdrawn",)]
    assert one_of(store, Event, id="e").version == 2
    assert agreements(store) == FIRST_OWED


def test_a_changed_row_wins_and_is_listed_with_its_columns(store: Store) -> None:
    import_team(store)
    import_rows(store, "events", {"id": "e"}, {"id": "f"})
    outcome = import_rows(store, "events", {"id": "e"}, {"id": "f", "person": "manager", "on": "2026-11-17"})
    assert outcome.skipped == (2,)
    assert [(row.key, row.columns) for row in outcome.rows] == [("f", ("person", "on"))]
    assert one_of(store, Event, id="f").person_id == "manager"


def test_changed_circumstances_have_the_agreement_reviewed(store: Store) -> None:
    import_team(store)
    import_rows(store, "events", {"id": "e"})
    assert agreements(store) == {("agreement-review", "supervisor", "manager", None)}


def test_another_supervisor_starts_a_relationship_by_itself(store: Store) -> None:
    import_team(store)
    import_rows(store, "people", {"id": "worker", "supervisor": "head"})
    event = one_of(store, Event, what="relationship_started")
    assert (event.what, event.person_id, event.happened_on) == (
        "relationship_started",
        "worker",
        date(2026, 11, 23),
    )
    assert agreements(store) == {("agreement-review", "supervisor", "head", None)}
    import_rows(store, "people", {"id": "worker", "supervisor": "head", "email": "worker@example.org"})
    assert one_of(store, Event, what="relationship_started").id == event.id


def test_another_role_is_noted_with_the_one_before_it(store: Store) -> None:
    import_team(store)
    for _ in range(2):
        import_rows(store, "people", {"id": "worker", "supervisor": "manager", "role": "team_manager"})
    event = one_of(store, Event, what="role_changed")
    assert (event.person_id, event.party, event.happened_on) == (
        "worker",
        "social_worker",
        date(2026, 11, 23),
    )


def test_an_event_about_a_case_needs_no_person_while_one_authority_has_it(store: Store) -> None:
    import_team(store)
    reviewed = {"id": "e", "what": "done", "rule": "plan-review", "person": "", "case": "CB-1"}
    import_rows(store, "events", reviewed)
    assert one_of(store, Event, id="e").case_id == one_of(store, Case, reference="CB-1").id
    import_rows(store, "cases", {"reference": "CB-1", "types": "child-in-need", "workers": "elsewhere"})
    with pytest.raises(FaultyFile, match="line 2, case: is a case of two authorities"):
        import_rows(store, "events", {**reviewed, "on": "2026-11-17"})
    import_rows(store, "events", {**reviewed, "on": "2026-11-17", "person": "worker"})
    assert one_of(store, Event, id="e").person_id == "worker"


def test_what_somebody_noted_here_is_not_written_over_by_a_file(store: Store) -> None:
    import_team(store)
    noted = store.run_now(
        lambda uow: (
            events.note(
                Work(uow, load_policies(), "manager"),
                "circumstances_changed",
                date(2026, 11, 16),
                person_id="worker",
            ).id
        )
    )
    with pytest.raises(FaultyFile, match="line 2, id: is that of an event noted here"):
        import_rows(store, "events", {"id": noted, "on": "2026-11-17"})
    assert one_of(store, Event, id=noted).happened_on == date(2026, 11, 16)


def test_several_shifts_of_a_day_are_several_rows(store: Store) -> None:
    import_team(store)
    import_rows(store, "events", *({"id": one, "what": "shift_worked"} for one in ("day", "night")))
    assert {one.id for one in all_of(store, Event) if one.what == "shift_worked"} == {"day", "night"}


def test_a_cancellation_that_was_noted_names_its_session(store: Store) -> None:
    import_team(store)
    import_rows(store, "sessions", {"id": "s", **CANCELLED, "cases": "CB-1"})
    import_rows(store, "events", {"id": "e", "what": "done", "rule": "cancel-note", "session": "s"})
    assert one_of(store, Event, id="e").session_id == "s"
    assert not any(rule == "cancel-note" for rule, *_ in owed(store))


def test_a_case_that_was_drawn_and_audited_before_is_not_drawn_again_until_all_were(store: Store) -> None:
    import_team(store)
    (first,) = drawn(store)
    other = next(one for one in ("CB-1", "CB-2") if one != first)
    audit = {"rule": "audit-monthly", "person": "manager"}
    import_rows(
        store,
        "events",
        {"id": "e", "what": "drawn", **audit, "case": other, "on": "2026-10-05"},
        {"id": "f", "what": "done", **audit, "on": "2026-10-20"},
    )
    assert drawn(store) == [other, first]
    import_rows(store, "cases", {"reference": "CB-3", "workers": "worker"})
    import_rows(store, "events", {"id": "g", "what": "done", **audit, "on": "2026-11-23"})
    assert drawn(store) == [other, first, "CB-3"]


def drawn(store: Store) -> list[str]:
    """The references of the cases drawn for audits, by day and in the order in which they were drawn on it."""
    references = {one.id: one.reference for one in all_of(store, Case)}
    events = [one for one in all_of(store, Event) if one.what == "drawn"]
    return [references[one.case_id] for one in sorted(events, key=lambda one: (one.happened_on, one.id))]


def test_a_row_as_last_imported_outlives_a_change_of_role(store: Store, clock: Clock) -> None:
    import_team(store)
    row = {"id": "e", "what": "done", "rule": "observe-peer", "person": "manager"}
    import_rows(store, "events", row)
    import_rows(store, "people", {"id": "manager", "role": "head_of_service", "supervisor": "head"})
    assert import_rows(store, "events", row).skipped == (2,)
    with pytest.raises(FaultyFile, match="is not for their role"):
        import_rows(store, "events", {**row, "on": "2026-11-17"})


def test_a_review_that_was_held_is_not_owed(store: Store) -> None:
    import_team(store)
    asye = {"id": "elsewhere", "authority": "bradford", "supervisor": "elsewhere-manager", "role": "nqsw"}
    import_rows(store, "people", {**asye, "started_on": "2026-09-01", "asye_started_on": "2026-09-01"})
    assert one_of(store, Duty, rule="asye-review-3", status="open").due_on == date(2026, 12, 1)
    review = {"id": "e", "what": "done", "rule": "asye-review-3", "person": "elsewhere"}
    import_rows(store, "events", {**review, "on": "2026-11-20"})
    assert one_of(store, Duty, rule="asye-review-3").status == "met"


OWN_RULE = """\
[rules.return-talk]
title = "Talk after a long absence"
clause = { document = "Local settings", section = "Returning", says = "Within 3 working days of a return." }
opened_by = "event_recorded"
owners = ["supervisor"]
clock = { kind = "within", number = 3, unit = "working_days" }
nudges = "told-once"
"""


def test_an_authoritys_own_rule_is_opened_and_answered_by_events(store: Store, tmp_path: Path) -> None:
    (tmp_path / "central-bedfordshire.toml").write_text(OWN_RULE, encoding="utf-8")
    import_team(store)
    own, kind = load_policies(tmp_path), KINDS["events"]
    back = {"id": "e", "what": "event", "rule": "return-talk", "on": "2026-11-20"}
    import_into(store, own, kind, table("events", back))
    duty = one_of(store, Duty, rule="return-talk")
    assert (duty.owner_id, duty.due_on, duty.status) == ("manager", date(2026, 11, 25), "open")
    talked = {"id": "f", "what": "done", "rule": "return-talk", "on": "2026-11-23"}
    import_into(store, own, kind, table("events", back, talked))
    assert one_of(store, Duty, rule="return-talk").status == "met"
