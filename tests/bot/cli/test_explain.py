from typing import get_args

import pytest

from bot.settings import Settings
from supervision.policy import load_policies
from supervision.policy.inputs import InputName
from tests.bot.cli.commands import Commands

CB = ("--authority", "central-bedfordshire")
BD = ("--authority", "bradford")


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        (("rebook", *CB, "--start", "2026-12-23"), "2027-01-04"),
        (("rebook", *BD, "--planned", "2026-12-22", "--start", "2026-12-21"), "2027-01-05"),
        (("freq-sw", *CB, "--start", "2026-01-31"), "2026-02-27"),
        (("rebook-sick", *CB, "--start", "2026-11-02", "--returned", "2026-11-16"), "2026-11-23"),
        (("absent-supervisor", *CB, "--start", "2026-11-02"), "2026-11-16"),
    ],
)
def test_a_due_date_is_worked_out(bot: Commands, arguments: tuple[str, ...], due: str) -> None:
    ended = bot("explain", *arguments, "--json")
    assert ended.code == 0
    assert ended.json["status"] == "due"
    assert ended.json["due"] == due


def test_the_json_names_each_day(bot: Commands) -> None:
    found = bot("explain", "rebook", *CB, "--start", "2026-12-23", "--json").json
    assert list(found) == [
        "rule",
        "authority",
        "clause",
        "start",
        "due",
        "status",
        "explanation",
        "local_setting",
        "uncertain",
        "told",
        "why",
    ]
    days = {day["date"]: day for day in found["explanation"]}
    assert [day for day in days if not days[day]["counted"]] == [
        "2026-12-25",
        "2026-12-26",
        "2026-12-27",
        "2026-12-28",
        "2027-01-01",
        "2027-01-02",
        "2027-01-03",
    ]
    assert all(
        "bank holiday" in days[day]["reason"].lower() for day in ("2026-12-25", "2026-12-28", "2027-01-01")
    )


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("rebook-sick", *CB, "--start", "2026-11-02"), "paused"),
        (("record-case", *BD, "--start", "2026-11-02"), "no_number"),
    ],
)
def test_without_a_date_the_status_says_why(bot: Commands, arguments: tuple[str, ...], status: str) -> None:
    found = bot("explain", *arguments, "--json").json
    assert (found["due"], found["status"]) == (None, status)


def test_plain_output_is_a_list_of_days(bot: Commands) -> None:
    lines = bot("explain", "rebook", *CB, "--start", "2026-12-23").out.splitlines()
    assert lines[0] == "Hold a new session after a cancellation: due Mon  4 Jan 2027"
    assert "  Fri 25 Dec 2026  -       Christmas Day, bank holiday" in lines
    assert "  Mon  4 Jan 2027  counts  working day 5 of 5" in lines


def test_who_is_told_is_said_with_the_days(bot: Commands) -> None:
    arguments = ("explain", "rebook", *CB, "--start", "2026-12-23")
    lines = bot(*arguments).out.split("Who is told, and when\n")[1].splitlines()
    assert lines == [
        "  Wed 23 Dec 2026    at once: who owes it and the other party",
        "  Tue 29 Dec 2026    half-way: who owes it",
        "  Mon  4 Jan 2027    on the day: who owes it",
        "  Mon 11 Jan 2027    each Monday from 1 working day late: the line manager (then Mon 18 Jan 2027 and so on)",
    ]
    told = bot(*arguments, "--json").json["told"]
    assert told[1] == {"when": "half-way", "to": ["owner"], "on": ["2026-12-29"], "more": False}
    assert told[3]["more"]


def test_before_a_session_the_days_are_counted_back_from_it(bot: Commands) -> None:
    told = bot("explain", "prep", *CB, "--start", "2026-11-26", "--json").json["told"]
    assert [one["on"] for one in told] == [["2026-11-19"], ["2026-11-25"], ["2026-11-25"]]


