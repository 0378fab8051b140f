"""What the page's scripts do: ask the server, and keep what it answers."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from aiohttp.test_utils import TestClient

Json = dict[str, Any]
_deliveries = count()


class Page:
    """Requests to the local server, and their JSON."""

    def __init__(self, client: TestClient[Any, Any]) -> None:
        self.client = client

    async def get(self, path: str, status: int = 200, **query: str) -> Any:
        async with self.client.get(path, params=query) as answer:
            return await _json(answer, status)

    async def post(self, path: str, body: Any, status: int = 200) -> Any:
        async with self.client.post(path, json=body) as answer:
            return await _json(answer, status)

    async def reply(self, person: str, reply: Json, delivery: str = "", status: int = 200) -> Any:
        """One turn; gives the new entries, or the error."""
        delivery = delivery or f"d{next(_deliveries)}"
        body = {"person": person, "delivery": delivery, "reply": reply}
        answer = await self.post("/local/chat", body, status)
        return answer["messages"] if status == 200 else answer

    async def say(self, person: str, text: str) -> list[Json]:
        entries: list[Json] = await self.reply(person, {"say": text})
        return entries

    async def clock_to(self, instant: str) -> Json:
        answer: Json = await self.post("/local/clock", {"now": instant})
        return answer

    async def history(self, person: str) -> list[Json]:
        answer = await self.get("/local/chat", person=person)
        entries: list[Json] = answer["messages"]
        return entries


def button(entries: list[Json], label: str, **values: str | list[str]) -> Json:
    """The reply that pressing a button of the last message sends, with fields filled in."""
    (found,) = (one for one in entries[-1]["message"]["buttons"] if one["label"] == label)
    fields = (
        {one["name"]: one["value"] for one in entries[-1]["message"]["fields"]} if found["collects"] else {}
    )
    ((kind, reply),) = found["reply"].items()
    filled: Mapping[str, Any] = {**reply["values"], **fields, **values}
    return {kind: {**reply, "values": dict(filled)}}


async def _json(answer: Any, status: int) -> Any:
    body = await answer.json()
    assert answer.status == status, body
    if status >= 400:
        assert_sentence(body)
    return body


def assert_sentence(body: Any) -> None:
    """An error is one object with one sentence or more, for a person."""
    assert list(body) == ["error"]
    assert body["error"][0].isupper()
    assert body["error"].endswith(".")
