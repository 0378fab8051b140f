"""The bot that gets killed: a real house on a real store, told the time, with a channel that posts to the parent."""

import asyncio
import json
import logging
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import random, uniform
from traceback import format_exception
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.house import House, build
from bot.post import HousePost
from bot.turn import Turn
from dialogs.exchange.as_json import message_to_json, reply_from_json
from dialogs.exchange.message import Message
from scheduler.sending import AnswerLost, NotAccepted, Outcome, Parcel, Sent
from storage.keyring import Keyring
from storage.store import open_store
from supervision.policy import load_policies

KEYRING = Keyring({"first": bytes(range(32))})
CHANNEL = "loopback"
BUSY_FOR = timedelta(seconds=30)
SLOW_NETWORK = 0.2
PATIENCE = ClientTimeout(total=5)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Carried:
    """What the receiver is told of one outbox row beside the message."""

    id: str
    escalation: bool
    repeat: bool


_carried: ContextVar[list[Carried]] = ContextVar("carried")


class LabelledPost(HousePost):
    """The house's own post; each message it hands over names its outbox rows, so that they can be counted."""

    async def send(self, parcel: Parcel) -> Outcome:
        _carried.set([Carried(row.id, row.escalation, row.repeat) for row in parcel.rows])
        return await super().send(parcel)


class LoopbackChannel:
    """Posts each message to the parent's receiver."""

    def __init__(self, session: ClientSession, address: str, clock: "ToldClock") -> None:
        self.session, self.address, self.clock = session, address, clock

    async def deliver(self, person_id: str, message: Message, key: str) -> Outcome:
        rows = [asdict(one) for one in _carried.get()]
        body = {"person": person_id, "key": key, "rows": rows, "message": message_to_json(message)}
        try:
            async with self.session.post(self.address, json=body, timeout=PATIENCE) as answer:
                if answer.status == 503:
                    return NotAccepted(self.clock() + BUSY_FOR, "busy")
                return Sent()
        except (ClientError, TimeoutError) as lost:
            return AnswerLost(type(lost).__name__)


class ToldClock:
    """A clock that stands where the parent put it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def main(place: Path, now: datetime, port: int, receiver: str) -> None:
    """Serve the parent until it goes away, or until killed."""
    logging.disable()
    asyncio.run(_serve(place, ToldClock(now), port, receiver))


async def _serve(place: Path, clock: ToldClock, port: int, receiver: str) -> None:
    policies = dict(load_policies())
    store = open_store(place, KEYRING, clock, exclusive=True)
    async with ClientSession() as session:
        channel = LoopbackChannel(session, receiver, clock)
        house = build(store, policies, channel)
        house.sweep.dispatcher.post = LabelledPost(policies, channel)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        under_way: set[asyncio.Task[None]] = set()
        while line := await reader.readline():
            task = asyncio.create_task(_answer(house, clock, writer, json.loads(line)))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
    store.close()


async def _answer(house: House, clock: ToldClock, writer: asyncio.StreamWriter, asked: Json) -> None:
    try:
        answer = await _do(house, clock, asked)
    except Exception as fault:
        answer = {"error": "".join(format_exception(fault))}
    if random() < SLOW_NETWORK:
        # Kept, and the person does not know yet: this too is cut short at times.
        await asyncio.sleep(uniform(0, 0.05))
    # From here on the parent holds the bot to it.
    writer.write(json.dumps({"id": asked["id"], **answer}).encode() + b"\n")


async def _do(house: House, clock: ToldClock, asked: Json) -> Json:
    if asked["do"] == "sweep":
        clock.now = max(clock.now, datetime.fromisoformat(asked["now"]))
        return {"left": len(await house.sweep.run_once())}
    turn = Turn(CHANNEL, asked["delivery"], asked["person"], reply_from_json(asked["reply"]))
    messages = await house.turns.take(turn, lambda _, found: found)
    return {"messages": [message_to_json(one) for one in messages]}
