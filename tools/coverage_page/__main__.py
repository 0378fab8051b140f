"""`python -m tools.coverage_page` writes the page; with --check it only says what is wrong with it: 0 when nothing is."""

import sys
from pathlib import Path

from tools.coverage_page import PAGE, faults, page


def main(arguments: list[str], root: Path) -> int:
    """Write the page, or with --check print what is wrong with it."""
    if arguments == ["--check"]:
        found = list(faults(root))
        print(*found, sep="\n", end="\n" if found else "")
        return 1 if found else 0
    (root / PAGE).write_text(page(root), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd()))
