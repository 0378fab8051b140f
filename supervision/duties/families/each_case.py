"""What is owed about each open case of a supervisee, worked out anew only where something has changed that it depends on.

They have some twenty, and a change is about one or two of them or about none. So what was worked out of each is kept for
the process, beside all that it was worked out of: of equal facts it is the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from supervision.duties.applying import begun
from supervision.duties.casework import CaseWork
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.families import discussing, plan_reviewing
from supervision.duties.served import Answers, Asked, Served, served

FAMILIES = (discussing, plan_reviewing)
"""What they say of a case depends on it and its policy, on who owes it today, and on what they ask of the agendas of planned
sessions; on the day while a rule of the policy does not hold yet; on nothing else of the facts.
"""


@dataclass(slots=True)
class _Kept:
    """What was worked out of a case, and all that it depends on."""

    case: CaseWork
    answers: Answers
    owed: tuple[Expected, ...]


@dataclass(slots=True)
class _Theirs:
    """The same for a supervisee's cases, under one policy and with the same people."""

    under: tuple[str | date | None, ...]
    cases: dict[str, _Kept]


class _All(dict[str, _Theirs]):
    """The same for everybody."""

    most: ClassVar[int] = 1_000
    """So many supervisees: those of a large authority."""


_kept = _All()


def expected(facts: SuperviseeFacts) -> Iterator[Expected]:
    """What these families say of each open case."""
    if not facts.cases or facts.supervisor is None or facts.left:
        return
    agendas, today = served(facts), facts.today if facts.today < begun(facts.policy) else None
    under = (facts.policy.version, facts.acting_id, facts.manager_id, today)
    kept = _kept.get(facts.person.id)
    before = kept.cases if kept is not None and kept.under == under else {}
    now: dict[str, _Kept] = {}
    for case in facts.cases:
        case_id = case.case.id
        found = before.get(case_id)
        if found is None or found.case != case or not found.answers.stay(agendas):
            found = _worked_out(facts, case, agendas)
        now[case_id] = found
        yield from found.owed
    if kept is None and len(_kept) >= _All.most:
        _kept.clear()
    _kept[facts.person.id] = _Theirs(under, now)


def forget(people: Iterable[str]) -> None:
    """Have what is owed about these supervisees' cases worked out anew the next time."""
    for person_id in people:
        _kept.pop(person_id, None)


def keep_none() -> None:
    """Have this process keep nothing, since it works out each but once."""
    _All.most = 0


def _worked_out(facts: SuperviseeFacts, case: CaseWork, agendas: Served) -> _Kept:
    asked = Asked(agendas, Answers(case.case.id))
    owed = tuple(one for family in FAMILIES for one in family.owed(facts, case, asked))
    return _Kept(case, asked.answers, owed)
