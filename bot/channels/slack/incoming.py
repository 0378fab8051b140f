"""What Slack posts, checked before anything else sees it. Only what is used is read, and only in the shape it must have."""

import re
from binascii import a2b_qp
from dataclasses import field
from typing import Final, Literal

from bot.channels.slack.blocks import OVER_HOME, typed_text
from bot.channels.slack.workspace import Object, workspace
from dialogs.exchange.as_json import MOST_TEXT
from dialogs.exchange.fast_json import from_json
from dialogs.exchange.immutable import value

Kind = Literal["message", "command", "press", "submission", "opened", "uninstalled", "handshake", "nothing"]

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
MOST_FIELDS: Final = 60
# The events that mean something to us.
EVENTS: Final = ("message", "app_home_opened", "app_uninstalled", "tokens_revoked")
# Ids of Slack: a letter for what it is, then letters and digits.
_ID = re.compile(r"[A-Z0-9]{1,64}", re.ASCII)
# What names a delivery, or lets a modal be opened: printable, without spaces.
_NAME = re.compile(r"[!-~]{1,255}", re.ASCII)


# What means something in quoted-printable, and stands in no form that is written as it should be.
_MEANT_THERE: Final = (b"=", b"\r", b"\n")


class BadBody(Exception):
    """A body that is nothing of Slack's; the message names what is wrong and quotes nothing."""


@value
class Incoming:
    """One thing that Slack posted. `team` is empty where it is said in two ways, `account` where nobody acts.

    `conversation` is the chat with the bot, where it came from there. `trigger` lets a modal be opened, for three
    seconds. `view` is the modal it came from, in the version that its `view_hash` names. `at_home` is what came from the
    Home tab, or from a modal over it: the chat is not in sight there.
    """

    kind: Kind
    delivery: str = ""
    team: str = ""
    account: str = ""
    conversation: str = ""
    text: str = field(default="", repr=False)
    trigger: str = ""
    view: str = ""
    view_hash: str = ""
    at_home: bool = False
    body: Object = field(default_factory=dict, repr=False)


def read_body(content_type: str, raw: bytes) -> Object:
    """The object in a body: JSON, a form, or JSON in a form's one field. Raises BadBody."""
    try:
        if content_type == JSON:
            found = from_json(raw)
        elif content_type == FORM:
            fields = _fields(raw)
            payload = fields.get("payload")
            found = fields if payload is None else from_json(payload)
        else:
            raise BadBody("the body is neither JSON nor a form")
    except (ValueError, RecursionError):
        raise BadBody("the body cannot be read") from None
    return _object(found, "the body")


def _fields(raw: bytes) -> dict[str, str]:
    """The fields of a form. Raises ValueError."""
    pairs = raw.split(b"&", MOST_FIELDS)
    if len(pairs) > MOST_FIELDS:
        raise BadBody("the form has too many fields")
    return {_unquoted(name): _unquoted(value) for name, _, value in (one.partition(b"=") for one in pairs)}


def _unquoted(part: bytes) -> str:
    """A name or value of a form as text. Its escapes are those of quoted-printable but for the sign they begin with, which
    is read in C; of a modal every third character is one. Raises ValueError.
    """
    if any(one in part for one in _MEANT_THERE):
        raise BadBody("the form is not written as forms are")
    return a2b_qp(part.replace(b"+", b" ").replace(b"%", b"=")).decode()


def read(body: Object) -> Incoming:
    """What was posted. Raises BadBody."""
    if "command" in body:
        return _command(body)
    if "ssl_check" in body:
        return Incoming("handshake", body=body)
    match body.get("type"):
        case "url_verification":
            _name(body, "challenge")
            return Incoming("handshake", body=body)
        case "event_callback":
            return _event(body)
        case "block_actions":
            return _press(body)
        case "view_submission":
            return _submission(body)
        case str():
            return Incoming("nothing", team=workspace(body), body=body)
    raise BadBody("type is missing or no text")


