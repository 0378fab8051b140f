"""Activities of botbuilder: made of what was checked or is to be said, and written as JSON."""

from dataclasses import field
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
        value = self.value.written if isinstance(self.value, Card) else to_json(self.value)
        text = f'{{"statusCode":{self.status},"type":{quoted(self.kind)},"value":{value}}}'
        return text.encode(errors="replace")


def wire(activity: Any) -> bytes:
    """An outgoing activity as JSON; only what we ever set, as msrest's own way is slow and spells tenants wrongly."""
    texts = {
        "type": activity.type,
        "id": activity.id,
        "channelId": activity.channel_id,
        "serviceUrl": activity.service_url,
        "replyToId": activity.reply_to_id,
        "inputHint": activity.input_hint,
        "locale": activity.locale or None,
        "text": activity.text,
        "textFormat": activity.text_format,
        "summary": activity.summary,
    }
    parts = [f'"{name}":{quoted(value)}' for name, value in texts.items() if value is not None]
    parts += [
        f'"from":{{"id":{quoted(activity.from_property.id)}}}',
        f'"recipient":{{"id":{quoted(activity.recipient.id)}}}',
        f'"conversation":{{"id":{quoted(activity.conversation.id)},"conversationType":"personal"}}',
    ]
    if activity.channel_data is not None:
        parts.append(f'"channelData":{to_json(activity.channel_data)}')
    if activity.attachments:
        parts.append(f'"attachments":[{",".join([_attached(one) for one in activity.attachments])}]')
    return f"{{{','.join(parts)}}}".encode(errors="replace")


def _attached(attachment: Any) -> str:
    """An attachment; its content is a card, which is written already."""
    return f'{{"contentType":{quoted(attachment.content_type)},"content":{attachment.content.written}}}'


def as_message(said: Outgoing) -> Any:
    """A message to send."""
    cards = [Attachment(content_type=CONTENT_TYPE, content=said.card)] if said.card is not None else None
    return Activity(
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
    return Activity(type="invokeResponse", value=InvokeResponse(status=HTTPStatus.OK, body=answer))


def as_activity(incoming: Incoming) -> Any:
    """What came in, with what is used of it and nothing else."""
    reference = incoming.reference
    return Activity(
        type="invoke" if incoming.kind == "invoke" else "message" if incoming.kind == "message" else "event",
        id=incoming.activity_id or None,
        name=incoming.name or None,
        channel_id=CHANNEL,
        service_url=reference.service_url,
        from_property=ChannelAccount(id=reference.account_id),
        recipient=ChannelAccount(id=reference.bot_id),
        conversation=ConversationAccount(id=reference.conversation_id),
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
