"""The conversations a person has open: as they are kept, the prompt each stands at, and the way back to what waits."""

from dialogs.conversations.conversation import Args, Conversation, say
from dialogs.engine.advance import show
from dialogs.engine.flow import Choice
from dialogs.engine.state import State, state_from_json, state_to_json
from dialogs.engine.values import Facts
from dialogs.errors import StateError
from dialogs.exchange.fast_json import from_json, to_json
from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Answer
from dialogs.registry import CONVERSATIONS
from storage.dialogs import clear_dialog, load_dialog, save_dialog
from supervision import access
from supervision.policy import CalendarError
from supervision.work import SaidNo, Work

# How many conversations may wait below the one under way; an older one is let go (its kept answers are
# facts by then).
MOST_OPEN = 4

# A day that no calendar knows is answered with a sentence too, wherever a rule comes upon it.
NO = (SaidNo, CalendarError)


def load(work: Work) -> list[State]:
    """Those the actor has open, the one under way last. Raises Unsealable."""
    kept = load_dialog(work.uow, work.actor)
    if kept is None:
        return []
    try:
        states = [state_from_json(one) for one in from_json(kept.state)]
    except StateError:
        return []
    return [one for one in states if one.flow in CONVERSATIONS and _is_current(one)]


def _is_current(state: State) -> bool:
    return state.flow_version == CONVERSATIONS[state.flow].flow.version


def save(work: Work, open_now: list[State]) -> None:
    """Keep these, the one under way last."""
    if not open_now:
        clear_dialog(work.uow, work.actor)
        return
    kept = open_now[-MOST_OPEN:]
    save_dialog(work.uow, work.actor, kept[-1].flow, to_json([state_to_json(one) for one in kept]))


def worth_carrying_on(open_now: list[State]) -> list[State]:
    """Without the single question "Which one?" that was left for another word: asking it again is as quick."""
    asked = ((one, CONVERSATIONS[one.flow].flow.steps) for one in open_now)
    return [one for one, steps in asked if len(steps) > 1 or not isinstance(steps[0], Choice)]


def way_back(work: Work, open_now: list[State]) -> tuple[Message, ...]:
    """The offer to carry on with the last one that still can be; nothing where none can."""
    for state in reversed(open_now):
        prompt = prompt_of(work, state)
        if prompt is not None:
            back = Button(
                "Carry on", Answer(state.flow, state.step, state.version, {"do": "show"}), "primary"
            )
            text = f"You were in the middle of something, and it is kept: {prompt.title}"
            return say(Message(text, buttons=(back,))).messages
    return ()


def prompt_of(work: Work, state: State) -> Message | None:
    """The present prompt of a conversation; None when what it is about is gone, or no longer this person's."""
    conversation = CONVERSATIONS[state.flow]
    try:
        return show(conversation.flow, state, facts_of(work, conversation, state.args))
    except NO:
        return None


def facts_of(work: Work, conversation: Conversation, args: Args) -> Facts:
    """What a conversation reads: its own facts, and the time. Raises whatever the conversation does."""
    zone = access.policy(work).timezone
    today = work.now.astimezone(zone).date()
    return {"now": work.now, "today": today, "timezone": zone, **args, **conversation.facts(work, args)}
