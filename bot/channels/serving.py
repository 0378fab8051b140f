"""What an organisation's bot serves of one channel. Each channel's folder has a module `serving` that makes it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.channels import Channel


@dataclass(frozen=True, slots=True)
class Served:
    """The channel, what it answers, and how it is started and let go."""

    channel: Channel
    routes: list[web.RouteDef]
    start: Callable[[], Awaitable[None]]
    close: Callable[[], Awaitable[None]]


async def nothing() -> None:
    """For a channel that needs no starting."""
