import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.directory import KINDS, FaultyFile
from storage.store import Store, open_store
from storage.tables import Person
from tests.bot.directory.files import CANCELLED, HELD, all_of, import_rows, import_team, kept
from tests.support.stores import KEYRING, Clock

Cells = Mapping[str, str]

DONE = {"id": "x", "what": "done"}
FIRST = {**DONE, "rule": "agreement-first"}
PLAN = {**DONE, "rule": "plan-review", "person": ""}
NOTE = {**DONE, "rule": "cancel-note"}
EVENTS: dict[str, tuple[str, Cells, str]] = {
    name: ("events", row, column)
    for name, row, column in (
        ("an event without an id", {"id": ""}, "id"),
        ("an unknown event", {"id": "x", "what": "party"}, "what"),
        ("an event without a day", {"id": "x", "on": ""}, "on"),
        ("an event that lies ahead", {"id": "x", "on": "2026-11-24"}, "on"),
        ("an event about nobody known", {"id": "x", "person": "nobody"}, "person"),
        ("an event about nobody", {"id": "x", "person": ""}, "person"),
        ("a change that names a rule", {"id": "x", "rule": "agreement-review"}, "rule"),
        ("a change that names a case", {"id": "x", "case": "CB-1"}, "case"),
        ("a change by one party", {"id": "x", "party": "supervisor"}, "party"),
        ("oversight of a case nobody knows", {"id": "x", "what": "oversight", "case": "CB-7"}, "case"),
        (
            "oversight at no such point",
            {"id": "x", "what": "oversight", "case": "CB-1", "party": "end"},
            "party",
        ),
        ("oversight of no case", {"id": "x", "what": "oversight"}, "case"),
        ("a case of the other authority's", {"id": "x", "what": "oversight", "case": "BD-1"}, "case"),
        ("done, and nobody says what", DONE, "rule"),
        ("done, about whom nobody says", {**FIRST, "person": ""}, "person"),
        ("a rule of the other authority", {**DONE, "rule": "appraisal"}, "rule"),
        ("a rule for another role", {**DONE, "rule": "observe-peer"}, "rule"),
        ("a rule that a session answers", {**DONE, "rule": "freq-sw"}, "rule"),
        ("done by somebody who does not owe it", {**FIRST, "party": "line_manager"}, "party"),
        ("a person's rule with a case", {**FIRST, "case": "CB-1"}, "case"),
        ("a case's rule without a case", {**PLAN, "person": "worker"}, "case"),
        (
            "a rule for other cases",
            {**PLAN, "rule": "plan-review-disabilities", "case": "CB-1"},
            "rule",
        ),
        ("a session's rule without a session", NOTE, "session"),
        ("a session nobody knows", {**NOTE, "session": "s-7"}, "session"),
        ("a session of somebody else", {**NOTE, "session": "theirs"}, "session"),
        (
            "a draw for no audit",
            {"id": "x", "what": "drawn", "rule": "survey", "person": "head", "case": "CB-1"},
            "rule",
        ),
        ("an event that opens nothing", {"id": "x", "what": "event", "rule": "agreement-first"}, "rule"),
        ("withdrawn, or not quite", {"id": "x", "withdrawn": "no"}, "withdrawn"),
    )
}
FAULTS: dict[str, tuple[str, Cells, str]] = {
    "a person without an id": ("people", {"id": ""}, "id"),
    "an id with a space": ("people", {"id": "a b"}, "id"),
    "an id the bot uses itself": ("people", {"id": "clock"}, "id"),
    "a person without a name": ("people", {"id": "x", "name": ""}, "name"),
    "a name of two lines": ("people", {"id": "x", "name": "A\nB"}, "name"),
    "a name without end": ("people", {"id": "x", "name": "A" * 201}, "name"),
    "an email without @": ("people", {"id": "x", "email": "example.org"}, "email"),
    "an unknown role": ("people", {"id": "x", "role": "boss"}, "role"),
    "an unknown authority": ("people", {"id": "x", "authority": "nowhere"}, "authority"),
    "a supervisor nobody knows": ("people", {"id": "x", "supervisor": "nobody"}, "supervisor"),
    "a line manager nobody knows": ("people", {"id": "x", "line_manager": "nobody"}, "line_manager"),
    "one's own line manager": ("people", {"id": "x", "line_manager": "x"}, "line_manager"),
    "one's own supervisor": ("people", {"id": "x", "supervisor": "x"}, "supervisor"),
    "a circle through the store": ("people", {"id": "head", "supervisor": "worker"}, "supervisor"),
    "a date the other way round": ("people", {"id": "x", "started_on": "01/09/2026"}, "started_on"),
    "a date that does not exist": ("people", {"id": "x", "started_on": "2026-02-30"}, "started_on"),
    "a year that is a slip": ("people", {"id": "x", "started_on": "0206-09-01"}, "started_on"),
    "left before starting": (
        "people",
        {"id": "x", "started_on": "2026-09-01", "left_on": "2026-08-01"},
        "left_on",
    ),
    "a case without a reference": ("cases", {"reference": ""}, "reference"),
    "a reference with a semicolon": ("cases", {"reference": "a;b"}, "reference"),
    "a case without a type": ("cases", {"reference": "x", "types": ""}, "types"),
    "a type of the other authority": ("cases", {"reference": "x", "types": "child-in-need"}, "types"),
    "the same type twice": ("cases", {"reference": "x", "types": "adoption;adoption"}, "types"),
    "a case without workers": ("cases", {"reference": "x", "workers": ""}, "workers"),
    "a worker nobody knows": ("cases", {"reference": "x", "workers": "worker;nobody"}, "workers"),
    "workers of two authorities": ("cases", {"reference": "x", "workers": "worker;elsewhere"}, "workers"),
    "a fact the type does not declare": ("cases", {"reference": "x", "facts": "settled=yes"}, "facts"),
    "a fact without a value": ("cases", {"reference": "x", "facts": "interval_months"}, "facts"),
    "a number that is none": ("cases", {"reference": "x", "facts": "interval_months=two"}, "facts"),
    "a fact that is neither yes nor no": (
        "cases",
        {"reference": "x", "types": "care-leaver-settled", "facts": "settled=maybe"},
        "facts",
    ),
    "a fact with a wrong date": ("cases", {"reference": "x", "facts": "decided_on=2026-02-30"}, "facts"),
    "a fact naming nobody": ("cases", {"reference": "x", "facts": "decided_by=nobody"}, "facts"),
    "a fact twice": ("cases", {"reference": "x", "facts": "interval_months=2;interval_months=3"}, "facts"),
    "closed before it was allocated": (
        "cases",
        {"reference": "x", "allocated_on": "2026-09-01", "closed_on": "2026-08-01"},
        "closed_on",
    ),
    "a decision for longer than five years": (
        "cases",
        {"reference": "x", "facts": "interval_months=61"},
        "facts",
    ),
    "a decision for part of a month": ("cases", {"reference": "x", "facts": "interval_months=1.5"}, "facts"),
    "a plan that is never reviewed": (
        "cases",
        {"reference": "x", "plan_review_months": "61"},
        "plan_review_months",
    ),
    "months that are none": ("cases", {"reference": "x", "plan_review_months": "0"}, "plan_review_months"),
    "a session without an id": ("sessions", {"id": ""}, "id"),
    "a supervisee nobody knows": ("sessions", {"id": "x", "supervisee": "nobody"}, "supervisee"),
    "a session's supervisor nobody knows": ("sessions", {"id": "x", "supervisor": "nobody"}, "supervisor"),
    "supervising oneself": ("sessions", {"id": "x", "supervisor": "worker"}, "supervisor"),
    "a session without a start": ("sessions", {"id": "x", "starts_at": ""}, "starts_at"),
    "a start without a time": ("sessions", {"id": "x", "starts_at": "2026-11-30"}, "starts_at"),
    "an hour that does not exist": ("sessions", {"id": "x", "starts_at": "2027-03-28T01:30"}, "starts_at"),
    "an hour that comes twice": ("sessions", {"id": "x", "starts_at": "2026-10-25T01:30"}, "starts_at"),
    "minutes that are none": ("sessions", {"id": "x", "minutes": "-5"}, "minutes"),
    "an unknown kind": ("sessions", {"id": "x", "kind": "group"}, "kind"),
    "an unknown status": ("sessions", {"id": "x", "status": "moved"}, "status"),
    "a case nobody knows": ("sessions", {"id": "x", "cases": "CB-1;CB-7"}, "cases"),
    "a case of the other authority": ("sessions", {"id": "x", "cases": "BD-1"}, "cases"),
    "cancelled nobody knows when": ("sessions", {"id": "x", **CANCELLED, "cancelled_on": ""}, "cancelled_on"),
    "cancelled nobody knows why": (
        "sessions",
        {"id": "x", **CANCELLED, "cancel_reason": ""},
        "cancel_reason",
    ),
    "an unknown reason": ("sessions", {"id": "x", **CANCELLED, "cancel_reason": "train"}, "cancel_reason"),
    "cancelled by nobody known": (
        "sessions",
        {"id": "x", **CANCELLED, "cancelled_by": "nobody"},
        "cancelled_by",
    ),
    "the sickness of a third person": (
        "sessions",
        {"id": "x", **CANCELLED, "cancel_reason": "sickness", "cancelled_by": "head"},
        "cancelled_by",
    ),
    "planned and cancelled": ("sessions", {"id": "x", "cancelled_on": "2026-11-20"}, "cancelled_on"),
    "planned and held": ("sessions", {"id": "x", "held_on": "2026-11-20"}, "held_on"),
    "recorded before it was held": (
        "sessions",
        {"id": "x", **HELD, "held_on": "2026-11-17", "recorded_on": "2026-11-16"},
        "recorded_on",
    ),
    "recorded before the day it was to start": (
        "sessions",
        {"id": "x", **HELD, "recorded_on": "2026-11-15"},
        "recorded_on",
    ),
    "sent for sign-off, not recorded": (
        "sessions",
        {"id": "x", **HELD, "tasked_on": "2026-11-18"},
        "recorded_on",
    ),
    "signed off before it was sent": (
        "sessions",
        {
            "id": "x",
            **HELD,
            "recorded_on": "2026-11-16",
            "tasked_on": "2026-11-18",
            "signed_off_on": "2026-11-17",
        },
        "signed_off_on",
    ),
    "notes of a session for cases": (
        "sessions",
        {"id": "x", **HELD, "kind": "case", "notes_recorded_on": "2026-11-18"},
        "notes_recorded_on",
    ),
    "notes of a planned session": ("sessions", {"id": "x", "notes_sent_on": "2026-11-18"}, "notes_sent_on"),
    "notes sent and not recorded": (
        "sessions",
        {"id": "x", **HELD, "notes_sent_on": "2026-11-18"},
        "notes_recorded_on",
    ),
    "notes recorded before the session": (
        "sessions",
        {"id": "x", **HELD, "notes_recorded_on": "2026-11-15"},
        "notes_recorded_on",
    ),
    "an absence of nobody": ("absences", {"person": "nobody"}, "person"),
    "an absence without a first day": ("absences", {"from": ""}, "from"),
    "back on the first day": ("absences", {"returned_on": "2026-11-02"}, "returned_on"),
    "expected before the first day": ("absences", {"expected_back": "2026-11-01"}, "expected_back"),
    "nobody knows whether planned": ("absences", {"planned": ""}, "planned"),
    "away twice at once": ("absences", {"from": "2026-11-09"}, "from"),
    "an id that became a number": ("people", {"id": "1.23457E+11"}, "id"),
    **EVENTS,
}


