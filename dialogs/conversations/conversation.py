"""What a conversation is made of: a flow that asks, the facts it is told, and what comes of its answers.

A conversation is one module in `dialogs/conversations/`. It declares its flow with its words beside it, says
which typed commands and which buttons lead into it, gathers the flow's facts from the store, and applies what
was answered through `supervision`. `dialogs/conversations/__init__.py` lists the modules.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from dialogs.engine.flow import Flow
from dialogs.engine.outcomes import Kept
from dialogs.engine.values import Answers, Held
from dialogs.exchange.message import Message
from dialogs.exchange.reply import Press
from supervision.places import Place
from supervision.work import Work

Args = Mapping[str, str]
SUMMARY = "A message about supervision"


@dataclass(frozen=True, slots=True)
class Opening:
    """Start (or take up again) a flow: what it is about, and answers already kept elsewhere."""

    flow: str
    args: Args = field(default_factory=dict)
    answers: Mapping[str, Held] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Said:
    """What comes of a command, a button or a finished flow: messages, and perhaps a flow to open after them."""

    messages: tuple[Message, ...] = ()
    opening: Opening | None = None


def say(*messages: Message | str) -> Said:
    """Just messages; plain text stands for a message of its own. One that names no summary gets one that says nothing
    of what is in it.
    """
    said = (Message(one) if isinstance(one, str) else one for one in messages)
    return Said(tuple(one if one.summary else replace(one, summary=SUMMARY) for one in said))


def ask(flow: str, **args: str) -> Said:
    """Open a flow about something."""
    return Said(opening=Opening(flow, args))


Command = Callable[[Work], Said]
Verb = Callable[[Work, Press], Said]


def _keep_nothing(work: Work, args: Args, kept: Kept) -> None:
    """Most flows are applied at their end; until then their answers are kept with the dialog's sealed state."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A flow joined to the store.

    facts    gathers what the flow declares it reads (now, today and timezone are added)
    finish   applies the answers; may raise SaidNo, which is shown and leaves the flow where it stands
    keep     is called for each accepted answer, in the same unit of work
    """

    flow: Flow
    facts: Callable[[Work, Args], Mapping[str, object]]
    finish: Callable[[Work, Args, Answers], Said]
    keep: Callable[[Work, Args, Kept], None] = _keep_nothing


@dataclass(frozen=True, slots=True)
class Topic:
    """What one module brings: conversations, typed commands with a line of help, and verbs of buttons.

    `whose` are the places of those a command is for; one that is not named there is for everybody. `collects` names the
    fields that come along with a verb where it is no flow that asks for them. `waits` says of a command whether there is
    something for it to do now: then help names it first.
    """

    conversations: tuple[Conversation, ...] = ()
    commands: Mapping[str, Command] = field(default_factory=dict)
    verbs: Mapping[str, Verb] = field(default_factory=dict)
    help: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    collects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whose: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    waits: Mapping[str, Callable[[Work], object]] = field(default_factory=dict)
