"""How calling Slack fails, and what each failure means for a reminder (by the errors its methods document)."""

from typing import Final

from bot.channels.fault import ChannelFault

TRY_AGAIN: Final = frozenset(
    {"ratelimited", "rate_limited", "request_timeout", "team_added_to_org", "accesslimited"}
)
# Slack's words for these: some of the operation may have succeeded before the error.
MAY_HAVE_ARRIVED: Final = frozenset({"fatal_error", "internal_error", "service_unavailable"})
# The settings are wrong, which whoever runs the bot can mend, and nobody's reminder is at fault.
OUR_TOKEN: Final = frozenset({"invalid_auth", "not_authed", "token_expired", "missing_scope"})
# The chat is not there (any more); the person may be.
NO_CHAT: Final = frozenset({"channel_not_found", "is_archived", "not_in_channel"})
# What a message or modal that is gone, or that has changed since, is answered with.
GONE: Final = frozenset(
    {"message_not_found", "cant_update_message", "edit_window_closed", "not_found", "view_not_found"}
)


class SlackFault(ChannelFault):
    """Slack did not do what it was asked."""

    @property
    def again(self) -> bool:
        """Whether it was not taken, and may be sent again."""
        return self.how == "refused" and (self.status == 429 or self.code in TRY_AGAIN)

    @property
    def waits(self) -> bool:
        """Also while our own settings are to be mended: the message is none the worse."""
        return super().waits or self.code in OUR_TOKEN

    @property
    def no_chat(self) -> bool:
        """Whether the chat that is kept for a person is of no use any more."""
        return self.code in NO_CHAT

    @property
    def gone(self) -> bool:
        """Whether what was to be replaced is no longer there."""
        return self.code in GONE


def refused(status: int, code: str, retry_after: float | None) -> SlackFault:
    """What an answer that is not yes amounts to."""
    lost = code in MAY_HAVE_ARRIVED or (status != 429 and status >= 500) or status == 408
    return SlackFault("answer lost" if lost else "refused", status, code, retry_after)
