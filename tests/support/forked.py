"""`supervision-bot` in processes forked from one that has imported it already: a start costs a moment, not a second.

Each is a process like any other, which can be killed and shares nothing with the tests. That the command starts by
itself is shown in tests/scenarios/browser/test_starting.py.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from bot.cli import main

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["bot.app", "bot.cli", "tests.soak.child", "tests.support.forked"])


class Forked:
    """One command with its arguments. What it complains of is added to a file."""

    def __init__(self, arguments: Sequence[str], errors: Path) -> None:
        self._printed, printing = FORKED.Pipe(duplex=False)
        self._process = FORKED.Process(target=_run, args=(arguments, printing, errors), daemon=True)
        self._process.start()
        printing.close()

    def lines(self) -> Iterator[str]:
        """What it prints, until it ends."""
        with open(self._printed.fileno(), encoding="utf-8", closefd=False) as printed:
            yield from printed

    def end(self, how: signal.Signals, patience: float) -> None:
        """Send it a signal and wait for its end; one that has ended is left alone."""
        if self._process.is_alive():
            assert self._process.pid is not None
            os.kill(self._process.pid, how)
        self.wait(patience)

    def wait(self, patience: float) -> int | None:
        """Its exit code once it has ended."""
        self._process.join(patience)
        self._printed.close()
        return self._process.exitcode


def _run(arguments: Sequence[str], printing: Connection, errors: Path) -> None:
    with errors.open("a") as file:
        os.dup2(file.fileno(), 2)
    os.dup2(printing.fileno(), 1)
    printing.close()
    sys.exit(main(arguments))
