"""The page of rules, written from the policy files: every rule, clause, reminder and case type of each authority."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from supervision.policy import CaseType, Policy, Rule, load_policies, toml_files
from supervision.policy.clocks.every import Every
from supervision.policy.clocks.moments import AfterShifts, NoNumber, SameDayAs
from supervision.policy.clocks.once_passed import OncePassed
from supervision.policy.clocks.once_per import OncePer
from supervision.policy.clocks.staged import Staged
from supervision.policy.clocks.within import Within, WithinHours
from supervision.policy.inputs import INPUT_WORDS
from supervision.policy.nudges import AnyStep, Before, Digest, Halfway, LateBy, OnDue, Opened
from supervision.policy.spans import in_words
from supervision.policy.vocabulary import START_WORDS

PAGE = Path("docs/administrators/rules.md")

_HEAD = """\
# The rules of each policy

This page is written from the policy files by `python -m tools.rules_page`, and `make check` compares the two. So do
not edit it: change the policy file. [The policies](policies.md) says what a policy file holds.

A rule's id stands in every reminder, in `supervision-bot explain` and in the tests. "Uncertain" means that the
published text can be read in another way; the bot says so wherever it explains the date. "No number" means that the
text asks for it without saying by when: people are told once, and nobody is chased.

Try a rule: `supervision-bot explain rebook --authority central-bedfordshire --start 2026-12-23`
"""
_HEARERS = {
    "owner": "who owes it",
    "supervisor": "the supervisor",
    "supervisee": "the supervisee",
    "other_party": "the other party",
    "line_manager": "the line manager",
    "line_managers_manager": "the line manager's manager",
}
_PERIODS = {
    "calendar_month": "calendar month",
    "quarter": "quarter",
    "half_year": "half-year",
    "year": "year",
}
_ANCHORS = {**INPUT_WORDS, "planned": "the originally planned session", "returned": "the return to work"}
_FACTS = {"yes_no": "yes or no", "number": "a number", "date": "a date", "person": "a person's id"}


def page() -> str:
    """The whole page."""
    policies = load_policies()
    sources = {str(source["key"]): source for source in map(toml_files.read, toml_files.published())}
    parts = [_HEAD]
    for key in sorted(policies):
        parts += _authority(policies[key], sources[key])
    return "\n".join(parts).rstrip() + "\n"


def faults(root: Path) -> Iterator[str]:
    """A line when the page is not what the policy files say."""
    path = root / PAGE
    if not path.exists() or path.read_text(encoding="utf-8") != page():
        yield f"{PAGE}: is not what the policy files say: python -m tools.rules_page"


def _authority(policy: Policy, source: toml_files.Table) -> Iterator[str]:
    holds = policy.document.holds_from
    since = f" Its rules hold from {holds.day} {holds:%B %Y}." if holds else " The text carries no date."
    yield f"## {policy.name}\n"
    yield f"Key `{policy.key}`. {policy.document.title}.{since}\n"
    yield "| Rule | What | By when | Who owes it | Reminders | Uncertain |\n|---|---|---|---|---|---|"
    for rule in policy.rules.values():
        yield _row(_rule(rule, source))
    yield f"\n### Clauses of {policy.name}\n"
    yield "| Rule | Where the text says it | What it says, in our words |\n|---|---|---|"
    for rule in policy.rules.values():
        yield _row((f"`{rule.id}`", rule.clause.section, rule.clause.says))
    yield f"\n### Reminders of {policy.name}\n"
    yield "| Name | When, and to whom |\n|---|---|"
    for name, steps in _ladders(policy, source).items():
        yield _row((f"`{name}`", "; ".join(map(_step, steps))))
    yield f"\n### Case types of {policy.name}\n"
    yield "The words for `types` and `facts` in [the cases file](importing.md#cases).\n"
    yield "| Type | Title | How often, in our words | Facts | Uncertain |\n|---|---|---|---|---|"
    for case_type in policy.case_types.values():
        yield _row(_case_type(case_type))
    yield ""


def _rule(rule: Rule, source: toml_files.Table) -> Iterable[str]:
    local = " (local setting)" if rule.local_setting else ""
    who = " and ".join(one.replace("_", " ") for one in rule.owners)
    if rule.then_owner:
        who += f", then the {rule.then_owner.replace('_', ' ')}"
    roles = f"; for {', '.join(rule.roles)}" if rule.roles else ""
    kinds = f"; session kinds {' and '.join(rule.session_kinds)}" if rule.session_kinds else ""
    name = _ladder_name(rule.id, source)
    reminders = f"`{name}`" if name else "; ".join(map(_step, rule.nudges))
    return (f"`{rule.id}`{local}", rule.title + roles + kinds, _by_when(rule), who, reminders, rule.uncertain)


def _by_when(rule: Rule) -> str:
    clock = rule.clock
    start = START_WORDS[rule.opened_by]
    match clock:
        case Within():
            anchor = start if clock.anchor == "start" else _ANCHORS[clock.anchor]
            return f"within {in_words(clock.number, clock.unit)} of {anchor}"
        case WithinHours():
            return f"within {clock.number} hours of {start}"
        case SameDayAs():
            return f"by {start}"
        case OncePer():
            return f"once in each {_PERIODS[clock.period]}, on its last working day at the latest"
        case Every():
            return _every(clock, start)
        case Staged():
            return "; ".join(stage.name for stage in clock.stages)
        case OncePassed():
            return f"begins once {in_words(clock.number, clock.unit)} have passed since {start}"
        case AfterShifts():
            return f"after each {clock.number} shifts"
        case NoNumber():
            return "no number"


def _every(clock: Every, start: str) -> str:
    if clock.number is None:
        return f"as often as the plan is reviewed, counted from {start}"
    return f"{in_words(clock.number, clock.unit)} after {start}"


def _ladder_name(rule_id: str, source: toml_files.Table) -> str:
    rules = source["rules"]
    rule = rules.get(rule_id) if isinstance(rules, dict) else None
    nudges = rule.get("nudges") if isinstance(rule, dict) else None
    return nudges if isinstance(nudges, str) else ""


def _ladders(policy: Policy, source: toml_files.Table) -> dict[str, tuple[AnyStep, ...]]:
    named = {_ladder_name(rule.id, source): rule.nudges for rule in policy.rules.values()}
    return {name: steps for name, steps in named.items() if name}


def _step(step: AnyStep) -> str:
    whom = " and ".join(_HEARERS[one] for one in step.to)
    match step:
        case Opened():
            return f"at once, {whom}"
        case Before():
            return f"{in_words(step.working_days, 'working_days')} before, {whom}"
        case Digest():
            return f"{in_words(step.working_days, 'working_days')} before, an overview for {whom}"
        case Halfway():
            return f"half-way, {whom}"
        case OnDue():
            return f"on the day, {whom}"
        case LateBy(summary=True):
            return f"each Monday from {in_words(step.working_days, 'working_days')} late, {whom}"
        case LateBy():
            return f"once when {in_words(step.working_days, 'working_days')} late, {whom}"
        case _:
            every = (
                in_words(step.weeks, "weeks")
                if step.weeks
                else in_words(step.working_days or 0, "working_days")
            )
            since = "after opening" if step.after == "opened" else "after that day"
            return f"every {every} {since}, {whom}".replace("every 1 week", "each week")


def _case_type(case_type: CaseType) -> Iterable[str]:
    facts = ", ".join(f"`{name}` ({_FACTS[kind]})" for name, kind in case_type.facts.items())
    return (f"`{case_type.id}`", case_type.title, case_type.clause.says, facts, case_type.uncertain)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
