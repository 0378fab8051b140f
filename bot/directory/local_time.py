"""A local time as the clock on the wall shows it, on the two nights a year when that is not enough too."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

NONEXISTENT = "does not exist: the clocks go forward in that hour. Write the time an hour later."
AMBIGUOUS = (
    "comes twice: the clocks go back in that hour. Say which by writing its offset, "
    "+01:00 for the first (as in 2026-10-25T01:30+01:00) or +00:00 for the second."
)


def to_utc(written: datetime, zone: ZoneInfo) -> tuple[datetime, str]:
    """The UTC instant of a time in this zone, and what is wrong with it (empty when nothing is).

    A time that says its own offset is taken at its word.
    """
    if written.tzinfo is not None:
        return written.astimezone(UTC), ""
    first, second = (written.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first, ""
    exists = first.astimezone(zone).replace(tzinfo=None) == written
    return first, AMBIGUOUS if exists else NONEXISTENT
