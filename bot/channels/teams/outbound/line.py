"""One connection to a service: one request at a time, each answered before the next."""

import asyncio

from bot.channels.teams.outbound.answer import Answer, NotHttp, Reader


class Lost(Exception):
    """A request was sent and may have arrived, but no answer that can be read came. The message names why."""


class HungUp(Lost):
    """The connection was closed before a word of the answer came."""


class Line(asyncio.Protocol):
    """Once it has given an answer that lets it, it may be asked again."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._free_since = self._until = 0.0
        self._watch: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None
        self._reader = Reader()
        self._asked: asyncio.Future[Answer] | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can be asked, as far as is known."""
        return self._transport is not None and not self._transport.is_closing()

    @property
    def idle(self) -> float:
        """For how many seconds it has had nothing to do since it was last asked."""
        return self._loop.time() - self._free_since

    async def ask(self, request: bytes, seconds: float) -> Answer:
        """Send a request; gives its answer. Raises Lost, also when `seconds` have passed."""
        if self._transport is None:
            raise HungUp("closed")
        self._reader, self._asked = Reader(), self._loop.create_future()
        self._until = self._loop.time() + seconds
        if self._watch is None:
            self._watch = self._loop.call_at(self._until, self._look)
        try:
            self._transport.write(request)
            answer = await self._asked
            if not answer.kept:
                self.drop()
            self._free_since = self._loop.time()
            return answer
        except BaseException:
            # Whoever waits has gone, or nothing more that comes could be told from the answer.
            self.drop()
            raise
        finally:
            self._asked = None

    def drop(self) -> None:
        """Let it go at once."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where to write."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Add to the answer. What nobody asked for ends the connection."""
        if self._asked is None or self._asked.done():
            self.drop()
            return
        try:
            answer = self._reader.take(data)
        except NotHttp as fault:
            self._fail(Lost(str(fault)))
            return
        if answer is not None:
            self._asked.set_result(answer)

    def eof_received(self) -> None:
        """The other side sends no more, so the connection is closed; some answers end so."""
        answer = self._reader.end()
        if answer is not None and self._asked is not None and not self._asked.done():
            self._asked.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._transport = None
        if self._watch is not None:
            self._watch.cancel()
        self._fail(Lost("closed in the middle") if self._reader.began else HungUp("closed"))

    def _look(self) -> None:
        """Whether an answer is late. One timer serves many requests: almost all are answered long before."""
        self._watch = None
        if self._asked is None:
            return
        if self._loop.time() >= self._until:
            self._fail(Lost("no answer in time"))
        else:
            self._watch = self._loop.call_at(self._until, self._look)

    def _fail(self, fault: Lost) -> None:
        if self._asked is not None and not self._asked.done():
            self._asked.set_exception(fault)
