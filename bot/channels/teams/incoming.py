"""What Teams posts, checked before anything else sees it. Only what is used is read, and only in the shape it must have."""

import re
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from typing import Final, Literal

from dialogs.as_json import MOST_TEXT
from dialogs.immutable import value
from storage.queries.conversations import Reference

Kind = Literal["message", "invoke", "installed", "removed", "nothing"]
Object = Mapping[str, object]

CHANNEL: Final = "msteams"
MOST_ID: Final = 512
# A step in a path, which nobody can escape.
_STEPS = (".", "..")
_LOCALE = re.compile(r"[A-Za-z0-9-]{0,35}", re.ASCII)


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
    if _id(activity, "channelId", must=True) != CHANNEL:
        raise BadBody("channelId is not msteams")
    sender = _object(activity.get("from"), "from")
    recipient = _object(activity.get("recipient"), "recipient")
    conversation = _object(activity.get("conversation"), "conversation")
    reference = Reference(
        conversation_id=_id(conversation, "id", must=True),
        service_url=_id(activity, "serviceUrl", must=True),
        tenant_id=_tenant(activity, conversation),
        account_id=_id(sender, "id", must=True),
        bot_id=_id(recipient, "id", must=True),
        locale=_locale(activity),
    )
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


def _tenant(activity: Object, conversation: Object) -> str:
    """Both places where Teams says it must agree."""
    data = activity.get("channelData")
    tenant = _object(data, "channelData").get("tenant") if data is not None else None
    said = _id(_object(tenant, "channelData.tenant"), "id") if tenant is not None else ""
    also = _id(conversation, "tenantId")
    if said and also and said.lower() != also.lower():
        raise BadBody("the tenant is said in two ways")
    return (said or also).lower()


def _locale(activity: Object) -> str:
    locale = activity.get("locale")
    return locale if isinstance(locale, str) and _LOCALE.fullmatch(locale) else ""


def _object(given: object, what: str) -> Object:
    if not isinstance(given, dict):
        raise BadBody(f"{what} is no object")
    return given


def _id(given: Object, name: str, must: bool = False) -> str:
    """What stands under a name, which must be an id or an address."""
    found = given.get(name)
    if found is None and not must:
        return ""
    if not isinstance(found, str) or len(found) > MOST_ID or (must and not found) or not _is_id(found):
        raise BadBody(f"{name} is missing or not an id")
    return found


# Most of them come again with each activity of a conversation.
@lru_cache(maxsize=2_000)
def _is_id(text: str) -> bool:
    """Printable ASCII without spaces: no control characters, no halves of characters. Or nothing."""
    return text.isascii() and text.isprintable() and " " not in text and text not in _STEPS
