"""Buttons, and what one that was pressed says."""

from typing import Final

from bot.channels.slack.blocks.objects import Element, plain
from dialogs.exchange.as_json import reply_to_json
from dialogs.exchange.fast_json import to_json
from dialogs.exchange.message import Button
from dialogs.exchange.sizes import BUTTON_LABEL
from dialogs.exchange.text import cut

PRESS: Final = "press"
COLLECT: Final = "collect"
_STYLES: Final = {"primary": "primary", "caution": "danger"}


def actions(buttons: tuple[Button, ...], card: str, start: int = 0) -> list[Element]:
    """A row of buttons, counted from `start`, as each is to be the only one of its name; none for no buttons."""
    if not buttons:
        return []
    return [
        {"type": "actions", "elements": [_button(one, at, card) for at, one in enumerate(buttons, start)]}
    ]


def carried(blocks: list[Element]) -> int:
    """How many characters of blocks nobody reads: what buttons are called among us, and what they carry."""
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    unread = [
        {name: one[name] for name in ("action_id", "value")}
        for row in rows
        if isinstance(row, list)
        for one in row
    ]
    return sum(len(to_json(one)) for one in unread)


def _button(button: Button, place: int, card: str) -> Element:
    drawn: Element = {
        "type": "button",
        "text": plain(cut(button.label, BUTTON_LABEL)),
        "action_id": f"{COLLECT if button.collects else PRESS}:{place}:{card}",
        "value": to_json(reply_to_json(button.reply)),
    }
    style = _STYLES.get(button.style)
    return drawn | {"style": style} if style else drawn
