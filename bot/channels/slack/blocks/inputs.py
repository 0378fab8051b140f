"""Fields as input blocks.

A block id is how the input is read (`text`, `number`, `date`, `time`, `one`, `many`, and `day` with `hour` for a
date-time), the version of the prompt, and the field's name. An input block sends nothing by itself, only with a button.
"""

from collections.abc import Iterable
from datetime import date, time
from typing import Final

from bot.channels.slack.blocks.objects import Element, lines, paragraphs, plain
from dialogs.exchange.message import Field, Message, Option

ACTION: Final = "value"
MOST_TEXT: Final = 3_000
MOST_LISTED: Final = 10
YES_NO: Final = (Option("yes", "Yes"), Option("no", "No"))
TYPED: Final = ("text", "long_text")


def version_of(message: Message) -> int:
    """The version of the prompt that a message's fields belong to."""
    return max((button.reply.version for button in message.buttons if button.collects), default=0)


def block_id(part: str, version: int, name: str) -> str:
    """The id of an input."""
    return f"{part}:{version}:{name}"


def ids(field: Field, version: int) -> tuple[str, ...]:
    """The block ids of a field's inputs, in their order."""
    return tuple(str(block["block_id"]) for block in _inputs(field, version, must=False)[0])


def drawn(field: Field, version: int, *, must: bool) -> list[Element]:
    """One field: its problem and what its input cannot hold above it, then the input with its label.

    With `must` the client insists on an answer to what is required.
    """
    above = lines([[(field.problem, True)]]) if field.problem else []
    inputs, held = _inputs(field, version, must=must and field.required)
    if not held and isinstance(field.value, str) and field.value.strip():
        above += paragraphs(f"You wrote: {field.value}")
    return [*above, *inputs]


def _inputs(field: Field, version: int, *, must: bool) -> tuple[list[Element], bool]:
    """The inputs, and whether they hold the field's value."""
    value = field.value if isinstance(field.value, str) else ""
    match field.kind:
        case "number":
            held = value.lstrip("-").isdecimal() and value.isascii() and len(value) < 16
            asked = _held("number_input", "initial_value", value if held else "")
            return [_block("number", field, version, {**asked, "is_decimal_allowed": False}, must)], held
        case "date":
            asked = _held("datepicker", "initial_date", value if _is(date, value) else "")
            return [_block("date", field, version, asked, must)], _is(date, value)
        case "time":
            asked = _held("timepicker", "initial_time", value[:5] if _is(time, value) else "")
            return [_block("time", field, version, asked, must)], _is(time, value)
        case "datetime":
            return _day_and_hour(field, value, version, must)
        case "choice" | "choices" | "yes_no" if options_of(field):
            part = "many" if field.kind == "choices" else "one"
            return [_block(part, field, version, _choosing(field), must)], True
    held = len(value) <= MOST_TEXT
    return [_block("text", field, version, _typing(field, value if held else ""), must)], held


def options_of(field: Field) -> tuple[Option, ...]:
    """What there is to choose from."""
    return field.options or (YES_NO if field.kind == "yes_no" else ())


def _block(part: str, field: Field, version: int, element: Element, must: bool) -> Element:
    label = f"{field.label}: time" if part == "hour" else field.label
    block: Element = {
        "type": "input",
        "block_id": block_id(part, version, field.name),
        "label": plain(label),
        "element": {**element, "action_id": ACTION},
        "optional": not must,
    }
    hint = _hint(field) if part != "hour" else ""
    return block | {"hint": plain(hint)} if hint else block


def _hint(field: Field) -> str:
    """The hint, with what Slack's own input takes where the field would take more."""
    limit = (
        ""
        if field.kind not in TYPED or 0 < field.max_length <= MOST_TEXT
        else f"Up to {MOST_TEXT:,} characters"
    )
    return ". ".join(part for part in (field.hint, limit) if part)


def _held(kind: str, key: str, value: str) -> Element:
    return {"type": kind, key: value} if value else {"type": kind}


def _day_and_hour(field: Field, value: str, version: int, must: bool) -> tuple[list[Element], bool]:
    day, _, hour = value.partition("T")
    held = _is(date, day) and _is(time, hour[:5])
    on = _held("datepicker", "initial_date", day if held else "")
    at = _held("timepicker", "initial_time", hour[:5] if held else "")
    return [_block("day", field, version, on, must), _block("hour", field, version, at, must)], held


def _typing(field: Field, value: str) -> Element:
    # A text that was typed over several lines stays so until it is put on one.
    several = field.kind == "long_text" or "\n" in value
    asked = {**_held("plain_text_input", "initial_value", value), "multiline": several}
    # A longer text than is allowed stays whole in its input, to be shortened there.
    fits = 0 < field.max_length <= MOST_TEXT and len(value) <= field.max_length
    return {**asked, "max_length": field.max_length if fits else MOST_TEXT}


def _choosing(field: Field) -> Element:
    options = [_option(one) for one in options_of(field)]
    chosen = (field.value,) if isinstance(field.value, str) else field.value
    given = [one for one in options if one["value"] in chosen]
    many, few = field.kind == "choices", len(options) <= MOST_LISTED
    if many:
        held: Element = {"initial_options": given} if given else {}
        return {"type": "checkboxes" if few else "multi_static_select", "options": options, **held}
    held = {"initial_option": given[0]} if given else {}
    return {"type": "radio_buttons" if few else "static_select", "options": options, **held}


def _option(option: Option) -> Element:
    found: Element = {"text": plain(option.label), "value": option.value}
    return found | {"description": plain(option.hint)} if option.hint else found


def _is(kind: type[date] | type[time], text: str) -> bool:
    """Whether a picker takes the text: `2026-11-24`, `10:00`, and no other way to write it."""
    try:
        return len(text) >= len("10:00") and kind.fromisoformat(text).isoformat().startswith(text)
    except ValueError:
        return False


def focused(blocks: Iterable[Element], wanted: str) -> None:
    """Let the modal open at one input."""
    for block in blocks:
        element = block.get("element")
        if block.get("block_id") == wanted and isinstance(element, dict):
            element["focus_on_load"] = True
