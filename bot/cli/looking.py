"""Looking through a large ledger in several processes at once: none of them writes, and each says where something is to be
mended. One process is as quick as one processor.
"""

import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from multiprocessing import get_context

from storage import texts
from storage.store import Store
from storage.unit import UnitOfWork
from supervision import duties
from supervision.duties.families import each_case
from supervision.policy import Policy
from supervision.work import CLOCK, Work

Opening = Callable[[], tuple[Store, Mapping[str, Policy]]]
"""Opens the store and gives the policies, in whichever process it is called."""

LONG = 5000
"""From so many people on it is worth the second that another process takes to start."""
MOST = 4

_opened: list[tuple[Store, Mapping[str, Policy]]] = []


def processes(people: int) -> int:
    """How many to look in."""
    return min(MOST, os.cpu_count() or 1) if people >= LONG else 0


def slices_to_mend(opening: Opening, slices: Sequence[str], most: int, workers: int) -> Iterator[str | None]:
    """For each slice in turn, which is so many people after an id: that id where something is to be mended, else None."""
    with get_context("spawn").Pool(workers, _open, (opening,)) as pool:
        yield from pool.imap(partial(_looked, most), slices, chunksize=4)


def _open(opening: Opening) -> None:
    _opened.append(opening())
    settle_in()
    # Nobody is looked at twice.
    texts.keep_none()
    each_case.keep_none()


def settle_in() -> None:
    """What lives as long as the process need not be looked at by every collection, and a hundred people's worth of what is
    worked out is no garbage: collections are few.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)


def _looked(most: int, after: str) -> str | None:
    ((store, policies),) = _opened
    return None if agree(store, policies, after, most) else after


def agree(store: Store, policies: Mapping[str, Policy], after: str, most: int) -> bool:
    """Whether the duties about so many people after an id agree with the facts; nothing is written."""

    def look(uow: UnitOfWork) -> bool:
        return duties.agrees(Work(uow, policies, CLOCK, looking=True), after, most)

    try:
        return store.read_now(look)
    except Exception:
        # A unit in which a statement failed says so at its end, though that was expected.
        return False
