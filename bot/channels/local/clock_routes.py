"""The page's clock: it can be moved forward, and everything that falls due on the way is worked through in order."""

import asyncio
from datetime import UTC, datetime, timedelta

from aiohttp import web

from bot.channels.local.chat import body_of
from bot.channels.local.guard import Said
from bot.channels.local.hub import Hub
from bot.clock import MovableClock
from bot.house import House
from dialogs.exchange.fast_json import to_json
from scheduler.dispatch import Left
from supervision.policy import instant

FORWARD_ONLY = "The clock only moves forward. Choose a time after {now}."
FARTHEST = timedelta(days=3 * 366)


class ClockRoutes:
    """Reading and moving the local clock."""

    def __init__(self, house: House, clock: MovableClock, hub: Hub) -> None:
        self.house, self.clock, self.hub = house, clock, hub
        self._one_move = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        """What it answers."""
        return [web.get("/local/clock", self.read), web.post("/local/clock", self.move)]

    async def read(self, request: web.Request) -> web.Response:
        """What time it is here."""
        return web.json_response({"now": _iso(self.clock())})

    async def move(self, request: web.Request) -> web.Response:
        """Move to an instant, or to a named one; answers what left on the way, matter by matter, each with the message that
        said it.
        """
        async with self._one_move:
            target = self._target(await body_of(request))
            now = self.clock()
            if target <= now:
                raise Said(409, FORWARD_ONLY.format(now=_iso(now)))
            if target - now > FARTHEST:
                raise Said(409, "The clock moves at most three years at a time. Choose an earlier date.")
            # The ticker waits meanwhile: what its sweep sent on the way would be missing from the answer.
            async with self.house.sweep.alone, self.house.sweep.timed:
                left = await self._walk(target)
        self.hub.tell_all("clock", to_json({"now": _iso(self.clock())}))
        self.hub.tell_all("duties", "{}")
        sent = [
            {
                "message": one.message,
                "person": one.person,
                "kind": one.kind,
                "duty": one.duty,
                "at": _iso(one.at),
            }
            for one in left
        ]
        return web.json_response({"now": _iso(self.clock()), "sent": sent})

    async def _walk(self, target: datetime) -> list[Left]:
        sweep, left = self.house.sweep, []
        try:
            while (soonest := await sweep.next_instant()) is not None and soonest <= target:
                self.clock.hold(max(soonest, self.clock()))
                left += await sweep.work_through()
            self.clock.hold(target)
            left += await sweep.work_through()
        finally:
            # Also when a step failed: time runs on from wherever it had come to.
            self.clock.run_from(self.clock())
            await self.house.store.run(self.clock.keep)
        return left

    def _target(self, body: object) -> datetime:
        match body:
            case {"now": str(text)}:
                try:
                    target = datetime.fromisoformat(text)
                    if target.tzinfo is None:
                        raise Said(400, "Say the time zone of the instant, such as 2026-11-24T09:00:00Z.")
                    return target.astimezone(UTC)
                except (ValueError, OverflowError):
                    raise Said(400, "Send an instant such as 2026-11-24T09:00:00Z.") from None
            case {"to": "next-hour"}:
                hour = self.clock().replace(minute=0, second=0, microsecond=0)
                return hour + timedelta(hours=1)
            case {"to": "next-morning"}:
                return self._morning(working=False)
            case {"to": "next-working-day"}:
                return self._morning(working=True)
            case _:
                raise Said(400, "Send now, an instant, or to: next-hour, next-morning or next-working-day.")

    def _morning(self, *, working: bool) -> datetime:
        """The next 09:00 after now, of any day or of a working day, where the first authority is."""
        policy = next(iter(self.house.policies.values()))
        day = self.clock().astimezone(policy.timezone).date()
        while (morning := instant(day, policy)) <= self.clock() or (
            working and not policy.calendar.is_working(day)
        ):
            day += timedelta(days=1)
        return morning


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
