"""Policy files: what is in them, what an overlay may change, and how a fault is told."""

from collections.abc import Callable, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from supervision.policy import Policy, PolicyError, load_policies
from supervision.policy.vocabulary import ROLES

# The clauses with clocks of the two policies, by the ids used everywhere.
CLAUSES = {
    "agreement-first",
    "agreement-review",
    "book",
    "freq-nqsw",
    "freq-sw",
    "freq-first-six-months",
    "freq-student",
    "freq-tm",
    "freq-hos",
    "freq-nonsw",
    "freq-home",
    "freq-agency",
    "freq-iro",
    "prep",
    "record-case",
    "signoff-case",
    "signoff-personal",
    "rebook",
    "rebook-sick",
    "rebook-sick-personal",
    "cancel-note",
    "absent-supervisor",
    "plan-review",
    "audit-monthly",
    "audit-themed",
    "observe-peer",
    "observe-practice",
    "survey",
    "appraisal",
}
Write = Callable[[str, str], Path]
BRADFORD = (files("supervision.policy") / "bradford.toml").read_text("utf-8")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written


def fault(overlays: Path | None = None, authorities: tuple[Path, ...] = ()) -> str:
    with pytest.raises(PolicyError) as found:
        load_policies(overlays, authorities)
    return str(found.value)


def test_both_published_policies_load(policies: Mapping[str, Policy]) -> None:
    assert {policy.name for policy in policies.values()} == {"Central Bedfordshire", "Bradford"}
    assert set(policies) == {"central-bedfordshire", "bradford"}


def test_every_rule_is_a_known_clause_with_its_source_in_our_words(policies: Mapping[str, Policy]) -> None:
    for policy in policies.values():
        assert set(policy.rules) <= CLAUSES
        assert set(policy.clauses) == set(policy.rules)
        for key, rule in policy.rules.items():
            assert (rule.id, rule.authority, rule.clause.id) == (key, policy.key, key)
            assert rule.clause.document == policy.document.title
            assert rule.clause.section
            assert rule.clause.says
            assert not rule.local_setting


def test_readings_are_uncertain_exactly_where_the_texts_leave_them_so(cb: Policy, bd: Policy) -> None:
    uncertain = [{rule.id for rule in policy.rules.values() if rule.uncertain} for policy in (cb, bd)]
    assert uncertain == [{"rebook", "rebook-sick-personal", "record-case"}, {"freq-nqsw"}]


def test_numbers_that_bradford_does_not_give_are_empty(bd: Policy) -> None:
    empty = {rule.id for rule in bd.rules.values() if rule.clock.kind == "no_number"}
    assert empty == {"freq-first-six-months", "record-case", "signoff-case", "signoff-personal"}
    assert "absent-supervisor" not in bd.rules


def test_each_role_has_one_frequency_at_most(policies: Mapping[str, Policy]) -> None:
    for policy in policies.values():
        for role in ROLES:
            asked = [rule.id for rule in policy.rules_opened_by("last_session", role=role) if rule.roles]
            assert len(asked) == 1 or (policy.key, role, asked) == (
                "central-bedfordshire",
                "assistant_director",
                [],
            )


@pytest.mark.parametrize(
    ("fact", "kind", "expected"),
    [
        ("session_cancelled", "case", {"rebook"}),
        ("session_cancelled_sick", "both", {"rebook-sick"}),
        ("session_cancelled_sick", "personal", {"rebook-sick-personal"}),
        ("session_held", "case", {"record-case"}),
        ("session_held", "personal", set()),
        ("record_tasked", "case", {"signoff-case"}),
        ("record_received", "both", {"signoff-personal"}),
        ("session_planned", "personal", {"prep"}),
    ],
)
def test_a_fact_opens_the_rules_for_its_kind_of_session(
    policies: Mapping[str, Policy], fact: str, kind: str, expected: set[str]
) -> None:
    for policy in policies.values():
        assert {rule.id for rule in policy.rules_opened_by(fact, kind=kind)} == expected


def test_case_types_declare_the_facts_that_bear_on_them(cb: Policy, bd: Policy) -> None:
    assert dict(bd.case_types["child-in-care"].facts) == {
        "settled": "yes_no",
        "permanence_agreed": "yes_no",
        "visits_months": "number",
        "interval_months": "number",
        "decided_by": "person",
        "decided_on": "date",
    }
    assert (len(cb.case_types), len(bd.case_types)) == (22, 10)


