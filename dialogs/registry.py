"""Every conversation there is, as `conversations.TOPICS` lists them: a new one needs nothing here."""

from collections.abc import Mapping

from dialogs.conversations import TOPICS as CONVERSING
from dialogs.conversations.conversation import Command, Conversation, Said, Topic, Verb
from dialogs.exchange.reply import Press
from dialogs.help import topic as help_topic
from supervision.work import Refused, Work

TOPICS = (*CONVERSING, help_topic(CONVERSING))

CONVERSATIONS: Mapping[str, Conversation] = {
    one.flow.id: one for topic in TOPICS for one in topic.conversations
}
COLLECTED: frozenset[tuple[str, str]] = frozenset(
    (verb, name) for topic in TOPICS for verb, names in topic.collects.items() for name in names
)
"""The fields of messages that no flow asks for: verb and name."""


def _commands(topics: tuple[Topic, ...]) -> dict[str, Command]:
    named = {name: act for topic in topics for name, act in topic.commands.items()}
    return named | {alias: named[name] for topic in topics for alias, name in topic.aliases.items()}


COMMANDS: Mapping[str, Command] = _commands(TOPICS)
TYPED = "typed"


def _typed(work: Work, press: Press) -> Said:
    """A command, from a button that stands where its private answer may not; the subject is the command."""
    command = COMMANDS.get(press.subject)
    if command is None:
        raise Refused
    return command(work)


VERBS: Mapping[str, Verb] = {verb: act for topic in TOPICS for verb, act in topic.verbs.items()} | {
    TYPED: _typed
}
HELP: Mapping[str, str] = {name: line for topic in TOPICS for name, line in topic.help.items()}
