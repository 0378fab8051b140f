from datetime import date

from storage.store import Store
from storage.tables import Absence, Cover, Duty, OutboxRow
from storage.unit import UnitOfWork
from supervision import absences
from supervision.work import Work
from tests.bot.directory.files import all_of, import_rows, import_team, one_of, owed, policies


def test_two_weeks_of_unplanned_absence_are_reported_and_covered(store: Store) -> None:
    import_team(store)
    import_rows(store, "absences", {"person": "manager", "from": "2026-11-02"})
    assert {
        ("absent-supervisor", "supervisee", "worker", date(2026, 11, 16)),
        ("absent-supervisor", "line_manager", "head", date(2026, 11, 16)),
    } <= owed(store)


def test_planned_leave_starts_nothing(store: Store) -> None:
    import_team(store)
    import_rows(store, "absences", {"person": "manager", "from": "2026-11-02", "planned": "yes"})
    assert not any(rule == "absent-supervisor" for rule, *_ in owed(store))


def test_the_same_absence_is_known_by_person_and_first_day(store: Store) -> None:
    import_team(store)
    import_rows(store, "absences", {"person": "manager", "from": "2026-11-02"})
    outcome = import_rows(
        store, "absences", {"person": "manager", "from": "2026-11-02", "expected_back": "2026-12-01"}
    )
    assert [row.columns for row in outcome.rows] == [("expected_back",)]
    assert one_of(store, Absence).version == 2


def test_a_return_ends_the_duties_and_the_cover(store: Store) -> None:
    import_team(store)
    import_rows(store, "absences", {"person": "manager", "from": "2026-11-02"})
    absence_id = one_of(store, Absence).id

    def cover(uow: UnitOfWork) -> None:
        absences.arrange_cover(Work(uow, policies(), "head"), absence_id, "head", None)

    store.run_now(cover)
    import_rows(store, "absences", {"person": "manager", "from": "2026-11-02", "returned_on": "2026-11-23"})
    assert one_of(store, Cover).ended_on == date(2026, 11, 23)
    told = {one.recipient_id for one in all_of(store, OutboxRow) if one.kind == "cover-ended"}
    assert told == {"head", "worker"}
    assert not any(rule == "absent-supervisor" for rule, *_ in owed(store))
    assert one_of(store, Duty, rule="freq-sw", owed_to_id="worker", status="open").owner_id == "manager"


def test_one_after_the_other_is_no_overlap(store: Store) -> None:
    import_team(store)
    import_rows(
        store,
        "absences",
        {"person": "manager", "from": "2026-11-02"},
        {"person": "manager", "from": "2026-10-05", "returned_on": "2026-11-02"},
    )
    assert len(all_of(store, Absence)) == 2


def test_whoever_is_ill_may_have_leave_planned_for_later(store: Store) -> None:
    import_team(store)
    import_rows(
        store,
        "absences",
        {"person": "manager", "from": "2026-11-02", "expected_back": "2026-12-01"},
        {"person": "manager", "from": "2026-12-21", "planned": "yes"},
    )
    assert len(all_of(store, Absence)) == 2
