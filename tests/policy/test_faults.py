"""A fault in a policy or overlay file is told with the file, the key and the remedy."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from supervision.policy import PolicyError, load_file, load_policies

Write = Callable[[str, str], Path]
BRADFORD = (files("supervision.policy") / "bradford.toml").read_text("utf-8")


def fault(overlays: Path | None = None, authorities: tuple[Path, ...] = ()) -> str:
    with pytest.raises(PolicyError) as found:
        load_policies(overlays, authorities)
    return str(found.value)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "Bradford"\n', "", "name: is missing: add it."),
        (
            'name = "Bradford"',
            'name = "Bradford"\ncolour = "blue"',
            "colour: is not a key that is known here",
        ),
        ("number = 7,", "numbers = 7,", "rules.rebook.clock.numbers: is not a key that is known here"),
        ("number = 7,", 'number = "7",', "rules.rebook.clock.number: must be a whole number"),
        (
            'anchor = "planned" }',
            'anchor = "plan" }',
            "rules.rebook.clock.anchor: 'plan' is not known. Write one of",
        ),
        (
            'kind = "after_shifts"',
            'kind = "shifts"',
            "rules.freq-agency.clock: 'shifts' is not known. Write one of",
        ),
        (
            'roles = ["agency"]',
            'roles = ["temp"]',
            "rules.freq-agency.roles.0: 'temp' is not known. Write one of",
        ),
        (
            'nudges = "frequency"',
            'nudges = "often"',
            "names the ladder 'often', which is not there. Write one of: abs",
        ),
        (
            "working_days = 5, to",
            "working_days = 0, to",
            "ladders.preparation.0.working_days: must be at least 1.",
        ),
        ("weeks = 1, to", "to", "ladders.frequency.2: give either working_days or weeks."),
        (
            'when = "halfway"',
            'when = "sometime"',
            "ladders.rebooking.1: 'sometime' is not known. Write one of",
        ),
        ("[rules.prep]", "[rules.Prep]", "rules.Prep: 'Prep' may hold small letters"),
        ("[ladders]", "[ladder]", "ladder: is not a key that is known here"),
        ("[rules.prep]\n", "[rules.prep]\nid = 'other'\nlength = 60\n", "rules.prep.length: is not a key"),
        (
            "morning = 09:00:00",
            "morning = 07:00:00",
            "hours: morning must lie between decent_from and decent_to.",
        ),
        (
            'settled = "yes_no"',
            'settled = "maybe"',
            "case_types.child-in-care.facts.settled: 'maybe' is not known",
        ),
        (
            "number = 7,",
            "number = 1000000000,",
            "rules.rebook.clock.number: must be at most 3660",
        ),
        (
            'number = 7, unit = "working_days"',
            'number = 3000, unit = "working_days"',
            "rules.rebook.clock.unit: is too long: write at most 2500 working days.",
        ),
        (
            "minimum_minutes = 90",
            "minimum_minutes = 1441",
            "minimum_minutes: must be at most 1440",
        ),
        (
            "working_days = 5, to",
            "working_days = 2501, to",
            "working_days: must be at most 2500",
        ),
        ("weeks = 1, to", "weeks = 521, to", "weeks: must be at most 520"),
        ('timezone = "Europe/London"', 'timezone = "London"', "timezone: is not a time zone that is known"),
    ],
)
def test_a_fault_names_the_file_the_key_and_the_remedy(write: Write, old: str, new: str, told: str) -> None:
    assert old in BRADFORD
    text = BRADFORD.replace('key = "bradford"', 'key = "mine"').replace(old, new, 1)
    path = write("mine.toml", text)
    message = fault(authorities=(path,))
    assert message.startswith(f"{path}: ")
    assert told in message


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'case_types = ["plo"]',
            'case_types = ["ploy"]',
            "rules.case-plo.case_types: 'ploy' is not a case type of this file. Write one of: care-leaver",
        ),
        (
            'instead_of = ["case-child-in-care"]',
            'event_title = "Settled"\ninstead_of = ["case-child-in-care"]',
            "rules.case-child-in-care-settled.event_title: is for a rule opened by event_recorded. Take it out.",
        ),
        (
            'instead_of = ["case-child-in-care"]',
            'instead_of = ["child-in-care"]',
            "rules.case-child-in-care-settled.instead_of: 'child-in-care' is not another row of this file.",
        ),
        (
            'instead_of = ["case-child-in-care"]',
            'instead_of = ["rebook"]',
            "rules.case-child-in-care-settled.instead_of: 'rebook' is not another row",
        ),
        (
            'visits_months = "number", interval_months = "number", decided_by = "person", ',
            'visits_months = "number", interval_months = "number", ',
            "instead_of: needs a recorded decision: declare decided_by as facts",
        ),
        (
            "permanence_agreed = true, visits",
            "permanence_agree = true, visits",
            "rules.case-child-in-care-settled.when.0.permanence_agree: is not a fact of its case types.",
        ),
        (
            "visits_months = { at_least = 3 }",
            "visits_months = true",
            "when.0.visits_months: asks for a yes_no and is declared as number.",
        ),
        (
            "visits_months = { at_least = 3 }",
            "visits_months = { above = 3 }",
            "when.0.visits_months.above: is not a key that is known here",
        ),
        (
            'roles = ["iro", "cp_coordinator"]',
            'roles = ["iro", "social_worker"]',
            "rules.freq-iro.roles: social_worker has a frequency already, freq-sw. Name each role once.",
        ),
        (
            "[rules.prep]\n",
            "[rules.prep]\nformerly = ['rebook']\n",
            "rules.prep.formerly: 'rebook' is a rule of this file. Name an id that is no longer used.",
        ),
        (
            'opened_by = "session_planned"\n',
            "opened_by = 'session_planned'\nformerly = ['ready', 'ready']\n",
            "rules.prep.formerly: 'ready' goes on as prep already. Name it under one rule.",
        ),
        (
            "[rules.prep]\n",
            "[rules.prep]\nassumed_agreed = true\n",
            "rules.prep.assumed_agreed: is for a record that somebody answers: opened by record_tasked",
        ),
        (
            "[rules.signoff-case]\n",
            "[rules.signoff-case]\ndelegates_to = 'business_support'\n",
            "rules.signoff-case.delegates_to: is for the record of a case supervision: record-case, or a rule",
        ),
        (
            "[rules.prep]\n",
            "[rules.prep]\noversight = 'allocation'\n",
            "rules.prep.oversight: is for a rule opened by case_begun or case_ended. Take it out.",
        ),
        (
            "[rules.prep]\n",
            "[rules.prep]\nunless_discussed = true\n",
            "rules.prep.unless_discussed: is for a rule that asks for oversight. Take it out.",
        ),
        (
            'oversight = "allocation"\n',
            "",
            "rules.oversight-allocation.oversight: is missing, and a rule opened by case_ended asks for it.",
        ),
        (
            'opened_by = "case_ended"\noversight = "sign_off"',
            'opened_by = "case_begun"\noversight = "sign_off"',
            "rules.oversight-sign-off.oversight: at sign-off is asked for when the case has ended.",
        ),
        (
            'unless_discussed = true\nowners = ["supervisor"]',
            'unless_discussed = true\nowners = ["supervisee"]',
            "rules.oversight-allocation.owners: must not have the supervisee",
        ),
        (
            'subdivision = "ENG"',
            'subdivision = "London"',
            "bank_holidays: No bank holidays are known for GB London.",
        ),
        (
            "counts_as_supervision = false",
            "counts = false",
            "clauses.oversight.counts: is not a key that is known here",
        ),
    ],
)
def test_what_cannot_be_meant_is_a_fault_too(write: Write, old: str, new: str, told: str) -> None:
    assert old in BRADFORD
    path = write("mine.toml", BRADFORD.replace('key = "bradford"', 'key = "mine"').replace(old, new, 1))
    assert told in fault(authorities=(path,))


def test_a_faulty_ladder_is_told_once_and_does_not_hide_the_other_faults(write: Write) -> None:
    text = BRADFORD.replace('key = "bradford"', 'key = "mine"').replace(
        "working_days = 5, to", "days = 5, to", 1
    )
    path = write("mine.toml", text.replace('nudges = "rebooking"', 'nudges = "often"', 1))
    found = fault(authorities=(path,)).splitlines()
    assert [line.removeprefix(f"{path}: ").split(": ")[0] for line in found] == [
        "ladders.preparation.0.days",
        "rules.rebook.nudges",
    ]


def test_one_file_is_looked_at_by_itself(write: Write) -> None:
    mine = write("mine.toml", BRADFORD.replace('key = "bradford"', 'key = "mine"'))
    assert load_file(mine).key == "mine"
    assert load_file(mine, [mine]).key == "mine"
    overlay = write("bradford.toml", "[rules.rebook.clock]\nnumber = 6\n")
    assert load_file(overlay).rules["rebook"].local_setting
    over_mine = write("other.toml", "[rules.rebook.clock]\nnumber = 6\n")
    with pytest.raises(PolicyError, match="An overlay is named after its authority"):
        load_file(over_mine)


def test_a_file_whose_key_is_taken_is_told_which_one_has_it(write: Write) -> None:
    with pytest.raises(PolicyError, match=r"'bradford' is the key of bradford.toml already"):
        load_file(write("mine.toml", BRADFORD))


def test_a_published_file_can_be_looked_at_where_it_lies() -> None:
    assert load_file(Path(str(files("supervision.policy") / "bradford.toml"))).name == "Bradford"


def test_every_fault_of_a_file_is_told_at_once(write: Write) -> None:
    text = BRADFORD.replace('name = "Bradford"', 'colour = "blue"').replace(
        'key = "bradford"', 'key = "mine"'
    )
    assert len(fault(authorities=(write("mine.toml", text),)).splitlines()) == 2


def test_a_key_written_twice_is_told_with_its_line(write: Write) -> None:
    message = fault(authorities=(write("mine.toml", 'key = "mine"\nkey = "again"\n'),))
    assert "at line 2, column 14: this key stands there already." in message


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff\xfe")
    assert "is not UTF-8 text" in fault(authorities=(path,))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in fault(authorities=(tmp_path / "gone.toml",))


def test_two_files_with_one_key_are_told(write: Write) -> None:
    assert "is the key of bradford.toml already" in fault(authorities=(write("again.toml", BRADFORD),))


def test_a_missing_folder_of_overlays_is_told(tmp_path: Path) -> None:
    assert "there is no such folder" in fault(overlays=tmp_path / "gone")


def test_an_overlay_without_its_policy_is_told(write: Write) -> None:
    path = write("bradfrod.toml", "[rules.rebook.clock]\nnumber = 6\n")
    message = fault(overlays=path.parent)
    assert message.startswith(str(path))
    assert "Name the file after one of: bradford, central-bedfordshire" in message


@pytest.mark.parametrize(
    ("overlay", "told"),
    [
        ('name = "Leeds"\n', "name: is not for an overlay, which may hold: case_types"),
        (
            "[rules.record-case.clock]\nnumber = 5\n",
            "rules.record-case.clock.number: is not a key that is known",
        ),
        ("[rules.absent-supervisor]\ntitle = 'Away'\n", "rules.absent-supervisor.clock: is missing"),
        ("[rules.prep]\nnudges = 'never'\n", "rules.prep.nudges: names the ladder 'never'"),
        (
            "[[closures]]\nday = 2026-12-29\nuntil = 2026-12-28\nreason = 'x'\n",
            "closures.0: until must not lie",
        ),
        ("[[closures]]\nday = 2026-12-29\n", "closures.0.reason: is missing"),
    ],
)
def test_a_fault_in_an_overlay_names_the_overlay(write: Write, overlay: str, told: str) -> None:
    path = write("bradford.toml", overlay)
    message = fault(overlays=path.parent)
    assert message.startswith(f"{path}: ")
    assert told in message


@pytest.mark.parametrize("text", [f"number = {'9' * 5000}", f"deep = {'[' * 5000}{']' * 5000}"])
def test_a_file_that_asks_for_too_much_is_refused_by_its_name(write: Write, text: str) -> None:
    path = write("mine.toml", text)
    message = fault(authorities=(path,))
    assert message.startswith(f"{path}: holds a number that is too long, or tables too deep")


def test_a_closure_without_end_is_refused(write: Write) -> None:
    text = BRADFORD.replace('key = "bradford"', 'key = "mine"')
    text += '\n[[closures]]\nday = 2026-12-24\nuntil = 9999-12-31\nreason = "Closed"\n'
    message = fault(authorities=(write("mine.toml", text),))
    assert "closures.0: until must lie within 3660 days of day." in message


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('key = "mine"\n', "", ["key: is missing: add it."]),
        (
            "morning = 09:00:00",
            'morning = "nine"',
            ["hours.morning: must be a time without quotes: 09:00:00."],
        ),
        (
            "holds_from = 2022-04-01",
            'holds_from = "April"',
            ["document.holds_from: must be a date without quotes and without a time: 2026-04-01."],
        ),
        (
            'opened_by = "frequency"\nowners = ["supervisor"]',
            'opened_by = "frequency"\nowners = ["boss"]',
            [
                "rules.book.owners.0: 'boss' is not known. Write one of 'supervisee', 'supervisor' or 'line_manager'."
            ],
        ),
        (
            'opened_by = "frequency"\nowners = ["supervisor"]',
            'opened_by = "frequency"\nowners = []',
            ["rules.book.owners: needs at least 1 entry in its square brackets."],
        ),
        (
            'opened_by = "frequency"\nowners = ["supervisor"]',
            'opened_by = "frequency"\nowners = "supervisor"',
            ['rules.book.owners: must be a list in square brackets: ["one", "other"].'],
        ),
        ('title = "Book the next supervision"', "title = 7", ["rules.book.title: must be text in quotes."]),
        (
            'name = "Bradford"\n',
            'name = "Bradford\n',
            [
                (
                    "cannot be read as TOML at line 7, column 17: a quote is missing before the line ends. "
                    "A key may stand only once, text stands in quotes."
                )
            ],
        ),
    ],
)
def test_what_is_wrong_is_said_once_and_in_words_for_whoever_writes_the_file(
    write: Write, old: str, new: str, told: list[str]
) -> None:
    text = BRADFORD.replace('key = "bradford"', 'key = "mine"')
    assert old in text
    path = write("mine.toml", text.replace(old, new, 1))
    assert fault(authorities=(path,)).replace(f"{path}: ", "").split("\n") == told


_THIRD = """
key = "third"
name = "Third"
timezone = "Europe/London"
bank_holidays = { country = "GB", subdivision = "ENG" }
hours = { decent_from = 08:00:00, decent_to = 18:00:00, morning = 09:00:00 }
[document]
title = "Third policy"
[rules.x]
title = "Something"
clause = { section = "1", says = "Something is done." }
owners = ["supervisor"]
"""


@pytest.mark.parametrize(
    ("opened_by", "rest", "told"),
    [
        (
            "case_supervised",
            'clock = { kind = "within", number = 5, unit = "days", anchor = "plan_review_months" }',
            (
                "clock.anchor: 'plan_review_months' is never known to a rule opened by case_supervised. "
                "Write one of: start, next_session, allocated."
            ),
        ),
        (
            "last_appraisal",
            'clock = { kind = "same_day_as", anchor = "planned" }',
            (
                "clock.anchor: 'planned' is never known to a rule opened by last_appraisal. "
                "Write one of: start, employment_started, asye_started, next_session."
            ),
        ),
        (
            "session_held",
            'clock = { kind = "within", number = 5, unit = "days", anchor = "employment_started" }',
            "clock.anchor: 'employment_started' is never known to a rule opened by session_held. Write one of: start.",
        ),
        (
            "event_recorded",
            'clock = { kind = "hours_per", period = "week", hours = 1 }',
            "clock.kind: hours_per is for a rule opened by last_session or period_begun. Write another kind.",
        ),
        (
            "last_appraisal",
            'clock = { kind = "after_shifts", number = 8 }',
            "clock.kind: after_shifts is for a rule opened by last_session. Write another kind.",
        ),
        (
            "last_appraisal",
            'clock = { kind = "every", number_from = "interval_months", unit = "months" }',
            "clock.number_from: is for a rule opened by case_supervised. Write the number instead.",
        ),
        (
            "agreement_signed",
            'clock = { kind = "every", number = 1, unit = "years" }',
            'opened_by: needs a rule that gives the signature: write gives = "signed" in the rule of the agreement.',
        ),
        (
            "case_supervised",
            'clock = { kind = "no_number" }\nlasts = { number = 6, unit = "months", anchor = "asye_started" }',
            "lasts.anchor: 'asye_started' is never known to a rule opened by case_supervised. Write one of: allocated.",
        ),
        (
            "session_held",
            (
                'clock = { kind = "staged", stages = [ '
                '{ name = "a", clock = { kind = "every", number = 1, unit = "weeks" }, '
                'until = { anchor = "six_month_review" } }, { name = "b", clock = { kind = "no_number" } } ] }'
            ),
            (
                "clock.stages.0.until.anchor: 'six_month_review' is never known to a rule opened by session_held. "
                "Write one of: start."
            ),
        ),
    ],
)
def test_a_clock_that_would_wait_for_ever_is_refused_with_what_to_write(
    tmp_path: Path, opened_by: str, rest: str, told: str
) -> None:
    file = tmp_path / "third.toml"
    file.write_text(f'{_THIRD}opened_by = "{opened_by}"\n{rest}\n', encoding="utf-8")
    with pytest.raises(PolicyError) as found:
        load_file(file)
    assert [str(one).partition("rules.x.")[2] for one in found.value.faults] == [told]
