"""One thing the doctor looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what was found, and the remedy where something is missing (else empty)."""

    check: str
    says: str
    remedy: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing is missing here."""
        return not self.remedy

    def as_json(self) -> dict[str, str | bool]:
        """As `doctor --json` prints it."""
        return {"check": self.check, "ok": self.ok, "says": self.says, "remedy": self.remedy}

    def __str__(self) -> str:
        line = f"{'OK' if self.ok else 'to do':5}  {self.check}: {self.says}"
        return line if self.ok else f"{line}\n       {self.remedy}"


def listed(ids: Sequence[str]) -> str:
    """The first of these ids, and how many more there are."""
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return ", ".join(ids[:_SHOWN]) + more
