"""`supervision-bot`, also `python -m bot`."""

import sys

from bot.collector import imported


def main() -> int:
    """Run one command; gives its exit code."""
    code: int = imported("bot.cli").main()
    return code


if __name__ == "__main__":
    sys.exit(main())
