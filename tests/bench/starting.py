"""From the start of the process to its first reply, and what it weighs after 200 turns, against bare aiohttp."""

import os
import time
from pathlib import Path

from tests.bench import council, servers
from tests.bench.figures import Figure, middle, milliseconds, progress, ratio
from tests.bench.jobs import Driver
from tests.bench.servers import Server
from tests.bench.talkers import QUESTIONS

TURNS = 200


def measure(data: Path, rounds: int) -> list[Figure]:
    """Started in turn, each round once; the council is one that was started on before, and so is what the bot is
    compiled to: an installation has it, as it has aiohttp's.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    worker, *_ = council.workers(1)
    ours: list[float] = []
    raws: list[float] = []
    with Driver() as driver:
        with servers.bot(data) as bot:
            _first_reply(driver, bot, worker)
        for number in range(rounds):
            with servers.bot(data) as bot:
                ours.append(_first_reply(driver, bot, worker))
            with servers.raw() as raw:
                raws.append(_first_reply(driver, raw, worker))
            progress(f"starts, round {number + 1} of {rounds}")
        weights = [_weights(driver, data)]
    start = middle(ratio(one, raw) for one, raw in zip(ours, raws, strict=True))
    weight = middle(ratio(one, raw) for one, raw in weights)
    return [
        Figure(
            "Start to first reply ÷ aiohttp's",
            f"{start:.1f}",
            "≤ 2.5",
            f"{milliseconds(middle(ours))}; aiohttp {milliseconds(middle(raws))}",
        ),
        Figure(
            f"Memory after {TURNS} turns ÷ aiohttp's",
            f"{weight:.1f}",
            "≤ 90 MB",
            f"{middle(one for one, _ in weights):.0f} MB; aiohttp {middle(raw for _, raw in weights):.0f} MB",
        ),
    ]


def _first_reply(driver: Driver, server: Server, worker: str) -> float:
    driver.do(server, "greet", 1, people=[worker])
    return time.perf_counter() - server.started


def _weights(driver: Driver, data: Path) -> tuple[float, float]:
    people = council.workers(TURNS // QUESTIONS)
    with servers.bot(data) as bot:
        driver.do(bot, "begin", 1, people=people)
        driver.do(bot, "prepare", 1, people=people)
        ours = bot.memory_mb()
    with servers.raw() as raw:
        driver.do(raw, "echo", 1, turns=[QUESTIONS] * len(people))
        return ours, raw.memory_mb()
