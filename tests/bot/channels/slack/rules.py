"""What Slack refuses of blocks and views: by slack_sdk's own models, and by the limits of its documentation.

Those models look at little of what stands within a block, so that the rest is looked at here. Each fault is named by
its place, without a word of what stands there.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

MOST_BLOCKS: Final = 50
MOST_IN_A_MODAL: Final = 100
MOST_CHARACTERS: Final = 13_000
MOST_TOGETHER: Final = 250_000

_KEYS: Final[Mapping[str, frozenset[str]]] = {
    kind: frozenset(("type", *keys.split()))
    for kind, keys in {
        "header": "text block_id",
        "section": "text block_id",
        "context": "elements block_id",
        "actions": "elements block_id",
        "rich_text": "elements block_id",
        "rich_text_section": "elements",
        "text": "text style",
        "input": "block_id label element optional hint",
        "plain_text": "text emoji",
        "button": "text action_id value style",
        "plain_text_input": "action_id initial_value multiline max_length focus_on_load",
        "number_input": "action_id initial_value is_decimal_allowed focus_on_load",
        "datepicker": "action_id initial_date focus_on_load",
        "timepicker": "action_id initial_time focus_on_load",
        "radio_buttons": "action_id options initial_option focus_on_load",
        "static_select": "action_id options initial_option focus_on_load",
        "checkboxes": "action_id options initial_options focus_on_load",
        "multi_static_select": "action_id options initial_options focus_on_load",
    }.items()
}
"""Every kind of thing that is drawn, and the keys Slack knows of it that are used."""

_VIEW: Final = {"type", "callback_id", "title", "submit", "close", "blocks", "private_metadata"}


def faults_of_blocks(blocks: object) -> list[str]:
    """What is wrong with the blocks of a message."""
    found = _faults(blocks, MOST_BLOCKS)
    if found or not isinstance(blocks, list):
        return found
    if _length_read(blocks) > MOST_CHARACTERS:
        return ["msg_blocks_too_long"]
    return _sdk(lambda: [parsed.to_dict() for parsed in Block.parse_all(blocks)])


def faults_of_view(view: object) -> list[str]:
    """What is wrong with a modal."""
    if not isinstance(view, dict) or view.get("type") != "modal" or not view.keys() <= _VIEW:
        return ["no modal, or one with unknown keys"]
    found = _faults(view.get("blocks"), MOST_IN_A_MODAL)
    for name in ("title", "submit", "close"):
        if name in view:
            found += _text(name, view[name], 24)
    if found:
        return found
    asks = [one for one in view["blocks"] if one["type"] == "input"]
    if asks and "submit" not in view:
        found.append("inputs and nothing that submits them")
    if sum(1 for one in asks if one["element"].get("focus_on_load")) > 1:
        found.append("two inputs to begin at")
    if len(json.dumps(view)) > MOST_TOGETHER:
        found.append("view_too_large")
    return found or _sdk(lambda: View(**view).to_dict())


def faults_of_home(view: object) -> list[str]:
    """What is wrong with a Home tab, in which nothing is asked."""
    if not isinstance(view, dict) or view.get("type") != "home" or not view.keys() <= {"type", "blocks"}:
        return ["no home tab, or one with unknown keys"]
    found = _faults(view.get("blocks"), MOST_IN_A_MODAL)
    found += ["an input"] if any(one["type"] == "input" for one in view["blocks"]) else []
    return found or _sdk(lambda: View(**view).to_dict())


def _faults(blocks: object, most: int) -> list[str]:
    """What is wrong with blocks wherever they stand. Their library's own models take for granted what is looked at here."""
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= most:
        return ["no list of blocks, or too many"]
    found = [fault for place, block in enumerate(blocks) for fault in _block(f"block {place}", block)]
    if found:
        return found
    buttons = [
        one["action_id"] for block in blocks for one in block.get("elements", ()) if "action_id" in one
    ]
    named = [one["block_id"] for one in blocks if "block_id" in one]
    return [*_twice("block_id", named), *_twice("action_id", buttons)]


def _length_read(blocks: list[Any]) -> int:
    """The length of all but what buttons carry, which nobody reads."""
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    carried = [{name: one[name] for name in ("action_id", "value")} for row in rows for one in row]
    return _written(blocks) - sum(map(_written, carried))


