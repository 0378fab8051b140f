"""Words on a card, as the JSON of its elements, drawn so that nothing in them is taken for markup.

A TextBlock and a FactSet read Markdown; a TextRun does not. Its one trick, `{{DATE(…)}}`, is defused by
cutting between the braces.
"""

import re
from functools import lru_cache
from typing import Final

from dialogs.exchange.fast_json import to_json

BOLD: Final = ',"weight":"Bolder"'
ATTENTION: Final = ',"color":"Attention","weight":"Bolder"'
_CLOSE: Final = ',"spacing":"None"'
_SMALL: Final = ',"spacing":"Small"'
_HEADING: Final = ',"size":"Medium","weight":"Bolder"'
# Whoever sends an answer of a thousand line ends gets its later lines joined: each line is an element.
MOST_LINES: Final = 60
_MARKUP: Final = re.compile(r"[*_\[\]()<>#`~\\{}|!+-]")


# It is the same all through a conversation.
@lru_cache(maxsize=1_000)
def heading(words: str) -> str:
    """A title, as a heading for screen readers wherever its words allow."""
    # A hyphen or bracket within words is no markup, but the rules differ from client to client.
    if _MARKUP.search(words) is None:
        return f'{{"type":"TextBlock","text":{to_json(words)},"wrap":true,"style":"heading"{_HEADING}}}'
    return _block(runs(words, _HEADING), "")


def paragraphs(text: str, look: str = "") -> list[str]:
    """A text as blocks, one a line; a line after an empty one stands a little apart."""
    return [_block(runs(line, look), "" if apart else _CLOSE) for line, apart in _lines(text)]


@lru_cache(maxsize=1_000)
def known_paragraphs(text: str) -> tuple[str, ...]:
    """The same, for what may stand in a chat: many are asked the same, and nothing that somebody typed is remembered."""
    return tuple(paragraphs(text))


def labelled(label: str, text: str) -> list[str]:
    """A label in bold and what it stands for."""
    (said, _), *more = _lines(text) or [("", True)]
    first = runs(f"{label}: ", BOLD) + (f",{runs(said)}" if said else "")
    return [_block(first, _SMALL), *[_block(runs(line), "" if apart else _CLOSE) for line, apart in more]]


def runs(text: str, look: str = "") -> str:
    """A line as TextRuns. `look` is more of their members, written."""
    if "{{" not in text:
        return _run(text, look)
    parts = text.split("{{")
    cut = [part + "{" * (place < len(parts) - 1) for place, part in enumerate(parts)]
    return ",".join([_run(piece, look) for piece in (cut[0], *("{" + part for part in cut[1:])) if piece])


def _run(text: str, look: str) -> str:
    return f'{{"type":"TextRun","text":{to_json(text)}{look}}}'


def _lines(text: str) -> list[tuple[str, bool]]:
    """Each line that says something, and whether it begins a paragraph."""
    found: list[tuple[str, bool]] = []
    apart = True
    for line in text.splitlines():
        if said := line.strip():
            found.append((said, apart))
            apart = False
        else:
            apart = True
    if len(found) > MOST_LINES:
        rest = " · ".join([line for line, _ in found[MOST_LINES - 1 :]])
        found[MOST_LINES - 1 :] = [(rest, found[MOST_LINES - 1][1])]
    return found


def _block(runs: str, spacing: str) -> str:
    """Written runs as a block. `spacing` is how far it stands from the one above, written."""
    return f'{{"type":"RichTextBlock","inlines":[{runs}]{spacing}}}'
