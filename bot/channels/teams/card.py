"""A message as an Adaptive Card 1.5, within 28 KB, and as text for clients that draw none."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from bot.channels.json_text import members, quoted
from bot.channels.teams.inputs import drawn, kept_aside
from bot.channels.teams.texts import heading, known_paragraphs, labelled, paragraphs
from dialogs.exchange.fast_json import to_json
from dialogs.exchange.message import Button, Fact, Field, Message
from dialogs.exchange.reply import Answer
from dialogs.exchange.sizes import BUTTONS
from dialogs.exchange.text import cut

CONTENT_TYPE: Final = "application/vnd.microsoft.card.adaptive"
MOST_BYTES: Final = 28 * 1024
MOST_TWIN: Final = 1_500
SHORTENED: Final = " … (shortened here)"
_STYLES: Final = {"primary": ',"style":"positive"', "caution": ',"style":"destructive"'}


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """A drawn card as JSON: written once, then measured, answered to whoever pressed, and sent to the chat."""

    written: bytes


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
        lines.append("You can choose: " + ", ".join([button.label for button in message.buttons]))
    return "\n\n".join([line for line in lines if line])


def _drawn(message: Message, aside: "list[str] | tuple[str, ...]") -> Card:
    body = [heading(message.title)] if message.title else []
    body += paragraphs(message.text) if message.private else known_paragraphs(message.text)
    for fact in message.facts:
        body += labelled(fact.label, fact.value)
    for field in message.fields:
        body += kept_aside(field) if field.name in aside else drawn(field)
    twin = message.summary if message.private else cut(text_twin(message), MOST_TWIN)
    card = (
        '{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","version":"1.5",'
        f'"fallbackText":{to_json(twin)},"body":[{",".join(body)}]'
    )
    if message.buttons:
        shown = ",".join([quoted(field.name) for field in message.fields if field.name not in aside])
        about = f'"card":{quoted(message.card)}'
        collecting = f'{about},"fields":[{shown}]'
        buttons = message.buttons[:BUTTONS]
        actions = ",".join([_action(one, collecting if one.collects else about) for one in buttons])
        card += f',"actions":[{actions}]'
    return Card(f"{card}}}".encode(errors="replace"))


def _action(button: Button, about: str) -> str:
    """Universal action first; a client that does not know it submits the same data as a message. `about` is what goes
    with every reply given on the card.
    """
    reply = button.reply
    values = tuple(reply.values.items())
    look = (button.label, button.style, button.collects)
    if isinstance(reply, Answer):
        verb, before, after = _around(True, reply.flow, reply.step, values, look)
    else:
        verb, before, after = _around(False, reply.verb, reply.subject, values, look)
    shared = f"{before}{reply.version}}}}},{about}{after}"
    return (
        f'{{"type":"Action.Execute","verb":{verb},{shared},"fallback":{{"type":"Action.Submit",{shared}}}}}'
    )


@lru_cache(maxsize=1_000)
def _around(
    answers: bool,
    first: str,
    second: str,
    values: tuple[tuple[str, str | tuple[str, ...]], ...],
    look: tuple[str, str, bool],
) -> tuple[str, str, str]:
    """Of a button, which is drawn for many people: its verb, and what stands before its reply's version and after its
    data, written. The reply is written as `dialogs.exchange.as_json` reads it.
    """
    label, style, collects = look
    if answers:
        verb, about = '"answer"', f'"answer":{{"flow":{quoted(first)},"step":{quoted(second)}'
    else:
        verb = quoted(first)
        about = f'"press":{{"verb":{verb},"subject":{quoted(second)}'
    inputs = "auto" if collects else "none"
    return (
        verb,
        f'"title":{quoted(label)},"data":{{"reply":{{{about},"values":{members(dict(values))},"version":',
        f'}},"associatedInputs":"{inputs}"{_STYLES.get(style, "")}',
    )


def _fits(card: Card) -> bool:
    return len(card.written) < MOST_BYTES


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
