"""What was measured, as one table: ratios within one run, beside the figures they come from."""

import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

_STARTED = time.monotonic()


@dataclass(frozen=True, slots=True)
class Figure:
    """One line. `ratio` is the comparison, `aim` what it should be, `detail` this machine's own figures."""

    what: str
    ratio: str
    aim: str
    detail: str


def progress(line: str) -> None:
    """Say how far it is, beside the table."""
    sys.stderr.write(f"{time.monotonic() - _STARTED:6.1f} s  {line}\n")
    sys.stderr.flush()


def table(figures: Iterable[Figure]) -> str:
    """All lines under their headings, as Markdown, which reads well in a terminal too."""
    rows = [
        ("What", "Ratio", "Aim", "On this machine"),
        *((f.what, f.ratio, f.aim, f.detail) for f in figures),
    ]
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(
        f"| {line} |" for line in [lines[0], " | ".join("-" * width for width in widths), *lines[1:]]
    )


def ratio(value: float, of: float) -> float:
    """One figure by another; nan where there is nothing to divide by."""
    return value / of if of else float("nan")


def middle(values: Iterable[float]) -> float:
    """The median; nan of nothing."""
    found = list(values)
    return median(found) if found else float("nan")


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which this part of them lies."""
    found = sorted(values)
    return found[min(len(found) - 1, int(part * len(found)))] if found else float("nan")


def milliseconds(seconds: float) -> str:
    """A duration, with as many digits as mean something."""
    value = seconds * 1000
    return f"{value:.0f} ms" if value >= 100 else f"{value:.1f} ms" if value >= 1 else f"{value:.2f} ms"
