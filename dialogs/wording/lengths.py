"""How long supervision lasts at least, as it is said: before it is booked, and of a session that is shorter."""

from dialogs.exchange.message import Fact
from storage.tables import Duty
from supervision import lengths
from supervision.lengths import Length
from supervision.work import Work


def hint(asked: Length | None) -> str:
    """What the policy asks, to stand below a field for minutes; empty where it says nothing."""
    return f"Your policy asks for at least {asked.minutes}. {asked.rule.cited()}" if asked else ""


def shorter(asked: Length | None, minutes: int) -> tuple[Fact, ...]:
    """That a session is shorter than the policy asks for, where it is."""
    if asked is None or minutes >= asked.minutes:
        return ()
    text = f"{minutes} minutes. The policy asks for at least {asked.minutes}: {asked.rule.cited()}"
    return (Fact("Length", text),)


def usual(asked: Length | None, minutes: int) -> int:
    """A length to begin with: the usual one, or as long as the policy asks for."""
    return max(minutes, asked.minutes) if asked else minutes


def of_duty(work: Work, duty: Duty) -> tuple[Fact, ...]:
    """How long the session that a duty asks for lasts at least."""
    asked = lengths.asked_by(work, duty)
    return (Fact("Length", f"At least {asked.minutes} minutes"),) if asked else ()
