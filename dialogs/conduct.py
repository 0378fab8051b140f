"""Conducting: one reply in, messages out, within one unit of work. Knows which conversations are open, not
what they mean.
"""

import logging
from dataclasses import replace

from dialogs.conversation import Args, Conversation, Opening, Said, say
from dialogs.engine import advance, begin, is_own, show
from dialogs.errors import StateError
from dialogs.fast_json import from_json, to_json
from dialogs.flow import Choice
from dialogs.help import LEFT_BEHIND, UNKNOWN, unknown
from dialogs.message import Button, Message
from dialogs.outcomes import Advance, Finished, Kept
from dialogs.registry import COMMANDS, CONVERSATIONS, VERBS
from dialogs.reply import Answer, Press, Reply, Say
from dialogs.state import State, state_from_json, state_to_json
from dialogs.text import word
from dialogs.values import Facts
from storage.dialogs import clear_dialog, load_dialog, save_dialog
from storage.errors import Unsealable
from supervision import access
from supervision.policy import CalendarError
from supervision.work import MovedOn, SaidNo, Work

# How many conversations may wait below the one under way; an older one is let go (its kept answers are
# facts by then).
MOST_OPEN = 4

LET_GO = 'What you had begun cannot be read, so it was let go. Type "due" to see what is open for you.'

# A day that no calendar knows is answered with a sentence too, wherever a rule comes upon it.
NO = (SaidNo, CalendarError)

log = logging.getLogger(__name__)


def conduct(work: Work, reply: Reply) -> tuple[Message, ...]:
    """Everything that comes of one reply by the actor: facts changed, dialog state kept, messages to show.

    Raises Refused for somebody unknown.
    """
    try:
        open_now = _load(work)
    except Unsealable as fault:
        # Without this nothing would be heard from this person any more, whatever they say.
        log.error("let go: %s", fault)
        clear_dialog(work.uow, work.actor)
        return (*say(LET_GO).messages, *_conduct(work, [], reply))
    return _conduct(work, open_now, reply)


def _conduct(work: Work, open_now: list[State], reply: Reply) -> tuple[Message, ...]:
    match reply:
        case Press():
            said = _pressed(work, reply)
            return _tell(work, open_now, said)
        case Answer():
            return _answered(work, open_now, reply)
        case Say(text):
            return _typed(work, open_now, text)


def where_it_stands(work: Work) -> tuple[Message, ...]:
    """The current prompt again, or the way back to what was stopped: for a reply that was delivered twice."""
    try:
        open_now = _load(work)
    except Unsealable:
        return ()
    for state in reversed(open_now):
        prompt = _prompt(work, state)
        if prompt is not None:
            return _waiting(work, open_now) if state.parked else (prompt,)
    return ()


def _pressed(work: Work, press: Press) -> Said:
    verb = VERBS.get(press.verb)
    if verb is None:
        return say(UNKNOWN)
    try:
        # What said no leaves nothing half done behind.
        with work.uow.session.begin_nested():
            return verb(work, press)
    except NO as no:
        return _no(no)


def _no(no: Exception) -> Said:
    """Why something was not done, where no question is shown in its stead."""
    return say(LEFT_BEHIND if isinstance(no, MovedOn) else str(no))


def _typed(work: Work, open_now: list[State], text: str) -> tuple[Message, ...]:
    """A conversation under way takes its own words first, then come commands, and the rest is its answer. One that was
    stopped takes none.
    """
    command = COMMANDS.get(word(text))
    under_way = open_now[-1] if open_now and not open_now[-1].parked else None
    if command is not None and not (under_way and _is_own(work, under_way, text)):
        try:
            with work.uow.session.begin_nested():
                said = command(work)
        except NO as no:
            said = _no(no)
        return _tell(work, _worth_carrying_on(open_now), said, offer=under_way is not None)
    if under_way is None:
        return (*unknown(work, text).messages, *_waiting(work, open_now))
    return _advance(work, open_now, Say(text))


def _worth_carrying_on(open_now: list[State]) -> list[State]:
    """Without the single question "Which one?" that was left for another word: asking it again is as quick."""
    asked = ((one, CONVERSATIONS[one.flow].flow.steps) for one in open_now)
    return [one for one, steps in asked if len(steps) > 1 or not isinstance(steps[0], Choice)]


def _is_own(work: Work, state: State, text: str) -> bool:
    conversation = CONVERSATIONS[state.flow]
    try:
        return is_own(conversation.flow, state, text, _facts(work, conversation, state.args))
    except NO:
        return False


