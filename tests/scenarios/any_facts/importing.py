"""Facts that come by import: of people, their cases, sessions, absences, and what has happened."""

from tests.scenarios.any_facts import casework, dated, people
from tests.scenarios.any_facts.rows import kept
from tests.supervision.walking import Act

COMES = kept(people.newcomer)
IMPORTS: tuple[Act, ...] = tuple(
    kept(one)
    for one in (
        people.role,
        people.supervisor,
        people.dates,
        people.leaves,
        people.comes_back,
        people.newcomer,
        people.newcomer,
        people.authority,
        people.manager,
        people.hours,
        casework.assessment,
        casework.assessment,
        casework.case,
        casework.case,
        casework.case,
        casework.hands_over,
        dated.session,
        dated.session,
        dated.session,
        dated.absence,
        dated.absence,
        dated.event,
        dated.event,
        dated.event,
    )
)
