"""What the commands' arguments have in common."""

import argparse
import re
from datetime import date
from pathlib import Path

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def add_data(parser: argparse.ArgumentParser) -> None:
    """--data DIR."""
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="the data directory (default: SUPERVISION_DATA, else the folder data here)",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """--json."""
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")


def iso_date(text: str) -> date:
    """A date as an argument. Raises ArgumentTypeError, which argparse shows as wrong usage."""
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError("write the date as year-month-day, for example 2026-12-23")