def test_of_what_waits_for_a_date_nobody_is_told_and_the_date_is_asked_for(bot: Commands) -> None:
    ended = bot("explain", "rebook-sick", *CB, "--start", "2026-11-02")
    assert "Nobody is told while it is paused. Say it with --given returned=VALUE." in ended.out
    assert bot("explain", "rebook-sick", *CB, "--start", "2026-11-02", "--json").json["told"] == []


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        (("rebook-sick", *CB, "--given", "start=2026-11-02", "--given", "returned=2026-11-16"), "2026-11-23"),
        (("freq-nqsw", *BD, "--start", "2026-11-02", "--given", "asye_started=2026-10-05"), "2026-11-09"),
        (("freq-nqsw", *BD, "--start", "2026-11-02", "--given", "asye_started=2026-09-01"), "2026-11-16"),
    ],
)
def test_any_input_a_clock_names_can_be_given(bot: Commands, arguments: tuple[str, ...], due: str) -> None:
    assert bot("explain", *arguments, "--json").json["due"] == due


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("foo=1", "foo is no input of a clock"),
        ("returned=soon", "write returned as year-month-day"),
        ("returned=2026-02-30", "write returned as year-month-day"),
        ("start=2026-11-02T25:00", "write start as year-month-day"),
        ("interval_months=often", "write interval_months as a whole number"),
        ("interval_months=0", "write interval_months as a whole number"),
    ],
)
def test_an_input_written_otherwise_is_wrong_usage(bot: Commands, given: str, told: str) -> None:
    ended = bot("explain", "rebook", *CB, "--given", given)
    assert ended.code == 2
    assert told in ended.err


def test_an_input_is_given_once(bot: Commands) -> None:
    ended = bot("explain", "rebook", *CB, "--start", "2026-11-02", "--given", "start=2026-11-03")
    assert (ended.code, ended.out) == (1, "")
    assert "start is given twice" in ended.err


CASE = ("--start", "2026-11-02", "--types")


def test_a_case_is_explained_by_the_row_that_governs_it(bot: Commands) -> None:
    arguments = ("explain", "case-child-in-need", *BD, *CASE, "plo,child-in-need")
    out = bot(*arguments).out
    assert out.startswith("case-child-in-need does not govern such a case; case-plo does.\n")
    assert "2 rows fit this case and the strictest governs." in out
    found = bot(*arguments, "--json").json
    assert (found["rule"], found["due"]) == ("case-plo", "2026-12-02")
    assert found["why"].startswith("2 rows fit this case")


def test_a_longer_row_says_what_it_still_needs(bot: Commands) -> None:
    arguments = ("--types", "child-in-care", "--fact", "settled=yes")
    needs = "with the decision: decided_by and decided_on"
    assert needs in bot("explain", "case-child-in-care-settled", *BD, *arguments).out
    assert needs not in bot("explain", "case-care-leaver", *BD, *arguments).out


def test_what_is_recorded_of_a_case_decides_on_its_row(bot: Commands) -> None:
    facts = ("settled=yes", "permanence_agreed=yes", "visits_months=3", "decided_by=rowan")
    arguments = ["explain", "case-child-in-care", *BD, *CASE, "child-in-care"]
    assert bot(*arguments, "--json").json["due"] == "2027-01-02"
    for fact in (*facts, "decided_on=2026-11-01"):
        arguments += ["--fact", fact]
    found = bot(*arguments, "--json").json
    assert (found["due"], found["why"]) == ("2027-02-02", "A recorded decision lengthens case-child-in-care.")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("case-plo", *BD, *CASE, "plo", "--fact", "settled=maybe"), "is not one this case's types declare"),
        (("case-plo", *BD, *CASE, "nowhere"), "There is no case type nowhere in the policy of Bradford"),
        (("case-plo", *BD, "--fact", "settled=yes"), "Say the types of the case as well"),
        (("rebook", *BD, *CASE, "plo"), "rebook is no row of the table of cases"),
    ],
)
def test_a_case_that_cannot_be_is_answered(bot: Commands, arguments: tuple[str, ...], told: str) -> None:
    ended = bot("explain", *arguments)
    assert (ended.code, ended.out) == (1, "")
    assert told in ended.err


NUMBERS = ("plan_review_months", "interval_months", "weekly_minutes", "agreed_weeks")
EVERYTHING = [
    ("--given", f"{name}={'3' if name in NUMBERS else '2026-11-02'}") for name in get_args(InputName)
]


