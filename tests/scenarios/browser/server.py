"""The bot as a person starts it: a process of its own, killed and started again on the same data."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from threading import Timer
from typing import Any
from zoneinfo import ZoneInfo

COMMAND = Path(sys.executable).with_name("supervision-bot")
LONDON = ZoneInfo("Europe/London")
LONGEST_START = 60.0


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """One command, to its end. What it printed is in the assertion when it did not do it."""
    done = subprocess.run([COMMAND, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


class Server:
    """`supervision-bot local` on a data directory; `address` is what it printed."""

    def __init__(self, data: Path, *options: str) -> None:
        self.data, self.options, self.port = data, options, 0
        self.errors = data.with_name(f"{data.name}-errors.txt")
        self.start()

    def start(self, *options: str) -> None:
        """Start it and wait until it has printed its address. A later start takes the same port."""
        arguments: list[str | Path] = [
            "local",
            "--port",
            str(self.port),
            "--data",
            self.data,
            *self.options,
            *options,
        ]
        with self.errors.open("a") as errors:
            self.process = subprocess.Popen(
                [COMMAND, *arguments], stdout=subprocess.PIPE, stderr=errors, text=True
            )
        too_long = Timer(LONGEST_START, self.process.kill)
        too_long.start()
        self.address = self._printed()
        too_long.cancel()
        self.port = int(self.address.rsplit(":", 1)[1].rstrip("/"))

    def _printed(self) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                return found[0]
        raise AssertionError(f"It ended before it printed its address: {self.errors.read_text()}")

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as Ctrl+C does."""
        self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> None:
        self.process.send_signal(how)
        self.process.wait(LONGEST_START)
        if self.process.stdout is not None:
            self.process.stdout.close()

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
