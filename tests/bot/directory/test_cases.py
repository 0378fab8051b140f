from datetime import date

import pytest

from bot.directory import FaultyFile
from storage.store import Store
from storage.tables import Case, CaseWorker, Event
from tests.bot.directory.files import all_of, import_rows, import_team, one_of
from tests.support.stores import Clock


def workers(store: Store, reference: str) -> set[str]:
    case = one_of(store, Case, reference=reference)
    return {one.person_id for one in all_of(store, CaseWorker) if one.case_id == case.id}


def test_a_case_belongs_to_its_workers_authority_and_keeps_its_facts(store: Store) -> None:
    import_team(store)
    import_rows(
        store,
        "cases",
        {
            "reference": "CB-9",
            "types": "looked-after-matched; adoption",
            "workers": "worker;manager",
            "allocated_on": "2026-09-01",
            "plan_review_months": "6",
            "facts": "matched=yes; visits_months=3;decided_by=head;decided_on=2026-02-03;interval_months=2",
        },
    )
    case = one_of(store, Case, reference="CB-9")
    assert case.authority == "central-bedfordshire"
    assert case.types == ["looked-after-matched", "adoption"]
    assert case.facts == {
        "matched": True,
        "visits_months": 3,
        "decided_by": "head",
        "decided_on": "2026-02-03",
        "interval_months": 2,
    }
    assert (case.allocated_on, case.plan_review_months) == (date(2026, 9, 1), 6)
    assert workers(store, "CB-9") == {"worker", "manager"}


def test_two_authorities_may_use_the_same_reference(store: Store) -> None:
    import_team(store)
    import_rows(
        store,
        "cases",
        {"reference": "1"},
        {"reference": "1", "types": "child-in-need", "workers": "elsewhere"},
    )
    assert {one.authority for one in all_of(store, Case) if one.reference == "1"} == {
        "central-bedfordshire",
        "bradford",
    }


def test_a_changed_case_changes_hands(store: Store) -> None:
    import_team(store)
    before = one_of(store, Case, reference="CB-1").id
    outcome = import_rows(store, "cases", {"reference": "CB-1", "workers": "manager"}, {"reference": "CB-2"})
    assert [(row.key, row.columns) for row in outcome.rows] == [("CB-1", ("workers",))]
    assert one_of(store, Case, reference="CB-1").id == before
    assert workers(store, "CB-1") == {"manager"}
    assert workers(store, "CB-2") == {"worker"}


def test_the_day_a_case_was_first_imported_is_kept(store: Store, clock: Clock) -> None:
    import_team(store)
    clock.move(days=30)
    import_rows(store, "cases", {"reference": "CB-1", "plan_review_months": "3"}, {"reference": "CB-3"})
    assert one_of(store, Case, reference="CB-1").known_from == date(2026, 11, 23)
    assert one_of(store, Case, reference="CB-3").known_from == date(2026, 12, 23)


def test_a_type_that_a_rule_turns_on_has_an_end_that_is_an_event(store: Store) -> None:
    import_team(store)
    assessment = {"reference": "BD-1", "workers": "elsewhere", "allocated_on": "2026-11-16"}
    types = "single-assessment;child-in-need"
    import_rows(store, "cases", {**assessment, "types": types})
    import_rows(store, "cases", {**assessment, "types": "single-assessment"})
    assert [one for one in all_of(store, Event) if one.what == "type_ended"] == []
    import_rows(store, "cases", {**assessment, "types": "child-in-care"})
    event = one_of(store, Event, what="type_ended")
    assert (event.case_id, event.party) == (one_of(store, Case, reference="BD-1").id, "single-assessment")
    assert event.happened_on == date(2026, 11, 23)


def test_a_case_was_not_last_supervised_in_the_future(store: Store) -> None:
    import_team(store)
    with pytest.raises(FaultyFile) as refused:
        import_rows(store, "cases", {"reference": "CB-9", "last_supervised_on": "2027-05-01"})
    assert [one.column for one in refused.value.faults] == ["last_supervised_on"]
