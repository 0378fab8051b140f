"""The commands of a policy officer."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.bot.cli.commands import Commands

ACTIONS = ("check", "show", "compare", "dry-run", "history", "new")
BRADFORD = (files("supervision.policy") / "bradford.toml").read_text("utf-8")


@pytest.fixture
def third(bot: Commands) -> str:
    """A policy file of a third council."""
    assert bot("policy", "new", "riverside").code == 0
    return "riverside.toml"


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_explains_itself(bot: Commands, action: str) -> None:
    ended = bot("policy", action, "--help")
    assert ended.code == 0
    assert f"usage: supervision-bot policy {action}" in ended.out
    assert "--data DIR" in ended.out


def test_every_action_and_option_stands_in_the_docs(bot: Commands) -> None:
    page = (Path(__file__).parents[3] / "docs" / "operators" / "commands.md").read_text(encoding="utf-8")
    part = page.split("## supervision-bot policy\n")[1].split("\n## ")[0]
    for action in ACTIONS:
        assert f"`supervision-bot policy {action} " in part
        usage = bot("policy", action, "--help").out.split("\n\n")[0]
        assert all(f"`{option}`" in part for option in re.findall(r"--[a-z]+", usage))


@pytest.mark.parametrize("arguments", [(), ("dance",), ("check",), ("compare", "bradford")])
def test_wrong_usage_of_an_action_ends_with_2(bot: Commands, arguments: tuple[str, ...]) -> None:
    assert bot("policy", *arguments).code == 2


def test_a_new_file_is_commented_and_has_nothing_to_mend(bot: Commands, third: str) -> None:
    text = (bot.folder / third).read_text(encoding="utf-8")
    assert 'key = "riverside"' in text
    assert text.count("\n#") > 20
    ended = bot("policy", "check", third)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("riverside.toml: nothing to mend. Riverside: 2 rules.\n")


def test_every_example_in_a_new_file_can_be_used(bot: Commands, third: str) -> None:
    path = bot.folder / third
    text = path.read_text(encoding="utf-8")
    head, examples = text.split("# ---- Cases:")
    wanted = re.sub(r"^# (?=\[|[a-z_]+ = )", "", examples, flags=re.MULTILINE)
    path.write_text(f"{head}\n# ---- Cases:{wanted}", encoding="utf-8")
    ended = bot("policy", "check", third)
    assert (ended.code, ended.err) == (0, "")
    assert "Riverside: 6 rules." in ended.out
    clocks = re.findall(r"^# (clock = \{[^}]+\})", head, flags=re.MULTILINE)
    assert len(clocks) == 9
    for clock in clocks:
        path.write_text(
            text.replace('clock = { kind = "every", number = 1, unit = "months" }', clock), encoding="utf-8"
        )
        assert bot("policy", "check", third).err == ""


def test_a_new_file_takes_no_others_place(bot: Commands, third: str) -> None:
    (bot.folder / third).write_text("mine", encoding="utf-8")
    ended = bot("policy", "new", "riverside")
    assert ended.code == 1
    assert "Move it away" in ended.err
    assert (bot.folder / third).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("key", "told"), [("bradford", "already"), ("River Side", "small letters"), ("../up", "cannot")]
)
def test_a_key_that_cannot_be_is_refused(bot: Commands, key: str, told: str) -> None:
    ended = bot("policy", "new", key)
    assert ended.code == 1
    assert told in ended.err
    assert list(bot.folder.iterdir()) == []


def test_every_fault_is_listed_with_file_key_and_remedy(bot: Commands, third: str) -> None:
    path = bot.folder / third
    text = path.read_text(encoding="utf-8").replace('name = "Riverside"', 'colour = "blue"')
    path.write_text(text.replace('nudges = "frequency"', 'nudges = "often"'), encoding="utf-8")
    ended = bot("policy", "check", third)
    assert (ended.code, ended.out) == (1, "")
    assert [line.split(": ")[:2] for line in ended.err.splitlines()] == [
        ["riverside.toml", "name"],
        ["riverside.toml", "colour"],
        ["riverside.toml", "rules.freq-sw.nudges"],
    ]


def test_an_overlay_is_checked_over_the_policy_it_is_named_after(bot: Commands) -> None:
    (bot.folder / "bradford.toml").write_text("[rules.rebook.clock]\nnumber = 0\n", encoding="utf-8")
    ended = bot("policy", "check", "bradford.toml")
    assert ended.code == 1
    assert ended.err.startswith("bradford.toml: rules.rebook.clock.number: ")


@pytest.mark.parametrize("command", ["check", "dry-run"])
def test_an_overlay_that_is_not_named_after_its_authority_is_told_so_and_nothing_else(
    bot: Commands, third: str, command: str
) -> None:
    bot.import_team()
    (bot.data / "policies").mkdir()
    (bot.folder / third).rename(bot.data / "policies" / third)
    (bot.folder / "numbers.toml").write_text("[rules.freq-sw.clock]\nnumber = 2\n", encoding="utf-8")
    ended = bot("policy", command, "numbers.toml", "--data", "data")
    assert ended.code == 1
    (told,) = ended.err.splitlines()
    assert told.startswith("numbers.toml: this has no key, no name and no document")
    assert "An overlay is named after its authority, such as riverside.toml." in told


def test_a_file_that_is_not_there_is_said_to_be(bot: Commands) -> None:
    ended = bot("policy", "check", "nowhere.toml")
    assert ended.code == 1
    assert "nowhere.toml: cannot be read" in ended.err


def test_a_policy_is_shown_with_each_rules_source_and_what_is_uncertain(bot: Commands) -> None:
    shown = bot("policy", "show", "central-bedfordshire").out
    rebook = " ".join(shown.split("\nrebook: ")[1].split("\n\n")[0].split())
    assert "By when within 5 working days of the cancellation" in rebook
    assert "Source Central Bedfordshire supervision policy, “Cancellation of case management" in rebook
    assert "Uncertain The text counts from the cancellation" in rebook
    assert "cancel-note: Note the cancellation on each child's file" in shown
    assert "four-questions: Prepare with the four questions" in shown
    assert max(map(len, shown.splitlines())) <= 100


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('[rules.rebok]\nopened_by = "session_cancelled"', "rebok: did you mean rebook?"),
        ('[rules.hold-again]\nopened_by = "session_cancelled"', "hold-again: did you mean rebook?"),
        (
            '[rules.prep]\nopened_by = "session_held"',
            "prep: it acts on that id where it is opened by session_planned.",
        ),
        ('[rules.watching]\nopened_by = "event_recorded"', ""),
    ],
)
def test_a_rule_the_bot_does_not_act_on_is_named_with_the_one_that_was_meant(
    bot: Commands, third: str, written: str, told: str
) -> None:
    rest = (
        'title = "New"\nclause = { section = "9", says = "New." }\nowners = ["supervisor"]\n'
        'clock = { kind = "no_number" }\nnudges = []\n'
    )
    text = (bot.folder / third).read_text(encoding="utf-8")
    (bot.folder / third).write_text(f"{text}\n{written}\n{rest}", encoding="utf-8")
    checked = bot("policy", "check", third)
    assert checked.code == 0
    assert [line for line in checked.out.splitlines() if "does not act on" in line] == (
        [f"The bot does not act on {told}"] if told else []
    )
    shown = bot("policy", "show", third).out
    unserved = {part.split(":")[0].strip() for part in shown.split("\n\n") if "  Not yet " in part}
    assert unserved == {told.partition(":")[0]} - {""}


TABLE = """
[case_types.in-care]
title = "Child in care"
clause = { section = "6", says = "Every 2 months." }
facts = { settled = "yes_no" }