@pytest.mark.parametrize("authority", ["bradford", "central-bedfordshire"])
def test_every_rule_of_a_published_policy_can_be_explained(
    bot: Commands, authority: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, policies = [part for pair in EVERYTHING for part in pair], load_policies()
    # Read once, and not for each rule anew.
    monkeypatch.setattr(Settings, "policies", lambda settings: policies)
    for rule in policies[authority].rules.values():
        ended = bot("explain", rule.id, "--authority", authority, *given, "--json")
        assert (ended.code, ended.err) == (0, "")
        found = ended.json
        assert (found["status"] == "due") == (found["due"] is not None)
        assert found["status"] != "paused"
        assert found["explanation"]
        assert bool(found["told"]) == bool(rule.nudges)


def test_left_out_the_start_is_today(bot: Commands) -> None:
    assert bot("explain", "rebook", *CB, "--json").json["status"] == "due"


def test_an_unknown_rule_is_answered_with_those_that_exist(bot: Commands) -> None:
    ended = bot("explain", "absent-supervisor", *BD)
    assert (ended.code, ended.out) == (1, "")
    assert "  rebook-sick\n" in ended.err


def test_an_unknown_authority_is_answered_with_those_that_exist(bot: Commands) -> None:
    ended = bot("explain", "rebook", "--authority", "nowhere")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.splitlines()[1:] == ["  bradford", "  central-bedfordshire"]


def test_a_day_beyond_the_calendar_is_said_so(bot: Commands) -> None:
    ended = bot("explain", "rebook", *CB, "--start", "2200-01-01")
    assert (ended.code, ended.out) == (1, "")
    assert "No bank holidays are known for 2200" in ended.err


@pytest.mark.parametrize("date", ["23/12/2026", "2026-12-32", "20261223", "2026-W52-3", "tomorrow"])
def test_a_date_written_otherwise_is_wrong_usage(bot: Commands, date: str) -> None:
    ended = bot("explain", "rebook", *CB, "--start", date)
    assert ended.code == 2
    assert "for example 2026-12-23" in ended.err


OVERLAY = """
[rules.record-case]
clock = { kind = "within", number = 3, unit = "working_days" }
"""


INCIDENT = """
[rules.incident]
title = "Talk about a serious incident"
clause = { document = "Local settings", section = "Incidents", says = "Within 3 days." }
opened_by = "event_recorded"
owners = ["supervisor"]
clock = { kind = "within", number = 3, unit = "days", anchor = "event" }
nudges = "told-once"
"""


@pytest.mark.parametrize("given", [("--start", "2026-11-02"), ("--given", "event=2026-11-02")])
def test_the_start_of_a_rule_opened_by_an_event_is_the_date_of_the_event(
    bot: Commands, given: tuple[str, str]
) -> None:
    overlays = bot.data / "overlays"
    overlays.mkdir(parents=True)
    (overlays / "bradford.toml").write_text(INCIDENT, "utf-8")
    found = bot("explain", "incident", *BD, *given, "--json").json
    assert (found["status"], found["due"]) == ("due", "2026-11-05")


@pytest.mark.parametrize("named", ["--data", "SUPERVISION_DATA", "SUPERVISION_OVERLAYS"])
def test_local_settings_are_used_and_said_to_be(
    bot: Commands, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    overlays = bot.folder / "council" / "overlays"
    overlays.mkdir(parents=True)
    (overlays / "bradford.toml").write_text(OVERLAY, "utf-8")
    arguments: tuple[str, ...] = ("explain", "record-case", *BD, "--start", "2026-11-02", "--json")
    assert bot(*arguments).json["status"] == "no_number"
    if named == "--data":
        arguments += (named, "council")
    else:
        monkeypatch.setenv(named, "council" if named == "SUPERVISION_DATA" else str(overlays))
    found = bot(*arguments).json
    assert (found["due"], found["local_setting"]) == ("2026-11-05", True)
    assert "local setting" in found["clause"]


def test_a_faulty_overlay_is_named_with_its_key(bot: Commands) -> None:
    overlays = bot.data / "overlays"
    overlays.mkdir(parents=True)
    (overlays / "bradford.toml").write_text("[rules.prep]\ntitel = 'x'\n", "utf-8")
    ended = bot("explain", "rebook", *CB)
    assert ended.code == 1
    assert "data/overlays/bradford.toml: rules.prep.titel" in ended.err


@pytest.mark.parametrize(("offset", "day"), [("+03:00", "Sat 24 Oct 2026"), ("Z", "Sun 25 Oct 2026")])
def test_a_time_may_say_its_offset_as_in_a_file_to_import(bot: Commands, offset: str, day: str) -> None:
    ended = bot("explain", "freq-sw", *BD, "--given", f"start=2026-10-25T00:30{offset}")
    assert ended.code == 0
    assert f"{day}  -       counted from this day" in ended.out


def test_a_rule_that_is_over_tells_nobody(bot: Commands) -> None:
    over = ("--start", "2026-11-02", "--given", "employment_started=2026-01-05")
    ended = bot("explain", "freq-first-six-months", *BD, *over)
    assert "first six months in post: not in force" in ended.out
    assert "the rule holds no more from 5 July 2026 on" in ended.out
    assert "Who is told" not in ended.out
