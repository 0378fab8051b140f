from datetime import UTC, date, datetime

import pytest

from bot.directory import IMPORTER, KINDS, FaultyFile, Row, Table, import_table
from storage.store import Store
from storage.tables import AgendaItem, Case, Duty, OutboxRow, Record, RecordAnswer, SupervisionSession
from storage.unit import UnitOfWork
from supervision import records
from supervision.work import Work
from tests.bot.directory.files import (
    CANCELLED,
    HELD,
    all_of,
    import_rows,
    import_team,
    one_of,
    owed,
    policies,
    table,
)

SUMMER = {"id": "s", "starts_at": "2026-07-01T10:00"}


def agenda(store: Store) -> list[str]:
    references = {one.id: one.reference for one in all_of(store, Case)}
    items = sorted(all_of(store, AgendaItem), key=lambda one: one.position)
    return [references[one.case_id] for one in items]


def test_a_start_is_local_time(store: Store) -> None:
    import_team(store)
    import_rows(store, "sessions", SUMMER, {"id": "w", "starts_at": "2026-12-01 10:00:00"})
    assert one_of(store, SupervisionSession, id="s").starts_at == datetime(2026, 7, 1, 9, tzinfo=UTC)
    assert one_of(store, SupervisionSession, id="w").starts_at == datetime(2026, 12, 1, 10, tzinfo=UTC)


def test_a_planned_session_has_its_agenda_in_order_and_both_are_to_prepare(store: Store) -> None:
    import_team(store)
    import_rows(store, "sessions", {"id": "s", "cases": "CB-2; CB-1"})
    assert agenda(store) == ["CB-2", "CB-1"]
    assert {
        ("prep", "supervisee", "worker", date(2026, 11, 30)),
        ("prep", "supervisor", "manager", date(2026, 11, 30)),
    } <= owed(store)
    assert one_of(store, SupervisionSession, id="s").booked_on is None


def test_empty_minutes_are_sixty(store: Store) -> None:
    import_team(store)
    import_rows(store, "sessions", {"id": "s", "minutes": ""})
    assert one_of(store, SupervisionSession, id="s").minutes == 60


def test_a_cancelled_session_is_to_be_rebooked_within_five_working_days_of_the_cancellation(
    store: Store,
) -> None:
    import_team(store)
    import_rows(store, "sessions", {"id": "s", **CANCELLED, "cancelled_by": "worker"})
    session = one_of(store, SupervisionSession, id="s")
    assert (session.planned_on, session.sick_id) == (date(2026, 11, 30), None)
    assert ("rebook", "supervisor", "manager", date(2026, 11, 27)) in owed(store)


def test_whoever_is_to_rebook_an_imported_cancellation_is_told_as_nobody_was_answered(store: Store) -> None:
    import_team(store)
    import_rows(store, "sessions", {"id": "s", **CANCELLED, "cancelled_by": "worker"})
    told = [one for one in all_of(store, OutboxRow) if one.kind == "rebook/supervisor/owner"]
    assert [one.recipient_id for one in told] == ["manager"]


def test_a_session_cancelled_for_sickness_waits_for_the_return(store: Store) -> None:
    import_team(store)
    import_rows(
        store, "sessions", {"id": "s", **CANCELLED, "cancel_reason": "sickness", "cancelled_by": "manager"}
    )
    assert one_of(store, SupervisionSession, id="s").sick_id == "manager"
    assert one_of(store, Duty, rule="rebook-sick").status == "paused"


@pytest.mark.parametrize(
    ("kind", "expected"), [("case", {"case"}), ("both", {"case", "personal"}), ("personal", {"personal"})]
)
def test_a_held_session_has_its_records(store: Store, kind: str, expected: set[str]) -> None:
    import_team(store)
    import_rows(store, "sessions", {"id": "s", **HELD, "held_on": "2026-11-23", "kind": kind})
    records = all_of(store, Record)
    assert {one.kind for one in records} == expected
    assert {(one.state, one.version) for one in records} == {("awaiting", 1)}


def test_an_empty_day_held_is_the_day_it_was_to_start(store: Store) -> None:
    import_team(store)
    import_rows(store, "sessions", {"id": "s", **HELD})
    assert one_of(store, SupervisionSession, id="s").held_on == date(2026, 11, 16)


def test_notes_of_a_session_before_anything_was_known_are_not_asked_for(store: Store) -> None:
    import_team(store)
    import_rows(store, "sessions", {"id": "s", **HELD})
    assert [one.kind for one in all_of(store, Record)] == ["case"]
    import_rows(store, "sessions", {"id": "s", **HELD, "notes_recorded_on": "2026-11-17"})
    assert one_of(store, Record, kind="personal").state == "recorded"