def _event(body: Object) -> Incoming:
    event = _object(body.get("event"), "event")
    kind = _kind(event, _name(event, "type"))
    acts = kind in ("message", "opened")
    return Incoming(
        kind,
        _name(body, "event_id"),
        workspace(body, event.get("team"), event.get("user_team")),
        _id(event, "user") if acts else "",
        _chat(event, "channel") if acts else "",
        # A little more than is taken, so that the reader of replies can say that it is too long.
        typed_text(_text(event))[: MOST_TEXT + 1] if kind == "message" else "",
        at_home=kind == "opened" and event.get("tab") == "home",
        body=body,
    )


def _kind(event: Object, name: str) -> Kind:
    """What an event is to us. What bots write, this one among them, and what becomes of messages is nothing."""
    if name not in EVENTS:
        return "nothing"
    if name == "message":
        by_person = "bot_id" not in event and "app_id" not in event
        own = event.get("channel_type") == "im" and event.get("subtype") in (None, "file_share")
        return "message" if own and by_person else "nothing"
    if name == "tokens_revoked":
        tokens = event.get("tokens")
        return "uninstalled" if isinstance(tokens, dict) and tokens.get("bot") else "nothing"
    if name == "app_home_opened":
        return "opened"
    return "uninstalled"


def _command(body: Object) -> Incoming:
    """A slash command. It may come from any conversation, so where it came from is not where to answer."""
    trigger = _name(body, "trigger_id")
    text = _unescaped(_text(body)).strip()[: MOST_TEXT + 1]
    return Incoming(
        "command", trigger, workspace(body), _id(body, "user_id"), text=text, trigger=trigger, body=body
    )


def _press(body: Object) -> Incoming:
    trigger = _name(body, "trigger_id")
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions or not all(isinstance(one, dict) for one in actions):
        raise BadBody("actions is no list of objects")
    view = _object(body["view"], "view") if "view" in body else {}
    modal = bool(view) and view.get("type") != "home"
    return Incoming(
        "press",
        trigger,
        workspace(body),
        _user(body),
        _chat(_object(body.get("channel"), "channel"), "id") if not view else "",
        trigger=trigger,
        view=_id(view, "id") if modal else "",
        view_hash=_name(view, "hash") if modal else "",
        at_home=_at_home(view),
        body=body,
    )


def _submission(body: Object) -> Incoming:
    view = _object(body.get("view"), "view")
    if view.get("type") != "modal":
        raise BadBody("the view is no modal")
    trigger = _name(body, "trigger_id")
    return Incoming(
        "submission",
        trigger,
        workspace(body),
        _user(body),
        trigger=trigger,
        view=_id(view, "id"),
        view_hash=_name(view, "hash"),
        at_home=_at_home(view),
        body=body,
    )


def _at_home(view: Object) -> bool:
    return view.get("type") == "home" or view.get("callback_id") == OVER_HOME


def _user(body: Object) -> str:
    return _id(_object(body.get("user"), "user"), "id")


def _object(given: object, what: str) -> Object:
    if not isinstance(given, dict):
        raise BadBody(f"{what} is no object")
    return given


def _id(given: Object, name: str) -> str:
    found = given.get(name)
    if not isinstance(found, str) or not _ID.fullmatch(found):
        raise BadBody(f"{name} is missing or not an id")
    return found


def _chat(given: Object, name: str) -> str:
    """A chat of one person with the bot: nothing is ever kept as one, or written to, that others read as well."""
    found = _id(given, name)
    if not found.startswith("D"):
        raise BadBody(f"{name} is no chat with one person")
    return found


def _name(given: Object, name: str) -> str:
    found = given.get(name)
    if not isinstance(found, str) or not _NAME.fullmatch(found):
        raise BadBody(f"{name} is missing or not a name")
    return found


def _text(given: Object) -> str:
    found = given.get("text")
    if found is not None and not isinstance(found, str):
        raise BadBody("text is no text")
    return found or ""


def _unescaped(text: str) -> str:
    """A command's text, in which Slack makes no links. `&` last, so that what was typed as an escape stays one."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
