"""The bot as a person starts it: a process of its own, killed and started again on the same data."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from threading import Timer
from typing import Any
from zoneinfo import ZoneInfo

from tests.support.forked import Forked

COMMAND = Path(sys.executable).with_name("supervision-bot")
LONDON = ZoneInfo("Europe/London")
LONGEST_START = 60.0


def command(folder: Path, *arguments: str | Path) -> None:
    """One command, to its end. What it complained of, in a file in the folder, is in the assertion when it did not do it."""
    errors = folder / "errors.txt"
    errors.touch()
    process = Forked([str(one) for one in arguments], errors)
    printed = "".join(process.lines())
    assert process.wait(LONGEST_START) == 0, printed + errors.read_text()


class Command:
    """The command itself, started as a person starts it."""

    def __init__(self, arguments: Sequence[str], errors: Path) -> None:
        with errors.open("a") as file:
            self._process = subprocess.Popen(
                [COMMAND, *arguments], stdout=subprocess.PIPE, stderr=file, text=True
            )

    def lines(self) -> Iterator[str]:
        """What it prints, until it ends."""
        assert self._process.stdout is not None
        yield from self._process.stdout

    def end(self, how: signal.Signals, patience: float) -> None:
        """Send it a signal and wait for its end."""
        self._process.send_signal(how)
        self._process.wait(patience)
        assert self._process.stdout is not None
        self._process.stdout.close()


class Server:
    """`supervision-bot local` on a data directory; `address` is what it printed."""

    def __init__(self, data: Path, *options: str, by: type[Forked | Command] = Forked) -> None:
        self.data, self.options, self.by, self.port = data, options, by, 0
        self.errors = data.with_name(f"{data.name}-errors.txt")
        self.start()

    def start(self, *options: str) -> None:
        """Start it and wait until it has printed its address. A later start takes the same port."""
        given = ["local", "--port", str(self.port), "--data", str(self.data), *self.options, *options]
        self.process = self.by(given, self.errors)
        too_long = Timer(LONGEST_START, self.kill)
        too_long.start()
        self.address = self._printed()
        too_long.cancel()
        self.port = int(self.address.rsplit(":", 1)[1].rstrip("/"))

    def _printed(self) -> str:
        for line in self.process.lines():
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                return found[0]
        raise AssertionError(f"It ended before it printed its address: {self.errors.read_text()}")

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.end(signal.SIGKILL, LONGEST_START)

    def stop(self) -> None:
        """End it as Ctrl+C does."""
        self.process.end(signal.SIGINT, LONGEST_START)

    def get(self, path: str) -> Any:
        """What a route answers."""
        return self._call("GET", path, None)

    def post(self, path: str, body: Mapping[str, object]) -> Any:
        """What a route answers to this."""
        return self._call("POST", path, body)

    def _call(self, method: str, path: str, body: Mapping[str, object] | None) -> Any:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST_START)
        try:
            headers = {"Content-Type": "application/json"} if body is not None else {}
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            response = connection.getresponse()
            answer = json.loads(response.read())
            assert response.status == 200, answer
            return answer
        finally:
            connection.close()

    @property
    def now(self) -> datetime:
        """What the product's clock says, by the clock on the wall in England."""
        return datetime.fromisoformat(self.get("/local/clock")["now"]).astimezone(LONDON)

    def move_to(self, wall: datetime) -> list[Any]:
        """Move the clock to a time on the wall in England; gives what was sent on the way."""
        instant = wall.replace(tzinfo=LONDON).astimezone(UTC).isoformat()
        sent: list[Any] = self.post("/local/clock", {"now": instant})["sent"]
        return sent

    def owed(self, person: str, side: str) -> dict[str, list[Any]]:
        """What a person owes, or is owed, by rule."""
        found: dict[str, list[Any]] = {}
        for duty in self.get(f"/local/duties?person={person}"):
            if duty["side"] == side:
                found.setdefault(duty["rule"], []).append(duty)
        return found

    def reply(self, person: str, **reply: object) -> list[Any]:
        """A turn without the page, where the page is not the point; gives the messages."""
        delivery = f"test-{datetime.now(UTC).timestamp()}"
        body = {"person": person, "delivery": delivery, "reply": reply}
        return [entry["message"] for entry in self.post("/local/chat", body)["messages"]]
