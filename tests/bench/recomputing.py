"""Every duty in England worked out anew, as `supervision-bot reconcile` does it: in a process of its own, whose memory is
the whole of what it takes.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import text

from bot.cli.looking import processes
from bot.cli.reconcile import check_everybody
from storage.queries import people
from storage.store import Store
from storage.unit import UnitOfWork
from supervision.policy import Policy
from tests.bench import england
from tests.bench.figures import progress


@dataclass(frozen=True, slots=True)
class Recomputed:
    """How many people and duties that were, how many of them were written anew, in how many seconds, how many of the
    processors, and the most memory that all its processes took, in megabytes.
    """

    people: int
    duties: int
    written: int
    seconds: float
    processor: float
    megabytes: float


def recompute(made: england.England) -> Recomputed:
    """Do it in another process."""
    command = [sys.executable, "-m", __name__, str(made.store), str(len(made.policies))]
    ended = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Recomputed(**json.loads(ended.stdout))


def main() -> None:
    """In that process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("authorities", type=int)
    options = parser.parse_args()
    opening = partial(_opened, options.store, options.authorities)
    store, policies = opening()
    with store:
        everybody = store.read_now(people.ids)
        began = time.perf_counter()
        mended, _ = check_everybody(store, policies, everybody, opening, _shown)
        seconds = time.perf_counter() - began
        duties = store.read_now(_duties)
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    # What is known of the others is the largest.
    kilobytes = _most_of_its_own() + others.ru_maxrss * processes(len(everybody))
    processor = sum(one.ru_utime + one.ru_stime for one in (own, others))
    found = Recomputed(len(everybody), duties, mended.total(), seconds, processor, kilobytes / 1024)
    sys.stdout.write(json.dumps(asdict(found)))


def _most_of_its_own() -> int:
    """The most memory that this process took, in kilobytes. What `getrusage` says is no less than what the process that
    began it had then, so Linux itself is asked where it is there.
    """
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    peaks = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    return peaks[0] if peaks else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _opened(place: Path, authorities: int) -> tuple[Store, Mapping[str, Policy]]:
    made = england.England(place, england.policies(authorities))
    return made.open(), made.policies


def _shown(done: int, of: int) -> None:
    if done % 5000 == 0 or done == of:
        progress(f"England: {done} of {of} people checked")


def _duties(uow: UnitOfWork) -> int:
    live = text("select count(*) from duty where status in ('open', 'paused')")
    return int(uow.execute(live).scalar_one())


if __name__ == "__main__":
    main()
