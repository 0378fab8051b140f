"""Words on a card, drawn so that nothing in them is taken for markup.

A TextBlock and a FactSet read Markdown; a TextRun does not. Its one trick, `{{DATE(…)}}`, is defused by
cutting between the braces.
"""

from collections.abc import Iterator
from typing import Final

Element = dict[str, object]

# Whoever sends an answer of a thousand line ends gets its later lines joined: each line is an element.
MOST_LINES: Final = 60
_MARKUP: Final = frozenset("*_[]()<>#`~\\{}|!+-")


def heading(words: str) -> Element:
    """A title, as a heading for screen readers wherever its words allow."""
    look: Element = {"size": "Medium", "weight": "Bolder"}
    # A hyphen or bracket within words is no markup, but the rules differ from client to client.
    if _MARKUP.isdisjoint(words):
        return {"type": "TextBlock", "text": words, "wrap": True, "style": "heading", **look}
    return _block(runs(words, **look))


def paragraphs(text: str, **look: object) -> list[Element]:
    """A text as blocks, one a line; a line after an empty one stands a little apart."""
    return [_block(runs(line, **look), apart) for line, apart in _lines(text)]


def labelled(label: str, text: str) -> list[Element]:
    """A label in bold and what it stands for."""
    lines = list(_lines(text)) or [("", True)]
    first = [*runs(f"{label}: ", weight="Bolder"), *runs(lines[0][0])]
    return [_block(first) | {"spacing": "Small"}, *(_block(runs(line), apart) for line, apart in lines[1:])]


def runs(text: str, **look: object) -> list[Element]:
    """A line as TextRuns."""
    parts = text.split("{{")
    cut = [part + "{" * (place < len(parts) - 1) for place, part in enumerate(parts)]
    pieces = [cut[0], *("{" + part for part in cut[1:])]
    return [{"type": "TextRun", "text": piece, **look} for piece in pieces if piece]


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line that says something, and whether it begins a paragraph."""
    found: list[tuple[str, bool]] = []
    apart = True
    for line in text.splitlines():
        if line.strip():
            found.append((line.strip(), apart))
            apart = False
        else:
            apart = True
    rest = " · ".join(line for line, _ in found[MOST_LINES - 1 :])
    yield from found[: MOST_LINES - 1]
    if rest:
        yield rest, found[MOST_LINES - 1][1]


def _block(inlines: list[Element], apart: bool = True) -> Element:
    block: Element = {"type": "RichTextBlock", "inlines": inlines}
    if not apart:
        block["spacing"] = "None"
    return block