@pytest.fixture(scope="module")
def team(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all of these: nothing of a faulty file is ever kept."""
    place = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("team") / "store.sqlite3"))
    with open_store(place, KEYRING, Clock(), durable=False) as store:
        import_team(store)
        import_rows(
            store, "absences", {"person": "manager", "from": "2026-11-10", "returned_on": "2026-11-20"}
        )
        import_rows(store, "sessions", {"id": "theirs", "supervisee": "manager", "supervisor": "head"})
        yield store


@pytest.mark.parametrize(("kind", "row", "column"), FAULTS.values(), ids=FAULTS.keys())
def test_a_faulty_row_is_named_and_nothing_is_kept(team: Store, kind: str, row: Cells, column: str) -> None:
    before = kept(team, leaving_out=())
    with pytest.raises(FaultyFile) as refused:
        import_rows(team, kind, row)
    assert {(fault.line, fault.column) for fault in refused.value.faults} == {(2, column)}
    assert kept(team, leaving_out=()) == before


def test_every_faulty_row_is_named_at_once_and_the_good_ones_wait(store: Store) -> None:
    with pytest.raises(FaultyFile) as refused:
        import_rows(
            store,
            "people",
            {"id": "a", "role": "boss", "name": ""},
            {"id": "b", "supervisor": "a"},
            {"id": "c", "supervisor": "nobody"},
            {"id": "b"},
        )
    assert [(fault.line, fault.column) for fault in refused.value.faults] == [
        (2, "name"),
        (2, "role"),
        (4, "supervisor"),
        (5, ""),
    ]
    assert all_of(store, Person) == []


def test_everybody_in_a_circle_of_supervisors_is_named(store: Store) -> None:
    with pytest.raises(FaultyFile) as refused:
        import_rows(
            store,
            "people",
            {"id": "a", "supervisor": "b"},
            {"id": "b", "supervisor": "c"},
            {"id": "c", "supervisor": "b"},
        )
    assert [fault.line for fault in refused.value.faults] == [3, 4]


def test_an_account_belongs_to_one_person(store: Store) -> None:
    import_rows(store, "people", {"id": "a", "teams_user_id": "t-1"})
    with pytest.raises(FaultyFile) as refused:
        import_rows(store, "people", {"id": "b", "teams_user_id": "t-1"})
    assert [fault.column for fault in refused.value.faults] == ["teams_user_id"]


def test_two_absences_of_one_file_may_not_overlap(store: Store) -> None:
    import_team(store)
    with pytest.raises(FaultyFile) as refused:
        import_rows(
            store, "absences", {"from": "2026-11-02"}, {"from": "2026-11-10", "returned_on": "2026-11-12"}
        )
    assert [fault.line for fault in refused.value.faults] == [2, 3]


def test_a_date_as_a_spreadsheet_shows_it_is_named_as_such(store: Store) -> None:
    with pytest.raises(FaultyFile, match="Format the column as text in your spreadsheet"):
        import_rows(store, "people", {"id": "x", "started_on": "30/11/2026"})
    with pytest.raises(FaultyFile, match="Format the column as text in your spreadsheet"):
        import_rows(store, "sessions", {"id": "x", "starts_at": "30/11/2026 10:00"})


def test_no_cell_is_ever_shown(store: Store) -> None:
    import_team(store)
    canary = "Zanzibar"
    rows: dict[str, Cells] = {
        "people": dict.fromkeys(
            ("id", "email", "role", "authority", "started_on", "supervisor"), f"{canary} {canary}"
        ),
        "cases": {
            "reference": canary,
            "types": canary,
            "facts": f"{canary}={canary}",
            "allocated_on": canary,
        },
        "sessions": dict.fromkeys(("supervisee", "starts_at", "minutes", "kind", "status", "cases"), canary),
        "absences": dict.fromkeys(("person", "from", "planned"), canary),
        "events": dict.fromkeys(KINDS["events"].columns, canary),
    }
    for kind, row in rows.items():
        with pytest.raises(FaultyFile) as refused:
            import_rows(store, kind, row)
        assert canary not in str(refused.value)
