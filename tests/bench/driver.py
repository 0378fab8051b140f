"""Drives a server over bare sockets, in a process of its own, so that what is measured is the server.

`python -m tests.bench.driver` reads one job a line and answers each with one line (jobs.py).
"""

import gc
import json
import selectors
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

from tests.bench import as_slack
from tests.bench.servers import DRIVER_CORE, pin
from tests.bench.talkers import (
    PATHS,
    Talk,
    begin,
    echo,
    greet,
    prepare,
    slack,
    slack_begin,
    slack_stock,
    stock,
    teams,
)

Headers = Callable[[bytes], str]
"""The headers that go with a body, each with the end of its line."""

_LENGTH = b"\r\ncontent-length:"


class Unexpected(Exception):
    """A server answered with something else than 200."""


class Line:
    """One connection and the conversation it carries."""

    def __init__(
        self, port: int, path: str, headers: Headers, waiting: list[Talk], times: list[float]
    ) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{{}}Content-Length: {{}}\r\n\r\n"
        self.headers = headers
        self.waiting, self.times = waiting, times
        self.talk: Talk | None = None
        self.sent = 0.0
        self.arrived = b""

    def next_talk(self) -> bool:
        """Begin another conversation; False when there is none left."""
        if not self.waiting:
            return False
        self.talk = self.waiting.pop()
        self._send(next(self.talk))
        return True

    def readable(self) -> bool:
        """Take what has come; False when nothing is left to say."""
        self.arrived += self.socket.recv(1 << 18)
        end = self.arrived.find(b"\r\n\r\n")
        if end < 0:
            return True
        head = self.arrived[:end].lower()
        start = head.find(_LENGTH) + len(_LENGTH)
        whole = end + 4 + int(head[start:].split(b"\r\n", 1)[0])
        if len(self.arrived) < whole:
            return True
        self.times.append(time.perf_counter() - self.sent)
        if not head.startswith(b"http/1.1 200"):
            raise Unexpected(head.split(b"\r\n", 1)[0].decode())
        body, self.arrived = self.arrived[end + 4 : whole], b""
        try:
            assert self.talk is not None
            self._send(self.talk.send(body))
        except StopIteration:
            return self.next_talk()
        return True

    def _send(self, body: bytes) -> None:
        whole = self.head.format(self.headers(body), len(body)).encode() + body
        self.sent = time.perf_counter()
        self.socket.sendall(whole)


def drive(port: int, kind: str, in_flight: int, talks: list[Talk]) -> tuple[float, list[float]]:
    """Hold all conversations, so many at a time; gives how long it took and how long each turn took."""
    times: list[float] = []
    waiting = talks[::-1]
    headers = as_slack.headers if kind.startswith("slack") else _as_json
    with selectors.DefaultSelector() as selector:
        lines = [Line(port, PATHS[kind], headers, waiting, times) for _ in range(min(in_flight, len(talks)))]
        gc.collect()
        gc.freeze()
        began = time.perf_counter()
        for line in lines:
            if line.next_talk():
                selector.register(line.socket, selectors.EVENT_READ, line)
        while selector.get_map():
            for key, _ in selector.select():
                if not key.data.readable():
                    selector.unregister(key.fileobj)
        took = time.perf_counter() - began
    for line in lines:
        line.socket.close()
    return took, times


def _as_json(body: bytes) -> str:
    return "Content-Type: application/json\r\n"


def _talks(job: dict[str, Any], prompts: dict[str, Any]) -> list[Talk]:
    match job["kind"]:
        case "begin":
            return [begin(person, prompts) for person in job["people"]]
        case "prepare":
            return [prepare(person, prompts) for person in job["people"]]
        case "greet":
            return [greet(person) for person in job["people"]]
        case "teams":
            return [teams(person, prompts, job["sink"]) for person in job["people"]]
        case "slack-begin":
            return [slack_begin(person) for person in job["people"]]
        case "slack":
            return [slack(person, prompts) for person in job["people"]]
        case "slack-stock":
            return [slack_stock(turns) for turns in job["turns"]]
        case "stock":
            return [stock(turns, job["sink"]) for turns in job["turns"]]
        case _:
            return [echo(turns) for turns in job["turns"]]


def main() -> None:
    """Do one job after the other, until there are no more."""
    pin(0, DRIVER_CORE)
    prompts: dict[str, Any] = {}
    for line in sys.stdin:
        job = json.loads(line)
        took, times = drive(job["port"], job["kind"], job["in_flight"], _talks(job, prompts))
        sys.stdout.write(json.dumps({"took": took, "times": times}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
