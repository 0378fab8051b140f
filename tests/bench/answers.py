"""A preparation's answer, persisted and sealed, through the local page's own route, against bare aiohttp."""

from pathlib import Path

from tests.bench import council, servers
from tests.bench.figures import Figure, middle, percentile, progress, ratio
from tests.bench.jobs import Driven, Driver
from tests.bench.talkers import QUESTIONS

IN_FLIGHT = (1, 16, 64)
# People answering in each round, by how many turns are in flight: enough of each for a second or so.
PEOPLE = {1: 80, 16: 200, 64: 200}
AIM = {1: "", 16: "≥ 0.35", 64: "≥ 0.35"}


def people_needed(rounds: int, part: float) -> int:
    """How many supervisees the council must have: each answers once."""
    return rounds * sum(_people(width, part) for width in IN_FLIGHT)


def measure(data: Path, rounds: int, part: float) -> list[Figure]:
    """Answers a second and their tail. The three servers run side by side and are driven in turn."""
    ours: dict[int, list[Driven]] = {width: [] for width in IN_FLIGHT}
    parsing: dict[int, list[Driven]] = {width: [] for width in IN_FLIGHT}
    posting: dict[int, list[Driven]] = {width: [] for width in IN_FLIGHT}
    with (
        Driver() as driver,
        servers.bot(data) as bot,
        servers.raw() as raw,
        servers.sink() as sink,
        servers.raw(sink.port) as poster,
    ):
        waiting = council.workers(people_needed(rounds, part))
        progress(f"{len(waiting)} people begin to prepare")
        driver.do(bot, "begin", 16, people=waiting)
        for number in range(rounds):
            for width in IN_FLIGHT:
                people = [waiting.pop() for _ in range(_people(width, part))]
                turns = [QUESTIONS] * len(people)
                ours[width].append(driver.do(bot, "prepare", width, people=people))
                parsing[width].append(driver.do(raw, "echo", width, turns=turns))
                posting[width].append(driver.do(poster, "echo", width, turns=turns))
            progress(f"answers, round {number + 1} of {rounds}")
    found = [_rate(width, ours[width], posting[width], parsing[width]) for width in IN_FLIGHT]
    return [*found, _tail(ours[16], posting[16])]


def _people(width: int, part: float) -> int:
    return max(16, round(PEOPLE[width] * part))


def _rate(width: int, ours: list[Driven], posting: list[Driven], parsing: list[Driven]) -> Figure:
    by_posting = middle(ratio(one.rate, raw.rate) for one, raw in zip(ours, posting, strict=True))
    by_parsing = middle(ratio(one.rate, raw.rate) for one, raw in zip(ours, parsing, strict=True))
    by_cpu = middle(ratio(raw.cpu, one.cpu) for one, raw in zip(ours, posting, strict=True))
    mine = f"{middle(one.rate for one in ours):,.0f}/s, {middle(one.cpu for one in ours) * 1e6:,.0f} µs of processor"
    return Figure(
        f"Answer kept, {width} in flight ÷ aiohttp that posts a reply",
        f"{by_posting:.2f} (by processor time {by_cpu:.2f}; ÷ one that only parses {by_parsing:.2f})",
        AIM[width],
        f"{mine}; posting {middle(one.rate for one in posting):,.0f}/s, "
        f"parsing {middle(one.rate for one in parsing):,.0f}/s",
    )


def _tail(ours: list[Driven], posting: list[Driven]) -> Figure:
    tails = middle(ratio(percentile(one.times, 0.99), percentile(one.times, 0.5)) for one in ours)
    raw = middle(ratio(percentile(one.times, 0.99), percentile(one.times, 0.5)) for one in posting)
    half = middle(percentile(one.times, 0.5) for one in ours)
    return Figure(
        "Answer kept, 16 in flight: p99 ÷ p50",
        f"{tails:.1f}",
        "≤ 2.5",
        f"p50 {half * 1000:.1f} ms; aiohttp that posts a reply: {raw:.1f}",
    )
