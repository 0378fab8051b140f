"""What a policy file would change, gathered slice by slice, in numbers and in words. People are shown by id."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from supervision.duties import Difference, Foresight
from supervision.duties.foreseeing import WHAT, What

_HEADS: Mapping[What, str] = {
    "opened": "opened",
    "closed": "closed",
    "earlier": "earlier",
    "later": "later",
    "due": "due",
    "overdue": "overdue",
    "no_longer_overdue": "in time",
    "silent": "silent",
}
_NOBODY = "none above"
_MEANING = """\
opened, closed   a duty that is not there now; one that would be there no longer
earlier, later   its due date would move
due, overdue     it would get a date that is still to come; it would be late, and is not now
in time          it is late now, and would not be
silent           whoever owes it would not be reminded of it any further"""

Json = dict[str, "str | int | Json"]


@dataclass
class Tally:
    """How many duties under one head would change, in which way, and of how many people and cases."""

    duties: int = 0
    what: Counter[What] = field(default_factory=Counter)
    people: set[str] = field(default_factory=set)
    cases: set[str] = field(default_factory=set)

    def add(self, one: Difference) -> None:
        """Count one duty."""
        self.duties += 1
        self.what.update(one.what)
        self.people.add(one.supervisee_id)
        self.cases |= {one.case_id} if one.case_id else set()

    def as_json(self) -> Json:
        """All of it as numbers."""
        counts: Json = {what: self.what[what] for what in WHAT}
        return {"duties": self.duties, **counts, "people": len(self.people), "cases": len(self.cases)}


class Foreseen:
    """Everything that would change."""

    def __init__(self) -> None:
        self.total = Tally()
        self.told: Counter[str] = Counter()
        self._rules: dict[str, Tally] = {}
        self._managers: dict[str, Tally] = {}

    def add(self, slice_of_it: Foresight) -> None:
        """Count what would change about some people."""
        self.told.update(slice_of_it.told)
        for one in slice_of_it.differences:
            self.total.add(one)
            self._rules.setdefault(one.rule, Tally()).add(one)
            self._managers.setdefault(one.team_manager_id or "", Tally()).add(one)

    def as_json(self) -> Json:
        """All of it as numbers: in total, by rule, and by team manager (an empty id where nobody is one above)."""
        return {
            "total": self.total.as_json(),
            "rules": {key: self._rules[key].as_json() for key in sorted(self._rules)},
            "team_managers": {key: self._managers[key].as_json() for key in sorted(self._managers)},
            "reminders": {"messages": self.told.total(), "people": len(self.told)},
        }

    def lines(self) -> Iterator[str]:
        """All of it as two tables, with what their columns mean."""
        total = self.total
        if not total.duties:
            yield "No duty would change."
            return
        cases = f" and {_count(len(total.cases), 'case')}" if total.cases else ""
        people = _count(len(total.people), "person", "people")
        yield f"{_count(total.duties, 'duty', 'duties')} would change, about {people}{cases}."
        if self.told:
            whom = _count(len(self.told), "person", "people")
            yield f"{_count(self.told.total(), 'reminder')} would leave at the next decent hour, to {whom}."
        yield from ("", *_table("by rule", self._rules, str))
        yield from ("", *_table("by team manager", self._managers, lambda key: key or _NOBODY))
        yield from ("", _MEANING)


def _table(head: str, rows: Mapping[str, Tally], named: Callable[[str], str]) -> Iterator[str]:
    width = max(24, *(len(named(key)) for key in rows))
    yield _row(f"{head:{width}}", [*_HEADS.values(), "people", "cases"])
    for key in sorted(rows):
        tally = rows[key]
        numbers = [*(tally.what[what] for what in WHAT), len(tally.people), len(tally.cases)]
        yield _row(f"{named(key):{width}}", [str(number or "-") for number in numbers])


def _row(label: str, cells: list[str]) -> str:
    return "  ".join((label, *(f"{cell:>7}" for cell in cells)))


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number} {noun if number == 1 else several or f'{noun}s'}"
