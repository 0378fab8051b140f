"""What Teams posts, checked before anything else sees it. Only what is used is read, and only in the shape it must have."""

import re
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from typing import Final, Literal

from dialogs.exchange.as_json import MOST_TEXT
from dialogs.exchange.immutable import value
from storage.queries.conversations import Reference

Kind = Literal["message", "invoke", "installed", "removed", "nothing"]
Object = Mapping[str, object]

CHANNEL: Final = "msteams"
MOST_ID: Final = 512
# A step in a path, which nobody can escape.
_STEPS = (".", "..")
_MOST_LOCALE: Final = 35
_LOCALE = re.compile(r"[A-Za-z0-9-]*", re.ASCII)


class BadBody(Exception):
    """A body that is no activity of Teams; the message names what is wrong and quotes nothing."""


@value
class Incoming:
    """One activity. `account` is the directory's object id of whoever speaks, empty when there is none."""

    kind: Kind
    activity_id: str
    reference: Reference
    account: str
    text: str = field(default="", repr=False)
    value: object = field(default=None, repr=False)
    name: str = ""


def read(body: object) -> Incoming:
    """The activity in a body. Raises BadBody."""
    activity = _object(body, "the body")
    kind = _id(activity, "type", must=True)
    if activity.get("channelId") != CHANNEL:
        raise BadBody("channelId is not msteams")
    sender = _object(activity.get("from"), "from")
    recipient = _object(activity.get("recipient"), "recipient")
    conversation = _object(activity.get("conversation"), "conversation")
    try:
        reference = _reference(
            conversation.get("id"),
            activity.get("serviceUrl"),
            _tenant_said(activity),
            conversation.get("tenantId"),
            sender.get("id"),
            recipient.get("id"),
            _locale_said(activity),
        )
    except TypeError:
        raise BadBody("an id is no text") from None
    text = activity.get("text")
    if text is not None and not isinstance(text, str):
        raise BadBody("text is no text")
    personal = conversation.get("conversationType") == "personal" and reference.account_id != reference.bot_id
    found = _kind(kind, activity, reference.bot_id) if personal else "nothing"
    return Incoming(
        found,
        # Only what a person does is worked on once by its id; the rest may come without.
        _id(activity, "id", must=found in ("message", "invoke")),
        reference,
        _id(sender, "aadObjectId"),
        # A little more than is taken, so that the reader of replies can say that it is too long.
        (text or "")[: MOST_TEXT + 1],
        activity.get("value"),
        _id(activity, "name") if kind == "invoke" else "",
    )


def _kind(kind: str, activity: Object, bot_id: str) -> Kind:
    if kind in ("message", "invoke"):
        return "message" if kind == "message" else "invoke"
    if kind == "installationUpdate":
        action = activity.get("action")
        if action in ("add", "add-upgrade"):
            return "installed"
        return "removed" if action in ("remove", "remove-upgrade") else "nothing"
    added = activity.get("membersAdded") if kind == "conversationUpdate" else None
    members = added if isinstance(added, list) else []
    joined = any(isinstance(one, dict) and one.get("id") == bot_id for one in members)
    return "installed" if joined else "nothing"


# All through a conversation it is the same.
@lru_cache(maxsize=1_000)
def _reference(
    conversation: object,
    service_url: object,
    tenant: object,
    also: object,
    sender: object,
    bot: object,
    locale: str,
) -> Reference:
    """Where something was said, and by whom, of what the activity says. Raises BadBody, TypeError for lists and objects."""
    return Reference(
        conversation_id=_checked(conversation, "conversation.id", must=True),
        service_url=_checked(service_url, "serviceUrl", must=True),
        tenant_id=_tenant(_checked(tenant, "channelData.tenant.id"), _checked(also, "tenantId")),
        account_id=_checked(sender, "from.id", must=True),
        bot_id=_checked(bot, "recipient.id", must=True),
        locale=locale if _LOCALE.fullmatch(locale) else "",
    )


def _locale_said(activity: Object) -> str:
    locale = activity.get("locale")
    return locale if isinstance(locale, str) and len(locale) <= _MOST_LOCALE else ""


def _tenant_said(activity: Object) -> object:
    data = activity.get("channelData")
    tenant = _object(data, "channelData").get("tenant") if data is not None else None
    return _object(tenant, "channelData.tenant").get("id") if tenant is not None else None


def _tenant(said: str, also: str) -> str:
    """Both places where Teams says it must agree."""
    if said and also and said.lower() != also.lower():
        raise BadBody("the tenant is said in two ways")
    return (said or also).lower()


def _object(given: object, what: str) -> Object:
    if not isinstance(given, dict):
        raise BadBody(f"{what} is no object")
    return given


def _id(given: Object, name: str, must: bool = False) -> str:
    return _checked(given.get(name), name, must)


def _checked(found: object, name: str, must: bool = False) -> str:
    """Ids and addresses are printable ASCII without spaces: no control characters, no halves of characters."""
    if found is None and not must:
        return ""
    if not isinstance(found, str) or len(found) > MOST_ID or (must and not found):
        raise BadBody(f"{name} is missing or not an id")
    if not (found.isascii() and found.isprintable()) or " " in found or found in _STEPS:
        raise BadBody(f"{name} is missing or not an id")
    return found
