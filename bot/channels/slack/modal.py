"""What a modal becomes when it was sent, or something in it was pressed: what comes next, or what to put right."""

from collections.abc import Mapping
from typing import Final

from bot.channels.slack.blocks import MOST_BLOCKS, OVER_HOME, field_errors, over_home, view
from dialogs.exchange.message import Message

Json = dict[str, object]

# What a view consists of when it is drawn; the rest is Slack's own.
_OURS: Final = ("type", "callback_id", "title", "close", "submit", "private_metadata")

# Under this id stands what was said last: said again, it takes the place of what stood there.
_SAID: Final = "said"


def next_view(sent: Mapping[str, object], message: Message) -> Json:
    """The answer to a modal that was sent: problems beside what they are about, where the same inputs are asked again,
    as nothing typed moves then; or else another modal in its place.
    """
    drawn = like(sent, view(message))
    errors = field_errors(message)
    if errors and _inputs(drawn) == _inputs(sent):
        return {"response_action": "errors", "errors": errors}
    return {"response_action": "update", "view": drawn}


def like(sent: Mapping[str, object], drawn: Json) -> Json:
    """What follows a modal: over the Home tab, if that was."""
    return over_home(drawn) if sent.get("callback_id") == OVER_HOME else drawn


def unsaved(sent: Mapping[str, object], words: str) -> Json:
    """The answer to a modal of which nothing was kept: it stays as it is, with all that was typed."""
    first = next(iter(_inputs(sent)), None)
    if first is not None:
        return {"response_action": "errors", "errors": {first: words}}
    return {"response_action": "update", "view": with_words(sent, words)}


def with_words(sent: Mapping[str, object], words: str) -> Json:
    """The same modal again, with something said at its top. What was typed stays, as its inputs are the same.

    Where it is full already, a block that nothing is asked in gives way, from the end.
    """
    text = {"type": "plain_text", "text": words, "emoji": False}
    said: Json = {"type": "section", "block_id": _SAID, "text": text}
    kept = {name: sent[name] for name in _OURS if sent.get(name)}
    return {**kept, "blocks": [said, *_within(_blocks(sent), MOST_BLOCKS - 1)]}


def _blocks(drawn: Mapping[str, object]) -> list[Json]:
    """The blocks of a modal, but for what was said at its top."""
    blocks = drawn.get("blocks")
    found = [one for one in blocks if isinstance(one, dict)] if isinstance(blocks, list) else []
    return [one for one in found if one.get("block_id") != _SAID]


def _within(blocks: list[Json], most: int) -> list[Json]:
    """What is read goes before buttons do, the last first; inputs stay, so that nothing typed is lost."""
    spare = [at for at, one in enumerate(blocks) if one.get("type") != "input"]
    spare.sort(key=lambda at: (blocks[at].get("type") == "actions", -at))
    gone = {*spare[: max(len(blocks) - most, 0)]}
    return [one for at, one in enumerate(blocks) if at not in gone]


def _inputs(drawn: Mapping[str, object]) -> dict[str, object]:
    """The kind of each input, by its block id."""
    found: dict[str, object] = {}
    for block in _blocks(drawn):
        if block.get("type") == "input":
            element = block.get("element")
            kind = element.get("type") if isinstance(element, dict) else None
            found[str(block.get("block_id"))] = kind
    return found
