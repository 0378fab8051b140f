"""Cases as the file of cases brings them."""

from datetime import timedelta
from random import Random

from sqlmodel import col, select

from storage.tables import Case, CaseWorker
from supervision.policy import Policy
from supervision.work import Work
from tests.scenarios.any_facts.rows import day, imported, somebody


def assessment(work: Work, chance: Random) -> object:
    """A short assessment comes, ends, or steps down, some of it with a day's delay."""
    someone = chance.choice(["robin", "sam", "kit"])
    policy: Policy = work.policy(somebody(work, chance))
    ending = [one for rule in policy.rules_opened_by("case_ended") for one in rule.case_types]
    today = work.now.date()
    allocated = today - timedelta(days=chance.randint(0, 9))
    row = {
        "reference": f"R-{chance.randint(7, 9)}",
        "types": chance.choice(ending or sorted(policy.case_types)),
        "workers": someone,
        "allocated_on": str(allocated),
        "closed_on": chance.choice(["", str(today), str(allocated), str(today + timedelta(days=3))]),
    }
    if chance.random() < 0.3:
        row["types"] = chance.choice(sorted(policy.case_types))
    return imported(work, "cases", row)


def case(work: Work, chance: Random) -> object:
    """A case comes, is typed anew, is decided about or closed."""
    someone = somebody(work, chance)
    policy: Policy = work.policy(someone)
    today = work.today(someone)
    reference = f"R-{chance.randint(1, 6)}"
    types = sorted(chance.sample(sorted(policy.case_types), chance.choice([1, 1, 2])))
    workers = chance.sample(["robin", "sam", "kit"], chance.choice([1, 1, 2]))
    allocated = today - timedelta(days=chance.randint(0, 300))
    facts = {name: kind for one in types for name, kind in policy.case_types[one].facts.items()}
    row = {
        "reference": reference,
        "types": ";".join(types),
        "workers": ";".join(workers),
        "allocated_on": str(allocated),
        "closed_on": chance.choice(["", "", "", str(today + timedelta(days=chance.randint(-5, 9)))]),
        "last_supervised_on": chance.choice(["", str(allocated + (today - allocated) / 2)]),
        "plan_review_months": chance.choice(["", "3", "6"]),
        "facts": ";".join(_fact(name, kind, chance, allocated) for name, kind in sorted(facts.items())),
    }
    if row["closed_on"] and row["closed_on"] < row["allocated_on"]:
        return None
    return imported(work, "cases", row)


def _fact(name: str, kind: str, chance: Random, allocated: object) -> str:
    value = {
        "yes_no": chance.choice(["yes", "no"]),
        "number": str(chance.randint(1, 6)),
        "date": str(allocated),
        "person": "amara",
    }[kind]
    return f"{name}={value}"


def hands_over(work: Work, chance: Random) -> object:
    """A case is given to another worker, or a second one joins, and nothing else about it changes."""
    one = chance.choice(work.uow.session.exec(select(Case).order_by(col(Case.reference))).all())
    theirs = select(CaseWorker.person_id).where(CaseWorker.case_id == one.id)
    stay = chance.choice([[], [], list(work.uow.session.exec(theirs))])
    facts = {
        name: "yes" if found is True else "no" if found is False else found
        for name, found in one.facts.items()
    }
    row = {
        "reference": one.reference,
        "types": ";".join(one.types),
        "workers": ";".join(sorted({chance.choice(["robin", "sam", "kit"]), *stay})),
        "allocated_on": day(one.allocated_on),
        "closed_on": day(one.closed_on),
        "last_supervised_on": day(one.last_supervised_on),
        "plan_review_months": day(one.plan_review_months),
        "facts": ";".join(f"{name}={found}" for name, found in sorted(facts.items())),
    }
    return imported(work, "cases", row)
