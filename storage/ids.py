"""Ids, made before insert: 26 letters and digits which sort in the order they were made."""

import secrets
import threading
from datetime import UTC, datetime, timedelta

# Crockford's alphabet: in the order of the code points, without the letters people misread.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = tuple(first + second for first in _ALPHABET for second in _ALPHABET)
_SHIFTS = tuple(range(120, -1, -10))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_RANDOM_BITS = 80


class _Maker:
    """Remembers the last id, so that there is one order for the whole process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def make(self, now: datetime) -> int:
        made = ((now - _EPOCH) // _MILLISECOND) << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
        with self._lock:
            if made >> _RANDOM_BITS <= self._last >> _RANDOM_BITS:
                made = self._last + 1
            self._last = made
        return made


_maker = _Maker()


def new_id(now: datetime) -> str:
    """Make an id from the instant `now` (48 bits of milliseconds) and 80 bits of randomness.

    Within one process each id sorts after the one made before it, even when `now` is the same or earlier.
    """
    made = _maker.make(now)
    return "".join([_PAIRS[made >> shift & 1023] for shift in _SHIFTS])
