"""The page's chat: what is said goes through a turn, what is answered comes back; what arrives by itself is streamed."""

import asyncio
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import partial

from aiohttp import web

from bot.channels.local import transcript
from bot.channels.local.guard import HEADERS, Said
from bot.channels.local.hub import Events, Hub
from bot.turn import Turn, Turns
from dialogs.errors import ReplyError
from dialogs.exchange.as_json import reply_from_json
from dialogs.exchange.fast_json import from_json
from dialogs.exchange.message import Message
from dialogs.exchange.reply import Say
from storage.queries import people
from storage.store import Store
from storage.unit import UnitOfWork
from supervision.notices import OPERATOR
from supervision.work import SaidNo

KEEP_ALIVE_SECONDS = 15.0
MOST_BODY = 256 * 1024
_DELIVERY = re.compile(r"[!-~]{1,100}")


class Chat:
    """The chat routes of the local page."""

    def __init__(self, store: Store, turns: Turns, hub: Hub) -> None:
        self.store, self.turns, self.hub = store, turns, hub

    def routes(self) -> list[web.RouteDef]:
        """What it answers."""
        return [
            web.get("/local/chat", self.history),
            web.post("/local/chat", self.say),
            web.get("/local/events", self.events),
        ]

    async def history(self, request: web.Request) -> web.Response:
        """A person's chat so far."""
        person_id = await self._person(request.query.get("person", ""))
        return _shown(await self.store.read(partial(_history, person_id)))

    async def say(self, request: web.Request) -> web.Response:
        """One turn."""
        body = await body_of(request)
        person_id, delivery = body.get("person"), body.get("delivery")
        # What cannot be shown is nobody's id, and not every database can be asked for it.
        if not isinstance(person_id, str) or not person_id.isprintable():
            raise Said(400, "Send a person, a delivery and a reply.")
        if not isinstance(delivery, str) or not _DELIVERY.fullmatch(delivery):
            raise Said(400, "Send a delivery of 1 to 100 letters, digits or signs, without spaces.")
        try:
            reply = reply_from_json(body.get("reply"))
            turn = Turn("local", delivery, person_id, reply)
            entries = await self.turns.take(turn, partial(_keep, turn))
        except ReplyError as unread:
            raise Said(400, str(unread)) from None
        except SaidNo as no:
            raise Said(404, str(no)) from None
        for entry in entries:
            self.hub.tell(person_id, "entry", entry)
        self.hub.tell_all("duties", "{}")
        return _shown(entries)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events for one open page."""
        person_id = await self._person(request.query.get("person", ""))
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        # A page that was closed is no fault, and nothing is lost: what it had not heard stands in its history.
        with self.hub.listening(person_id) as queue, suppress(ConnectionResetError):
            await _stream(queue, response)
        return response

    async def _person(self, person_id: str) -> str:
        known = person_id.isprintable() and await self.store.read(
            lambda uow: people.person(uow, person_id) is not None
        )
        if not known and person_id != OPERATOR:
            raise Said(404, "There is no such person. Choose one from the list.")
        return person_id


async def body_of(request: web.Request) -> Mapping[str, object]:
    """The JSON object in a request's body. Raises Said."""
    try:
        body = await request.json(loads=from_json)
    except (ValueError, LookupError, RecursionError):
        raise Said(400, "Send a JSON object.") from None
    if not isinstance(body, dict):
        raise Said(400, "Send a JSON object.")
    return body


async def _stream(queue: Events, response: web.StreamResponse) -> None:
    """What happens, as it happens, until the page is to close."""
    await response.write(b": \n\n")
    while True:
        try:
            event = await asyncio.wait_for(queue.get(), KEEP_ALIVE_SECONDS)
        except TimeoutError:
            await response.write(b": \n\n")
            continue
        if event is None:
            return
        name, data = event
        await response.write(f"event: {name}\ndata: {data}\n\n".encode())


def _shown(entries: list[transcript.Entry]) -> web.Response:
    return web.Response(text=f'{{"messages":[{",".join(entries)}]}}', content_type="application/json")


def _history(person_id: str, uow: UnitOfWork) -> list[transcript.Entry]:
    return transcript.history(uow, person_id)


def _keep(turn: Turn, uow: UnitOfWork, messages: tuple[Message, ...]) -> list[transcript.Entry]:
    said = []
    if isinstance(turn.reply, Say) and turn.reply.text.strip():
        # Named for its delivery: what is sent again because its reply was lost was still said once.
        entry_id = f"said:{turn.person_id}:{turn.delivery}"
        said = [transcript.keep(uow, turn.person_id, "said", Message(turn.reply.text), entry_id)]
    return [*said, *transcript.keep_all(uow, turn.person_id, messages, below=bool(said))]
