"""Policy files: what is in them, and what an overlay may change."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from supervision.policy import Policy, PolicyError, case_frequency, load_as_if, load_policies
from supervision.policy.vocabulary import ROLES

RECORDS = ("case", "personal")
# Every clause of the two policies, by the ids used everywhere; the rows of the tables of cases stand apart.
FREQUENCIES = {"freq-nqsw", "freq-sw", "freq-student", "freq-tm", "freq-hos", "freq-nonsw"}
BOTH = {
    *FREQUENCIES,
    "agreement-first",
    "agreement-review",
    "book",
    "prep",
    "record-case",
    "signoff-case",
    "signoff-personal",
    "rebook",
    "rebook-sick",
    "rebook-sick-personal",
    "audit-monthly",
}
CLOCKED = {
    "central-bedfordshire": BOTH
    | {"cancel-note", "absent-supervisor", "plan-review", "plan-review-disabilities"}
    | {"audit-themed", "observe-peer", "survey"},
    "bradford": BOTH
    | {"freq-first-six-months", "freq-home", "freq-agency", "freq-iro", "observe-practice", "appraisal"}
    | {"asye-review-3", "asye-review-6", "asye-review-9", "asye-review-11", "protected-development"}
    | {"record-case-home", "record-personal-home", "signoff-case-home", "signoff-personal-home"}
    | {"oversight-allocation", "oversight-sign-off"},
}
TALKED_OF_IN_BOTH = {
    *("agenda", "personal", "supervisor-prep", "agreement-form", "concern"),
    *("reading", "property", "storage"),
}
TALKED_OF = {
    "central-bedfordshire": TALKED_OF_IN_BOTH
    | {"four-questions", "ten-minutes", "childs-views", "emotions", "analysis", "together", "disagreement"}
    | {"disclosure", "redaction", "own-data"},
    "bradford": TALKED_OF_IN_BOTH | {"reflection-split", "co-working", "oversight", "cpd"},
}
LISTED_HERE = (
    "a rule or clause that a policy file gains or loses is listed at the top of tests/policy/test_loading.py"
)
MARKED_HERE = (
    "a rule that is uncertain or has no number is listed in this test of tests/policy/test_loading.py"
)
Write = Callable[[str, str], Path]
BRADFORD = (files("supervision.policy") / "bradford.toml").read_text("utf-8")


@pytest.fixture
def write_overlay(tmp_path: Path) -> Callable[[str], Path]:
    """Writes Bradford's overlay into the folder of those that are installed."""

    def written(text: str) -> Path:
        path = tmp_path / "overlays" / "bradford.toml"
        path.parent.mkdir()
        path.write_text(text, "utf-8")
        return path

    return written


def test_both_published_policies_load(policies: Mapping[str, Policy]) -> None:
    assert {policy.name for policy in policies.values()} == {"Central Bedfordshire", "Bradford"}
    assert set(policies) == {"central-bedfordshire", "bradford"}


def test_every_rule_is_a_known_clause_with_its_source_in_our_words(policies: Mapping[str, Policy]) -> None:
    for policy in policies.values():
        rows = {key for key in policy.rules if key.startswith("case-")}
        assert set(policy.rules) - rows == CLOCKED[policy.key], LISTED_HERE
        assert set(policy.clauses) == TALKED_OF[policy.key], LISTED_HERE
        assert set(policy.cited_clauses) == set(policy.rules) | set(policy.clauses)
        for key, rule in policy.rules.items():
            assert (rule.id, rule.authority, rule.clause.id) == (key, policy.key, key)
            assert rule.clause.document == policy.document.title
            assert rule.clause.section
            assert rule.clause.says
            assert not rule.local_setting


def test_readings_are_uncertain_exactly_where_the_texts_leave_them_so(cb: Policy, bd: Policy) -> None:
    uncertain = [{rule.id for rule in policy.rules.values() if rule.uncertain} for policy in (cb, bd)]
    assert uncertain == [
        {"rebook", "rebook-sick-personal", "record-case", "freq-nqsw"}
        | {"case-first", "case-newly-allocated", "case-family-support", "case-more-often"},
        {"freq-nqsw", "freq-home", "freq-nonsw", "observe-practice"}
        | {"agreement-review", "oversight-allocation"},
    ], MARKED_HERE


