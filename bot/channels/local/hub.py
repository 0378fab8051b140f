"""Who is looking: each open page has a queue, and hears of new entries as they are committed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

Event = tuple[str, str]
"""Its name, and what is told as JSON."""
Events: TypeAlias = "asyncio.Queue[Event | None]"
# A page that reads this far behind reloads everything when it reconnects.
MOST_WAITING = 1000


class Hub:
    """The open pages, by the person they show."""

    def __init__(self) -> None:
        self._pages: dict[Events, str] = {}

    @contextmanager
    def listening(self, person_id: str) -> Iterator[Events]:
        """A queue of events for one open page; None in it means that the page is to close."""
        queue: Events = asyncio.Queue(MOST_WAITING)
        self._pages[queue] = person_id
        try:
            yield queue
        finally:
            self._pages.pop(queue, None)

    def tell(self, person_id: str, event: str, data: str) -> None:
        """Tell every page that shows this person."""
        for queue, looking in self._pages.items():
            if looking == person_id:
                self._put(queue, (event, data))

    def tell_all(self, event: str, data: str) -> None:
        """Tell every page."""
        for queue in self._pages:
            self._put(queue, (event, data))

    def close(self) -> None:
        """Let every page go."""
        for queue in self._pages:
            self._put(queue, None)

    def _put(self, queue: Events, event: Event | None) -> None:
        if queue.full():
            queue.get_nowait()
        queue.put_nowait(event)
