"""A message as an Adaptive Card 1.5, within 28 KB, and as text for clients that draw none."""

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Final

from bot.channels.teams.inputs import drawn, kept_aside
from bot.channels.teams.texts import Element, heading, labelled, paragraphs
from dialogs.as_json import reply_to_json
from dialogs.message import Button, Fact, Field, Message
from dialogs.reply import Press
from dialogs.sizes import BUTTONS
from dialogs.text import cut

CONTENT_TYPE: Final = "application/vnd.microsoft.card.adaptive"
MOST_BYTES: Final = 28 * 1024
MOST_TWIN: Final = 1_500
SHORTENED: Final = " … (shortened here)"
# Nobody can type what each process makes up for itself.
_STAND_IN: Final = secrets.token_hex(16)
_STYLES: Final = {"primary": "positive", "caution": "destructive"}


class Card(dict[str, object]):
    """A drawn card. It is never changed, so nobody need copy it (botbuilder does) or write it out twice."""

    def __deepcopy__(self, memo: object) -> "Card":
        return self

    @cached_property
    def written(self) -> str:
        """As JSON: measured once, then sent to the chat and to whoever pressed."""
        return json.dumps(self, ensure_ascii=False)


def card_of(message: Message) -> Card:
    """The card. What does not fit is put aside (fields) or shortened (facts, text) with a word that says so."""
    found = _drawn(message, ())
    if _fits(found):
        return found
    aside: list[str] = []
    for field in sorted(_spare(message), key=lambda one: len(str(one.value).encode()), reverse=True):
        aside.append(field.name)
        found = _drawn(message, aside)
        if _fits(found):
            return found
    for most in (1_500, 800, 400, 200, 100):
        found = _drawn(_shortened(message, most), aside)
        if _fits(found):
            break
    return found


def text_twin(message: Message) -> str:
    """The same as plain text: what stands in for a card where none can be drawn."""
    lines = [message.title, message.text]
    lines += [f"{fact.label}: {fact.value}" for fact in message.facts]
    for field in message.fields:
        lines += [f"{field.label} {field.hint}".strip(), field.problem]
        lines += [f"- {option.label}" for option in field.options]
    if message.buttons:
        lines.append("You can choose: " + ", ".join(button.label for button in message.buttons))
    return "\n\n".join(line for line in lines if line)


def _drawn(message: Message, aside: "list[str] | tuple[str, ...]") -> Card:
    body: list[Element] = [heading(message.title)] if message.title else []
    body += paragraphs(message.text)
    for fact in message.facts:
        body += labelled(fact.label, fact.value)
    for field in message.fields:
        body += kept_aside(field) if field.name in aside else drawn(field)
    shown = [field.name for field in message.fields if field.name not in aside]
    card = Card(
        type="AdaptiveCard",
        version="1.5",
        fallbackText=message.summary if message.private else cut(text_twin(message), MOST_TWIN),
        body=body,
    )
    card["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json"
    if message.buttons:
        card["actions"] = [_action(button, message.card, shown) for button in message.buttons[:BUTTONS]]
    return card


def _action(button: Button, card: str, fields: list[str]) -> Element:
    """Universal action first; a client that does not know it submits the same data as a message."""
    data: Element = {"reply": reply_to_json(button.reply), "card": card}
    if button.collects:
        data["fields"] = fields
    shared: Element = {
        "title": button.label,
        "data": data,
        "associatedInputs": "auto" if button.collects else "none",
    }
    if button.style in _STYLES:
        shared["style"] = _STYLES[button.style]
    verb = button.reply.verb if isinstance(button.reply, Press) else "answer"
    fallback: Element = {"type": "Action.Submit", **shared}
    return {"type": "Action.Execute", "verb": verb, **shared, "fallback": fallback}


def _fits(card: Card) -> bool:
    return len(card.written.encode(errors="replace")) < MOST_BYTES


def written(body: Mapping[str, object]) -> bytes:
    """A body as JSON, with the cards in it as they are already written."""
    cards: list[str] = []

    def stand_in(value: object) -> object:
        if isinstance(value, Card):
            cards.append(value.written)
            return _STAND_IN
        if isinstance(value, dict):
            return {name: stand_in(one) for name, one in value.items()}
        return [stand_in(one) for one in value] if isinstance(value, list) else value

    text = json.dumps(stand_in(body), ensure_ascii=False)
    for card in cards:
        text = text.replace(f'"{_STAND_IN}"', card, 1)
    return text.encode(errors="replace")


def _spare(message: Message) -> Iterator[Field]:
    """Fields that can be left out: whoever has something to put right must see it."""
    return (field for field in message.fields if field.value and not field.problem)


def _shortened(message: Message, most: int) -> Message:
    facts = tuple(Fact(one.label, cut(one.value, most, SHORTENED)) for one in message.facts)
    fields = tuple(
        replace(one, value=cut(one.value, most * 2, SHORTENED)) if isinstance(one.value, str) else one
        for one in message.fields
    )
    return replace(message, text=cut(message.text, most * 2, SHORTENED), facts=facts, fields=fields)
