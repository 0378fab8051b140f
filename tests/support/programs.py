"""Programs that some tests drive and that pip does not bring."""

import shutil
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """A program by any of its names, and what to do where it is missing."""

    names: tuple[str, ...]
    remedy: str

    def find(self) -> str | None:
        """Where it is, or None."""
        return next(filter(None, map(shutil.which, self.names)), None)


# By the mark that a test carries.
PROGRAMS = {
    "needs_chromium": Program(
        ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
        "Chromium is not installed. On Debian and Ubuntu: apt-get install chromium",
    ),
    "needs_node": Program(
        ("node", "nodejs"),
        "Node.js is not installed. On Debian and Ubuntu: apt-get install nodejs",
    ),
}
