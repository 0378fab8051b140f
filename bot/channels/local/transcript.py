"""The local page's own chat history, sealed: it may show what people typed. Teams and Slack keep theirs."""

from datetime import datetime
from typing import Literal

from bot.channels.json_text import quoted
from dialogs.exchange.as_json import message_to_json
from dialogs.exchange.fast_json import from_json, to_json
from dialogs.exchange.message import Message
from storage.damaged import readable
from storage.ids import new_id
from storage.queries import local as query
from storage.unit import UnitOfWork

Kind = Literal["reply", "nudge", "change", "said"]
Entry = str
"""An entry as the page reads it, written as JSON once: kept, answered and streamed as it is."""

_LOST = Message("This message cannot be shown.")


def keep(
    uow: UnitOfWork, person_id: str, kind: Kind, message: Message, entry_id: str = "", *, below: bool = False
) -> Entry:
    """Add an entry to a person's chat; one whose card is there already takes its place. Gives the entry as JSON.

    With `below` it stands at the end and the older one is gone: far above it would not be seen.
    """
    found = query.by_card(uow, person_id, message.card) if message.card else None
    if found and below:
        query.remove(uow, found)
        found = None
    entry_id = found or entry_id or new_id(uow.now)
    body = to_json({"kind": kind, "message": message_to_json(message)})
    sealed = uow.seal("local_message", entry_id, "sealed", body)
    query.put(uow, entry_id, person_id, kind, message.card, sealed)
    return _entry(entry_id, uow.now, kind, body)


def keep_all(
    uow: UnitOfWork, person_id: str, messages: tuple[Message, ...], *, below: bool = False
) -> list[Entry]:
    """Add the messages of one turn's reply; `below` what was typed, when something was."""
    return [keep(uow, person_id, "reply", message, below=below) for message in messages]


def history(uow: UnitOfWork, person_id: str) -> list[Entry]:
    """A person's chat, oldest first. Where one cannot be opened, an entry says so in its place."""
    return [_opened(uow, entry_id, at, sealed) for entry_id, at, sealed in query.of_person(uow, person_id)]


def _opened(uow: UnitOfWork, entry_id: str, at: datetime, sealed: bytes) -> Entry:
    body = readable(uow, "local_message", entry_id, "sealed", sealed)
    if body is None:
        body = to_json({"kind": "reply", "message": message_to_json(_LOST)})
    return _entry(entry_id, at, from_json(body)["kind"], body)


def _entry(entry_id: str, at: datetime, kind: str, body: str) -> Entry:
    speaker = "person" if kind == "said" else "bot"
    when = at.isoformat().replace("+00:00", "Z")
    return f'{{"id":{quoted(entry_id)},"from":"{speaker}","at":"{when}",{body[1:]}'
