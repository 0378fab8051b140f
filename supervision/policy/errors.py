"""What can be wrong with a policy file, or with a date that no calendar covers."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one file: where it stands, and what to do about it."""

    file: str
    key: str
    problem: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.key}" if self.key else self.file
        return f"{place}: {self.problem}"


class PolicyError(Exception):
    """A policy or overlay file cannot be used as it stands; each fault names file, key and remedy."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class CalendarError(ValueError):
    """A day lies outside the years whose bank holidays are known."""
