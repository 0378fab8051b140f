"""Somebody's Teams: posts what Teams would post, and shows what a person would see."""

from collections.abc import Awaitable, Callable, Mapping
from itertools import count
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from tests.bot.channels.teams.service import Service

TENANT = "0a1b2c3d-0000-4000-8000-00000000000e"
BOT = "28:the-bot"
_ids = count(1)


class Client:
    """One person's client. `bot` posts to the bot, `service` is where its answers arrive."""

    def __init__(self, bot: "TestClient[Any, Any]", service: Service, account: str, token: str = "") -> None:
        self.bot, self.service, self.account, self.token = bot, service, account, token
        self.settle: Callable[[], Awaitable[None]] = _nothing
        """Waits until the bot has sent all it has to send."""

    @property
    def conversation(self) -> str:
        """The id of the chat with the bot."""
        return f"a:chat-of-{self.account}"

    def activity(self, kind: str, **more: object) -> dict[str, Any]:
        """What Teams says of every activity, and more."""
        return {
            "type": kind,
            "id": f"activity-{next(_ids)}",
            "channelId": "msteams",
            "serviceUrl": self.service.url,
            "from": {"id": f"29:{self.account}", "aadObjectId": self.account, "name": "Not Used"},
            "recipient": {"id": BOT, "name": "Supervision"},
            "conversation": {"id": self.conversation, "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "locale": "en-GB",
            **more,
        }

    async def post(self, body: object, **headers: str) -> ClientResponse:
        """Post a body as it is."""
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        response: ClientResponse = await self.bot.post("/api/messages", json=body, headers=sent | headers)
        return response

    async def say(self, text: str) -> list[dict[str, Any]]:
        """Type something; gives what was sent in answer."""
        self.service.calls.clear()
        response = await self.post(self.activity("message", text=text))
        assert response.status == 200, await response.text()
        return self.service.posted

    async def install(self) -> list[dict[str, Any]]:
        """The app is added: Teams tells of it twice."""
        self.service.calls.clear()
        for body in (
            self.activity("installationUpdate", action="add"),
            self.activity("conversationUpdate", membersAdded=[{"id": BOT}, {"id": f"29:{self.account}"}]),
        ):
            assert (await self.post(body)).status == 200
        return self.service.posted

    async def uninstall(self) -> None:
        assert (await self.post(self.activity("installationUpdate", action="remove"))).status == 200

    async def press(
        self, label: str, /, within: Mapping[str, Any] | None = None, **inputs: object
    ) -> dict[str, Any]:
        """Press the newest button of this name, inputs as they stand but for those given; gives the answer's body."""
        card = within if within is not None else self.card_with(label)
        action = next(one for one in card["actions"] if one["title"] == label)
        data = {
            **action["data"],
            **(self.filled(card, inputs) if action["associatedInputs"] == "auto" else {}),
        }
        return await self.invoke({"type": "Action.Execute", "verb": action["verb"], "data": data})

    async def invoke(self, action: object) -> dict[str, Any]:
        """A universal action, as it stands."""
        self.service.calls.clear()
        value = {"action": action, "trigger": "manual"}
        response = await self.post(self.activity("invoke", name="adaptiveCard/action", value=value))
        assert response.status == 200, await response.text()
        answer: dict[str, Any] = await response.json()
        return answer

    async def submit(self, label: str, /, **inputs: object) -> list[dict[str, Any]]:
        """Press it in a client that knows no universal actions; gives what was sent in answer."""
        card = self.card_with(label)
        action = next(one["fallback"] for one in card["actions"] if one["title"] == label)
        data = {
            **action["data"],
            **(self.filled(card, inputs) if action["associatedInputs"] == "auto" else {}),
        }
        self.service.calls.clear()
        response = await self.post(self.activity("message", value=data))
        assert response.status == 200, await response.text()
        return self.service.posted

    def card_with(self, label: str) -> dict[str, Any]:
        """The newest card in the chat that has a button of this name."""
        for card in self.cards[::-1]:
            if label in [one["title"] for one in card.get("actions", ())]:
                return card
        raise AssertionError(f"there is no button {label}")

    async def answer(self, label: str, /, **inputs: object) -> "Seen":
        """Press a button of what is seen, and look again."""
        return await Seen(self, self.card_with(label)).press(label, **inputs)

    @property
    def cards(self) -> list[dict[str, Any]]:
        """The cards in this person's chat as they stand, oldest first."""
        found: list[dict[str, Any]] = [
            one["attachments"][0]["content"]
            for one in self.service.messages.values()
            if one["conversation"]["id"] == self.conversation and one.get("attachments")
        ]
        return found

    def filled(self, card: Mapping[str, Any], inputs: Mapping[str, object]) -> dict[str, object]:
        """A card's inputs as they stand, but for those given by field name."""
        found = {
            one["id"]: one.get("value", "") for one in card["body"] if str(one["type"]).startswith("Input.")
        }
        for name, value in inputs.items():
            (place,) = (one for one in found if name in (one, one.partition(":")[2]))
            found[place] = value
        return found


async def _nothing() -> None:
    """Where nothing is under way."""


class Seen:
    """A card as the person sees it: what was answered to them, which nobody else sees, or what is in the chat."""

    def __init__(self, client: Client, card: Mapping[str, Any]) -> None:
        self.client, self.card = client, card

    @property
    def labels(self) -> list[str]:
        """What can be pressed."""
        return [one["title"] for one in self.card.get("actions", ())]

    @property
    def text_inputs(self) -> list[str]:
        """The names of the fields one types in."""
        return [one["id"].partition(":")[2] for one in self.card["body"] if one["type"] == "Input.Text"]

    async def press(self, label: str, /, **inputs: object) -> "Seen":
        """Press, wait until everything has arrived, and look at the newest card that offers something."""
        answer = await self.client.press(label, within=self.card, **inputs)
        await self.client.settle()
        assert answer["statusCode"] == 200, answer
        answered = [answer["value"]] if answer["type"].endswith("card.adaptive") else []
        posted = [
            one["attachments"][0]["content"] for one in self.client.service.posted if "attachments" in one
        ]
        offering = [card for card in (*answered, *posted) if card.get("actions")]
        return Seen(self.client, (offering or answered or posted)[-1])


def says(shown: Mapping[str, Any]) -> str:
    """All words of an activity or card, in order."""
    if "attachments" in shown:
        return says(shown["attachments"][0]["content"])
    if "body" not in shown:
        return str(shown.get("text", ""))
    return "\n".join(_words(shown["body"]))


def _words(node: object) -> list[str]:
    if isinstance(node, list):
        return [word for one in node for word in _words(one)]
    if not isinstance(node, dict):
        return []
    if node.get("type") == "RichTextBlock":
        return ["".join(run["text"] for run in node["inlines"])]
    own = [str(node[name]) for name in ("text", "label") if name in node]
    return [*own, *(f"[{one['title']}]" for one in node.get("choices", ()))]
