"""How calling Slack fails, and what each failure means for a reminder (by the errors its methods document)."""

from typing import Final

from bot.channels.fault import ChannelFault

TRY_AGAIN: Final = frozenset(
    {
        "accesslimited",
        "message_limit_exceeded",
        "org_login_required",
        "rate_limited",
        "ratelimited",
        "request_timeout",
        "team_added_to_org",
    }
)
# Slack's words for these: some of the operation may have succeeded before the error.
MAY_HAVE_ARRIVED: Final = frozenset({"fatal_error", "internal_error", "service_unavailable"})
# What whoever runs the bot, or the workspace, can mend, while nobody's reminder is at fault.
TO_BE_MENDED: Final = frozenset(
    {
        "ekm_access_denied",
        "invalid_auth",
        "messages_tab_disabled",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
    }
)
# The chat is not there (any more); the person may be.
NO_CHAT: Final = frozenset({"channel_not_found", "is_archived", "not_in_channel"})
# What cannot be changed (any more), so that it is said anew.
GONE: Final = frozenset(
    {
        "block_mismatch",
        "cant_update_message",
        "edit_window_closed",
        "external_channel_migrating",
        "is_inactive",
        "message_not_found",
        "not_found",
        "streaming_state_conflict",
        "update_failed",
        "view_not_found",
    }
)
# Not drawn as Slack takes it, which is a fault of ours.
UNFIT: Final = frozenset(
    {
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "view_too_large",
    }
)


class SlackFault(ChannelFault):
    """Slack did not do what it was asked."""

    @property
    def again(self) -> bool:
        """Whether it was not taken, and may be sent again."""
        return self.how == "refused" and (self.status == 429 or self.code in TRY_AGAIN)

    @property
    def waits(self) -> bool:
        """Also while settings are to be mended: the message is none the worse."""
        return super().waits or self.to_be_mended

    @property
    def to_be_mended(self) -> bool:
        """Whether nothing arrives at all until somebody has put settings right."""
        return self.code in TO_BE_MENDED

    @property
    def no_chat(self) -> bool:
        """Whether the chat that is kept for a person is of no use any more."""
        return self.code in NO_CHAT

    @property
    def gone(self) -> bool:
        """Whether what was to be replaced is no longer there, or cannot be."""
        return self.code in GONE

    @property
    def unfit(self) -> bool:
        """Whether it was drawn as Slack does not take it."""
        return self.code in UNFIT


def refused(status: int, code: str, retry_after: float | None) -> SlackFault:
    """What an answer that is not yes amounts to."""
    lost = code in MAY_HAVE_ARRIVED or (status != 429 and status >= 500) or status == 408
    return SlackFault("answer lost" if lost else "refused", status, code, retry_after)
