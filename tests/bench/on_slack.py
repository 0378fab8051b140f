"""A preparation's answer given in a modal on Slack, against bare aiohttp and against Slack's own library as it comes."""

from pathlib import Path

from tests.bench import council, servers
from tests.bench.figures import Figure, progress
from tests.bench.jobs import Driven, Driver, compared
from tests.bench.talkers import QUESTIONS

IN_FLIGHT = 16
PEOPLE = 160
# It answers before it has said anything; what is left to say is waited for by the next few turns.
STOCK_TURNS = 20


def people_needed(rounds: int, part: float) -> int:
    """How many supervisees the council must have."""
    return rounds * _people(part)


def measure(data: Path, rounds: int, part: float) -> list[Figure]:
    """Turns a second. Everything runs side by side and is driven in turn."""
    ours: list[Driven] = []
    posting: list[Driven] = []
    stock: list[Driven] = []
    with Driver() as driver, servers.sink() as sink:
        waiting = council.workers(people_needed(rounds, part))
        progress(f"{len(waiting)} people begin to prepare, to go on in Slack")
        with servers.bot(data) as before:
            driver.do(before, "begin", IN_FLIGHT, people=waiting)
        with (
            servers.slack_bot(data, sink.port) as bot,
            servers.raw(sink.port) as poster,
            servers.slack_stock(sink.port) as library,
        ):
            driver.do(bot, "slack-begin", IN_FLIGHT, people=waiting)
            for number in range(rounds):
                people = [waiting.pop() for _ in range(_people(part))]
                ours.append(driver.do(bot, "slack", IN_FLIGHT, people=people))
                posting.append(driver.do(poster, "echo", IN_FLIGHT, turns=[QUESTIONS] * len(people)))
                stock.append(driver.do(library, "slack-stock", IN_FLIGHT, turns=[STOCK_TURNS] * IN_FLIGHT))
                progress(f"Slack, round {number + 1} of {rounds}")
    what = f"Slack: answer kept, {IN_FLIGHT} in flight"
    return [
        compared(what, "aiohttp that posts a reply", "≥ 0.35", ours, posting),
        compared(what, "Bolt's echo", "", ours, stock),
    ]


def _people(part: float) -> int:
    return max(IN_FLIGHT, round(PEOPLE * part))
