"""A case as it stands, in words: by when it is discussed and why. Only on request, for who may see the case."""

from collections.abc import Mapping
from datetime import date

from dialogs.exchange.message import Fact
from dialogs.exchange.text import full_date
from dialogs.wording.overseen import POINTS
from dialogs.wording.phrases import capital, days_late, due_words, listed, name_of
from storage.queries.ledger import DutyRow
from storage.tables import Person
from supervision import cases, oversight
from supervision.duties.case_table import Standing
from supervision.policy import Policy
from supervision.policy.spans import in_words
from supervision.work import Work


def in_short(work: Work, policy: Policy, one: Standing) -> str:
    """By when a case is discussed, when it last was, and that it is on an agenda: one line of a list."""
    parts = [by_when(work, policy, one), f"last discussed {_last(one)}"]
    if one.planned is not None:
        parts.append(f"on the agenda of {full_date(one.planned)}")
    return capital("; ".join(parts))


def by_when(work: Work, policy: Policy, one: Standing) -> str:
    """By when a case is discussed, or why there is no date."""
    row = one.dated
    if row is None:
        return "how often is to be decided" if one.undecided else "nothing is due"
    return due(work, policy, row)


def due(work: Work, policy: Policy, row: DutyRow) -> str:
    """By when a duty is due, and how late it is."""
    words = due_words(row.due_on, "paused" if row.status == "paused" else "due", row.reason)
    today = work.now.astimezone(policy.timezone).date()
    late = 0
    if row.due_on is not None and today > row.due_on:
        late = policy.calendar.working_days_between(row.due_on, today)
    return ", ".join(part for part in (words, days_late(late)) if part)


def _last(one: Standing) -> str:
    return full_date(one.discussed) if one.discussed is not None else "never, as far as is known here"


def facts_of(work: Work, person: Person, one: Standing) -> tuple[Fact, ...]:
    """All there is to know of how often a case is discussed: row, clause, why that row, decision, plan, co-workers."""
    policy, rule = work.policy(person), one.frequency.rule
    titles = [policy.case_types[each].title for each in one.case.types if each in policy.case_types]
    found = [Fact("Type", ", ".join(titles) or "none on record")]
    found.append(Fact("Discuss", capital(by_when(work, policy, one))))
    found.append(Fact("Last discussed", capital(_last(one))))
    if one.planned is not None:
        found.append(Fact("On the agenda", full_date(one.planned)))
    rows = [policy.rules[row.rule] for row in (one.dated, *one.undecided) if row and row.rule in policy.rules]
    governing = rows or ([rule] if rule is not None else [])
    found += [Fact("Clause", f"{each.title}. {each.cited()}") for each in governing]
    found += [Fact("Uncertain", each.uncertain) for each in governing if each.uncertain]
    if why := one.frequency.why():
        found.append(Fact("Why this row", why))
    if decision := decision_words(work, one.case.facts):
        found.append(Fact("Decision", decision))
    if one.plan is not None:
        found.append(Fact("Review the plan", capital(due(work, policy, one.plan))))
    if asked := oversight.at_its_end(work, policy, one.case, one.discussed):
        points = [POINTS[at] + (" (noted)" if noted else "") for at, noted in asked.items()]
        found.append(Fact("If it ends undiscussed", f"Management oversight {listed(points)}"))
    if others := cases.co_workers(work, one.case.id, person.id):
        found.append(Fact("Also worked by", listed([each.name for each in others])))
    return tuple(found)


def decision_words(work: Work, facts: Mapping[str, object]) -> str:
    """What was decided for a case: how often, by whom, from when; nothing where the table alone says how often."""
    months, by, on = (facts.get(name) for name in cases.DECISION)
    often = ""
    if isinstance(months, int | float):
        often = "every month" if months == 1 else f"every {in_words(int(months), 'months')}"
    who = f"decided by {name_of(work, by)}" if isinstance(by, str) and by else ""
    since = f"holds from {full_date(date.fromisoformat(on))}" if isinstance(on, str) and on else ""
    return capital(", ".join(part for part in (often, who, since) if part))
