"""`python -m tools.check`: a line for each fault; 0 when there is none, otherwise 1."""

import sys
from pathlib import Path

from tools.check import CHECKS


def main(root: Path) -> int:
    found = [fault for check in CHECKS for fault in check(root)]
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