def test_numbers_that_a_text_does_not_give_are_empty_and_nobody_is_chased(cb: Policy, bd: Policy) -> None:
    empty = [
        {rule.id for rule in policy.rules.values() if rule.clock.kind == "no_number"} for policy in (cb, bd)
    ]
    assert empty == [
        {
            "agreement-review",
            "cancel-note",
            "plan-review-disabilities",
            "case-more-often",
            "case-unclassified",
        },
        {"freq-first-six-months", "record-case", "signoff-case", "signoff-personal", "audit-monthly"}
        | {"oversight-allocation", "oversight-sign-off"},
    ], MARKED_HERE
    assert "absent-supervisor" not in bd.rules


def test_management_oversight_is_the_one_clause_that_is_no_supervision(
    policies: Mapping[str, Policy],
) -> None:
    apart = {
        (policy.key, key)
        for policy in policies.values()
        for key, clause in policy.clauses.items()
        if not clause.counts_as_supervision
    }
    assert apart == {("bradford", "oversight")}


def test_every_case_type_has_a_row_or_is_listed_for_a_decision(policies: Mapping[str, Policy]) -> None:
    for policy in policies.values():
        rows = policy.rules_opened_by("case_supervised")
        for key in policy.case_types:
            assert [row.id for row in rows if key in row.case_types]


def test_each_worker_of_a_co_worked_case_is_supervised_on_it_where_the_text_says_so(
    cb: Policy, bd: Policy
) -> None:
    assert all(rule.each_worker for rule in bd.rules_opened_by("case_supervised"))
    assert not any(rule.each_worker for rule in cb.rules.values())


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
        opened = policy.rules_opened_by(fact, role="social_worker", kind=kind)
        assert {rule.id for rule in opened} == expected


def test_the_record_of_staff_in_a_home_has_rules_of_its_own(cb: Policy, bd: Policy) -> None:
    def ids(policy: Policy, role: str) -> list[str | None]:
        found = [policy.record_rule(step, kind, role) for step in ("record", "signoff") for kind in RECORDS]
        return [one.id if one else None for one in found]

    assert ids(bd, "nqsw") == ["record-case", None, "signoff-case", "signoff-personal"]
    assert ids(bd, "home_staff") == [
        "record-case-home", "record-personal-home", "signoff-case-home", "signoff-personal-home",
    ]  # fmt: skip
    assert ids(cb, "home_staff") == ids(cb, "nqsw") == ids(bd, "nqsw")
    # A record nobody signed is assumed agreed by one of the two texts only.
    assert {rule.id for rule in (*bd.rules.values(), *cb.rules.values()) if rule.assumed_agreed} == {
        "signoff-case", "signoff-personal",
    }  # fmt: skip


def test_case_types_declare_the_facts_that_bear_on_them(cb: Policy, bd: Policy) -> None:
    assert dict(bd.case_types["child-in-care"].facts) == {
        "settled": "yes_no",
        "permanence_agreed": "yes_no",
        "visits_months": "number",
        "interval_months": "number",
        "decided_by": "person",
        "decided_on": "date",
    }
    assert (len(cb.case_types), len(bd.case_types)) == (23, 10)


def test_a_policy_survives_being_kept_as_text(policies: Mapping[str, Policy], local_bd: Policy) -> None:
    for policy in (*policies.values(), local_bd):
        again = Policy.parse(policy.dump())
        assert (again.version, again.dump()) == (policy.version, policy.dump())
        # Of two rows that are equally strict the first governs, so their order is part of what a policy says.
        assert list(again.rules) == list(policy.rules)
        place = policy.bank_holidays.model_copy(update={"kept": again.bank_holidays.kept})
        assert again == policy.model_copy(update={"bank_holidays": place})


