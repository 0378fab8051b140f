"""Bad requests and how each is answered. A row: what is wrong with it, the change to a good one, the status."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bad:
    """`token` holds claims or ways of signing that differ; `header` replaces the whole Authorization header."""

    what: str
    status: int
    change: Callable[[Body], object] = lambda body: None
    token: dict[str, Any] | None = None
    header: str | None = None
    raw: bytes | None = None
    content_type: str = "application/json"
    answered: str = ""
    """For what is answered 200: words that the answer, or what was sent, holds."""


def put(*path: str, to: object) -> Callable[[Body], object]:
    """Set one value in the body."""

    def change(body: Body) -> None:
        held: Any = body
        for name in path[:-1]:
            held = held[name]
        held[path[-1]] = to

    return change


def without(*path: str) -> Callable[[Body], object]:
    """Leave one value out."""

    def change(body: Body) -> None:
        held: Any = body
        for name in path[:-1]:
            held = held[name]
        del held[path[-1]]

    return change


def pressing(data: object, **action: object) -> Callable[[Body], object]:
    """A universal action with this data, in place of what was typed."""

    def change(body: Body) -> None:
        del body["text"]
        value = {
            "action": {"type": "Action.Execute", "verb": "x", "data": data, **action},
            "trigger": "manual",
        }
        body.update(type="invoke", name="adaptiveCard/action", value=value)

    return change


def press(verb: str, **more: object) -> Callable[[Body], object]:
    return pressing({"reply": {"press": {"verb": verb, **more}}})


TOKENS = [
    Bad("no token", 401, header=""),
    Bad("another scheme", 401, header="Basic YW5uOnB3"),
    Bad("no token after the scheme", 401, header="Bearer "),
    Bad("three letters", 401, header="Bearer a.b.c"),
    Bad("a token of 20,000 letters", 400, header="Bearer " + "x" * 20_000),
    Bad("an expired token", 401, token={"exp": 1_000_000}),
    Bad("a token that begins later", 401, token={"nbf": 99_999_999_999}),
    Bad("a token that never expires", 401, token={"exp": None}),
    Bad("a token whose end is a word", 401, token={"exp": "never"}),
    Bad(
        "the issuer of the emulator",
        401,
        token={"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
    ),
    Bad("no issuer", 401, token={"iss": None}),
    Bad("another bot's audience", 401, token={"aud": "99999999-2222-4333-8444-555555555555"}),
    Bad("our audience among others", 401, token={"aud": ["11111111-2222-4333-8444-555555555555", "x"]}),
    Bad("no audience", 401, token={"aud": None}),
    Bad("no service address", 401, token={"serviceurl": None}),
    Bad("no signature", 401, token={"algorithm": "none"}),
    Bad("a shared secret for a signature", 401, token={"algorithm": "HS256"}),
    Bad("another algorithm", 401, token={"algorithm": "RS512"}),
    Bad("a key that is not known", 401, token={"headers": {"kid": "unknown"}}),
    Bad("a forged signature", 401, token={"key_id": "forged", "headers": {"kid": "first"}}),
    Bad("a token for another address", 403, token={"serviceurl": "https://smba.trafficmanager.net/emea/"}),
    Bad(
        "another tenant",
        403,
        lambda body: (body.pop("channelData"), body["conversation"].update(tenantId="another-tenant")),
    ),
    Bad("no tenant", 403, lambda body: (body.pop("channelData"), body["conversation"].pop("tenantId"))),
]

HOSTS = [
    Bad(f"an answer to {url!r}", 403, put("serviceUrl", to=url))
    for url in (
        "http://smba.trafficmanager.net/uk/",
        "https://evil.example/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://evilsmba.trafficmanager.net/",
        "https://other.trafficmanager.net/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://user:word@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net./",
        "https://smba.trafficmanager.net/%2e%2e/",
        "https://smba.trafficmanager.net/?next=https://evil.example",
        "https://169.254.169.254/metadata/",
        "file:///etc/passwd",
    )
]

BODIES = [
    Bad("nothing", 400, raw=b""),
    Bad("no JSON", 400, raw=b"text=due"),
    Bad("half of JSON", 400, raw=b'{"type": "message"'),
    Bad("bytes that are no text", 400, raw=b"\xff\xfe\x00"),
    Bad("a form", 400, content_type="application/x-www-form-urlencoded"),
    Bad("a list", 400, raw=b"[]"),
    Bad("a word", 400, raw=b'"message"'),
    Bad("null", 400, raw=b"null"),
    Bad("a hundred thousand brackets", 400, raw=b"[" * 100_000),
    Bad("more than is taken", 400, raw=json.dumps({"type": "message", "text": "x" * 300_000}).encode()),
    Bad("no type", 400, without("type")),
    Bad("a type that is a number", 400, put("type", to=7)),
    Bad("no channel", 400, without("channelId")),
    Bad("another channel", 400, put("channelId", to="emulator")),
    Bad("no sender", 400, without("from")),
    Bad("a sender that is a list", 400, put("from", to=["29:ann"])),
    Bad("a sender without an id", 400, without("from", "id")),
    Bad("a directory id that is a number", 400, put("from", "aadObjectId", to=7)),
    Bad("a directory id with a line end", 400, put("from", "aadObjectId", to="aad-ann\n")),
    Bad("no recipient", 400, without("recipient")),
    Bad("no conversation", 400, without("conversation")),
    Bad("a conversation without an id", 400, put("conversation", "id", to="")),
    Bad("a conversation that is a step up", 400, put("conversation", "id", to="..")),
    Bad("a conversation that is a step on the spot", 400, put("conversation", "id", to=".")),
    Bad("an activity that is a step up", 400, put("id", to="..")),
    Bad("a conversation whose id is half a character", 400, put("conversation", "id", to="\ud800")),
    Bad("no id", 400, without("id")),
    Bad("an id that is an object", 400, put("id", to={"$ne": ""})),
    Bad("an id of a thousand letters", 400, put("id", to="x" * 1000)),
    Bad("no service address", 400, without("serviceUrl")),
    Bad(
        "a service address with a line end",
        400,
        put("serviceUrl", to="https://smba.trafficmanager.net/\r\nX: y"),
    ),
    Bad("text that is an object", 400, put("text", to={"text": "due"})),
    Bad("two tenants", 400, put("conversation", "tenantId", to="another-tenant")),
    Bad("channel data that is a list", 400, put("channelData", to=[])),
]

DUE = {"press": {"verb": "due"}}


def invoking(name: str, **more: object) -> Callable[[Body], object]:
    return lambda body: body.update(type="invoke", name=name, **more)


def answering(flow: str) -> Callable[[Body], object]:
    return pressing({"reply": {"answer": {"flow": flow, "step": "who", "version": 1}}})


UNREAD: dict[str, Callable[[Body], object]] = {
    "an action without a value": invoking("adaptiveCard/action"),
    "an action that is a word": invoking("adaptiveCard/action", value="x"),
    "an action of another kind": pressing({}, type="Action.OpenUrl"),
    "no data": pressing(None),
    "data that is a list": pressing([]),
    "data without a reply": pressing({"verb": "due"}),
    "a reply that speaks": pressing({"reply": {"say": "due"}}),
    "a reply with an actor": press("due", actor="ann"),
    "a version that is a word": press("due", version="1"),
    "a version below nothing": press("due", version=-1),
    "a verb of a thousand letters": press("x" * 1000),
    "fields that are no list": pressing({"reply": DUE, "fields": "a"}),
    "a hundred fields": pressing({"reply": DUE, "fields": [str(number) for number in range(100)]}),
    "a field that is an object": pressing({"reply": DUE, "fields": ["a"], "one:a": {}}),
}
CARDS = [
    *(Bad(what, 200, change, answered="BadRequest") for what, change in UNREAD.items()),
    Bad("an invoke we do not offer", 501, invoking("composeExtension/query", value={})),
    Bad(
        "a field too long",
        200,
        pressing({"reply": DUE, "fields": ["a"], "one:a": "x" * 30_000}),
        answered="too long",
    ),
    Bad("a text too long", 200, put("text", to="x" * 30_000), answered="too long"),
    Bad("a verb that is not known", 200, press("drop-tables"), answered="I do not know that"),
    Bad("a flow that is not open", 200, answering("booking"), answered="This has changed"),
    Bad("a flow that is not known", 200, answering("x'--"), answered="This has changed"),
]

TABLE = [*TOKENS, *HOSTS, *BODIES, *CARDS]
