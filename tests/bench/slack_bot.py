"""The bot on Slack as an organisation runs it, but that it calls a sink: `python -m tests.bench.slack_bot DATA PORT`."""

import sys
from pathlib import Path

from aiohttp import web

from bot.channels.slack.assembly import Slack, slack
from bot.channels.slack.web import Web
from bot.clock import system_now
from bot.collector import quieten
from bot.organisation import MOST_BODY
from bot.settings import Settings
from bot.turn import Turns
from storage.store import Store, open_store
from tests.bench.as_slack import SECRET, TEAM, TOKEN
from tests.bench.raw import said


def main(data: str, port: str) -> None:
    """Serve until stopped."""
    settings = Settings(data=Path(data))
    with open_store(settings.store, settings.keyring(create=True), system_now, exclusive=True) as store:
        served = _served(store, settings, port)
        app = web.Application(client_max_size=MOST_BODY)
        app.add_routes(served.routes())

        async def close(app: web.Application) -> None:
            await served.close()

        app.on_cleanup.append(close)
        quieten()
        web.run_app(app, host="127.0.0.1", port=0, print=said, access_log=None)


def _served(store: Store, settings: Settings, port: str) -> Slack:
    return slack(
        Turns(store, dict(settings.policies())),
        system_now,
        team=TEAM,
        token=TOKEN,
        signing_secret=SECRET,
        contact="the people team",
        web=Web(TOKEN, address=f"http://127.0.0.1:{port}/api/"),
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
