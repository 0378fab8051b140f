"""Kept connections against a service on this machine that answers as it is told to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from bot.channels.teams.outbound.line import HungUp, Lost
from bot.channels.teams.outbound.lines import AT_ONCE, Address, Lines, Unreachable, address_of
from tests.bot.channels.teams.real_names.authority import Authority

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
Behave = Callable[["There"], Awaitable[bool]]


class There:
    """One connection as the service sees it. `asked` is every request of all of them."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: list[bytes]
    ) -> None:
        self.reader, self.writer, self.asked, self.answered = reader, writer, asked, 0

    async def heard(self) -> bytes:
        """The next request; nothing once there is none."""
        try:
            head = await self.reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            return b""
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        self.asked.append(head + await self.reader.readexactly(length))
        return self.asked[-1]


@asynccontextmanager
async def service(*behaviours: Behave) -> AsyncIterator[tuple[Address, list[bytes]]]:
    """The first connection is treated in the first way, and so on; the last way is for all that follow."""
    asked: list[bytes] = []
    left = list(behaviours)
    open_now: dict[asyncio.Task[None], asyncio.WriteTransport] = {}

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task: asyncio.Task[None] | None = asyncio.current_task()
        assert task is not None
        open_now[task] = writer.transport
        await treated(reader, writer)
        del open_now[task]

    async def treated(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behave = left.pop(0) if len(left) > 1 else left[0]
        there = There(reader, writer, asked)
        with suppress(ConnectionError):
            while await there.heard() and await behave(there):
                there.answered += 1
        writer.transport.abort()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield address_of(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/teams/"), asked
    finally:
        server.close()
        for transport in open_now.values():
            transport.abort()
        await asyncio.gather(*open_now)


def says(*parts: bytes, then: bool = True) -> Behave:
    """Answer with these, one after the other; then go on, or close."""

    async def behave(there: There) -> bool:
        for part in parts:
            there.writer.write(part)
            await there.writer.drain()
            await asyncio.sleep(0)
        return then

    return behave


async def silence(there: There) -> bool:
    await there.reader.read()
    return False


async def once(there: There) -> bool:
    """The first request is answered, the next one never: it is closed."""
    return there.answered == 0 and await says(OK)(there)


@pytest.fixture
async def lines() -> AsyncIterator[Lines]:
    lines = Lines(answer_seconds=5.0)
    yield lines
    lines.close()
    await asyncio.sleep(0)


async def ask(lines: Lines, address: Address, method: str = "POST", body: bytes = b"{}") -> tuple[int, bytes]:
    answer = await lines.ask(address, method, "v3/x", "Content-Type: application/json\r\n", body)
    return answer.status, answer.body


async def test_a_request_is_whole_and_its_connection_is_used_again(lines: Lines) -> None:
    async with service(says(OK), silence) as (there, asked):
        assert await ask(lines, there, body=b"first") == (200, b"{}")
        assert await ask(lines, there, "PUT", b"x" * 100_000) == (200, b"{}")
    port = there.origin.port
    assert (
        asked[0]
        == (
            f"POST /teams/v3/x HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
            "Content-Length: 5\r\n\r\nfirst"
        ).encode()
    )
    assert asked[1].endswith(b"x" * 100_000)


@pytest.mark.parametrize(
    "parts",
    [
        (b"HTTP/1.1 100 Continue\r\n\r\n", OK),
        (OK[:20], OK[20:]),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n", b"{}\r\n", b"0\r\n\r\n"),
    ],
)
async def test_an_answer_in_pieces_is_one_answer(lines: Lines, parts: tuple[bytes, ...]) -> None:
    async with service(says(*parts), silence) as (there, _):
        assert await ask(lines, there) == (200, b"{}")
        assert await ask(lines, there) == (200, b"{}")


async def test_an_answer_may_end_with_its_connection(lines: Lines) -> None:
    async def half_closed(there: There) -> bool:
        there.writer.write(b"HTTP/1.1 200 OK\r\n\r\n{}")
        there.writer.write_eof()
        return bool(await there.reader.read())

    async with service(half_closed, says(OK)) as (there, _):
        assert await ask(lines, there) == (200, b"{}")
        assert await ask(lines, there) == (200, b"{}")


async def test_a_redirect_is_an_answer_and_leads_nowhere(lines: Lines) -> None:
    elsewhere = b"HTTP/1.1 307 Go\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"
    async with service(says(elsewhere)) as (there, asked):
        assert await ask(lines, there) == (307, b"")
    assert len(asked) == 1


async def test_a_connection_that_was_closed_meanwhile_is_not_used(lines: Lines) -> None:
    async with service(says(OK, then=False), says(OK)) as (there, asked):
        assert await ask(lines, there) == (200, b"{}")
        await asyncio.sleep(0.05)
        assert await ask(lines, there) == (200, b"{}")
    assert len(asked) == 2


async def test_a_connection_that_was_silent_for_long_is_not_used() -> None:
    lines = Lines(kept_seconds=-1.0)
    async with service(once) as (there, asked):
        assert await ask(lines, there) == (200, b"{}")
        assert await ask(lines, there) == (200, b"{}")
    assert len(asked) == 2
    lines.close()


async def test_what_is_put_in_a_place_is_sent_again_when_a_kept_connection_was_closed(lines: Lines) -> None:
    async with service(once, says(OK)) as (there, asked):
        await ask(lines, there)
        assert await ask(lines, there, "PUT") == (200, b"{}")
    assert len(asked) == 3


async def test_a_message_that_may_have_arrived_is_never_sent_again(lines: Lines) -> None:
    async with service(once, says(OK)) as (there, asked):
        await ask(lines, there)
        with pytest.raises(HungUp):
            await ask(lines, there)
    assert len(asked) == 2


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize("parts", [(OK[:-1],), (b"no HTTP\r\n\r\n",), (OK[:10],)])
async def test_half_an_answer_is_a_lost_one_and_nothing_is_sent_again(
    lines: Lines, method: str, parts: tuple[bytes, ...]
) -> None:
    async with service(says(*parts, then=False), says(OK)) as (there, asked):
        with pytest.raises(Lost):
            await ask(lines, there, method)
        assert len(asked) == 1
        assert await ask(lines, there) == (200, b"{}")


@pytest.mark.parametrize("behave", [silence, says(b"HTTP/1.1 200 OK\r\nSlow: "), says(OK[:-1])])
async def test_an_answer_that_does_not_come_in_time_is_lost(behave: Behave) -> None:
    lines = Lines(answer_seconds=0.02)
    async with service(behave) as (there, asked):
        with pytest.raises(Lost, match="in time"):
            await ask(lines, there)
        assert len(asked) == 1
    lines.close()


async def test_what_comes_unasked_ends_the_connection(lines: Lines) -> None:
    async with service(says(OK, OK), says(OK)) as (there, _):
        assert await ask(lines, there) == (200, b"{}")
        await asyncio.sleep(0.05)
        # Not the answer that nobody had asked for.
        assert await ask(lines, there) == (200, b"{}")


async def test_whoever_no_longer_waits_leaves_no_connection_to_be_mistaken(lines: Lines) -> None:
    heard = asyncio.Event()

    async def never(there: There) -> bool:
        heard.set()
        return await silence(there)

    async with service(never, says(OK)) as (there, _):
        waiting = asyncio.create_task(ask(lines, there))
        await heard.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert await ask(lines, there) == (200, b"{}")


async def test_more_at_once_than_there_is_room_for_wait_for_each_other(lines: Lines) -> None:
    most = under_way = 0

    async def counted(there: There) -> bool:
        nonlocal most, under_way
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.001)
        under_way -= 1
        return await says(OK)(there)

    async with service(counted) as (there, _):
        answers = await asyncio.gather(*(ask(lines, there) for _ in range(AT_ONCE * 3)))
    assert len(answers) == AT_ONCE * 3
    assert most <= AT_ONCE


async def test_where_nobody_listens_nothing_was_sent(lines: Lines) -> None:
    async with service(says(OK)) as (there, _):
        pass
    with pytest.raises(Unreachable, match="ConnectionRefusedError"):
        await ask(lines, there)


async def test_nothing_is_sent_to_a_service_whose_certificate_nobody_vouches_for(
    lines: Lines, tmp_path: Path
) -> None:
    asked: list[bytes] = []

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.read())
        writer.transport.abort()

    serving = Authority(tmp_path).serving()
    server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=serving)
    there = address_of(f"https://localhost:{server.sockets[0].getsockname()[1]}/")
    with pytest.raises(Unreachable, match="SSLCertVerificationError"):
        await ask(lines, there)
    server.close()
    assert asked == []


def test_the_parts_of_an_address() -> None:
    assert address_of("https://smba.example.net/uk/") == (
        ("smba.example.net", 443, True),
        "smba.example.net",
        "/uk",
    )
    assert address_of("http://[::1]:80/x") == (("::1", 80, False), "[::1]:80", "/x")


@pytest.mark.parametrize("url", ["http://127.0.0.1:99999/", "ftp://127.0.0.1/", "https:///x", ""])
def test_what_is_no_address_has_no_parts(url: str) -> None:
    with pytest.raises(ValueError, match=r"address|range"):
        address_of(url)
