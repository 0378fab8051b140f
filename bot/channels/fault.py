"""How sending through a channel fails, and what each failure means for a message that nobody asked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from scheduler.sending import AnswerLost, NotAccepted, Outcome, Undeliverable

How = Literal["never sent", "refused", "answer lost"]

FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(minutes=30)


@dataclass(eq=False)
class ChannelFault(Exception):
    """The service did not do what it was asked. `code` is its own name for why; `retry_after` is in seconds."""

    how: How
    status: int = 0
    code: str = ""
    retry_after: float | None = None

    def __str__(self) -> str:
        return f"{self.how} {self.status} {self.code}".strip()

    @property
    def again(self) -> bool:
        """Whether the service said that it was not taken, and may be sent again."""
        return False

    @property
    def waits(self) -> bool:
        """Whether a message that nobody asked for is tried again later."""
        return self.how == "never sent" or self.again


def outcome_of(fault: ChannelFault, now: datetime, attempts: int) -> Outcome:
    """What becomes of a message that nobody asked for. `attempts` before this one make the wait longer."""
    name = fault.code or str(fault)
    if fault.how == "answer lost":
        return AnswerLost(name)
    if fault.waits:
        doubled = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempts, 10))
        wait = doubled if fault.retry_after is None else timedelta(seconds=fault.retry_after)
        return NotAccepted(now + wait, name)
    return Undeliverable(name)
