import re
from datetime import date

from bot.clock import MovableClock, system_now
from storage.keyring import Keyring
from storage.store import open_store
from tests.bot.cli.commands import Commands

FIELDS = [
    "id",
    "rule",
    "authority",
    "subject",
    "owner",
    "opened_on",
    "due",
    "status",
    "late_working_days",
    "next_nudge",
    "policy_versions",
]


def test_each_duty_has_the_agreed_fields(bot: Commands) -> None:
    bot.import_team()
    found = bot("duties", "--data", "data", "--json").json
    assert found
    for one in found:
        assert list(one) == FIELDS
        assert one["status"] in ("due", "paused", "no_number")
        assert (one["due"] is None) == (one["status"] != "due")
        assert date.fromisoformat(one["opened_on"]).isoformat() == one["opened_on"]
        assert one["next_nudge"] is None or re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one["next_nudge"]
        )
    assert {one["subject"] for one in found if one["rule"] == "freq-sw"} == {
        "person:worker",
        "person:elsewhere",
    }


def test_with_a_person_each_duty_says_whose_it_is(bot: Commands) -> None:
    bot.import_team()
    found = bot("duties", "--person", "manager", "--json").json
    sides = {(one["rule"], one["side"], one["owner"]) for one in found}
    assert ("freq-sw", "owes", "manager") in sides
    assert ("freq-tm", "owed", "head") in sides
    assert all((one["owner"] == "manager") == (one["side"] == "owes") for one in found)


def test_plain_output_names_rule_subject_owner_and_date(bot: Commands) -> None:
    bot.import_team()
    lines = bot("duties", "--person", "worker").out.splitlines()
    assert any(
        re.match(r"owed  freq-sw +person:worker +owner manager +due \d{4}-\d\d-\d\d", line) for line in lines
    )


def test_it_goes_by_the_local_pages_clock_when_that_was_moved(bot: Commands) -> None:
    bot.import_team()
    clock = MovableClock()
    with open_store(
        bot.data / "supervision.sqlite3", Keyring.from_file(bot.data / "sealing.keys"), system_now
    ) as store:
        clock.run_from(system_now().replace(year=system_now().year + 1, day=1))
        store.run_now(clock.keep)
    late = [one["late_working_days"] for one in bot("duties", "--json").json if one["rule"] == "freq-sw"]
    assert late
    assert min(late) > 150


def test_somebody_unknown_is_said_so(bot: Commands) -> None:
    bot.import_team()
    ended = bot("duties", "--person", "nobody")
    assert (ended.code, ended.out) == (1, "")


def test_without_a_store_it_says_how_to_make_one_and_makes_none(bot: Commands) -> None:
    ended = bot("duties", "--data", "empty", "--json")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("There is no store in empty. Start supervision-bot local")
    assert list(bot.folder.iterdir()) == []


def test_nothing_owed_is_said_so(bot: Commands) -> None:
    bot("import", "people", bot.file("people", {"id": "alone"}))
    assert bot("duties").out == "Nothing is owed.\n"
    assert bot("duties", "--json").json == []
