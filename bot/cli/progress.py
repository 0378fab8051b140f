"""A line that shows how far long work has come, for somebody who watches."""

import sys

from bot.directory.importing import Progress

LONG = 2000
_EVERY = 100


def progress_for(rows: int) -> Progress:
    """Shows progress for so much work when standard error is a terminal, else nothing."""
    if rows > LONG and sys.stderr.isatty():
        return _show
    return lambda what, done, total: None


def _show(what: str, done: int, total: int) -> None:
    if done % _EVERY == 0 or done == total:
        end = "\n" if done == total else ""
        print(f"\r{done} of {total} {what}", end=end, file=sys.stderr, flush=True)
