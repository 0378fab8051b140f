from collections.abc import Callable
from pathlib import Path

import pytest

from tools.check.words import faults

Write = Callable[[str, str], Path]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("fetched from p" + "ypi.org", "names a package registry"),
        ("cd /ho" + "me/ann/project", "names a path of one machine"),
        ("# T" + "ODO: later", "leaves something for later"),
        ("x = y()  # type: ig" + "nore[misc]", "silences a check without saying why"),
    ],
)
def test_a_forbidden_word_is_found_with_its_line(write: Write, line: str, fault: str) -> None:
    root = write("bot/module.py", f"\n{line}\n")
    assert list(faults(root)) == [f"bot/module.py:2: {fault}"]


def test_ordinary_words_and_pictures_are_no_faults(write: Write) -> None:
    root = write(
        "README.md", "What the work is, at home and at https://example.org/home/page, in data/tmp/.\n"
    )
    (root / "page.png").write_bytes(b"\x89PNG\r\n\xff")
    assert list(faults(root)) == []
