"""Moving the page's clock over a morning on which many hear something."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer

from bot.channels.local.web_app import HOUSE, local_app
from bot.clock import MovableClock
from bot.demo import load_council
from bot.settings import Settings
from storage.queries.ahead import ahead
from storage.store import open_store
from tests.support.stores import KEYRING

SATURDAY_EVENING = datetime(2026, 11, 21, 19, tzinfo=UTC)


async def test_the_answer_names_all_that_left_whatever_the_ticker_does_meanwhile(
    sqlite_place: Path, tmp_path: Path
) -> None:
    clock = MovableClock()
    clock.hold(SATURDAY_EVENING)
    with open_store(sqlite_place, KEYRING, clock, durable=False) as store:
        load_council(store, Settings(data=tmp_path))
        app = local_app(store, dict(Settings(data=tmp_path).policies()), clock)
        async with TestClient(TestServer(app)) as client:
            sweep, elsewhere = app[HOUSE].sweep, []

            async def tick() -> None:
                while True:
                    elsewhere.extend(await sweep.run_once())
                    await asyncio.sleep(0)

            ticking = [asyncio.create_task(tick()) for _ in range(8)]
            answer = await client.post("/local/clock", json={"now": "2026-11-23T09:00:00Z"})
            for one in ticking:
                one.cancel()
            await asyncio.gather(*ticking, return_exceptions=True)
            sent = (await answer.json())["sent"]
        assert elsewhere == []
        assert {one["at"] for one in sent} == {"2026-11-23T09:00:00Z"}
        assert {one["person"] for one in sent} >= {"cb102", "cb103", "cb106", "cb109", "cb110"}
        waits = store.read_now(ahead).message
        assert waits is None or waits > datetime(2026, 11, 23, 9, tzinfo=UTC)
