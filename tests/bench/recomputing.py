"""Every duty in England worked out anew, as `supervision-bot reconcile` does it: in a process of its own, whose memory is
the whole of what it takes.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import text

from bot.cli.reconcile import check_everybody
from storage.unit import UnitOfWork
from tests.bench import england
from tests.bench.figures import progress


@dataclass(frozen=True, slots=True)
class Recomputed:
    """How many people and duties that were, how many of them were written anew, in how many seconds (of which of the
    processor), and the most memory it took, in megabytes.
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
    made = england.England(options.store, england.policies(options.authorities))
    with made.open() as store:
        began, busy = time.perf_counter(), time.process_time()
        people, mended = check_everybody(store, made.policies, _shown)
        seconds, processor = time.perf_counter() - began, time.process_time() - busy
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        duties = store.read_now(_duties)
    found = Recomputed(people, duties, mended.total(), seconds, processor, megabytes)
    sys.stdout.write(json.dumps(asdict(found)))


def _shown(people: int) -> None:
    if people % 5000 < 100:
        progress(f"England: {people} people checked")


def _duties(uow: UnitOfWork) -> int:
    live = text("select count(*) from duty where status in ('open', 'paused')")
    return int(uow.execute(live).scalar_one())


if __name__ == "__main__":
    main()
