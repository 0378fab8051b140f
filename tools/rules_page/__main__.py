"""`python -m tools.rules_page` writes the page; with --check it only compares: 0 when it is up to date, otherwise 1."""

import sys
from pathlib import Path

from tools.rules_page import PAGE, faults, page


def main(arguments: list[str], root: Path) -> int:
    """Write the page, or with --check print what is wrong with it."""
    if arguments == ["--check"]:
        found = list(faults(root))
        print(*found, sep="\n", end="\n" if found else "")
        return 1 if found else 0
    path = root / PAGE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd()))
