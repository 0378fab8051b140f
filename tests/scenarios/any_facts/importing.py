"""Facts that come by import: somebody's role, supervisor or dates, a case's type, workers or decisions."""

from collections.abc import Mapping
from datetime import timedelta
from random import Random

from sqlmodel import select

from bot.directory import KINDS, FaultyFile, Row, Table, import_table
from storage.tables import Absence, Case, CaseWorker, Person
from supervision.policy import Policy
from supervision.work import Work
from tests.supervision.walking import Act

ROLES = ("social_worker", "nqsw", "student", "agency", "home_staff", "iro", "team_manager", "unqualified")


def _import(work: Work, kind: str, row: Mapping[str, str]) -> object:
    columns = (*KINDS[kind].columns, *KINDS[kind].optional)
    table = Table((Row(2, {name: row.get(name, "") for name in columns}),))
    return import_table(work, KINDS[kind], table)


def _day(day: object) -> str:
    return "" if day is None else str(day)


def _person_row(one: Person) -> dict[str, str]:
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role,
        "authority": one.authority,
        "supervisor": one.supervisor_id or "",
        "line_manager": one.line_manager_id or "",
        "started_on": _day(one.started_on),
        "asye_started_on": _day(one.asye_started_on),
        "left_on": _day(one.left_on),
    }


def _somebody(work: Work, chance: Random) -> Person:
    found = {"robin", "sam", "kit", "amara"}
    people = work.uow.session.exec(select(Person)).all()
    return chance.choice(sorted((one for one in people if one.id in found), key=lambda one: one.id))


def role(work: Work, chance: Random) -> object:
    """Somebody is given another role."""
    return _import(work, "people", {**_person_row(_somebody(work, chance)), "role": chance.choice(ROLES)})


def supervisor(work: Work, chance: Random) -> object:
    """Somebody is given another supervisor, or it becomes known since when they have had theirs."""
    someone = _somebody(work, chance)
    since = work.today(someone) - timedelta(days=chance.randint(0, 60))
    worker = {
        **_person_row(someone),
        "supervisor": chance.choice(["amara", "joan", "morgan"]),
        "supervisor_since": chance.choice(["", str(since)]),
    }
    if worker["id"] == worker["supervisor"]:
        return None
    return _import(work, "people", worker)


def dates(work: Work, chance: Random) -> object:
    """The first day of somebody's employment, and of their ASYE, become known or move."""
    someone = _somebody(work, chance)
    first = work.today(someone) - timedelta(days=chance.randint(0, 400))
    row = {**_person_row(someone), "started_on": str(first)}
    return _import(work, "people", {**row, "asye_started_on": chance.choice(["", str(first)])})


def leaves(work: Work, chance: Random) -> object:
    """Somebody leaves, now or on a day that is known beforehand, or does not after all."""
    someone = _somebody(work, chance)
    last = work.today(someone) + timedelta(days=chance.randint(-3, 30))
    row = _person_row(someone)
    if row["started_on"] > str(last) or row["asye_started_on"] > str(last):
        return None
    return _import(work, "people", {**row, "left_on": chance.choice(["", str(last)])})


def assessment(work: Work, chance: Random) -> object:
    """A short assessment comes, ends, or steps down, some of it with a day's delay."""
    someone = chance.choice(["robin", "sam", "kit"])
    policy: Policy = work.policy(_somebody(work, chance))
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
    return _import(work, "cases", row)


def case(work: Work, chance: Random) -> object:
    """A case comes, is typed anew, changes hands, is decided about or closed."""
    someone = _somebody(work, chance)
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
    return _import(work, "cases", row)


def _fact(name: str, kind: str, chance: Random, allocated: object) -> str:
    value = {
        "yes_no": chance.choice(["yes", "no"]),
        "number": str(chance.randint(1, 6)),
        "date": str(allocated),
        "person": "amara",
    }[kind]
    return f"{name}={value}"


def agenda(work: Work, chance: Random) -> object:
    """A session that was held comes with the cases that were discussed in it."""
    someone = chance.choice(["robin", "sam"])
    ours = work.uow.session.exec(
        select(Case.reference).join(CaseWorker).where(CaseWorker.person_id == someone)
    ).all()
    starts = work.now - timedelta(days=chance.randint(0, 60))
    row = {
        "id": f"import-{chance.randint(1, 8)}",
        "supervisee": someone,
        "supervisor": "amara",
        "starts_at": f"{starts:%Y-%m-%d}T10:00",
        "minutes": "60",
        "kind": chance.choice(["case", "personal", "both"]),
        "status": "held",
        "cases": ";".join(sorted(ours)[: chance.randint(0, 3)]),
    }
    return _import(work, "sessions", row)


def absence(work: Work, chance: Random) -> object:
    """An absence comes by import, perhaps over already."""
    someone = chance.choice(["robin", "amara", "morgan"])
    first = (work.now - timedelta(days=chance.randint(0, 40))).date()
    back = chance.choice([None, first + timedelta(days=chance.randint(1, 50))])
    standing = work.uow.session.exec(select(Absence).where(Absence.person_id == someone)).all()
    if standing:
        return None
    row = {"person": someone, "from": str(first), "returned_on": _day(back), "planned": "no"}
    return _import(work, "absences", row)


def event(work: Work, chance: Random) -> object:
    """A dated event comes: something was done, a shift was worked, circumstances changed; or one is taken back."""
    someone = _somebody(work, chance)
    what = chance.choice(["done", "done", "done", "shift_worked", "circumstances_changed", "oversight"])
    row = {"id": f"event-{chance.randint(1, 20)}", "what": what, "person": someone.id}
    row["on"] = str(work.today(someone) - timedelta(days=chance.randint(0, 90)))
    row["withdrawn"] = chance.choice(["", "", "", "yes"])
    if what == "done":
        row["rule"] = chance.choice(sorted(work.policy(someone).rules))
    if what == "oversight":
        row["party"] = chance.choice(["", "allocation", "sign_off"])
    if what == "oversight" or row.get("rule", "").startswith(("case-", "plan-")):
        row["case"] = f"R-{chance.randint(1, 9)}"
    return _import(work, "events", row)


def kept(act: Act) -> Act:
    """An import that is refused keeps nothing and is no failure of the ledger's."""

    def try_it(work: Work, chance: Random) -> object:
        try:
            return act(work, chance)
        except FaultyFile:
            return None

    return try_it


IMPORTS: tuple[Act, ...] = tuple(
    kept(one)
    for one in (
        role,
        supervisor,
        dates,
        leaves,
        assessment,
        assessment,
        case,
        case,
        case,
        agenda,
        agenda,
        absence,
        event,
        event,
        event,
    )
)
