"""The page of rules, written from the policy files: every rule, clause, reminder and case type of each authority."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.cli.policy_served import served
from supervision.policy import CaseType, Policy, Rule, load_policies, toml_files
from supervision.policy.nudges import AnyStep
from supervision.policy.wording import by_when, scope, step_words, who

PAGE = Path("docs/administrators/rules.md")

_HEAD = """\
# The rules of each policy

This page is written from the policy files by `python -m tools.rules_page`, and `make check` compares the two. So do
not edit it: change the policy file. [The policies](policies.md) says what a policy file holds.

A rule's id stands in every reminder, in `supervision-bot explain` and in the tests. "Uncertain" means that the
published text can be read in another way; the bot says so wherever it explains the date. "No number" means that the
text asks for it without saying by when: people are told once, and nobody is chased. "Not yet" means that the policy
file has the rule and the bot does not act on it so far: nobody is reminded.

Try a rule: `supervision-bot explain rebook --authority central-bedfordshire --start 2026-12-23`
"""
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
    for clause in policy.clauses.values():
        yield _row((f"`{clause.id}`", clause.clause.section, clause.clause.says))
    yield f"\n### Reminders of {policy.name}\n"
    yield "| Name | When, and to whom |\n|---|---|"
    for name, steps in _ladders(policy, source).items():
        yield _row((f"`{name}`", "; ".join(map(step_words, steps))))
    yield f"\n### Case types of {policy.name}\n"
    yield "The words for `types` and `facts` in [the cases file](importing.md#cases).\n"
    yield "| Type | Title | How often, in our words | Facts | Uncertain |\n|---|---|---|---|---|"
    for case_type in policy.case_types.values():
        yield _row(_case_type(case_type))
    yield ""


def _rule(rule: Rule, source: toml_files.Table) -> Iterable[str]:
    local = " (local setting)" if rule.local_setting else ""
    about = scope(rule)
    return (
        f"`{rule.id}`{local}",
        f"{rule.title}; {about}" if about else rule.title,
        by_when(rule),
        who(rule),
        _reminders(rule, source),
        rule.uncertain,
    )


def _reminders(rule: Rule, source: toml_files.Table) -> str:
    if not rule.nudges:
        return "none"
    name = _ladder_name(rule.id, source)
    steps = f"`{name}`" if name else "; ".join(map(step_words, rule.nudges))
    return steps if served(rule) else f"not yet ({steps})"


def _ladder_name(rule_id: str, source: toml_files.Table) -> str:
    rules = source["rules"]
    rule = rules.get(rule_id) if isinstance(rules, dict) else None
    nudges = rule.get("nudges") if isinstance(rule, dict) else None
    return nudges if isinstance(nudges, str) else ""


def _ladders(policy: Policy, source: toml_files.Table) -> dict[str, tuple[AnyStep, ...]]:
    named = {_ladder_name(rule.id, source): rule.nudges for rule in policy.rules.values()}
    return {name: steps for name, steps in named.items() if name}


def _case_type(case_type: CaseType) -> Iterable[str]:
    facts = ", ".join(f"`{name}` ({_FACTS[kind]})" for name, kind in case_type.facts.items())
    return (f"`{case_type.id}`", case_type.title, case_type.clause.says, facts, case_type.uncertain)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
