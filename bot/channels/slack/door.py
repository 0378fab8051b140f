"""The one door for what Slack says, whichever way it came: read, of our workspace, and then to whoever works through it."""

from collections.abc import Mapping

from slack_bolt.response import BoltResponse

from bot.channels.slack.bolt import Bolt
from bot.channels.slack.incoming import Incoming, read
from bot.channels.slack.signature import Denied
from bot.channels.slack.workspace import ORG_WIDE, is_org_wide


class Door:
    """For one workspace."""

    def __init__(self, bolt: Bolt, team: str) -> None:
        self._bolt, self._team = bolt, team

    def checked(self, body: Mapping[str, object]) -> Incoming:
        """What a body says. Raises BadBody, and Denied for another workspace, or an organisation of them."""
        incoming = read(body)
        if is_org_wide(body):
            raise Denied(403, ORG_WIDE)
        if incoming.kind != "handshake" and incoming.team != self._team:
            raise Denied(403, "it is of another workspace")
        return incoming

    async def take(self, incoming: Incoming) -> BoltResponse:
        """The answer, once its turn is kept or after two seconds."""
        if incoming.kind == "nothing":
            return BoltResponse(status=200, body="")
        return await self._bolt.dispatch(incoming)