[case_types.disabled]
title = "Disabled child"
clause = { section = "6", says = "Monthly." }

[rules.case-in-care]
title = "Discuss a child in care"
clause = { section = "6", says = "Every 2 months." }
opened_by = "case_supervised"
owners = ["supervisor"]
case_types = ["in-care"]
when = [{ settled = true }]
clock = { kind = "every", number = 2, unit = "months" }

[rules.case-disabled]
title = "Discuss a disabled child"
clause = { section = "6", says = "Monthly, unless in care." }
opened_by = "case_supervised"
owners = ["supervisor"]
case_types = ["disabled"]
unless_case_types = ["in-care"]
clock = { kind = "every", number = 1, unit = "months" }
"""
TWO = """
[rules.case-in-care-alone]
title = "Discuss a child in care who is not disabled"
clause = { section = "6", says = "Every 2 months." }
opened_by = "case_supervised"
owners = ["supervisor"]
case_types = ["in-care"]
unless_case_types = ["disabled"]
clock = { kind = "every", number = 2, unit = "months" }
"""
UNCLASSIFIED = """
[rules.case-unclassified]
title = "Decide how often"
clause = { section = "6", says = "Decided for each." }
opened_by = "case_supervised"
owners = ["supervisor"]
case_types = ["in-care"]
clock = { kind = "no_number" }
"""


def test_types_whose_cases_may_fit_no_row_are_named_until_a_row_without_a_number_lists_them(
    bot: Commands, third: str
) -> None:
    file = bot.folder / third
    text = file.read_text("utf-8") + TABLE
    said = "Cases of these types may fit no row, and nobody is asked to decide: "
    for more, types in (("", "in-care"), (TWO, "in-care with disabled"), (UNCLASSIFIED, None)):
        file.write_text(text + more, "utf-8")
        out = bot("policy", "check", third).out
        assert [one for one in out.splitlines() if one.startswith(said)] == (
            [f"{said}{types}."] if types else []
        )


def test_a_policy_is_shown_as_a_page_that_fetches_nothing(bot: Commands) -> None:
    page = bot("policy", "show", "bradford", "--html").out
    assert page.startswith("<!doctype html>")
    assert '<html lang="en-GB">' in page
    assert "<h3>Management oversight <code>oversight</code></h3>" in page
    assert "<dd class=mark>After the 6-month review" in page
    assert "child&#x27;s file" in page
    assert not re.search(r"https?://|<script|<link|src=", page)
    assert len(re.findall(r'id="([^"]+)"', page)) == len(set(re.findall(r'id="([^"]+)"', page)))


def test_two_policies_are_compared_clause_by_clause(bot: Commands) -> None:
    found = bot("policy", "compare", "central-bedfordshire", "bradford").out
    assert found.startswith("1  Central Bedfordshire (central-bedfordshire)\n2  Bradford (bradford)\n")
    assert "Only in 1\n" in found
    assert "  absent-supervisor: Report that the supervisor is away" in found
    rebook = found.split("\n  rebook\n")[1]
    assert rebook.startswith(
        "    By when\n"
        "      1  within 5 working days of the cancellation\n"
        "      2  within 7 working days of the originally planned session\n"
    )


def test_a_policy_compared_with_itself_differs_in_nothing(bot: Commands) -> None:
    found = bot("policy", "compare", "bradford", "bradford").out
    assert "Only in" not in found
    assert "different" not in found
    assert re.search(r"The same in both: (\d+) of \1\n", found)


def test_a_council_that_is_not_known_is_answered_with_those_that_are(bot: Commands) -> None:
    ended = bot("policy", "show", "atlantis")
    assert ended.code == 1
    assert "  bradford\n  central-bedfordshire" in ended.err


def test_a_file_in_the_folder_policies_is_one_more_authority(bot: Commands, third: str) -> None:
    folder = bot.data / "policies"
    folder.mkdir(parents=True)
    (bot.folder / third).rename(folder / third)
    assert set(Settings().at(bot.data).policies()) == {"bradford", "central-bedfordshire", "riverside"}
    where = ("--data", str(bot.data))
    assert bot("policy", "check", str(folder / third), *where).code == 0
    assert bot("policy", "show", "riverside", *where).out.startswith("Riverside\n=========\n")
    assert bot("policy", "new", "riverside", *where).code == 1
    worker = {"id": "w1", "name": "Wren", "email": "wren@riverside.example", "role": "social_worker"}
    people = bot.file("people", {**worker, "authority": "riverside"})
    assert bot("import", "people", people, *where).code == 0
    overlays = bot.data / "overlays"
    overlays.mkdir()
    (overlays / third).write_text("[rules.freq-sw.clock]\nnumber = 2\n", encoding="utf-8")
    assert Settings().at(bot.data).policies()["riverside"].rules["freq-sw"].local_setting


def test_a_faulty_file_in_the_folder_policies_is_named(bot: Commands) -> None:
    folder = bot.data / "policies"
    folder.mkdir(parents=True)
    (folder / "riverside.toml").write_text(BRADFORD, encoding="utf-8")
    ended = bot("policy", "show", "bradford", "--data", str(bot.data))
    assert ended.code == 1
    assert "riverside.toml: key: 'bradford' is the key of bradford.toml already" in ended.err


def test_a_new_version_of_an_installed_policy_is_checked_as_its_replacement(
    bot: Commands, third: str
) -> None:
    installed = bot.data / "policies" / "council.toml"
    installed.parent.mkdir(parents=True)
    where, text = ("--data", str(bot.data)), (bot.folder / third).read_text(encoding="utf-8")
    assert "This would replace" not in bot("policy", "check", third, *where).out
    installed.write_text(text, encoding="utf-8")
    assert "This would replace" not in bot("policy", "check", str(installed), *where).out
    ended = bot("policy", "check", third, *where)
    assert (ended.code, ended.err) == (0, "")
    assert f"\nThis would replace {installed}: put it there under that name.\n" in ended.out
    assert "It no longer has" not in ended.out
    (bot.folder / third).write_text(text.replace("[rules.freq-sw", "[rules.frequency"), encoding="utf-8")
    ended = bot("policy", "check", third, *where)
    assert "It no longer has: freq-sw. A rule under another id is another rule.\n" in ended.out
    (bot.folder / third).write_text(text.replace('name = "Riverside"', 'colour = "blue"'), encoding="utf-8")
    ended = bot("policy", "check", third, *where)
    assert (ended.code, ended.out) == (1, "")
    assert {line.split(": ")[0] for line in ended.err.splitlines()} == {third}


def test_a_new_version_is_compared_with_the_one_that_is_installed(bot: Commands, third: str) -> None:
    installed = bot.data / "policies" / third
    installed.parent.mkdir(parents=True)
    text = (bot.folder / third).read_text(encoding="utf-8")
    installed.write_text(text.replace('name = "Riverside"', 'name = "Riverside before"'), encoding="utf-8")
    ended = bot("policy", "compare", "riverside", third, "--data", str(bot.data))
    assert ended.out.startswith("1  Riverside before (riverside)\n2  Riverside (riverside)\n")


def test_a_policy_that_comes_with_the_bot_is_not_replaced_by_a_file(bot: Commands) -> None:
    (bot.folder / "mine.toml").write_text(BRADFORD, encoding="utf-8")
    ended = bot("policy", "check", "mine.toml", "--data", str(bot.data))
    assert ended.code == 1
    assert "mine.toml: key: 'bradford' is the key of bradford.toml already" in ended.err


def test_two_installed_files_with_one_key_are_a_fault_of_either(bot: Commands, third: str) -> None:
    folder = bot.data / "policies"
    folder.mkdir(parents=True)
    text = (bot.folder / third).read_text(encoding="utf-8")
    for name in ("one.toml", "two.toml"):
        (folder / name).write_text(text, encoding="utf-8")
    ended = bot("policy", "check", str(folder / "two.toml"), "--data", str(bot.data))
    assert ended.code == 1
    assert "two.toml: key: 'riverside' is the key of" in ended.err