def _written(given: object) -> int:
    return len(json.dumps(given, ensure_ascii=False, separators=(",", ":")))


def _sdk(build: Callable[[], object]) -> list[str]:
    try:
        build()
    except SlackObjectFormationError as fault:
        return [str(fault)]
    return []


def _twice(what: str, given: list[str]) -> list[str]:
    return [] if len(set(given)) == len(given) else [f"two of one {what}"]


def _block(place: str, block: Any) -> Iterator[str]:
    yield from _known(place, block)
    match block.get("type"):
        case "header":
            yield from _text(place, block["text"], 150)
        case "section":
            yield from _text(place, block["text"], 3_000)
        case "context":
            for one in block["elements"]:
                yield from _text(place, one, 3_000)
        case "actions":
            yield from _count(place, block["elements"], 25)
            for one in block["elements"]:
                yield from _button(place, one)
        case "rich_text":
            for section in block["elements"]:
                yield from _known(place, section)
                for run in section["elements"]:
                    yield from _known(place, run)
                    yield from _length(place, run["text"], 3_000)
        case "input":
            yield from _text(place, block["label"], 2_000)
            if "hint" in block:
                yield from _text(place, block["hint"], 2_000)
            yield from _length(place, block["block_id"], 255)
            yield from _input(place, block["element"])
        case _:
            yield f"{place} is nothing that is drawn"


def _button(place: str, button: Any) -> Iterator[str]:
    yield from _known(place, button)
    yield from _text(place, button["text"], 75)
    yield from _length(place, button["action_id"], 255)
    yield from _length(place, button["value"], 2_000)
    if button.get("style") not in (None, "primary", "danger"):
        yield f"{place} has an unknown style"


def _input(place: str, element: Any) -> Iterator[str]:
    yield from _known(place, element)
    yield from _length(place, element["action_id"], 255)
    match element["type"]:
        case "plain_text_input":
            if not 1 <= element["max_length"] <= 3_000:
                yield f"{place} takes more than 3,000 characters"
            if len(element.get("initial_value", "")) > element["max_length"]:
                yield f"{place} holds more than it takes"
            if "\n" in element.get("initial_value", "") and not element["multiline"]:
                yield f"{place} holds lines and has one"
        case "number_input" | "datepicker" | "timepicker" as kind:
            shape = {"number_input": r"-?\d+", "datepicker": r"\d{4}-\d\d-\d\d", "timepicker": r"\d\d:\d\d"}[
                kind
            ]
            held = [value for key, value in element.items() if key.startswith("initial_")]
            if not all(isinstance(one, str) and re.fullmatch(shape, one) for one in held):
                yield f"{place} holds what is no {kind}"
        case kind:
            yield from _count(
                place, element["options"], 10 if kind in ("radio_buttons", "checkboxes") else 100
            )
            yield from _options(place, element)


def _options(place: str, element: Any) -> Iterator[str]:
    for one in element["options"]:
        if not {"text", "value"} <= one.keys() <= {"text", "value", "description"}:
            yield f"{place} has an option of unknown keys"
        yield from _text(place, one["text"], 75)
        yield from _length(place, one["value"], 75)
        if "description" in one:
            yield from _text(place, one["description"], 75)
    yield from _twice(f"value in {place}", [one["value"] for one in element["options"]])
    held = element.get(
        "initial_options", [element["initial_option"]] if "initial_option" in element else None
    )
    if held is not None and (not held or not all(one in element["options"] for one in held)):
        yield f"{place} holds what cannot be chosen"


def _known(place: str, thing: Any) -> Iterator[str]:
    if not isinstance(thing, dict) or not thing.keys() <= _KEYS.get(str(thing.get("type")), frozenset()):
        yield f"{place} holds keys that Slack does not know"


def _text(place: str, given: Any, most: int) -> Iterator[str]:
    yield from _known(place, given)
    if given.get("type") != "plain_text" or given.get("emoji") is not False:
        yield f"{place} reads markup"
    yield from _length(place, given["text"], most)


def _length(place: str, text: Any, most: int) -> Iterator[str]:
    if not isinstance(text, str) or not 1 <= len(text) <= most or not (text.strip() or text == "\n"):
        yield f"{place} has no words, or more than {most}"


def _count(place: str, given: Any, most: int) -> Iterator[str]:
    if not 1 <= len(given) <= most:
        yield f"{place} has none, or more than {most}"
