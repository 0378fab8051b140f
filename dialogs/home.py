"""A page of one's own, where a channel has one: what is owed, the sessions to come, and the usual ways in.

It changes without being asked, and stands open on a desk: so it says what reminders say, and never a case, its
reference, or a word that somebody typed.
"""

from datetime import datetime
from typing import Final

from dialogs.conversations.conversation import say
from dialogs.exchange.message import Button, Fact, Message
from dialogs.exchange.reply import Press
from dialogs.exchange.sizes import BUTTONS
from dialogs.help import MORE
from dialogs.registry import COMMANDS, TYPED
from dialogs.wording.phrases import capital, session_name, when
from storage.tables import SupervisionSession
from supervision import mine
from supervision.work import Work

SESSIONS: Final = 5
"""How many sessions to come are named."""
_AHEAD: Final = "Soonest first."
_NONE: Final = "No session is planned with you."
_WAYS: Final = "You can stop at any question and carry on later."


def home(work: Work) -> tuple[Message, ...]:
    """The page of the actor, as messages from top to bottom. Raises Refused for somebody unknown."""
    return say(*COMMANDS["due"](work).messages, _sessions(work), _ways(work)).messages


def as_of(work: Work) -> str:
    """When the page was made, in the actor's local time."""
    return f"As of {when(work, work.now)}."


def _sessions(work: Work) -> Message:
    found = [*mine.own_sessions(work, "planned"), *mine.supervised_sessions(work, "planned")]
    ahead = sorted((one for one in found if one.starts_at > work.now), key=_by_start)
    facts = [_fact(work, one) for one in ahead[:SESSIONS]]
    facts += [Fact("After these", f"{len(ahead) - SESSIONS} more")] if len(ahead) > SESSIONS else []
    return Message(_AHEAD if ahead else _NONE, title="Next sessions", facts=tuple(facts))


def _by_start(session: SupervisionSession) -> tuple[datetime, str]:
    return session.starts_at, session.id


def _fact(work: Work, session: SupervisionSession) -> Fact:
    at = when(work, session.starts_at)
    named = session_name(work, session).removesuffix(f", {at}")
    return Fact(at, capital(named))


def _ways(work: Work) -> Message:
    """What help names first, to press: what waits for the actor, then what people in their places do most."""
    (said,) = COMMANDS["help"](work).messages
    words = [one.label for one in said.facts if one.label != "due"][: BUTTONS - 1]
    buttons = tuple(Button(capital(one), Press(TYPED, one)) for one in words)
    return Message(_WAYS, title="Start something", buttons=(*buttons, MORE))
