"""The rest of a generated council, whom no story is told about: somebody of each role, a case of each type, events."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from supervision.policy import CaseType
from supervision.policy.vocabulary import ROLES
from tests.support.second_rows import Rows

_WORKERS = (
    "social_worker",
    "practice_supervisor",
    "agency",
    "iro",
    "cp_coordinator",
    "unqualified",
    "home_staff",
)
_SHIFTS = 9


def add_the_rest(rows: Rows, director: str) -> None:
    """A second service under the director, with every role there is and every type of case, and what happened there."""
    head = rows.person("head_of_service", director)
    manager = rows.person("team_manager", rows.person("service_manager", head))
    educator = rows.person("practice_educator", manager)
    nqsw = rows.person("nqsw", manager, rows.before(30, 330))
    student = rows.person("student", educator, rows.before(10, 60))
    workers = [rows.person(role, manager) for role in _WORKERS]
    for role in ROLES:
        if role not in {row["role"] for row in rows.people}:
            rows.person(role, manager)
    caseload = [
        rows.case(
            ";".join(rows.chance.sample([*workers, nqsw, student], rows.chance.choice((1, 1, 2)))),
            key,
            facts=_facts(rows, one, manager),
            last_supervised_on=rows.chance.choice(("", rows.before(1, 25).isoformat())),
            plan_review_months=str(rows.chance.choice(("", 1, 3, 6))),
        )
        for key, one in sorted(rows.policy.case_types.items())
    ]
    for person in (nqsw, *workers):
        theirs = [row["reference"] for row in rows.cases if person in row["workers"].split(";")]
        rows.held(person, manager, tuple(theirs[:3]), rows.chance.choice(("case", "personal", "both")))
    _events(rows, caseload, nqsw, workers)


def _facts(rows: Rows, kind: CaseType, decider: str) -> str:
    """What is recorded of a case: some of what its type declares, and a decision with its day and who took it."""
    values: Mapping[str, Callable[[], str]] = {
        "yes_no": lambda: rows.chance.choice(("yes", "no")),
        "number": lambda: str(rows.chance.randint(1, 6)),
        "date": lambda: rows.before(20, 700).isoformat(),
        "person": lambda: decider,
    }
    decision = rows.chance.random() < 0.3
    given = [
        f"{name}={values[of]()}"
        for name, of in kind.facts.items()
        if (
            decision
            if name in ("interval_months", "decided_by", "decided_on")
            else rows.chance.random() < 0.6
        )
    ]
    return ";".join(given)


def _events(rows: Rows, caseload: list[str], nqsw: str, workers: list[str]) -> None:
    """Agreements signed, shifts worked, circumstances that changed, and oversight."""
    for person in (nqsw, *workers):
        rows.event("done", rows.before(5, 300), rule="agreement-first", person=person)
    (agency,) = (row["id"] for row in rows.people if row["role"] == "agency")
    for number in range(_SHIFTS):
        rows.event("shift_worked", rows.today - timedelta(days=number), person=agency)
    rows.event("circumstances_changed", rows.before(0, 20), person=rows.chance.choice(workers))
    rows.event("oversight", rows.before(0, 20), case=caseload[0], person=_worker_of(rows, caseload[0]))
    rows.event("drawn", rows.before(40, 60), rule="audit-monthly", person=_manager(rows), case=caseload[-1])


def _worker_of(rows: Rows, reference: str) -> str:
    (row,) = (one for one in rows.cases if one["reference"] == reference)
    return row["workers"].split(";")[0]


def _manager(rows: Rows) -> str:
    return next(row["id"] for row in reversed(rows.people) if row["role"] == "team_manager")