def _answered(work: Work, open_now: list[State], answer: Answer) -> tuple[Message, ...]:
    for place, state in enumerate(open_now):
        if state.owns(answer):
            # The conversation that was answered comes to the top.
            return _advance(work, [*open_now[:place], *open_now[place + 1 :], state], answer)
    now = where_it_stands(work)
    return (*say(str(MovedOn())).messages, *now) if now else (LEFT_BEHIND,)


def _advance(work: Work, open_now: list[State], reply: Say | Answer) -> tuple[Message, ...]:
    below, state = open_now[:-1], open_now[-1]
    conversation = CONVERSATIONS[state.flow]
    try:
        facts = _facts(work, conversation, state.args)
    except NO as no:
        # What it was about is gone, or no longer this person's: the conversation goes with it.
        return _tell(work, below, _no(no), offer=True)
    step = advance(conversation.flow, state, reply, facts)
    try:
        messages = _apply(work, conversation, state.args, step, below)
    except NO as no:
        # What was answered stays where it was: the person can change it, or stop.
        _save(work, [*below, state])
        return (*say(str(no)).messages, show(conversation.flow, state, facts))
    return messages


def _apply(
    work: Work, conversation: Conversation, args: Args, step: Advance, below: list[State]
) -> tuple[Message, ...]:
    said = Said()
    for outcome in step.outcomes:
        if isinstance(outcome, Kept):
            conversation.keep(work, args, outcome)
        elif isinstance(outcome, Finished):
            with work.uow.session.begin_nested():
                said = conversation.finish(work, args, outcome.answers)
    open_now = [*below, step.state] if step.state is not None else below
    first, *rest = said.messages or [None]
    closing = step.messages
    if first is not None and step.state is None and not first.card:
        # The last words take the place of the last prompt, so that no live button of it stays behind.
        said, closing = replace(said, messages=(replace(first, card=step.card), *rest)), ()
    if step.state is None:
        return (*closing, *_tell(work, open_now, said, offer=True))
    _save(work, open_now)
    return (*step.messages, *said.messages)


def _tell(work: Work, open_now: list[State], said: Said, *, offer: bool = False) -> tuple[Message, ...]:
    """Say what came of it, and open the flow that follows, if one does; else offer to carry on with what
    waits.
    """
    if said.opening is not None:
        return (*said.messages, *_open(work, open_now, said.opening))
    if offer:
        _save(work, open_now)
        return (*said.messages, *_waiting(work, open_now))
    return said.messages


def _open(work: Work, open_now: list[State], opening: Opening) -> tuple[Message, ...]:
    conversation = CONVERSATIONS[opening.flow]
    same = [one for one in open_now if (one.flow, dict(one.args)) == (opening.flow, dict(opening.args))]
    waiting = next(iter(same), None)
    # A question that is not kept when it is stopped is not kept either when another matter begins, unless something was
    # answered: a word that happens to be a command loses nothing.
    kept = [one for one in open_now if one.answers or CONVERSATIONS[one.flow].flow.resumable]
    others = [one for one in kept if one not in same]
    try:
        facts = _facts(work, conversation, opening.args)
    except NO as no:
        _save(work, others)
        return _no(no).messages
    if waiting is not None and opening.answers.items() <= waiting.answers.items():
        waiting = replace(waiting, parked=False)
        _save(work, [*others, waiting])
        return (show(conversation.flow, waiting, facts),)
    step = begin(conversation.flow, opening.args, facts, opening.answers)
    return _apply(work, conversation, opening.args, step, others)


def _waiting(work: Work, open_now: list[State]) -> tuple[Message, ...]:
    for state in reversed(open_now):
        prompt = _prompt(work, state)
        if prompt is not None:
            back = Button(
                "Carry on", Answer(state.flow, state.step, state.version, {"do": "show"}), "primary"
            )
            text = f"You were in the middle of something, and it is kept: {prompt.title}"
            return say(Message(text, buttons=(back,))).messages
    return ()


def _prompt(work: Work, state: State) -> Message | None:
    """The present prompt of a conversation; None when what it is about is gone, or no longer this person's."""
    conversation = CONVERSATIONS[state.flow]
    try:
        return show(conversation.flow, state, _facts(work, conversation, state.args))
    except NO:
        return None


def _facts(work: Work, conversation: Conversation, args: Args) -> Facts:
    zone = access.policy(work).timezone
    today = work.now.astimezone(zone).date()
    return {"now": work.now, "today": today, "timezone": zone, **args, **conversation.facts(work, args)}


def _load(work: Work) -> list[State]:
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


def _save(work: Work, open_now: list[State]) -> None:
    if not open_now:
        clear_dialog(work.uow, work.actor)
        return
    kept = open_now[-MOST_OPEN:]
    save_dialog(work.uow, work.actor, kept[-1].flow, to_json([state_to_json(one) for one in kept]))
