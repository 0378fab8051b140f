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
from dialogs.exchange.fast_json import to_json
from dialogs.exchange.immutable import value
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
        before = f'{{"statusCode":{self.status},"type":{quoted(self.kind)},"value":'
        return b"".join((before.encode(), value, b"}"))


def _lean(kind: Any) -> Any:
    """A class of the library's whose attributes are None until they are given: its own sets some forty, one by one,
    whenever one is made.
    """
    return type(kind.__name__, (kind,), {**dict.fromkeys(vars(kind())), "__init__": _given})


def _given(self: Any, attributes: dict[str, object]) -> None:
    self.__dict__ = attributes


_Activity, _Attachment = _lean(Activity), _lean(Attachment)
_Channel, _Conversation = _lean(ChannelAccount), _lean(ConversationAccount)


def wire(activity: Any) -> bytes:
    """An outgoing activity as JSON; only what we ever set, as msrest's own way is slow and spells tenants wrongly."""
    said = _addressed(
        activity.type,
        activity.input_hint,
        activity.channel_id,
        activity.service_url,
        activity.from_property.id,
        activity.recipient.id,
        activity.conversation.id,
        activity.locale or None,
    )
    if activity.id is not None:
        said += f',"id":{quoted(activity.id)}'
    if activity.reply_to_id is not None:
        said += f',"replyToId":{quoted(activity.reply_to_id)}'
    if activity.text is not None:
        said += f',"text":{quoted(activity.text)},"textFormat":{quoted(activity.text_format)}'
    if activity.summary is not None:
        said += f',"summary":{quoted(activity.summary)}'
    if activity.channel_data is not None:
        said += f',"channelData":{to_json(activity.channel_data)}'
    written = said.encode(errors="replace")
    if not activity.attachments:
        return b"".join((b"{", written, b"}"))
    cards = b",".join([_attached(one) for one in activity.attachments])
    return b"".join((b"{", written, b',"attachments":[', cards, b"]}"))


@lru_cache(maxsize=1_000)
def _addressed(
    kind: str,
    hint: str,
    channel: str,
    service_url: str,
    sender: str,
    to: str,
    place: str,
    locale: str | None,
) -> str:
    """What it is, from whom and to whom, written: the same all through a conversation."""
    language = f'"locale":{quoted(locale)},' if locale is not None else ""
    return (
        f'"type":{quoted(kind)},"inputHint":{quoted(hint)},"channelId":{quoted(channel)},"serviceUrl":{quoted(service_url)},{language}'
        f'"from":{{"id":{quoted(sender)}}},"recipient":{{"id":{quoted(to)}}},'
        f'"conversation":{{"id":{quoted(place)},"conversationType":"personal"}}'
    )


def _attached(attachment: Any) -> bytes:
    """An attachment; its content is a card, which is written already."""
    kind = quoted(attachment.content_type).encode()
    return b"".join((b'{"contentType":', kind, b',"content":', attachment.content.written, b"}"))


def as_message(said: Outgoing) -> Any:
    """A message to send."""
    card = said.card
    cards = None if card is None else [_Attachment({"content_type": CONTENT_TYPE, "content": card})]
    return _Activity(
        {
            "type": "message",
            "text": said.text or None,
            "text_format": "plain" if said.text else None,
            "attachments": cards,
            "summary": said.summary or None,
            "input_hint": "acceptingInput",
            "channel_data": {"notification": {"alert": True}} if said.alert else None,
        }
    )


def as_invoke_answer(answer: Answer) -> Any:
    """What botbuilder takes as the answer to an invoke."""
    return _Activity({"type": "invokeResponse", "value": InvokeResponse(status=HTTPStatus.OK, body=answer)})


def as_activity(incoming: Incoming) -> Any:
    """What came in, with what is used of it and nothing else."""
    reference = incoming.reference
    person, bot, place = _parties(reference)
    return _Activity(
        {
            "type": incoming.kind if incoming.kind in ("invoke", "message") else "event",
            "id": incoming.activity_id or None,
            "name": incoming.name or None,
            "channel_id": CHANNEL,
            "service_url": reference.service_url,
            "from_property": person,
            "recipient": bot,
            "conversation": place,
            "locale": reference.locale or None,
            "text": incoming.text,
            "value": incoming.value,
        }
    )


# They are never changed.
@lru_cache(maxsize=1_000)
def _parties(reference: Reference) -> tuple[Any, Any, Any]:
    """The person, the bot, and where they speak: the same all through a conversation."""
    return (
        _Channel({"id": reference.account_id}),
        _Channel({"id": reference.bot_id}),
        _Conversation({"id": reference.conversation_id}),
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
