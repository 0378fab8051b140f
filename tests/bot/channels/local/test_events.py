"""An open page hears what happens as it happens."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.bot.channels.local.page import Page

Event = tuple[str, Any]


@asynccontextmanager
async def looking(page: Page, person: str) -> AsyncIterator[Any]:
    """An open page; gives its stream once the server listens for it."""
    async with page.client.get("/local/events", params={"person": person}) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/event-stream"
        await _block(answer)
        yield answer


async def _block(answer: Any) -> bytes:
    return bytes(await asyncio.wait_for(answer.content.readuntil(b"\n\n"), 10))


async def heard(answer: Any, name: str) -> Any:
    """The next event of this name; others are passed over."""
    while True:
        lines = (await _block(answer)).decode().split("\n")
        if lines[0] == f"event: {name}":
            return json.loads(lines[1].removeprefix("data: "))


async def test_a_reply_reaches_every_open_page_of_the_person(page: Page) -> None:
    async with looking(page, "wren") as one, looking(page, "wren") as other:
        entries = await page.say("wren", "due")
        assert await heard(one, "entry") == entries[0]
        assert await heard(other, "entry") == entries[0]
        assert await heard(one, "duties") == {}


async def test_a_nudge_arrives_on_the_page_of_its_recipient_alone(page: Page) -> None:
    async with looking(page, "wren") as wren, looking(page, "briar") as briar:
        answer = await page.clock_to("2026-11-23T09:00:00Z")
        entry = await heard(wren, "entry")
        assert entry["kind"] == "nudge"
        assert (await heard(wren, "clock"))["now"][:16] == answer["now"][:16]
        # Of all that happened, only the clock is for this page.
        assert (await heard(briar, "clock"))["now"][:16] == answer["now"][:16]
        assert [one for one in await page.history("briar") if one["kind"] == "nudge"] == []
