"""Whether a message fits every channel and has all its words. Used by tests, and by the contract of the
channels."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dialogs.exchange import sizes
from dialogs.exchange.as_json import message_to_json, reply_to_json
from dialogs.exchange.message import Button, Field, Message


def problems(message: Message) -> list[str]:
    """What is wrong, a sentence each, without quoting any text; empty when the message is fit to send."""
    return [*_whole(message), *_facts(message), *_fields(message), *_buttons(message)]


def _whole(message: Message) -> Iterator[str]:
    yield from _words("the text", message.text, sizes.BLOCK)
    yield from _words("the title", message.title or "-", sizes.TITLE)
    yield from _words("the summary", message.summary, sizes.SUMMARY)
    blocks = 2 + len(message.facts) + len(message.fields) + bool(message.buttons)
    if blocks > sizes.BLOCKS:
        yield f"has {blocks} blocks, more than {sizes.BLOCKS}"
    readable = len(message.text) + len(message.title)
    readable += sum(len(fact.label) + len(fact.value) for fact in message.facts)
    readable += sum(len(field.label) + len(field.hint) + len(field.problem) for field in message.fields)
    if readable > sizes.READABLE:
        yield f"has {readable} characters to read, more than {sizes.READABLE}"
    size = len(json.dumps(message_to_json(message), ensure_ascii=False).encode("utf-16-le"))
    if size > sizes.BYTES:
        yield f"is {size} bytes, more than {sizes.BYTES}"
    if len(message.card) > 200:
        yield "has a card of more than 200 characters"


def _facts(message: Message) -> Iterator[str]:
    for place, fact in enumerate(message.facts, 1):
        yield from _words(f"the label of fact {place}", fact.label, sizes.FIELD_LABEL)
        yield from _words(f"fact {place}", fact.value, sizes.BLOCK - len(fact.label) - 5)


def _fields(message: Message) -> Iterator[str]:
    names = [field.name for field in message.fields]
    if len(set(names)) < len(names) or not all(names):
        yield "has fields of one name, or of none"
    if names and not any(button.collects for button in message.buttons):
        yield "has fields and no button that sends them"
    for field in message.fields:
        yield from _words(f"the label of field {field.name}", field.label, sizes.FIELD_LABEL)
        if len(field.hint) > sizes.FIELD_LABEL or len(field.problem) > sizes.FIELD_LABEL:
            yield f"field {field.name} has a hint or problem of more than {sizes.FIELD_LABEL} characters"
        if not 0 <= field.max_length <= sizes.BLOCK:
            yield f"field {field.name} takes more than {sizes.BLOCK} characters"
        # What was typed is shown again even when it is too long; the channel then shows it beside the input.
        if len(field.value) > sizes.BLOCK and not field.problem:
            yield f"field {field.name} holds more than {sizes.BLOCK} characters"
        yield from _options(field)


def _options(field: Field) -> Iterator[str]:
    if len(field.options) > sizes.OPTIONS:
        yield f"field {field.name} has more than {sizes.OPTIONS} options"
    values = [option.value for option in field.options]
    if len(set(values)) < len(values):
        yield f"field {field.name} has two options of one value"
    for place, option in enumerate(field.options, 1):
        where = f"option {place} of field {field.name}"
        yield from _words(f"the value of {where}", option.value, sizes.OPTION_VALUE)
        yield from _words(where, option.label, sizes.OPTION_LABEL)
        if len(option.hint) > sizes.OPTION_LABEL:
            yield f"the hint of {where} has more than {sizes.OPTION_LABEL} characters"


def _buttons(message: Message) -> Iterator[str]:
    if len(message.buttons) > sizes.BUTTONS:
        yield f"has {len(message.buttons)} buttons, more than {sizes.BUTTONS}"
    labels = [button.label for button in message.buttons]
    if len(set(labels)) < len(labels):
        yield "has two buttons of one label"
    for place, button in enumerate(message.buttons, 1):
        yield from _words(f"the label of button {place}", button.label, sizes.BUTTON_LABEL)
        if _size(button) > sizes.BUTTON_REPLY:
            yield f"button {place} carries more than {sizes.BUTTON_REPLY} characters"
        if button.collects and not message.fields:
            yield f"button {place} sends fields, of which there are none"


def _words(what: str, text: str, most: int) -> Iterator[str]:
    if not text.strip():
        yield f"has no words for {what}"
    if len(text) > most:
        yield f"{what} has more than {most} characters"


def _size(button: Button) -> int:
    return len(json.dumps(reply_to_json(button.reply)))
