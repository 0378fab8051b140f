"""Where replies may be sent: an address comes with every activity, and a token of ours goes with every reply.

An address is held against one strict pattern rather than parsed, so that no two readers can read it differently:
no userinfo, no other port, no query, no escapes, no dot at the host's end.
"""

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Final

Allowed = Callable[[str], bool]

MOST: Final = 300
_PATH = r"(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?"
_HTTPS = re.compile(rf"https://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::443)?{_PATH}", re.ASCII)
_LOOPBACK = re.compile(rf"https?://(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{{1,5}})?{_PATH}", re.ASCII)


def allow_list(hosts: Collection[str]) -> Allowed:
    """Addresses over https at one of these hosts; a host written with a dot before it stands for all below it."""
    exact = frozenset(host for host in hosts if not host.startswith("."))
    below = tuple(host for host in hosts if host.startswith("."))

    @lru_cache(maxsize=1_000)
    def allowed(url: str) -> bool:
        found = _HTTPS.fullmatch(url) if len(url) <= MOST else None
        return found is not None and (found[1] in exact or found[1].endswith(below))

    return allowed


@lru_cache(maxsize=1_000)
def loopback(url: str) -> bool:
    """Addresses on this machine, for local mode."""
    return len(url) <= MOST and _LOOPBACK.fullmatch(url) is not None
