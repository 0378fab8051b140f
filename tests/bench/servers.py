"""Processes that are measured: started, pinned to one core where that can be done, looked at, stopped."""

import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

READY_SECONDS = 60.0
# Servers have a core to themselves, and whoever drives them has another.
SERVER_CORE, DRIVER_CORE = 0, 1


class Server:
    """A program that prints the address it listens on. `started` is when it was started (perf_counter)."""

    def __init__(self, command: list[str]) -> None:
        self.started = time.perf_counter()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        pin(self.process.pid, SERVER_CORE)
        self.port = self._port()

    def cpu_seconds(self) -> float:
        """The processor time it has used; nan where the system does not say."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return float("nan")
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Its resident memory in megabytes; nan where the system does not say."""
        said = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return int(said.stdout) / 1024 if said.stdout.strip() else float("nan")

    def stop(self) -> None:
        """End it, and wait until it has."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def __enter__(self) -> "Server":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _port(self) -> int:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            for word in line.split():
                if word.startswith("http://"):
                    return int(word.rstrip("/").rpartition(":")[2])
        self.process.wait(READY_SECONDS)
        raise RuntimeError(f"a server ended with code {self.process.returncode} before it listened")


def bot(data: Path) -> Server:
    """The bot itself, by what `supervision-bot` runs: the script may be of an older installation."""
    return Server([sys.executable, "-m", "bot", "local", *_on(data)])


def raw(sink_port: int | None = None) -> Server:
    """A bare aiohttp application; with a sink it posts a reply there before it answers."""
    return Server([sys.executable, "-m", "tests.bench.raw", *([] if sink_port is None else [str(sink_port)])])


def stock() -> Server:
    """A bot of the Teams library as its makers show it, which says back what it hears."""
    return Server([sys.executable, "-m", "tests.bench.stock"])


def slack_bot(data: Path, sink_port: int) -> Server:
    """The bot on Slack, which calls the sink in place of Slack."""
    return Server([sys.executable, "-m", "tests.bench.slack_bot", str(data), str(sink_port)])


def slack_stock(sink_port: int) -> Server:
    """A bot of Slack's library as its makers show it, which says back what it hears to the sink."""
    return Server([sys.executable, "-m", "tests.bench.slack_stock", str(sink_port)])


def sink() -> Server:
    """What takes replies, on the driver's core."""
    server = Server([sys.executable, "-m", "tests.bench.sink"])
    pin(server.process.pid, DRIVER_CORE)
    return server


def pin(pid: int, core: int) -> None:
    """Keep a process on one core, where the system can and there is more than one."""
    if sys.platform == "linux":
        cores = sorted(os.sched_getaffinity(os.getpid() if pid == 0 else pid))
        if len(cores) > 1:
            os.sched_setaffinity(pid, {cores[core]})


def _on(data: Path) -> list[str]:
    return ["--data", str(data), "--no-demo", "--port", "0"]
