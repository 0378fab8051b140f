import pytest

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
