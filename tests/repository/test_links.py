from collections.abc import Callable
from pathlib import Path

from tools.check.links import faults

Write = Callable[[str, str], Path]


def test_links_that_lead_somewhere_are_no_faults(write: Write) -> None:
    write("docs/guide.md", "# The guide: when you're *away*\n\n## Again\n\n## Again\n")
    root = write(
        "README.md",
        "[all](docs/guide.md) [part](docs/guide.md#the-guide-when-youre-away) [twice](docs/guide.md#again-1)"
        " [here](#readme) [folder](docs/) [elsewhere](https://www.gov.uk/) `[no](link)`\n\n# Readme\n",
    )
    assert list(faults(root)) == []


def test_a_document_that_is_not_there_is_a_fault(write: Write) -> None:
    root = write("docs/guide.md", "[next](next.md)")
    assert list(faults(root)) == ["docs/guide.md: next.md is not there"]


def test_a_picture_that_is_not_there_is_a_fault(write: Write) -> None:
    root = write("README.md", "![The page](page.png)")
    assert list(faults(root)) == ["README.md: page.png is not there"]


def test_a_heading_that_is_not_there_is_a_fault(write: Write) -> None:
    root = write("README.md", "# Readme\n\n[away](#away)")
    assert list(faults(root)) == ["README.md: #away names a heading that is not there"]


def test_a_link_out_of_the_repository_is_a_fault(write: Write) -> None:
    root = write("README.md", "[up](../) [top](/README.md)")
    assert list(faults(root)) == [
        "README.md: ../ leaves the repository",
        "README.md: /README.md is not relative to the document",
    ]
