"""How sending fails, and what each failure means for a reminder (the table of the service's own documentation)."""

from typing import Final

from bot.channels.fault import ChannelFault
from storage.queries.conversations import State

# The person can be reached again once the app is installed (closed), or once they write (blocked).
CLOSES: Final = frozenset(
    {"BotNotInConversationRoster", "ForbiddenOperationException", "ConversationNotFound"}
)
BLOCKS: Final = frozenset({"ConversationBlockedByUser", "BotDisabledByAdmin", "MessageWritesBlocked"})
TRY_AGAIN: Final = frozenset({412, 429})
MAY_HAVE_ARRIVED: Final = frozenset({408, 500, 502, 503, 504})


class ConnectorFault(ChannelFault):
    """The service did not take a message."""

    @property
    def again(self) -> bool:
        """Whether the service said that it may be sent again."""
        return self.how == "refused" and self.status in TRY_AGAIN

    @property
    def gone(self) -> bool:
        """Whether the message that was to be replaced is no longer there."""
        return self.status == 404


def state_after(fault: ConnectorFault) -> State | None:
    """Whether the conversation is over, for now: closed, blocked, or None."""
    if fault.code in CLOSES:
        return "closed"
    return "blocked" if fault.code in BLOCKS else None
