"""How fast a conversation may be written to. The services count per conversation, and refuse what is more."""

from collections import OrderedDict, deque
from typing import Final

# So many in so many seconds, as Teams counts.
SENDING: Final = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
MOST_CONVERSATIONS: Final = 10_000


class Limiter:
    """When what was sent, by conversation. Times are seconds of any clock that only runs forward."""

    def __init__(self, limits: tuple[tuple[int, float], ...] = SENDING) -> None:
        self._limits = limits
        self._sent: OrderedDict[str, deque[float]] = OrderedDict()

    def take(self, conversation: str, now: float, patience: float) -> float | None:
        """Take the next place: gives how many seconds to wait for it, or None if that is longer than patience."""
        sent = self._sent.get(conversation)
        if sent is None:
            sent = self._sent[conversation] = deque(maxlen=max((most for most, _ in self._limits), default=1))
        self._sent.move_to_end(conversation)
        while len(self._sent) > MOST_CONVERSATIONS:
            self._sent.popitem(last=False)
        at = self._free(sent, now)
        if at - now > patience:
            return None
        sent.append(at)
        return at - now

    def wait(self, conversation: str, now: float) -> float:
        """How many seconds until the next place, which is not taken."""
        return self._free(self._sent.get(conversation, deque()), now) - now

    def _free(self, sent: "deque[float]", now: float) -> float:
        """The first instant at which one more keeps every limit: places are taken in order."""
        starts = [sent[-most] + span for most, span in self._limits if len(sent) >= most]
        return max([now, *starts, *([sent[-1]] if sent else [])])
