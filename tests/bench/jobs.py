"""The driver's other end: jobs for it, and what came of them."""

import json
import subprocess
import sys
from dataclasses import dataclass
from types import TracebackType

from tests.bench.figures import Figure, middle, ratio
from tests.bench.servers import Server


@dataclass(frozen=True, slots=True)
class Driven:
    """One job done: turns in a second, processor time of a turn (seconds), and how long each turn took (seconds)."""

    turns: int
    rate: float
    cpu: float
    times: list[float]


class Driver:
    """The driving process, for as long as the block lasts."""

    def __enter__(self) -> "Driver":
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.driver"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.communicate()

    def do(self, server: Server, kind: str, in_flight: int, **more: object) -> Driven:
        """Have a job done. Raises RuntimeError when the driver gave up, having said why."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        before = server.cpu_seconds()
        job = {"kind": kind, "port": server.port, "in_flight": in_flight, **more}
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the driver gave up during {kind}")
        done = json.loads(answer)
        turns = len(done["times"])
        cpu = (server.cpu_seconds() - before) / turns
        return Driven(turns, turns / done["took"], cpu, done["times"])


def compared(what: str, to: str, aim: str, ours: list[Driven], theirs: list[Driven]) -> Figure:
    """One line: what is ours against something else, round by round."""
    by_rate = middle(ratio(one.rate, other.rate) for one, other in zip(ours, theirs, strict=True))
    by_cpu = middle(ratio(other.cpu, one.cpu) for one, other in zip(ours, theirs, strict=True))
    mine = f"{middle(one.rate for one in ours):,.0f}/s, {middle(one.cpu for one in ours) * 1e6:,.0f} µs of processor"
    return Figure(
        f"{what} ÷ {to}",
        f"{by_rate:.2f} (by processor time {by_cpu:.2f})",
        aim,
        f"{mine}; {to} {middle(one.rate for one in theirs):,.0f}/s",
    )
