"""Conducting: one reply in, messages out, within one unit of work. Knows which conversations are open, not
what they mean.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace

from dialogs.begun import NO, facts_of, load, prompt_of, save, way_back, worth_carrying_on
from dialogs.conversations.conversation import Args, Conversation, Opening, Said, say
from dialogs.engine.advance import advance, begin, is_own, show, to_finish
from dialogs.engine.commands import CARRY_ON
from dialogs.engine.flow import Flow
from dialogs.engine.outcomes import Advance, Finished, Kept
from dialogs.engine.state import State
from dialogs.engine.steps import TYPED
from dialogs.engine.values import Held
from dialogs.exchange.message import Message
from dialogs.exchange.reply import Answer, Press, Reply, Say
from dialogs.exchange.text import word
from dialogs.help import LEFT_BEHIND, UNKNOWN, unknown
from dialogs.registry import COMMANDS, CONVERSATIONS, HELP, VERBS
from storage.dialogs import clear_dialog
from storage.errors import Unsealable
from supervision.work import MovedOn, Work

LET_GO = 'What you had begun cannot be read, so it was let go. Type "due" to see what is open for you.'

log = logging.getLogger(__name__)


def conduct(work: Work, reply: Reply) -> tuple[Message, ...]:
    """Everything that comes of one reply by the actor: facts changed, dialog state kept, messages to show.

    Raises Refused for somebody unknown.
    """
    try:
        open_now = load(work)
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
        case Say():
            return _typed(work, open_now, reply)


def where_it_stands(work: Work) -> tuple[Message, ...]:
    """The current prompt again, or the way back to what was stopped: for a reply that was delivered twice."""
    try:
        open_now = load(work)
    except Unsealable:
        return ()
    for state in reversed(open_now):
        prompt = prompt_of(work, state)
        if prompt is not None:
            return way_back(work, open_now) if state.parked else (prompt,)
    return ()


def _pressed(work: Work, press: Press) -> Said:
    verb = VERBS.get(press.verb)
    if verb is None:
        return say(UNKNOWN)
    try:
        # What said no leaves nothing half done behind.
        with work.uow.savepoint():
            return verb(work, press)
    except NO as no:
        return _no(no)


def _no(no: Exception) -> Said:
    """Why something was not done, where no question is shown in its stead."""
    return say(LEFT_BEHIND if isinstance(no, MovedOn) else str(no))


def _typed(work: Work, open_now: list[State], said: Say) -> tuple[Message, ...]:
    """A conversation under way takes its own words first, then come commands, and the rest is its answer. One that was
    stopped takes none.
    """
    text = said.text
    command = COMMANDS.get(word(text))
    under_way = open_now[-1] if open_now and not open_now[-1].parked else None
    if command is not None and not (under_way and _is_own(work, under_way, text)):
        try:
            with work.uow.savepoint():
                told = command(work)
        except NO as no:
            told = _no(no)
        return _tell(work, worth_carrying_on(open_now), told, offer=under_way is not None)
    if under_way is None and not (open_now and word(text) == CARRY_ON):
        return (*unknown(work, text, HELP).messages, *way_back(work, open_now))
    return _advance(work, open_now, said)


def _is_own(work: Work, state: State, text: str) -> bool:
    conversation = CONVERSATIONS[state.flow]
    try:
        return is_own(conversation.flow, state, text, facts_of(work, conversation, state.args))
    except NO:
        return False


def _answered(work: Work, open_now: list[State], answer: Answer) -> tuple[Message, ...]:
    for place, state in enumerate(open_now):
        if state.owns(answer):
            # The conversation that was answered comes to the top.
            return _advance(work, [*open_now[:place], *open_now[place + 1 :], state], answer)
    now = where_it_stands(work)
    return (*say(str(MovedOn())).messages, *now) if now else say(LEFT_BEHIND).messages


def _advance(work: Work, open_now: list[State], reply: Say | Answer) -> tuple[Message, ...]:
    below, state = open_now[:-1], open_now[-1]
    conversation = CONVERSATIONS[state.flow]
    try:
        facts = facts_of(work, conversation, state.args)
    except NO as no:
        # What it was about is gone, or no longer this person's: the conversation goes with it.
        return _tell(work, below, _no(no), offer=True)
    step = advance(conversation.flow, state, reply, facts)
    try:
        messages = _apply(
            work, conversation, state.args, step, below, isinstance(reply, Say) and reply.posted
        )
    except _ToFinish as waiting:
        step = to_finish(conversation.flow, waiting.last, facts, step.lines)
        return _apply(work, conversation, state.args, step, below)
    except NO as no:
        # What was answered stays where it was: the person can change it, or stop.
        save(work, [*below, state])
        return (*say(str(no)).messages, show(conversation.flow, state, facts))
    return messages


class _ToFinish(Exception):
    """What comes of the end is private, and would be posted: it is put off until it is asked for by a button."""

    def __init__(self, last: State) -> None:
        super().__init__()
        self.last = last


def _apply(
    work: Work,
    conversation: Conversation,
    args: Args,
    step: Advance,
    below: list[State],
    posted: bool = False,
) -> tuple[Message, ...]:
    """Keep and finish as was answered. Raises _ToFinish, with nothing of the end left, where it may not be `posted`."""
    said = Said()
    for outcome in step.outcomes:
        if isinstance(outcome, Kept):
            conversation.keep(work, args, outcome)
        elif isinstance(outcome, Finished):
            with work.uow.savepoint():
                said = conversation.finish(work, args, outcome.answers)
                if posted and step.last is not None and any(map(_cannot_be_posted, said.messages)):
                    raise _ToFinish(step.last)
    open_now = [*below, step.state] if step.state is not None else below
    first, *rest = said.messages or [None]
    closing = step.messages
    if first is not None and step.state is None and not first.card:
        # The last words take the place of the last prompt, so that no live button of it stays behind.
        said, closing = replace(said, messages=(replace(first, card=step.card), *rest)), ()
    if step.state is None:
        return (*closing, *_tell(work, open_now, said, offer=True))
    save(work, open_now)
    return (*step.messages, *said.messages)


def _cannot_be_posted(message: Message) -> bool:
    """Whether it is private, and no button on it could ask for it again."""
    return message.private and not any(isinstance(one.reply, Answer) for one in message.buttons)


def _tell(work: Work, open_now: list[State], said: Said, *, offer: bool = False) -> tuple[Message, ...]:
    """Say what came of it, and open the flow that follows, if one does; else offer to carry on with what
    waits.
    """
    if said.opening is not None:
        return (*said.messages, *_open(work, open_now, said.opening))
    if offer:
        save(work, open_now)
        return (*said.messages, *way_back(work, open_now))
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
        facts = facts_of(work, conversation, opening.args)
    except NO as no:
        save(work, others)
        return _no(no).messages
    if waiting is not None and _goes_on(conversation.flow, waiting.answers, opening.answers):
        waiting = replace(waiting, parked=False)
        save(work, [*others, waiting])
        return (show(conversation.flow, waiting, facts),)
    step = begin(conversation.flow, opening.args, facts, opening.answers)
    return _apply(work, conversation, opening.args, step, others)


def _goes_on(flow: Flow, waiting: Mapping[str, Held], given: Mapping[str, Held]) -> bool:
    """Whether what waits is gone on with, though a button gives other answers to begin with: where it has all of them, and
    where somebody typed into it since, which nothing they press takes away.
    """
    differing = [step for step, value in given.items() if waiting.get(step) != value]
    return not differing or any(
        isinstance(flow.by_id.get(step), TYPED) for step in differing if step in waiting
    )
