"""Two hundred kills on one store: `python -m tests.soak [KILLS] [SEED]`."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.soak.killing import killing

KILLS = 200


def main(arguments: list[str]) -> None:
    """Kill, and tell how it goes."""
    kills = int(arguments[0]) if arguments else KILLS
    seed = int(arguments[1]) if len(arguments) > 1 else 2026
    with tempfile.TemporaryDirectory(prefix="supervision-soak-") as folder:
        place = Path(folder) / "store.sqlite3"
        asyncio.run(_soak(place, kills, seed))


async def _soak(place: Path, kills: int, seed: int) -> None:
    began = time.monotonic()
    async with killing(place, seed) as rounds:
        for number in range(1, kills + 1):
            await rounds.round()
            if sys.stdout.isatty() or number % 20 == 0:
                _write(f"{number} of {kills} kills, {time.monotonic() - began:.0f} s\n")
    _write(f"{rounds.tally}\n")


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
