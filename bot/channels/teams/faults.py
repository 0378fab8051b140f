"""How sending fails, and what each failure means for a reminder (the table of the service's own documentation)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from scheduler.sending import AnswerLost, NotAccepted, Outcome, Undeliverable
from storage.queries.conversations import State

How = Literal["never sent", "refused", "answer lost"]

FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(minutes=30)
# The person can be reached again once the app is installed (closed), or once they write (blocked).
CLOSES: Final = frozenset(
    {"BotNotInConversationRoster", "ForbiddenOperationException", "ConversationNotFound"}
)
BLOCKS: Final = frozenset({"ConversationBlockedByUser", "BotDisabledByAdmin", "MessageWritesBlocked"})
TRY_AGAIN: Final = frozenset({412, 429})
MAY_HAVE_ARRIVED: Final = frozenset({408, 500, 502, 503, 504})


@dataclass(eq=False)
class ConnectorFault(Exception):
    """The service did not take a message. `code` is its own name for why; `retry_after` is in seconds."""

    how: How
    status: int = 0
    code: str = ""
    retry_after: float | None = None

    def __str__(self) -> str:
        return f"{self.how} {self.status} {self.code}".strip()

    @property
    def again(self) -> bool:
        """Whether the service said that it may be sent again."""
        return self.how == "refused" and self.status in TRY_AGAIN

    @property
    def gone(self) -> bool:
        """Whether the message that was to be replaced is no longer there."""
        return self.status == 404


def outcome_of(fault: ConnectorFault, now: datetime, attempts: int) -> Outcome:
    """What becomes of a message that nobody asked for. `attempts` before this one make the wait longer."""
    name = fault.code or str(fault)
    if fault.how == "answer lost":
        return AnswerLost(name)
    if fault.how == "never sent" or fault.again:
        doubled = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempts, 10))
        wait = doubled if fault.retry_after is None else timedelta(seconds=fault.retry_after)
        return NotAccepted(now + wait, name)
    return Undeliverable(name)


def state_after(fault: ConnectorFault) -> State | None:
    """Whether the conversation is over, for now: closed, blocked, or None."""
    if fault.code in CLOSES:
        return "closed"
    return "blocked" if fault.code in BLOCKS else None
