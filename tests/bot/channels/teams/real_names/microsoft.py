"""Microsoft on this machine, under its real names: it gives tokens, publishes keys, and takes messages that have one."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.channels.teams.outbound.line import Line
from bot.channels.teams.outbound.lines import Origin
from tests.bot.channels.teams.issuer import Issuer
from tests.bot.channels.teams.service import Service

SECRET = "a-secret-of-ours"
KEYS = "https://login.botframework.com/v1/.well-known/keys"
SERVICE_URL = "https://smba.trafficmanager.net/uk/"


class Microsoft(Service):
    """The service, and the two that give and check tokens. `given` is every token it gave to the bot."""

    def __init__(self, issuer: Issuer) -> None:
        super().__init__()
        self.issuer, self.given, self.port = issuer, list[str](), 0
        self.url = SERVICE_URL

    def routes(self) -> list[web.RouteDef]:
        there = "/uk/v3/conversations/{conversation}/activities"
        return [
            web.get("/{tenant}/v2.0/.well-known/openid-configuration", self.discovery),
            web.post("/{tenant}/oauth2/v2.0/token", self.token),
            web.get("/v1/.well-known/openidconfiguration", self.metadata),
            web.get("/v1/.well-known/keys", self.keys),
            web.post(there, self.guarded_post),
            web.post(there + "/{activity}", self.guarded_post),
            web.put(there + "/{activity}", self.guarded_put),
        ]

    async def discovery(self, request: web.Request) -> web.Response:
        base = f"https://login.microsoftonline.com/{request.match_info['tenant']}"
        found = {
            name: f"{base}/oauth2/v2.0/{name.split('_')[0]}"
            for name in ("token_endpoint", "authorization_endpoint")
        }
        return web.json_response(found | {"issuer": f"{base}/v2.0"})

    async def token(self, request: web.Request) -> web.Response:
        asked = await request.post()
        if asked.get("client_secret") != SECRET or asked.get("grant_type") != "client_credentials":
            return web.json_response({"error": "invalid_client"}, status=401)
        self.given.append(f"token-{len(self.given) + 1}-for-{asked['scope']!s}")
        return web.json_response({"access_token": self.given[-1], "expires_in": 3600, "token_type": "Bearer"})

    async def metadata(self, request: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": KEYS})

    async def keys(self, request: web.Request) -> web.Response:
        self.issuer.fetched.append(KEYS)
        return web.json_response({"keys": [self.issuer.published(one) for one in self.issuer.key_ids]})

    async def guarded_post(self, request: web.Request) -> web.StreamResponse:
        return await self.post(request) if self._knows(request) else web.Response(status=401)

    async def guarded_put(self, request: web.Request) -> web.StreamResponse:
        return await self.put(request) if self._knows(request) else web.Response(status=401)

    def _knows(self, request: web.Request) -> bool:
        return request.headers.get("Authorization", "") == f"Bearer {self.given[-1] if self.given else ''}"


class OnThisMachine(AbstractResolver):
    """Every name is this machine, at one port."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host="127.0.0.1", port=self._port, family=2, proto=0, flags=0)]

    async def close(self) -> None:
        """Nothing to let go of."""


async def on_this_machine(port: int, trusting: ssl.SSLContext, origin: Origin) -> Line:
    """A connection as to the origin, its certificate checked for its name."""
    _, line = await asyncio.get_running_loop().create_connection(
        Line, "127.0.0.1", port, ssl=trusting, server_hostname=origin.host
    )
    return line


@asynccontextmanager
async def microsoft(issuer: Issuer, serving: ssl.SSLContext) -> AsyncIterator[tuple[Microsoft, int]]:
    """It runs, with a proxy that leads to it whatever name is asked for; gives the proxy's port too."""
    found = Microsoft(issuer)
    app = web.Application()
    app.add_routes(found.routes())
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=serving)
    await site.start()
    found.port = runner.addresses[0][1]
    tunnels: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tunnel = asyncio.create_task(_tunnel(reader, writer, found.port))
        tunnels.add(tunnel)
        tunnel.add_done_callback(tunnels.discard)

    proxy = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield found, proxy.sockets[0].getsockname()[1]
    finally:
        proxy.close()
        # msal keeps its connections for as long as it lives.
        for tunnel in tunnels:
            tunnel.cancel()
        await asyncio.gather(*tunnels, return_exceptions=True)
        await runner.cleanup()


async def _tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
    """CONNECT: what a proxy does, but that all names are one."""
    await reader.readuntil(b"\r\n\r\n")
    there_reads, there_writes = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
    try:
        await asyncio.gather(_pass_on(reader, there_writes), _pass_on(there_reads, writer))
    finally:
        for one in (writer, there_writes):
            one.transport.abort()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
        writer.write_eof()
