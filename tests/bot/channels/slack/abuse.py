"""Bad requests and how each is answered. A row: what is wrong with it, the change to a good one, the status."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bot.channels.slack.signature import SIGNATURE, TIMESTAMP
from tests.bot.channels.slack.client import Client, signed

Body = dict[str, Any]
Change = Callable[[Body], object]
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Bad:
    """`of` is what it would be if it were good; `raw` replaces the whole body, and is signed as any other."""

    what: str
    status: int
    change: Change = lambda body: None
    of: str = "typed"
    raw: bytes | None = None
    content_type: str = ""
    headers: Callable[[bytes, Client], dict[str, str]] = lambda raw, client: {}
    answered: str = ""
    """For what is answered 200: words that the person sees."""


def good(of: str, ann: Client) -> Body:
    """A good request of each kind."""
    if of == "typed":
        return ann.typed("due")
    if of == "opened":
        return ann.event(type="app_home_opened", user=ann.account, channel=ann.conversation, tab="home")
    if of == "pressed":
        button = {"type": "button", "action_id": "press:0:", "value": '{"press":{"verb":"due"}}'}
        return ann.interaction({"type": "block_actions", "actions": [button], "message": {"blocks": []}})
    if of == "at home":
        button = {"type": "button", "action_id": "press:0:", "value": '{"press":{"verb":"due"}}'}
        view = {"type": "home", "id": "V1", "hash": "1.a", "blocks": [], "state": {"values": {}}}
        return ann.interaction({"type": "block_actions", "actions": [button], "view": view})
    if of == "sent":
        meta = {"reply": {"press": {"verb": "due"}}, "card": "", "collects": False}
        view = {"type": "modal", "id": "V1", "hash": "1.a", "callback_id": "supervision", "blocks": [],
                "private_metadata": json.dumps(meta)}  # fmt: skip
        return ann.interaction({"type": "view_submission", "view": view})
    given = ann.interaction({})
    return {
        "command": "/supervision", "text": "due", "team_id": given["team"]["id"], "user_id": ann.account,
        "channel_id": "C0GENERAL", "channel_name": "general", "trigger_id": given["trigger_id"],
    }  # fmt: skip


def written(of: str, body: object) -> tuple[bytes, str]:
    """A body as Slack posts its kind, and the name of that."""
    if of in ("typed", "opened"):
        return json.dumps(body).encode(), "application/json"
    given = body if of == "command" and isinstance(body, dict) else {"payload": json.dumps(body)}
    return urlencode(given).encode(), FORM


def put(*path: str, to: object) -> Change:
    """Set one value in the body."""

    def change(body: Body) -> None:
        held: Any = body
        for name in path[:-1]:
            held = held[name]
        held[path[-1]] = to

    return change


def without(*path: str) -> Change:
    """Leave one value out."""

    def change(body: Body) -> None:
        held: Any = body
        for name in path[:-1]:
            held = held[name]
        del held[path[-1]]

    return change


def button(**of_it: object) -> Change:
    """Press a button that has something else in it."""
    return lambda body: body["actions"][0].update(of_it)


def says(value: object) -> Change:
    """Press a button whose value is this."""
    return button(value=value if isinstance(value, str) else json.dumps(value))


def meta(**more: object) -> Change:
    """Send a modal with something else in what it carries."""
    held = {"reply": {"press": {"verb": "due"}}, "card": "", "collects": False, **more}
    return put("view", "private_metadata", to=json.dumps(held))


def header(name: str, value: str) -> Callable[[bytes, Client], dict[str, str]]:
    return lambda raw, client: {name: value}


def at(seconds: int) -> Callable[[bytes, Client], dict[str, str]]:
    """Signed, but so many seconds from now."""
    return lambda raw, client: signed(
        raw, client.clock(), timestamp=str(int(client.clock().timestamp()) + seconds)
    )


def by(secret: str) -> Callable[[bytes, Client], dict[str, str]]:
    return lambda raw, client: signed(raw, client.clock(), secret)


SIGNATURES = [
    Bad("no timestamp", 401, headers=header(TIMESTAMP, "")),
    Bad("a timestamp that is a word", 401, headers=header(TIMESTAMP, "now")),
    Bad("a timestamp with a fraction", 401, headers=header(TIMESTAMP, "1795424400.5")),
    Bad("a timestamp in other digits", 401, headers=header(TIMESTAMP, "1٧95424400")),
    Bad("a timestamp of a hundred digits", 401, headers=header(TIMESTAMP, "1" * 100)),
    Bad("a timestamp below nothing", 401, headers=header(TIMESTAMP, "-1")),
    Bad("a timestamp that was not signed", 401, headers=header(TIMESTAMP, "1795424401")),
    Bad("a signature of six minutes ago", 401, headers=at(-360)),
    Bad("a signature of six minutes from now", 401, headers=at(360)),
    Bad("no signature", 401, headers=header(SIGNATURE, "")),
    Bad("another version of signature", 401, headers=header(SIGNATURE, "v1=" + "0" * 64)),
    Bad("half a signature", 401, headers=header(SIGNATURE, "v0=" + "0" * 32)),
    Bad("a signature of nothing but noughts", 401, headers=header(SIGNATURE, "v0=" + "0" * 64)),
    Bad("a signature in other letters", 401, headers=header(SIGNATURE, "v0=" + "é" * 64)),
    Bad("a signature by another secret", 401, headers=by("another secret")),
    Bad("a signature by no secret", 401, headers=by("")),
    Bad("a signature of another body", 401, headers=lambda raw, client: signed(raw + b" ", client.clock())),
    Bad("a secret in place of a signature", 401, headers=header(SIGNATURE, "a-signing-secret-of-ours")),
]

TEAMS = [
    Bad("another workspace", 403, put("team_id", to="T0OTHER")),
    Bad("no workspace", 403, lambda body: (body.pop("team_id"), body["event"].pop("team"))),
    Bad("a workspace that is a number", 403, put("team_id", to=7)),
    Bad("two workspaces", 403, put("event", "team", to="T0OTHER")),
    Bad("a button in another workspace", 403, put("team", "id", to="T0OTHER"), of="pressed"),
    Bad("somebody of another workspace", 403, put("user", "team_id", to="T0OTHER"), of="pressed"),
    Bad(
        "a button in no workspace",
        403,
        lambda body: (body.pop("team"), body["user"].pop("team_id")),
        of="pressed",
    ),
    Bad("a modal in another workspace", 403, put("team", "id", to="T0OTHER"), of="sent"),
    Bad("the Home tab of another workspace", 403, put("team_id", to="T0OTHER"), of="opened"),
    Bad("a button on the Home tab of another workspace", 403, put("team", "id", to="T0OTHER"), of="at home"),
    Bad("a message by an install for a whole organisation", 403,
        lambda body: body["authorizations"][0].update(enterprise_id="E0ORG", is_enterprise_install=True)),
    Bad("a button by an install for a whole organisation", 403, put("is_enterprise_install", to=True), of="pressed"),
    Bad("a modal by an install for a whole organisation", 403, put("is_enterprise_install", to=True), of="sent"),
    Bad("a command by an install for a whole organisation", 403, put("is_enterprise_install", to="true"), of="command"),
    Bad("another workspace of an organisation", 403, lambda body: body.update(team_id="T0OTHER", enterprise_id="E0ORG")),
    Bad("a button in another workspace of an organisation", 403,
        lambda body: (body["team"].update(id="T0OTHER"), body.update(enterprise={"id": "E0ORG"})), of="pressed"),
    Bad("an organisation in place of a workspace", 403, put("team_id", to="E0ORG")),
    Bad("an organisation that is a number", 403,
        lambda body: (body.update(enterprise_id=7), body["event"].update(team="T0OTHER"))),
    Bad("a command in another workspace", 403, put("team_id", to="T0OTHER"), of="command"),
]  # fmt: skip

BODIES = [
    Bad("nothing", 400, raw=b""),
    Bad("no JSON", 400, raw=b"text=due"),
    Bad("half of JSON", 400, raw=b'{"type": "event_callback"'),
    Bad("bytes that are no text", 401, raw=b"\xff\xfe\x00"),
    Bad("text that is neither JSON nor a form", 400, content_type="text/plain"),
    Bad("a list", 400, raw=b"[]"),
    Bad("null", 400, raw=b"null"),
    Bad("a hundred thousand brackets", 400, raw=b"[" * 100_000),
    Bad("more than is taken", 400, raw=json.dumps({"type": "x", "text": "x" * 300_000}).encode()),
    Bad("a form of no payload", 400, raw=b"a=b", content_type=FORM),
    Bad("a form with a payload that is no JSON", 400, raw=b"payload=due", content_type=FORM),
    Bad("a form with a payload that is a list", 400, raw=b"payload=[]", content_type=FORM),
    Bad("a form of a thousand fields", 400, raw=b"&".join(b"a=b" for _ in range(1000)), content_type=FORM),
    Bad("a form with an escape that hides the rest", 400, raw=b"payload={}%\r{}", content_type=FORM),
    Bad("a form with a bare sign of equality", 400, raw=b"payload=={}", content_type=FORM),
    Bad("a form that is no text", 400, raw=b"payload=%FF%FE", content_type=FORM),
    Bad("no type", 400, without("type")),
    Bad("a type that is a number", 400, put("type", to=7)),
    Bad("no event", 400, without("event")),
    Bad("an event that is a word", 400, put("event", to="message")),
    Bad("an event without a type", 400, without("event", "type")),
    Bad("no event id", 400, without("event_id")),
    Bad("an event id that is an object", 400, put("event_id", to={"$ne": ""})),
    Bad("an event id of a thousand letters", 400, put("event_id", to="x" * 1000)),
    Bad("nobody who typed", 400, without("event", "user")),
    Bad("a sender that is a list", 400, put("event", "user", to=["U0ANN"])),
    Bad("a sender with a line end", 400, put("event", "user", to="U0ANN\n")),
    Bad("a sender in small letters", 400, put("event", "user", to="u0ann")),
    Bad("a chat that is an address", 400, put("event", "channel", to="https://example.org/")),
    Bad("a chat of several", 400, put("event", "channel", to="G0SEVERAL")),
    Bad("text that is an object", 400, put("event", "text", to={"text": "due"})),
    Bad(
        "a challenge that is an object", 400, lambda body: body.update(type="url_verification", challenge={})
    ),
    Bad("no actions", 400, without("actions"), of="pressed"),
    Bad("actions that are words", 400, put("actions", to=["due"]), of="pressed"),
    Bad("nobody who pressed", 400, without("user"), of="pressed"),
    Bad("a user without an id", 400, without("user", "id"), of="pressed"),
    Bad("no trigger", 400, without("trigger_id"), of="pressed"),
    Bad("a chat without an id", 400, without("channel", "id"), of="pressed"),
    Bad("a chat that others read", 400, put("channel", "id", to="C0GENERAL"), of="pressed"),
    Bad("a view that is a word", 400, put("view", to="V1"), of="pressed"),
    Bad("no view", 400, without("view"), of="sent"),
    Bad("a view that is no modal", 400, put("view", "type", to="home"), of="sent"),
    Bad("a view without an id", 400, without("view", "id"), of="sent"),
    Bad("a Home tab that nobody opened", 400, without("event", "user"), of="opened"),
    Bad("a Home tab opened by a list", 400, put("event", "user", to=["U0ANN"]), of="opened"),
    Bad(
        "a Home tab beside a chat that others read", 400, put("event", "channel", to="C0GENERAL"), of="opened"
    ),
    Bad("a button on a Home tab by nobody", 400, without("user"), of="at home"),
    Bad("a Home tab that is sent as a modal", 400, put("type", to="view_submission"), of="at home"),
    Bad("a command by nobody", 400, without("user_id"), of="command"),
    Bad("a command without a trigger", 400, without("trigger_id"), of="command"),
]

UNREAD: dict[str, Change] = {
    "no value": button(value=None),
    "a value that is an object": button(value={"press": {"verb": "due"}}),
    "a value that is no JSON": says("due"),
    "a value of two thousand brackets": says("[" * 2_000),
    "a value that is too long": says(json.dumps({"press": {"verb": "due"}}) + " " * 2_000),
    "no action id": button(action_id=None),
    "an action id of another": button(action_id="approve"),
    "a card of a thousand letters": button(action_id="press:0:" + "x" * 1_000),
    "a reply that speaks": says({"say": "due"}),
    "a reply with an actor": says({"press": {"verb": "due", "actor": "ann"}}),
    "a version that is a word": says({"press": {"verb": "due", "version": "1"}}),
    "a version below nothing": says({"press": {"verb": "due", "version": -1}}),
    "two buttons at once": lambda body: body["actions"].append(body["actions"][0]),
    "inputs that are not there": button(action_id="collect:0:"),
}
UNREAD_MODALS: dict[str, Change] = {
    "nothing that it carries": put("view", "private_metadata", to=""),
    "something else that it carries": put("view", "private_metadata", to="[]"),
    "an actor in what it carries": meta(actor="ann"),
    "a reply that speaks in it": meta(reply={"say": "due"}),
    "a modal of somebody else's": put("view", "callback_id", to="another"),
    "inputs that it does not have": meta(collects=True),
}
REPLIES = [
    *(Bad(f"{what}, on the Home tab", 200, change, of="at home", answered="could not be read")
      for what, change in UNREAD.items()),
    *(Bad(what, 200, change, of="pressed", answered="could not be read") for what, change in UNREAD.items()),
    *(Bad(what, 200, change, of="sent", answered="could not be read") for what, change in UNREAD_MODALS.items()),
    Bad("a verb of a thousand letters", 200, says({"press": {"verb": "x" * 1_000}}), of="pressed", answered="too long"),
    Bad("a list that was touched", 200, button(type="static_select"), of="pressed"),
    Bad("an input too long", 200, lambda body: (
        button(action_id="collect:0:")(body),
        body.update(message={"blocks": [{"type": "input", "block_id": "text:1:a", "element": {}}]}, state={"values": {
            "text:1:a": {"value": {"type": "plain_text_input", "value": "x" * 30_000}}}}),
    ), of="pressed", answered="too long"),
    Bad("a text too long", 200, put("event", "text", to="x" * 30_000), answered="too long"),
    Bad("a command too long", 200, put("text", to="x" * 30_000), of="command", answered="too long"),
    Bad("a verb that is not known", 200, says({"press": {"verb": "drop-tables"}}), of="pressed",
        answered="I do not know that"),
    Bad("a flow that is not open", 200, says({"answer": {"flow": "booking", "step": "who", "version": 1}}),
        of="pressed", answered="This has changed"),
    Bad("a flow that is not known", 200, says({"answer": {"flow": "x'--", "step": "who", "version": 1}}),
        of="pressed", answered="This has changed"),
]  # fmt: skip

# What Slack tells of and is nothing to the bot: what it wrote itself, what others write, and what becomes of that.
NOTHING = [
    Bad("its own message", 200, put("event", "bot_id", to="B0BOT")),
    Bad("another app's message", 200, put("event", "app_id", to="A0OTHER")),
    Bad("a message that was edited", 200, put("event", "subtype", to="message_changed")),
    Bad("a message that was deleted", 200, put("event", "subtype", to="message_deleted")),
    Bad("a message in a channel", 200, put("event", "channel_type", to="channel")),
    Bad("an event nobody asked for", 200, put("event", "type", to="reaction_added")),
    Bad("a modal that was closed", 200, put("type", to="view_closed"), of="sent"),
    Bad("a shortcut", 200, put("type", to="shortcut"), of="pressed"),
]

TABLE = {
    "signatures": SIGNATURES, "workspaces": TEAMS, "bodies": BODIES, "replies": REPLIES, "nothing": NOTHING,
}  # fmt: skip
