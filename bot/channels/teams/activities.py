"""Activities of botbuilder: made of what was checked or is to be said, and written as JSON."""

from dataclasses import field
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from botbuilder.core import InvokeResponse
from botbuilder.schema import (
    Activity,
    Attachment,
    ChannelAccount,
    ConversationAccount,
    ConversationReference,
)

from bot.channels.json_text import quoted
from bot.channels.teams.card import CONTENT_TYPE, Card
from bot.channels.teams.incoming import CHANNEL, Incoming
from bot.channels.teams.outgoing import Outgoing
from dialogs.fast_json import to_json
from dialogs.immutable import value
from storage.queries.conversations import Reference


@value
class Answer:
    """What an invoke is answered: a card, words, or what went wrong. `kind` is the service's name for which."""

    status: int
    kind: str
    value: Card | str | dict[str, str] = field(repr=False)

    def written(self) -> bytes:
        """As JSON."""
        value = self.value.written if isinstance(self.value, Card) else to_json(self.value).encode()
        return b'{"statusCode":%d,"type":%b,"value":%b}' % (self.status, quoted(self.kind).encode(), value)


def _lean(kind: Any) -> Any:
    """A class of the library's whose attributes are None until they are given: its own sets some forty, one by one,
    whenever one is made.
    """

    def given(self: Any, **attributes: object) -> None:
        self.__dict__.update(attributes)

    return type(kind.__name__, (kind,), {**dict.fromkeys(vars(kind())), "__init__": given})


_Activity, _Attachment = _lean(Activity), _lean(Attachment)
_Channel, _Conversation = _lean(ChannelAccount), _lean(ConversationAccount)


def wire(activity: Any) -> bytes:
    """An outgoing activity as JSON; only what we ever set, as msrest's own way is slow and spells tenants wrongly."""
    addressed = _addressed(
        activity.channel_id,
        activity.service_url,
        activity.from_property.id,
        activity.recipient.id,
        activity.conversation.id,
        activity.locale or None,
    )
    texts = (
        ("type", activity.type),
        ("id", activity.id),
        ("replyToId", activity.reply_to_id),
        ("inputHint", activity.input_hint),
        ("text", activity.text),
        ("textFormat", activity.text_format),
        ("summary", activity.summary),
    )
    parts = [addressed, *[f'"{name}":{quoted(value)}' for name, value in texts if value is not None]]
    if activity.channel_data is not None:
        parts.append(f'"channelData":{to_json(activity.channel_data)}')
    said = ",".join(parts).encode(errors="replace")
    if not activity.attachments:
        return b"{%b}" % said
    return b'{%b,"attachments":[%b]}' % (said, b",".join([_attached(one) for one in activity.attachments]))


@lru_cache(maxsize=1_000)
def _addressed(channel: str, service_url: str, sender: str, to: str, place: str, locale: str | None) -> str:
    """From whom to whom, written: the same all through a conversation."""
    language = f'"locale":{quoted(locale)},' if locale is not None else ""
    return (
        f'"channelId":{quoted(channel)},"serviceUrl":{quoted(service_url)},{language}'
        f'"from":{{"id":{quoted(sender)}}},"recipient":{{"id":{quoted(to)}}},'
        f'"conversation":{{"id":{quoted(place)},"conversationType":"personal"}}'
    )


def _attached(attachment: Any) -> bytes:
    """An attachment; its content is a card, which is written already."""
    kind = quoted(attachment.content_type).encode()
    return b'{"contentType":%b,"content":%b}' % (kind, attachment.content.written)


def as_message(said: Outgoing) -> Any:
    """A message to send."""
    cards = [_Attachment(content_type=CONTENT_TYPE, content=said.card)] if said.card is not None else None
    return _Activity(
        type="message",
        text=said.text or None,
        text_format="plain" if said.text else None,
        attachments=cards,
        summary=said.summary or None,
        input_hint="acceptingInput",
        channel_data={"notification": {"alert": True}} if said.alert else None,
    )


def as_invoke_answer(answer: Answer) -> Any:
    """What botbuilder takes as the answer to an invoke."""
    return _Activity(type="invokeResponse", value=InvokeResponse(status=HTTPStatus.OK, body=answer))


def as_activity(incoming: Incoming) -> Any:
    """What came in, with what is used of it and nothing else."""
    reference = incoming.reference
    return _Activity(
        type=incoming.kind if incoming.kind in ("invoke", "message") else "event",
        id=incoming.activity_id or None,
        name=incoming.name or None,
        channel_id=CHANNEL,
        service_url=reference.service_url,
        from_property=_Channel(id=reference.account_id),
        recipient=_Channel(id=reference.bot_id),
        conversation=_Conversation(id=reference.conversation_id),
        locale=reference.locale or None,
        text=incoming.text,
        value=incoming.value,
    )


def as_reference(reference: Reference) -> Any:
    """Whom to speak to, as botbuilder wants it."""
    return ConversationReference(
        user=ChannelAccount(id=reference.account_id),
        bot=ChannelAccount(id=reference.bot_id),
        conversation=ConversationAccount(id=reference.conversation_id),
        channel_id=CHANNEL,
        service_url=reference.service_url,
        locale=reference.locale or None,
    )
