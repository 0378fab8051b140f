"""Links between documents, or to a heading, that lead nowhere. Links to the web are not followed."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tools.check.files import files_of

_PARSER = MarkdownIt("commonmark").enable("table")


def faults(root: Path) -> Iterator[str]:
    for path in files_of(root):
        if path.suffix == ".md":
            for target in _targets(path):
                if problem := _problem(root, path, target):
                    yield f"{path.relative_to(root)}: {target} {problem}"


def _problem(root: Path, path: Path, target: str) -> str:
    link = urlsplit(target)
    if link.scheme or link.netloc:
        return ""
    if link.path.startswith("/"):
        return "is not relative to the document"
    there = (path.parent / unquote(link.path)).resolve() if link.path else path
    if not there.is_relative_to(root.resolve()):
        return "leaves the repository"
    if not there.exists():
        return "is not there"
    if link.fragment and there.suffix == ".md" and unquote(link.fragment) not in _anchors(there):
        return "names a heading that is not there"
    return ""


def _inline(path: Path) -> Iterator[tuple[Token, Token]]:
    """Each run of text with the token before it, which says what it is the text of."""
    tokens = _PARSER.parse(path.read_text(encoding="utf-8"))
    yield from ((before, token) for before, token in pairwise(tokens) if token.type == "inline")


def _targets(path: Path) -> Iterator[str]:
    for _, text in _inline(path):
        for token in text.children or ():
            if address := token.attrGet("href") or token.attrGet("src"):
                yield str(address)


def _anchors(path: Path) -> set[str]:
    """The names by which the usual hosts of Markdown let a heading be linked to."""
    seen: Counter[str] = Counter()
    anchors = set()
    for before, text in _inline(path):
        if before.type == "heading_open":
            words = "".join(child.content for child in text.children or ())
            name = re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")
            anchors.add(f"{name}-{seen[name]}" if seen[name] else name)
            seen[name] += 1
    return anchors
