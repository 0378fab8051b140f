"""`python -m tests.bench`: one table of ratios within one run. What they mean: docs/operators/performance.md."""

import argparse
import gc
import sys
import tempfile
from pathlib import Path

from bot.collector import BETWEEN_COLLECTIONS
from tests.bench import answers, council, nation, on_slack, on_teams, outboxes, settling, starting
from tests.bench.figures import progress, table

ABOUT = """\
Measures, and prints one table to standard output (how far it is, to standard error). Each ratio compares two things
measured in turn within this run, as medians of the rounds; what a machine does in a second tells little about another.
It takes both cores of a small machine: let nothing else run beside it."""


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--quick", action="store_true", help="two short rounds: does it run, roughly how fast"
    )
    parser.add_argument("--rounds", type=int, default=None, metavar="N", help="how many rounds (default: 7)")
    options = parser.parse_args()
    rounds = options.rounds or (2 if options.quick else 7)
    part = 0.25 if options.quick else 1.0
    with tempfile.TemporaryDirectory(prefix="supervision-bench-") as folder:
        large, small, teams, slack = (Path(folder) / name for name in ("large", "small", "teams", "slack"))
        progress("making a council")
        council.make(large, answers.people_needed(rounds, part))
        council.make(small, 40)
        council.make(teams, on_teams.people_needed(rounds, part))
        council.make(slack, on_slack.people_needed(rounds, part))
        figures = answers.measure(large, rounds, part)
        figures += on_teams.measure(teams, rounds, part)
        figures += on_slack.measure(slack, rounds, part)
        figures += starting.measure(small, rounds)
        # As the bot has it.
        gc.collect()
        gc.freeze()
        gc.set_threshold(BETWEEN_COLLECTIONS, 20, 50)
        figures += outboxes.measure(rounds)
        figures += settling.measure(small, rounds)
        figures += nation.measure(Path(folder) / "england", rounds, quick=options.quick)
    sys.stdout.write(table(figures) + "\n")


if __name__ == "__main__":
    main()
