"""A preparation's answer given on a card in Teams, against bare aiohttp and against the Teams library as it comes."""

from pathlib import Path

from tests.bench import council, servers
from tests.bench.figures import Figure, progress
from tests.bench.jobs import Driven, Driver, compared
from tests.bench.talkers import QUESTIONS

IN_FLIGHT = 16
PEOPLE = 160
# The library asks for credentials and opens a connection in each turn: a few are enough to see it.
STOCK_TURNS = 5


def people_needed(rounds: int, part: float) -> int:
    """How many supervisees the council must have."""
    return rounds * _people(part)


def measure(data: Path, rounds: int, part: float) -> list[Figure]:
    """Turns a second. Everything runs side by side and is driven in turn."""
    ours: list[Driven] = []
    posting: list[Driven] = []
    stock: list[Driven] = []
    with (
        Driver() as driver,
        servers.bot(data) as bot,
        servers.sink() as sink,
        servers.raw(sink.port) as poster,
        servers.stock() as library,
    ):
        waiting = council.workers(people_needed(rounds, part))
        progress(f"{len(waiting)} people begin to prepare, to go on in Teams")
        driver.do(bot, "begin", IN_FLIGHT, people=waiting)
        for number in range(rounds):
            people = [waiting.pop() for _ in range(_people(part))]
            ours.append(driver.do(bot, "teams", IN_FLIGHT, people=people, sink=sink.port))
            posting.append(driver.do(poster, "echo", IN_FLIGHT, turns=[QUESTIONS] * len(people)))
            stock.append(
                driver.do(library, "stock", IN_FLIGHT, turns=[STOCK_TURNS] * IN_FLIGHT, sink=sink.port)
            )
            progress(f"Teams, round {number + 1} of {rounds}")
    what = f"Teams: answer kept, {IN_FLIGHT} in flight"
    return [
        compared(what, "aiohttp that posts a reply", "≥ 0.35", ours, posting),
        compared(what, "botbuilder's echo", "", ours, stock),
    ]


def _people(part: float) -> int:
    return max(IN_FLIGHT, round(PEOPLE * part))
