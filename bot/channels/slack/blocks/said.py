"""What was typed into the chat, out of the markup in which Slack passes it on."""

import re
from typing import Final

_MARKED: Final = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")


def typed_text(text: str) -> str:
    """The words as they were typed: Slack makes links and names of some, and writes `&`, `<` and `>` as entities."""
    plain = _MARKED.sub(_as_typed, text) if "<" in text else text
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _as_typed(found: "re.Match[str]") -> str:
    what, label = found.group(1), found.group(2)
    if what.startswith(("@", "#")):
        return f"{what[0]}{label or what[1:]}"
    if what.startswith("!"):
        return label if label is not None else f"@{what[1:].split('^', 1)[0]}"
    return label or what.removeprefix("mailto:")


def escaped(text: str) -> str:
    """A text for the one place that reads mrkdwn, the text beside the blocks: nothing in it calls anybody or links."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
