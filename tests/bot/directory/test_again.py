"""Whatever the council: importing again changes nothing, the order of rows does not matter, a dry run keeps nothing."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.directory import KINDS, DryRun, import_into
from storage.store import Store, open_store
from storage.tables import AuditLine, PolicyText, SupervisionSession
from storage.unit import UnitOfWork
from supervision import duties, sessions
from supervision.work import CLOCK, Work
from tests.bot.directory.files import (
    BRADFORD_CASE,
    TEAM,
    all_of,
    import_rows,
    import_team,
    kept,
    one_of,
    owed,
    policies,
    table,
)
from tests.support.stores import KEYRING, Clock

Rows = Sequence[Mapping[str, str]]
DAYS = st.dates(min_value=Clock().now.date().replace(month=9), max_value=Clock().now.date().replace(month=12))
PAST = st.dates(min_value=Clock().now.date().replace(month=9), max_value=Clock().now.date())
WHAT = st.sampled_from(["circumstances_changed", "relationship_started", "shift_worked"])


@dataclass(frozen=True)
class Council:
    files: Mapping[str, Rows]

    def import_into(self, store: Store) -> None:
        for kind, rows in self.files.items():
            import_rows(store, kind, *rows)


@st.composite
def councils(draw: st.DrawFn) -> Council:
    """A tree of people, and sessions, absences and events among them."""
    size = draw(st.integers(2, 6))
    above = [draw(st.integers(0, one - 1)) for one in range(1, size)]
    people: list[dict[str, str]] = [{"id": "p0", "role": "assistant_director"}]
    for one, supervisor in enumerate(above, start=1):
        role = draw(st.sampled_from(["social_worker", "team_manager", "nqsw", "business_support"]))
        people.append({"id": f"p{one}", "role": role, "supervisor": f"p{supervisor}"})
    cases = [{"reference": f"c{one}", "workers": f"p{one}"} for one in range(1, size)]
    booked = [
        _session(draw, number, supervisee, above[supervisee - 1])
        for number, supervisee in enumerate(draw(st.lists(st.integers(1, size - 1), max_size=5)))
    ]
    absences = [
        {"person": f"p{one}", "from": day.isoformat(), "planned": draw(st.sampled_from(["yes", "no"]))}
        for one, day in enumerate(draw(st.lists(DAYS, max_size=size)))
    ]
    events = [
        {"id": f"e{number}", "what": what, "person": f"p{one}", "on": draw(PAST).isoformat()}
        for number, (what, one) in enumerate(
            draw(st.lists(st.tuples(WHAT, st.integers(0, size - 1)), max_size=3))
        )
    ]
    return Council(
        {"people": people, "cases": cases, "sessions": booked, "absences": absences, "events": events}
    )


def _session(draw: st.DrawFn, number: int, supervisee: int, supervisor: int) -> dict[str, str]:
    status = draw(st.sampled_from(["planned", "held", "cancelled"]))
    day = draw(DAYS if status == "planned" else PAST).isoformat()
    more = {
        "planned": {},
        "held": {"recorded_on": draw(st.sampled_from(["", "2026-11-23"]))},
        "cancelled": {"cancelled_on": day, "cancel_reason": "other", "cancelled_by": f"p{supervisee}"},
    }[status]
    return {
        "id": f"s{number}",
        "supervisee": f"p{supervisee}",
        "supervisor": f"p{supervisor}",
        "starts_at": f"{day}T{9 + number:02}:00",
        "status": status,
        "cases": f"c{supervisee}",
        **more,
    }


def a_store(template: Path, folder: str) -> Store:
    place = Path(shutil.copy(template, Path(folder) / "store.sqlite3"))
    return open_store(place, KEYRING, Clock(), durable=False)


@settings(max_examples=20)
@given(council=councils(), random=st.randoms(use_true_random=False))
def test_any_council_again_and_in_any_order(council: Council, random: Random, sqlite_template: Path) -> None:
    with (
        TemporaryDirectory() as one,
        TemporaryDirectory() as two,
        a_store(sqlite_template, one) as store,
        a_store(sqlite_template, two) as other,
    ):
        council.import_into(store)
        before = kept(store)
        council.import_into(store)
        assert kept(store) == before
        assert store.run_now(lambda uow: duties.reconcile(Work(uow, policies(), CLOCK))) == []
        shuffled = {kind: random.sample(rows, len(rows)) for kind, rows in council.files.items()}
        Council(shuffled).import_into(other)
        assert owed(other) == owed(store)
        assert kept(other)["person"] == before["person"]
        assert kept(other)["session"] == before["session"]


def test_importing_twice_changes_nothing_but_the_trail(store: Store, clock: Clock) -> None:
    import_team(store)
    before = kept(store)
    clock.move(hours=1)
    outcome = import_rows(store, "people", *TEAM)
    assert (outcome.rows, outcome.skipped, outcome.duties) == ((), (2, 3, 4, 5, 6), ())
    assert kept(store) == before


@pytest.mark.parametrize("kind", ["people", "cases", "sessions", "absences", "events"])
def test_a_dry_run_says_what_would_change_and_keeps_nothing(store: Store, kind: str) -> None:
    import_team(store)
    before = kept(store, leaving_out=())
    row = {"id": "x", "reference": "x"}
    with pytest.raises(DryRun) as dry:
        import_rows(store, kind, {key: cell for key, cell in row.items() if kind != "absences"}, dry_run=True)
    assert dry.value.outcome.count("new") == 1
    assert kept(store, leaving_out=()) == before


def test_one_line_of_the_trail_says_who_imported_how_much(store: Store) -> None:
    import_rows(store, "people", {"id": "a", "name": "Zanzibar"}, {"id": "b"})
    import_rows(
        store, "people", {"id": "a", "name": "Zanzibar"}, {"id": "b", "name": "Yaroslavl"}, {"id": "c"}
    )
    lines = [line for line in all_of(store, AuditLine) if line.actor_id == "import"]
    assert [(line.action, line.purpose) for line in lines] == [
        ("import-people", "2 new, 0 changed, 0 as before"),
        ("import-people", "1 new, 1 changed, 1 as before"),
    ]
    assert not any("Zanzibar" in repr(line) for line in all_of(store, AuditLine))


def test_the_policy_texts_in_use_are_kept(store: Store) -> None:
    import_rows(store, "people", {"id": "a"})
    import_rows(store, "people", {"id": "b"})
    texts = {(one.authority, one.version) for one in all_of(store, PolicyText)}
    assert texts == {(one.key, one.version) for one in policies().values()}


def test_what_people_told_the_bot_stands_while_the_file_says_the_same_as_before(store: Store) -> None:
    import_team(store)
    import_rows(store, "sessions", {"id": "s"})

    def cancel(uow: UnitOfWork) -> None:
        sessions.cancel(Work(uow, policies(), "worker"), "s", "worker", "other")

    store.run_now(cancel)
    import_rows(store, "sessions", {"id": "s"})
    assert one_of(store, SupervisionSession, id="s").status == "cancelled"
    import_rows(store, "sessions", {"id": "s", "starts_at": "2026-12-01T10:00"})
    assert one_of(store, SupervisionSession, id="s").status == "planned"


def test_duties_of_many_are_settled_in_slices_afterwards_and_come_to_the_same(
    sqlite_store: Store, sqlite_template: Path
) -> None:
    import_team(sqlite_store)
    kind, found, seen = KINDS["people"], table("people", *TEAM), list[str]()
    with TemporaryDirectory() as folder, a_store(sqlite_template, folder) as other:
        outcome = import_into(
            other,
            policies(),
            kind,
            found,
            slice_of=2,
            pause=0,
            progress=lambda what, done, total: seen.append(f"{done} of {total} {what}"),
        )
        import_rows(other, "cases", {"reference": "CB-1"}, {"reference": "CB-2"}, BRADFORD_CASE)
        assert owed(other) == owed(sqlite_store)
    assert [one for one in seen if "settled" in one] == [
        f"{done} of 5 people's duties settled" for done in (2, 4, 5)
    ]
    assert (len(outcome.rows), outcome.waiting) == (5, ())
    assert {change.what for change in outcome.duties} == {"opened"}
