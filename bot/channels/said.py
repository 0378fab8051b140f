"""What was typed into a chat that an organisation keeps, as it keeps what is posted there."""

from dialogs.exchange.as_json import reply_from_json
from dialogs.exchange.reply import Say


def typed(text: str) -> Say:
    """It as a reply. Raises ReplyError when it is too long."""
    said = reply_from_json({"say": text})
    return Say(said.text if isinstance(said, Say) else "", posted=True)
