from datetime import date

import pytest

from bot.directory import DryRun
from bot.directory.faults import FaultyFile
from storage.queries.conversations import person_by_slack_account, person_by_teams_account
from storage.store import Store
from storage.tables import AuditLine, Duty, Event, OutboxRow, Person, SupervisionSession
from storage.unit import UnitOfWork
from tests.bot.directory.files import HELD, TEAM, all_of, import_rows, import_team, one_of, owed
from tests.support.stores import Clock


def test_a_supervisor_may_stand_below_those_they_supervise(store: Store) -> None:
    outcome = import_rows(
        store, "people", {"id": "worker", "supervisor": "manager"}, {"id": "manager", "role": "team_manager"}
    )
    assert outcome.count("new") == 2
    assert one_of(store, Person, id="worker").supervisor_id == "manager"


def test_an_empty_line_manager_stays_empty_and_means_the_supervisors_supervisor(store: Store) -> None:
    import_team(store)
    assert one_of(store, Person, id="worker").line_manager_id is None


def test_the_day_of_the_first_import_is_kept(store: Store, clock: Clock) -> None:
    import_rows(store, "people", {"id": "worker"})
    clock.move(days=30)
    import_rows(store, "people", {"id": "worker", "name": "Another Name"})
    person = one_of(store, Person, id="worker")
    assert (person.known_from, person.name) == (date(2026, 11, 23), "Another Name")


def test_the_hours_worked_in_a_week_are_optional_and_a_row_without_them_is_as_it_was(store: Store) -> None:
    import_team(store)
    outcome = import_rows(store, "people", {"id": "worker", "supervisor": "manager", "weekly_hours": "22.5"})
    assert [(one.what, one.columns) for one in outcome.rows] == [("changed", ("weekly_hours",))]
    assert one_of(store, Person, id="worker").weekly_minutes == 1350
    assert import_rows(store, "people", TEAM[1]).skipped == (2,)
    import_rows(store, "people", TEAM[0])
    assert one_of(store, Person, id="worker").weekly_minutes is None


@pytest.mark.parametrize("cell", ["0", "168.5", "37,5", "37.255", "-37", "full time", "³7"])
def test_hours_that_no_week_has_are_told_with_an_example(store: Store, cell: str) -> None:
    with pytest.raises(FaultyFile) as told:
        import_rows(store, "people", {"id": "worker", "weekly_hours": cell})
    (fault,) = told.value.faults
    assert (fault.column, fault.problem) == (
        "weekly_hours",
        "must be hours up to 168, for example 37 or 22.5.",
    )


def test_a_changed_row_wins_and_is_listed_with_its_columns(store: Store) -> None:
    import_team(store)
    outcome = import_rows(
        store,
        "people",
        {"id": "head", "role": "head_of_service"},
        {"id": "worker", "supervisor": "head", "email": "worker@example.org"},
    )
    assert outcome.skipped == (2,)
    (row,) = outcome.rows
    assert (row.line, row.key, row.what, row.columns) == (3, "worker", "changed", ("email", "supervisor"))
    assert one_of(store, Person, id="worker").supervisor_id == "head"


def test_a_change_of_supervisor_moves_the_duties_to_supervise(store: Store) -> None:
    import_team(store)
    assert one_of(store, Duty, rule="freq-sw", owed_to_id="worker", status="open").owner_id == "manager"
    import_rows(store, "people", {"id": "worker", "supervisor": "head"})
    assert one_of(store, Duty, rule="freq-sw", owed_to_id="worker", status="open").owner_id == "head"


def test_somebody_who_left_owes_and_is_owed_nothing_more(store: Store) -> None:
    import_team(store)
    import_rows(store, "people", {"id": "worker", "supervisor": "manager", "left_on": "2026-11-20"})
    assert [one for one in all_of(store, Duty) if one.subject_id == "worker" and one.status == "open"] == []


def test_people_who_are_no_longer_in_the_file_stay(store: Store) -> None:
    import_team(store)
    import_rows(store, "people", {"id": "somebody-new"})
    assert len(all_of(store, Person)) == 6


def test_two_people_may_swap_an_account_in_one_file(store: Store) -> None:
    import_rows(store, "people", {"id": "a", "teams_user_id": "t-1"}, {"id": "b", "teams_user_id": "t-2"})
    import_rows(store, "people", {"id": "a", "teams_user_id": "t-2"}, {"id": "b", "teams_user_id": "t-1"})
    assert one_of(store, Person, id="a").teams_user_id == "t-2"
    assert one_of(store, Person, id="b").teams_user_id == "t-1"


def test_a_last_day_that_lies_ahead_leaves_duties_as_they_are(store: Store) -> None:
    import_team(store)
    before = owed(store)
    import_rows(store, "people", {"id": "worker", "supervisor": "manager", "left_on": "2027-03-31"})
    assert owed(store) == before


