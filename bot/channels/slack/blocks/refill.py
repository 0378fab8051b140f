"""A modal as it was sent, to be shown again with all that stood in it."""

from collections.abc import Mapping

from bot.channels.slack.blocks.objects import Element
from bot.channels.slack.blocks.state import READ, sent_of
from dialogs.errors import ReplyError


def refilled(view: Mapping[str, object]) -> Element:
    """The modal that a `view_submission` holds, its inputs holding what was typed and chosen: for one that has given way
    to another in between, with which Slack forgets it. One that cannot be read is given as it is.
    """
    blocks = view.get("blocks")
    try:
        sent = sent_of(view)
    except ReplyError:
        return dict(view)
    return {**view, "blocks": [_filled(one, sent) for one in blocks] if isinstance(blocks, list) else blocks}


def _filled(block: object, sent: Mapping[str, object]) -> object:
    if not isinstance(block, dict) or block.get("type") != "input" or block.get("block_id") not in sent:
        return block
    element, state = block.get("element"), sent[block["block_id"]]
    how = READ.get(str(block["block_id"]).partition(":")[0])
    if how is None or not isinstance(element, dict) or not isinstance(state, dict) or len(state) != 1:
        return block
    (given,) = state.values()
    _, key, initial = how
    held = given.get(key) if isinstance(given, dict) else None
    bare = {name: value for name, value in element.items() if name != initial}
    return {**block, "element": {**bare, initial: held} if held else bare}
