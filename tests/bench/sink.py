"""Takes what is posted, as a chat service does, as cheaply as can be: `python -m tests.bench.sink`."""

import asyncio
import sys

# What Teams answers to a message, and Slack to whatever the bot calls.
SAID = b'{"ok":true,"id":"1","ts":"1795424400.000001","channel":{"id":"D0BENCH"},"team_id":"T0BENCH"}'
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (
    len(SAID),
    SAID,
)
_LENGTH = b"content-length:"


class Sink(asyncio.Protocol):
    """Answers each request once it has come whole."""

    def __init__(self) -> None:
        self.waiting = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where to answer."""
        if isinstance(transport, asyncio.Transport):
            self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole."""
        self.waiting += data
        while (end := self.waiting.find(b"\r\n\r\n")) >= 0:
            head = self.waiting[:end].lower()
            start = head.index(_LENGTH) + len(_LENGTH)
            whole = end + 4 + int(head[start:].split(b"\r\n", 1)[0])
            if len(self.waiting) < whole:
                return
            self.waiting = self.waiting[whole:]
            if self.transport is not None:
                self.transport.write(ANSWER)


async def main() -> None:
    """Serve until stopped."""
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
    sys.stdout.write(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
