"""The parts that blocks are made of. Only plain text and rich text, so that nothing in a text is taken for markup."""

from collections.abc import Iterable, Iterator
from typing import Final

Element = dict[str, object]
Line = list[tuple[str, bool]]
"""Words of one line, each with whether it is bold."""

MOST_SECTION: Final = 2_900
MOST_HEADER: Final = 150
SHORTENED: Final = "This is shortened here."


def plain(text: str) -> Element:
    """A text object that reads no markup and no `:emoji:`."""
    return {"type": "plain_text", "text": text, "emoji": False}


def header(words: str) -> Element:
    """A title, which screen readers announce as a heading."""
    return {"type": "header", "text": plain(words[:MOST_HEADER])}


def note(words: str) -> Element:
    """A line in small print."""
    return {"type": "context", "elements": [plain(words)]}


def paragraphs(text: str) -> list[Element]:
    """A text as sections, none longer than Slack takes."""
    found = [piece.strip() for piece in pieces(text, MOST_SECTION)]
    return [{"type": "section", "text": plain(piece)} for piece in found if piece]


def lines(given: Iterable[Line]) -> list[Element]:
    """Lines of plain and bold words as rich text, in as few blocks as hold them."""
    blocks: list[list[Element]] = []
    room = 0
    for text, bold in _runs(given):
        for piece in pieces(text, MOST_SECTION):
            # A block begins on a line of its own.
            said = piece if len(piece) <= room else piece.removeprefix("\n")
            if len(piece) > room:
                blocks.append([])
                room = MOST_SECTION
            if said:
                blocks[-1].append(_run(said, bold=bold))
                room -= len(said)
    return [_rich(elements) for elements in blocks if elements]


def spoken(block: Element) -> Iterator[str]:
    """What a block says, line by line: texts, labels, what there is to choose and to press."""
    for name in ("text", "label", "hint"):
        yield from _words(block.get(name))
    within = block.get("elements")
    if isinstance(within, list) and block["type"] == "rich_text":
        yield "".join(run["text"] for section in within for run in section["elements"])
    elif isinstance(within, list) and block["type"] == "actions":
        yield f"You can choose: {', '.join(words for one in within for words in _words(one['text']))}"
    elif isinstance(within, list):
        yield from (words for one in within for words in _words(one))
    element = block.get("element")
    options = element.get("options", []) if isinstance(element, dict) else []
    yield from (words for option in options for words in _words(option["text"]))


def pieces(text: str, most: int) -> list[str]:
    """A text in pieces of at most `most` characters, cut after a line's end or a space where there is one; together
    they are the text.
    """
    found = []
    rest = text
    while len(rest) > most:
        at = rest.rfind("\n", 0, most) + 1 or rest.rfind(" ", 0, most) + 1 or most
        found.append(rest[:at])
        rest = rest[at:]
    return [*found, rest]


def _runs(given: Iterable[Line]) -> Iterator[tuple[str, bool]]:
    """The words of all lines, each line but the first with the end of the line before."""
    for number, line in enumerate(given):
        for place, (text, bold) in enumerate(line):
            yield (f"\n{text}" if number and place == 0 else text), bold


def _run(text: str, *, bold: bool) -> Element:
    return {"type": "text", "text": text, "style": {"bold": True}} if bold else {"type": "text", "text": text}


def _rich(elements: list[Element]) -> Element:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def _words(text: object) -> Iterator[str]:
    if isinstance(text, dict) and isinstance(text.get("text"), str):
        yield text["text"]