def test_personal_notes_of_a_session_for_both_have_dates_of_their_own(store: Store) -> None:
    import_team(store)
    notes = {"notes_recorded_on": "2026-11-17", "notes_sent_on": "2026-11-18"}
    import_rows(store, "sessions", {"id": "s", **HELD, "recorded_on": "2026-11-19", **notes})
    assert one_of(store, Record, kind="case").state == "recorded"
    personal = one_of(store, Record, kind="personal")
    assert (personal.state, personal.tasked_on) == ("tasked", date(2026, 11, 18))
    assert ("signoff-personal", "supervisee", "worker", date(2026, 11, 25)) in owed(store)
    signed = {**notes, "notes_signed_off_on": "2026-11-20"}
    import_rows(store, "sessions", {"id": "s", **HELD, "recorded_on": "2026-11-19", **signed})
    assert one_of(store, Record, kind="personal").state == "signed_off"
    assert "signoff-personal" not in {rule for rule, *_ in owed(store)}


def test_a_file_without_the_columns_of_notes_has_the_same_rows_as_one_in_which_they_are_empty(
    store: Store,
) -> None:
    import_team(store)
    import_rows(store, "sessions", {"id": "s", **HELD})
    assert import_rows(store, "sessions", {"id": "s", **HELD, "notes_sent_on": ""}).skipped == (2,)
    kind, rows = KINDS["sessions"], table("sessions", {"id": "s", **HELD}).rows
    bare = Table(tuple(Row(row.line, {one: row.cells[one] for one in kind.columns}) for row in rows))
    again = store.run_now(lambda uow: import_table(Work(uow, policies(), IMPORTER), kind, bare))
    assert again.skipped == (2,)


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ({"recorded_on": "2026-11-18"}, "recorded"),
        ({"recorded_on": "2026-11-18", "tasked_on": "2026-11-19"}, "tasked"),
        (
            {"recorded_on": "2026-11-18", "tasked_on": "2026-11-19", "signed_off_on": "2026-11-20"},
            "signed_off",
        ),
    ],
)
def test_a_record_has_come_as_far_as_its_dates_say(store: Store, dates: dict[str, str], state: str) -> None:
    import_team(store)
    import_rows(store, "sessions", {"id": "s", **HELD, **dates})
    record = one_of(store, Record, kind="case")
    assert record.state == state
    assert record.recorded_on == date(2026, 11, 18)
    assert record.answered_on == (date(2026, 11, 20) if state == "signed_off" else None)
    due = ("signoff-case", "supervisee", "worker", date(2026, 11, 26))
    assert (due in owed(store)) == (state == "tasked")


def test_what_the_supervisee_said_of_a_record_outlives_another_import_of_the_same_dates(store: Store) -> None:
    import_team(store)
    tasked = {"id": "s", **HELD, "recorded_on": "2026-11-18", "tasked_on": "2026-11-19"}
    import_rows(store, "sessions", tasked)
    record_id = one_of(store, Record, kind="case").id

    def disagree(uow: UnitOfWork) -> None:
        records.disagree(Work(uow, policies(), "worker"), record_id, "It was otherwise.")

    store.run_now(disagree)
    import_rows(store, "sessions", tasked | {"minutes": "45"})
    record = one_of(store, Record, kind="case")
    assert (record.id, record.state) == (record_id, "disagreed")
    assert one_of(store, RecordAnswer).kind == "disagreed"


def test_a_session_that_was_not_held_after_all_owes_no_record(store: Store) -> None:
    import_team(store)
    import_rows(store, "sessions", {"id": "s", **HELD})
    outcome = import_rows(
        store, "sessions", {"id": "s", **CANCELLED, "starts_at": "2026-11-16T10:00", "cases": "CB-1"}
    )
    (row,) = outcome.rows
    assert row.columns == ("status", "cancelled_on", "cancel_reason", "held_on", "cases")
    assert {one.state for one in all_of(store, Record)} == {"withdrawn"}
    assert not any(rule == "record-case" for rule, *_ in owed(store))
    assert one_of(store, SupervisionSession, id="s").version == 2


def test_an_agenda_names_cases_of_the_supervisees_own_authority(store: Store) -> None:
    import_team(store)
    import_rows(store, "cases", {"reference": "CB-1", "types": "child-in-need", "workers": "elsewhere"})
    import_rows(
        store,
        "sessions",
        {"id": "s", "supervisee": "elsewhere", "supervisor": "elsewhere-manager", "cases": "CB-1"},
    )
    (item,) = all_of(store, AgendaItem)
    assert item.case_id == one_of(store, Case, reference="CB-1", authority="bradford").id


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({**HELD, "starts_at": "2026-11-20T10:00", "held_on": "2027-05-01"}, "held_on"),
        ({**HELD, "starts_at": "2026-11-20T10:00", "recorded_on": "2027-05-01"}, "recorded_on"),
        ({**HELD, "starts_at": "2027-05-01T10:00"}, "starts_at"),
        ({**CANCELLED, "cancelled_on": "2027-05-01"}, "cancelled_on"),
    ],
)
def test_what_was_held_recorded_or_cancelled_does_not_lie_in_the_future(
    store: Store, cells: dict[str, str], column: str
) -> None:
    import_team(store)
    with pytest.raises(FaultyFile) as refused:
        import_rows(store, "sessions", {"id": "s", **cells})
    assert [one.column for one in refused.value.faults] == [column]
    assert all_of(store, SupervisionSession) == []
