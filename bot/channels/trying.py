"""Sending that waits its turn, and tries again what was not taken: for whatever leaves through any channel."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from bot.channels.fault import ChannelFault
from bot.channels.limiter import Limiter

T = TypeVar("T")

MOST_TRIES: Final = 3
WITHOUT_A_WORD: Final = 1.0
LONGEST: Final = 3600.0


class Trying:
    """Tries for all conversations, each within the limits. `fault` is what the channel raises."""

    def __init__(self, limiter: Limiter, fault: type[ChannelFault]) -> None:
        self._limiter, self._fault = limiter, fault

    async def do(self, once: Callable[[], Awaitable[T]], conversation: str, patience: float) -> T:
        """What `once` gives, within so many seconds. Where no conversation is named there is no turn to wait for.

        It is tried again only where the service said that it was not taken. Raises ChannelFault.
        """
        until = time.monotonic() + patience
        tried = 0
        while True:
            if conversation:
                await self._take_turn(conversation, until)
            try:
                return await once()
            except ChannelFault as fault:
                wait = WITHOUT_A_WORD * 2**tried if fault.retry_after is None else fault.retry_after
                tried += 1
                if not fault.again or tried == MOST_TRIES or time.monotonic() + wait > until:
                    raise
            await asyncio.sleep(wait)

    async def _take_turn(self, conversation: str, until: float) -> None:
        now = time.monotonic()
        wait = self._limiter.take(conversation, now, max(0.0, until - now))
        if wait is None:
            later = self._limiter.wait(conversation, now)
            raise self._fault("never sent", 429, "OwnLimit", retry_after=later)
        if wait:
            await asyncio.sleep(wait)


def seconds_of(given: str | None) -> float | None:
    """A Retry-After in seconds, None where there is none. No service here gives a date; an hour is the most that is
    believed.
    """
    try:
        found = float(given) if given is not None else None
    except ValueError:
        return None
    return min(max(found, 0.0), LONGEST) if found is not None and math.isfinite(found) else None