def test_a_kept_text_counts_by_the_bank_holidays_that_were_known_then(cb: Policy) -> None:
    dump = cb.dump()
    then = Policy.parse(re.sub(r'"2026-12-28":"[^"]+",', "", dump))
    assert then.dump() != dump
    assert then.version != cb.version
    day = date(2026, 12, 28)
    assert (cb.calendar.is_working(day), then.calendar.is_working(day)) == (False, True)
    assert "bank holiday" in cb.calendar.reason(day)
    assert then.calendar.reason(day) == "working day"
    start = {"start": date(2026, 12, 23)}
    assert cb.rules["rebook"].due(start, cb.calendar).on == date(2027, 1, 4)
    assert then.rules["rebook"].due(start, then.calendar).on == date(2026, 12, 31)


def test_a_kept_text_knows_the_years_it_does_not_hold_from_their_source(cb: Policy) -> None:
    again = Policy.parse(cb.dump())
    assert min(again.bank_holidays.kept).year == 2020
    for year in (2019, 2045):
        assert again.calendar.reason(date(year, 12, 25)) == cb.calendar.reason(date(year, 12, 25))


def test_a_file_writes_no_bank_holidays_of_its_own(write: Write) -> None:
    place = 'subdivision = "ENG"'
    text = BRADFORD.replace('"bradford"', '"other"').replace(
        place, f'{place}, kept = {{ 2026-05-05 = "Own" }}'
    )
    with pytest.raises(PolicyError, match=r"bank_holidays\.kept: is for policies that were kept"):
        load_policies(authorities=(write("other.toml", text),))


def test_a_file_as_if_it_were_put_to_work_has_the_overlay_of_its_key_over_it(
    write: Write, write_overlay: Callable[[str], Path], bd: Policy
) -> None:
    published = write("changed.toml", BRADFORD.replace('name = "Bradford"', 'name = "Bradford tomorrow"'))
    overlay = write_overlay("[rules.rebook.clock]\nnumber = 4\n")
    then = load_as_if(published, overlay.parent)
    assert then.name == "Bradford tomorrow"
    assert then.rules["rebook"].local_setting
    assert load_as_if(published).rules["rebook"] == bd.rules["rebook"]


def test_an_overlay_as_if_it_were_put_to_work_takes_the_place_of_the_one_that_is(
    write: Write, write_overlay: Callable[[str], Path]
) -> None:
    installed = write_overlay("[rules.rebook.clock]\nnumber = 4\n")
    other = write("bradford.toml", "[rules.record-case]\ntitle = 'Record it'\n")
    then = load_as_if(other, installed.parent)
    assert [rule.id for rule in then.rules.values() if rule.local_setting] == ["record-case"]


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


def test_an_overlay_that_adds_a_case_type_with_its_row_marks_both(write: Write) -> None:
    path = write(
        "bradford.toml",
        """
[case_types.missing]
title = "Missing child"
clause = { document = "Local settings", section = "Missing children", says = "Weekly." }
[rules.case-missing]
title = "Weekly discussion of a missing child"
clause = { document = "Local settings", section = "Missing children", says = "Weekly." }
opened_by = "case_supervised"
owners = ["supervisor"]
case_types = ["missing"]
clock = { kind = "every", number = 1, unit = "weeks" }
nudges = "frequency"
""",
    )
    policy = load_policies(overlays=path.parent)["bradford"]
    assert [key for key, one in policy.case_types.items() if one.local_setting] == ["missing"]
    found = case_frequency(policy, ["missing", "plo"], {}, {"start": date(2026, 11, 2)})
    assert found.rule is not None
    assert (found.rule.cited(), found.due.on) == (
        "case-missing: Local settings, “Missing children” (local setting)",
        date(2026, 11, 9),
    )


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


def test_a_rule_holds_from_its_date_and_for_as_long_as_it_lasts(cb: Policy, bd: Policy) -> None:
    first = bd.rules["freq-first-six-months"]
    started = {"employment_started": date(2026, 9, 1)}
    assert first.in_force(date(2027, 2, 28), started, bd.calendar)
    assert not first.in_force(date(2027, 3, 1), started, bd.calendar)
    assert not first.in_force(date(2026, 10, 1), {}, bd.calendar)
    assert not bd.rules["freq-sw"].in_force(date(2022, 3, 31), {}, bd.calendar)
    assert bd.rules["freq-sw"].in_force(date(2022, 4, 1), {}, bd.calendar)
    assert cb.rules["freq-sw"].in_force(date(2000, 1, 1), {}, cb.calendar)
