"""Whatever a client sends, the server answers with what it knows or with a sentence, and never breaks."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import MovableClock
from dialogs.registry import COMMANDS, CONVERSATIONS, VERBS
from storage.store import Store
from tests.bot.channels.local.conftest import serving
from tests.bot.channels.local.page import Page, assert_sentence

PEOPLE = st.sampled_from(["wren", "finch", "sorrel", "maple", "dara", "operator"])
TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from("\x00\ud800\u202e\n"), max_size=30)
SUBJECT = st.sampled_from(["", "of-wren", "of-finch", "wren", "finch", "CB-1-wren", "case-CB-1-wren"]) | TEXT
ANY_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
STEPS = sorted({(flow, step) for flow, one in CONVERSATIONS.items() for step in one.flow.by_id})
VALUES = st.dictionaries(
    st.sampled_from(["do", "what", *sorted({step for _, step in STEPS})]) | TEXT,
    TEXT
    | st.lists(TEXT, max_size=3)
    | st.sampled_from(["save", "skip", "back", "form", "change", "confirm", "stop"]),
    max_size=4,
)
VERSION = st.integers(-1, 5) | st.integers()
REPLY = (
    st.fixed_dictionaries({"say": st.sampled_from(sorted(COMMANDS)) | TEXT})
    | st.fixed_dictionaries(
        {
            "press": st.fixed_dictionaries(
                {
                    "verb": st.sampled_from(sorted(VERBS)) | TEXT,
                    "subject": SUBJECT,
                    "version": VERSION,
                    "values": VALUES,
                }
            )
        }
    )
    | st.sampled_from(STEPS).flatmap(
        lambda step: st.fixed_dictionaries(
            {
                "answer": st.fixed_dictionaries(
                    {"flow": st.just(step[0]), "step": st.just(step[1]), "version": VERSION, "values": VALUES}
                )
            }
        )
    )
)
DELIVERY = st.text("ab:-~", min_size=1, max_size=30) | TEXT
TURN = st.fixed_dictionaries({"person": PEOPLE | TEXT, "delivery": DELIVERY, "reply": REPLY | ANY_JSON})


class Client:
    """The server and the loop it runs in, for examples one after the other."""

    def __init__(self, runner: asyncio.Runner, page: Page) -> None:
        self.runner, self.page = runner, page

    def post(self, path: str, body: bytes, content_type: str = "application/json") -> tuple[int, Any]:
        """Status and JSON of an answer."""

        async def ask() -> tuple[int, Any]:
            headers = {"Content-Type": content_type}
            async with self.page.client.post(path, data=body, headers=headers) as answer:
                return answer.status, await answer.json()

        status, answer = self.runner.run(ask())
        assert status < 500, answer
        if status >= 400:
            assert_sentence(answer)
        return status, answer


@pytest.fixture
def client(council: Store, movable: MovableClock) -> Iterator[Client]:
    with asyncio.Runner() as runner:
        server = serving(council, movable)
        page = runner.run(server.__aenter__())
        yield Client(runner, page)
        runner.run(server.__aexit__(None, None, None))


def test_any_turn_is_answered(client: Client) -> None:
    @settings(max_examples=250)
    @given(st.lists(TURN, min_size=1, max_size=4))
    def answered(turns: list[Any]) -> None:
        for turn in turns:
            client.post("/local/chat", json.dumps(turn).encode())

    answered()


def test_any_json_and_any_bytes_are_answered(client: Client) -> None:
    @settings(max_examples=100)
    @given(
        st.sampled_from(["/local/chat", "/local/clock"]),
        ANY_JSON.map(json.dumps).map(str.encode) | st.binary(max_size=40),
    )
    def answered(path: str, body: bytes) -> None:
        assert client.post(path, body)[0] in (400, 404, 409)

    answered()


@pytest.mark.parametrize("path", ["/local/chat", "/local/clock"])
def test_json_deeper_than_can_be_read_is_refused(client: Client, path: str) -> None:
    assert client.post(path, b"[" * 100_000)[0] == 400
    assert client.post(path, b'{"reply":' * 20_000 + b"1" + b"}" * 20_000)[0] == 400


def test_an_encoding_nobody_knows_is_refused(client: Client) -> None:
    status, _ = client.post("/local/chat", b"{}", "application/json; charset=nonsense")
    assert status in (400, 415)