def test_what_is_planned_with_a_former_supervisor_passes_to_the_new_one(store: Store) -> None:
    import_team(store)
    import_rows(store, "sessions", {"id": "p", "starts_at": "2026-12-01T10:00"}, {"id": "h", **HELD})
    before = one_of(store, SupervisionSession, id="p").version
    changed = {"id": "worker", "supervisor": "head"}
    with pytest.raises(DryRun) as dry:
        import_rows(store, "people", changed, dry_run=True)
    assert dry.value.outcome.rows[0].columns == ("supervisor", "planned sessions")
    assert one_of(store, SupervisionSession, id="p").supervisor_id == "manager"
    import_rows(store, "people", changed)
    session = one_of(store, SupervisionSession, id="p")
    assert (session.supervisor_id, session.version) == ("head", before + 1)
    assert one_of(store, SupervisionSession, id="h").supervisor_id == "manager"
    told = {one.recipient_id for one in all_of(store, OutboxRow) if one.kind == "session-passed-on"}
    assert told == {"worker", "manager", "head"}
    assert ("prep", "supervisor", "head") in {duty[:3] for duty in owed(store)}
    assert [one.subject_id for one in all_of(store, AuditLine) if one.action == "pass-on"] == ["p"]


def test_a_teams_account_is_one_persons_in_whichever_letters_and_kept_in_small_ones(store: Store) -> None:
    import_rows(store, "people", {"id": "worker", "teams_user_id": "AAD-Worker"})
    assert one_of(store, Person, id="worker").teams_user_id == "aad-worker"
    assert store.read_now(lambda uow: person_by_teams_account(uow, "aad-WORKER")) == "worker"
    with pytest.raises(FaultyFile, match="belongs to another person too"):
        import_rows(store, "people", {"id": "other", "teams_user_id": "aad-wORKER"})


def test_an_account_kept_in_other_letters_before_is_still_one_persons(store: Store) -> None:
    import_rows(store, "people", {"id": "worker", "teams_user_id": "aad-worker"})

    def keep_otherwise(uow: UnitOfWork) -> None:
        uow.session.get_one(Person, "worker").teams_user_id = "AAD-Worker"

    store.run_now(keep_otherwise)
    with pytest.raises(FaultyFile, match="belongs to another person too"):
        import_rows(store, "people", {"id": "other", "teams_user_id": "aad-worker"})
    import_rows(store, "people", {"id": "worker", "teams_user_id": "aad-worker", "name": "Another Name"})
    assert one_of(store, Person, id="worker").teams_user_id == "aad-worker"


def test_a_persons_id_has_no_colons(store: Store) -> None:
    with pytest.raises(FaultyFile, match="without colons"):
        import_rows(store, "people", {"id": "a:b"})


def test_a_slack_account_is_a_member_id_as_slack_shows_it(store: Store) -> None:
    import_rows(store, "people", {"id": "worker", "slack_user_id": "U02AB3CD4EF"})
    assert store.read_now(lambda uow: person_by_slack_account(uow, "U02AB3CD4EF")) == "worker"
    for wrong in ("@worker", "worker", "u02ab3cd4ef", "T0COUNCIL", "U0 2AB"):
        with pytest.raises(FaultyFile, match="must be a member ID as Slack shows it"):
            import_rows(store, "people", {"id": "worker", "slack_user_id": wrong})


def relationships(store: Store) -> list[tuple[str, date]]:
    """The supervision relationships of the worker: with whom, and since when."""
    found = [one for one in all_of(store, Event) if one.what == "relationship_started"]
    return [(one.party, one.happened_on) for one in found]


def test_a_change_of_supervisor_is_dated_by_the_day_it_first_came_or_by_the_file(store: Store) -> None:
    import_team(store)
    assert relationships(store) == []
    import_rows(store, "people", {"id": "worker", "supervisor": "head"})
    assert relationships(store) == [("head", date(2026, 11, 23))]
    import_rows(store, "people", {"id": "worker", "supervisor": "head", "supervisor_since": "2026-11-16"})
    assert relationships(store) == [("head", date(2026, 11, 16))]
    import_rows(store, "people", {"id": "worker", "supervisor": "manager", "supervisor_since": "2026-11-19"})
    assert relationships(store) == [("head", date(2026, 11, 16)), ("manager", date(2026, 11, 19))]


def test_since_when_may_be_said_of_somebody_who_comes_for_the_first_time(store: Store) -> None:
    import_rows(
        store,
        "people",
        {"id": "manager", "role": "team_manager"},
        {"id": "worker", "supervisor": "manager", "supervisor_since": "2026-11-16"},
    )
    assert relationships(store) == [("manager", date(2026, 11, 16))]


@pytest.mark.parametrize(
    "row", [{"supervisor": "manager", "supervisor_since": "2026-11-24"}, {"supervisor_since": "2026-11-16"}]
)
def test_since_when_lies_not_ahead_and_needs_a_supervisor(store: Store, row: dict[str, str]) -> None:
    import_team(store)
    with pytest.raises(FaultyFile) as refused:
        import_rows(store, "people", {"id": "worker", **row})
    assert [one.column for one in refused.value.faults] == ["supervisor_since"]


def test_an_interval_agreed_individually_is_optional_and_in_whole_weeks(store: Store) -> None:
    import_team(store)
    agreed = {"id": "worker", "supervisor": "manager", "supervised_every_weeks": "2"}
    outcome = import_rows(store, "people", agreed)
    assert [(one.what, one.columns) for one in outcome.rows] == [("changed", ("supervised_every_weeks",))]
    assert ("freq-sw", "supervisor", "manager", date(2026, 12, 7)) in owed(store)
    with pytest.raises(FaultyFile) as told:
        import_rows(store, "people", {**agreed, "supervised_every_weeks": "53"})
    assert [one.column for one in told.value.faults] == ["supervised_every_weeks"]
