"""A unit of work on its way through the store, and who waits for it."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from itertools import groupby
from typing import Any

from storage.unit import UnitOfWork

_log = logging.getLogger(__name__)


class Job:
    """The work, the waiting caller (`loop` for an async one), and then the outcome."""

    __slots__ = ("_error", "_result", "callbacks", "future", "loop", "work")

    def __init__(
        self, work: Callable[[UnitOfWork], Any], loop: asyncio.AbstractEventLoop | None = None
    ) -> None:
        self.work = work
        self.loop = loop
        self.future: Any = Future() if loop is None else loop.create_future()
        self.callbacks: Iterable[Callable[[], object]] = ()
        self._result: Any = None
        self._error: BaseException | None = None

    def succeed(self, result: Any, callbacks: Iterable[Callable[[], object]]) -> None:
        """Note the result, to be told once it is committed."""
        self._result = result
        self.callbacks = callbacks

    def fail(self, error: BaseException) -> None:
        """Note that nothing of it remains, whatever was noted before."""
        self._error = error
        self.callbacks = ()

    def call_back(self) -> None:
        """Call what was to be called after the commit."""
        for callback in self.callbacks:
            try:
                callback()
            except Exception as fault:
                # The unit is kept; failing its caller now would make them say it again.
                _log.error("a callback after a commit failed: %s", type(fault).__name__)

    def tell(self) -> None:
        """Tell the caller; one that no longer waits is let go."""
        if self.loop is not None:
            self.call_back()
        if self.future.done():
            return
        if self._error is not None:
            self.future.set_exception(self._error)
        else:
            self.future.set_result(self._result)


def tell(jobs: Iterable[Job]) -> None:
    """Tell the callers of a group, waking each event loop once."""
    for loop, theirs in groupby(jobs, key=_loop_of):
        if loop is None:
            _tell_all(list(theirs))
            continue
        try:
            loop.call_soon_threadsafe(_tell_all, list(theirs))
        except RuntimeError:
            _log.info("an event loop closed before its units of work were told of")


def _loop_of(job: Job) -> asyncio.AbstractEventLoop | None:
    return job.loop


def _tell_all(jobs: list[Job]) -> None:
    for job in jobs:
        job.tell()
