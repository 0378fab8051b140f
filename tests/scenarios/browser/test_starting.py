"""Starting it, as `make run` and `make run FRESH=1` do: what was there is kept, or gone."""

from pathlib import Path

from tests.scenarios.browser.conftest import Serve
from tests.scenarios.browser.server import Command, Server

WORKER = "cb106"


def said(server: Server) -> list[str]:
    return [entry["message"]["text"] for entry in server.get(f"/local/chat?person={WORKER}")["messages"]]


def test_a_second_start_keeps_everything_and_a_fresh_one_begins_again(demo_data: Path, serve: Serve) -> None:
    server = serve(demo_data, by=Command)
    people = server.get("/local/people")
    server.reply(WORKER, say="help")
    before = server.now
    server.post("/local/clock", {"to": "next-working-day"})
    moved, conversation, owed = server.now, said(server), server.get(f"/local/duties?person={WORKER}")
    assert moved > before
    assert "help" in conversation
    server.stop()

    server.start()
    assert server.get("/local/people") == people
    assert server.now >= moved
    assert said(server) == conversation
    assert server.get(f"/local/duties?person={WORKER}") == owed
    server.stop()

    server.start("--fresh")
    assert server.get("/local/people") == people
    assert server.now < moved
    assert said(server) == []


def test_without_the_fictional_council_nobody_is_there_until_somebody_is_imported(serve: Serve) -> None:
    assert serve(None, "--no-demo").get("/local/people") == []
