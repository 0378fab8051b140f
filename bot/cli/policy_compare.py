"""Two policies side by side: what only one of them has, and where they say different things."""

from collections.abc import Iterator, Mapping

from bot.cli.policy_page import Entry, about, sections
from supervision.policy import Policy

# What differs between any two policies and says nothing about what they ask.
_OWN = {"Key", "Text", "Version", "Source", "It says", "In its words", "Holds from"}

_SETTINGS, _ONLY, _DIFFERENT = "Settings", "Only in {}", "In both, and different"
_HEADS = {_SETTINGS, _ONLY.format(1), _ONLY.format(2), _DIFFERENT}


def compared(one: Policy, other: Policy) -> Iterator[str]:
    """The lines of the comparison; the first policy's words above the second's."""
    yield f"1  {one.name} ({one.key})"
    yield f"2  {other.name} ({other.key})"
    for line in differences(one, other):
        yield from ("", line) if line in _HEADS else (line,)
    shared = _entries(one).keys() & _entries(other).keys()
    yield from ("", f"The same in both: {len(shared) - len(_changed(one, other))} of {len(shared)}")


def differences(one: Policy, other: Policy) -> Iterator[str]:
    """Where they differ, under the heads of what kind of difference it is; nothing where they do not."""
    settings = [*_differing(dict(about(one)), dict(about(other)))]
    if settings:
        yield from (_SETTINGS, *settings)
    firsts, seconds = _entries(one), _entries(other)
    for number, mine, theirs in ((1, firsts, seconds), (2, seconds, firsts)):
        if alone := [entry for key, entry in mine.items() if key not in theirs]:
            yield from (_ONLY.format(number), *(f"  {entry.key}: {entry.title}" for entry in alone))
    if found := _changed(one, other):
        yield from (_DIFFERENT, *(line for lines in found for line in lines))


def _changed(one: Policy, other: Policy) -> list[list[str]]:
    firsts, seconds = _entries(one), _entries(other)
    shared = [key for key in firsts if key in seconds]
    changed = [[f"  {key[1]}", *_lines(firsts[key], seconds[key])] for key in shared]
    return [lines for lines in changed if len(lines) > 1]


def _entries(policy: Policy) -> Mapping[tuple[str, str], Entry]:
    return {(part.title, entry.key): entry for part in sections(policy) for entry in part.entries}


def _lines(one: Entry, other: Entry) -> Iterator[str]:
    return _differing(dict(one.facts), dict(other.facts), "  ")


def _differing(one: Mapping[str, str], other: Mapping[str, str], indent: str = "") -> Iterator[str]:
    for label in dict.fromkeys((*one, *other)):
        words = one.get(label, "nothing"), other.get(label, "nothing")
        if label not in _OWN and words[0] != words[1]:
            yield f"{indent}  {label}"
            yield from (f"{indent}    {number}  {text}" for number, text in enumerate(words, start=1))
