"""What a modal becomes when it was sent, or something in it was pressed: what comes next, or what to put right."""

from collections.abc import Mapping
from typing import Final

from bot.channels.slack.blocks import field_errors, view
from dialogs.message import Message

Json = dict[str, object]

# What a view consists of when it is drawn; the rest is Slack's own.
_OURS: Final = ("type", "callback_id", "title", "close", "submit", "private_metadata")


def next_view(sent: Mapping[str, object], message: Message) -> Json:
    """The answer to a modal that was sent: problems beside what they are about, where the same inputs are asked again,
    as nothing typed moves then; or else another modal in its place.
    """
    drawn = view(message)
    errors = field_errors(message)
    if errors and _inputs(drawn) == _inputs(sent):
        return {"response_action": "errors", "errors": errors}
    return {"response_action": "update", "view": drawn}


def unsaved(sent: Mapping[str, object], words: str) -> Json:
    """The answer to a modal of which nothing was kept: it stays as it is, with all that was typed."""
    first = next(iter(_inputs(sent)), None)
    if first is not None:
        return {"response_action": "errors", "errors": {first: words}}
    return {"response_action": "update", "view": with_words(sent, words)}


def with_words(sent: Mapping[str, object], words: str) -> Json:
    """The same modal again, with something said at its top. What was typed stays, as its inputs are the same."""
    blocks = sent.get("blocks")
    said: Json = {"type": "section", "text": {"type": "plain_text", "text": words, "emoji": False}}
    kept = {name: sent[name] for name in _OURS if sent.get(name)}
    return {**kept, "blocks": [said, *(blocks if isinstance(blocks, list) else ())]}


def _inputs(drawn: Mapping[str, object]) -> dict[str, object]:
    """The kind of each input, by its block id."""
    blocks = drawn.get("blocks")
    found: dict[str, object] = {}
    for block in blocks if isinstance(blocks, list) else ():
        if isinstance(block, dict) and block.get("type") == "input":
            element = block.get("element")
            kind = element.get("type") if isinstance(element, dict) else None
            found[str(block.get("block_id"))] = kind
    return found
