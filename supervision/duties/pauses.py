"""Why a duty's clock stands still, in words; never that it waits for somebody to be well again."""

from collections.abc import Mapping

from supervision.policy.inputs import INPUT_WORDS

PAUSED: Mapping[str, str] = {
    "away": "paused while away",
    "change-asked": "paused: a change was asked for",
    "disagreed": "paused: a disagreement is recorded",
    "waiting-returned": "paused until a date is known",
    "waiting-next_session": "no date until a session is planned",
    "waiting-shifts_reached": "no date until enough shifts have been worked",
    "waiting-six_month_review": "no date until the 6-month review is recorded",
    "waiting-signed": "no date until the agreement is signed",
}

_WAITING: Mapping[str, str] = {str(name): words for name, words in INPUT_WORDS.items()}


def paused_words(reason: str) -> str:
    """The reason a duty is paused for, by its word in the ledger."""
    if reason in PAUSED:
        return PAUSED[reason]
    waiting_for = _WAITING.get(reason.removeprefix("waiting-"))
    return f"no date until this is known: {waiting_for}" if waiting_for else "paused"
