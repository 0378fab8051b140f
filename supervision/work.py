"""What every operation on the facts is given, and how it says no."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from storage.tables import Person
from storage.unit import UnitOfWork
from supervision.policy import Policy, local_day

CLOCK = "clock"
IMPORTER = "import"
NOBODY = frozenset({CLOCK, IMPORTER})
"""Actors who are no person: nobody is answered."""


class SaidNo(Exception):
    """Something could not be done; the message tells the person what to do instead."""


class Refused(SaidNo):
    """There is no such thing for you. The same answer whether it does not exist or may not be seen."""

    def __init__(self) -> None:
        super().__init__('I cannot find that. Type "due" to see what is open for you.')


class MovedOn(SaidNo):
    """The thing has changed since the button was shown; nothing was done."""

    def __init__(self) -> None:
        super().__init__(
            "This has changed since that message, so nothing was done. Here is where it stands now."
        )


class NotWritten(Exception):
    """Something is to be written, by one who only looks."""


@dataclass(frozen=True, slots=True)
class Work:
    """One unit of work in the hands of one actor: a person's id, or the clock.

    One that is `looking` cannot write: what would have to be written raises in it. `found` is for what one that only reads
    asks many times, as for each of hundreds of rows that leave together, and would otherwise find anew each time.
    """

    uow: UnitOfWork
    policies: Mapping[str, Policy]
    actor: str
    looking: bool = False
    found: dict[tuple[object, ...], object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def now(self) -> datetime:
        """The instant this unit of work happens at."""
        return self.uow.now

    def policy(self, person: Person) -> Policy:
        """The policy of the authority a person works for."""
        return self.policies[person.authority]

    def today(self, person: Person) -> date:
        """The local date where a person works."""
        return local_day(self.now, self.policy(person).timezone)