def test_a_policy_survives_being_kept_as_text(policies: Mapping[str, Policy], local_bd: Policy) -> None:
    for policy in (*policies.values(), local_bd):
        again = Policy.parse(policy.dump())
        assert again == policy
        assert (again.version, again.dump()) == (policy.version, policy.dump())


def test_a_kept_text_that_has_been_damaged_is_refused(cb: Policy) -> None:
    with pytest.raises(PolicyError, match="stored policy: rules"):
        Policy.parse(cb.dump().replace('"kind":"once_per"', '"kind":"once"'))


def test_the_version_changes_with_the_content_and_only_with_it(write: Write, bd: Policy) -> None:
    other = write("other.toml", BRADFORD.replace('key = "bradford"', 'key = "other"'))
    assert load_policies()["bradford"].version == bd.version
    assert load_policies(authorities=(other,))["other"].version != bd.version


def test_an_overlay_fills_in_and_switches_on_and_marks_what_it_touched(local_bd: Policy, bd: Policy) -> None:
    local = {rule.id for rule in local_bd.rules.values() if rule.local_setting}
    assert local == {"absent-supervisor", "rebook", "record-case"}
    assert local_bd.version != bd.version
    assert {rule.kind for rule in (local_bd.rules["rebook"].clock, bd.rules["rebook"].clock)} == {"within"}
    assert local_bd.rules["rebook"].nudges == bd.rules["rebook"].nudges


def test_an_overlay_may_change_one_number_of_a_clock(local_bd: Policy, bd: Policy) -> None:
    changed = local_bd.rules["rebook"].clock.model_dump()
    assert changed == bd.rules["rebook"].clock.model_dump() | {"number": 6}


def test_an_overlay_that_changes_a_ladder_marks_each_rule_that_uses_it(write: Write) -> None:
    write(
        "bradford.toml", '[ladders]\npreparation = [{ when = "before", working_days = 2, to = ["owner"] }]\n'
    )
    overlaid = load_policies(overlays=write("readme.txt", "").parent)["bradford"]
    assert {rule.id for rule in overlaid.rules.values() if rule.local_setting} == {"prep"}


def test_a_third_authority_is_one_file(write: Write) -> None:
    third = write(
        "derby.toml",
        """
key = "derby-like"
name = "A third council"
timezone = "Europe/London"
bank_holidays = { country = "GB", subdivision = "ENG" }
hours = { decent_from = 08:00:00, decent_to = 18:00:00, morning = 09:00:00 }
[document]
title = "Supervision policy"
holds_from = 2026-01-01
[rules.record-case]
title = "Record within a day"
clause = { section = "7", says = "Recorded within 24 hours." }
opened_by = "session_held"
owners = ["supervisor"]
clock = { kind = "within_hours", number = 24 }
nudges = [{ when = "due", to = ["owner"] }]
""",
    )
    rule = load_policies(authorities=(third,))["derby-like"].rules["record-case"]
    assert (rule.authority, str(rule.holds_from), rule.clock.kind) == (
        "derby-like",
        "2026-01-01",
        "within_hours",
    )


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
            "ladders.preparation.0.working_days: must be great",
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


def test_every_fault_of_a_file_is_told_at_once(write: Write) -> None:
    text = BRADFORD.replace('name = "Bradford"', 'colour = "blue"').replace(
        'key = "bradford"', 'key = "mine"'
    )
    assert len(fault(authorities=(write("mine.toml", text),)).splitlines()) == 2


def test_a_key_written_twice_is_told_with_its_line(write: Write) -> None:
    message = fault(authorities=(write("mine.toml", 'key = "mine"\nkey = "again"\n'),))
    assert "Cannot overwrite a value (at line 2" in message


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


def test_a_rule_holds_from_its_date_and_for_as_long_as_it_lasts(cb: Policy, bd: Policy) -> None:
    first = bd.rules["freq-first-six-months"]
    started = {"employment_started": date(2026, 9, 1)}
    assert first.in_force(date(2027, 2, 28), started, bd.calendar)
    assert not first.in_force(date(2027, 3, 1), started, bd.calendar)
    assert not first.in_force(date(2026, 10, 1), {}, bd.calendar)
    assert not bd.rules["freq-sw"].in_force(date(2022, 3, 31), {}, bd.calendar)
    assert bd.rules["freq-sw"].in_force(date(2022, 4, 1), {}, bd.calendar)
    assert cb.rules["freq-sw"].in_force(date(2000, 1, 1), {}, cb.calendar)
