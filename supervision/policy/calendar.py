"""Which days are working days, and fast arithmetic on them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from supervision.policy.bank_holidays import bank_holidays, known_years
from supervision.policy.dates import last_day_of_month
from supervision.policy.errors import CalendarError

_WEEKEND = {5: "Saturday", 6: "Sunday"}
_MARGIN = 2  # years laid out on either side of the first one asked for


class _Table(NamedTuple):
    """Some whole years laid out: each day as an offset from `first`, an ordinal."""

    first: int
    before: Sequence[int]  # working days in the table before each offset; one entry more than there are days
    working: Sequence[date]


class WorkingCalendar:
    """Monday to Friday without bank holidays and the authority's closure days.

    Years are laid out when first asked about, so a deadline costs two look-ups. Every method raises
    CalendarError for a day outside the years whose bank holidays are known.
    """

    def __init__(
        self,
        closures: Mapping[date, str],
        timezone: ZoneInfo,
        country: str = "GB",
        subdivision: str = "ENG",
        kept: Mapping[date, str] = MappingProxyType({}),
    ) -> None:
        """`kept` are bank holidays as they were known on an earlier day: they stand for every year they lie in."""
        self.timezone = timezone
        self._closures = dict(closures)
        self._place = (country, subdivision)
        self._kept: dict[int, dict[date, str]] = {}
        for day, name in kept.items():
            self._kept.setdefault(day.year, {})[day] = name
        self._table = _Table(0, (0,), ())

    def is_working(self, day: date) -> bool:
        """Whether this day counts."""
        before, offset = self._located(day)
        return before[offset] != before[offset + 1]

    def reason(self, day: date) -> str:
        """Why a day does or does not count: "Saturday", "Christmas Day, bank holiday", "closed: …"."""
        if day.weekday() in _WEEKEND:
            return _WEEKEND[day.weekday()]
        if name := self._bank_holidays(day.year).get(day):
            return name
        if closed := self._closures.get(day):
            return f"closed: {closed}"
        return "working day"

    def add_working_days(self, day: date, number: int) -> date:
        """The day on which so many working days have passed; the day's own does not count.

        A negative number counts back. Zero is the day itself, working or not.
        """
        if not number:
            return day
        first, before, working = self._table
        offset = day.toordinal() - first
        if 0 <= offset < len(before) - 1:
            index = before[offset + 1] + number - 1 if number > 0 else before[offset] + number
            if 0 <= index < len(working):
                return working[index]
        # A year has some 250 working days; 200 leaves room for closures and for both ends.
        self._lay_out(day.year, day.year + number // 200 + (1 if number > 0 else 0))
        return self._counted(day, number)

    def next_working(self, day: date) -> date:
        """The day itself if it is a working day, else the next one that is."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def previous_working(self, day: date) -> date:
        """The day itself if it is a working day, else the last one before it that is."""
        return day if self.is_working(day) else self.add_working_days(day, -1)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; negative when `end` is earlier."""
        self._located(start)
        self._located(end)
        first, before, _ = self._table
        return before[end.toordinal() - first + 1] - before[start.toordinal() - first + 1]

    def last_working_day_of_month(self, day: date) -> date:
        """The last working day of the month this day lies in."""
        return self.previous_working(last_day_of_month(day))

    def _bank_holidays(self, year: int) -> Mapping[date, str]:
        return self._kept.get(year) or bank_holidays(*self._place, year)

    def _located(self, day: date) -> tuple[Sequence[int], int]:
        first, before, _ = self._table
        offset = day.toordinal() - first
        if not 0 <= offset < len(before) - 1:
            first, before, _ = self._lay_out(day.year, day.year)
            offset = day.toordinal() - first
        return before, offset

    def _counted(self, day: date, number: int) -> date:
        first, before, working = self._table
        offset = day.toordinal() - first
        index = before[offset + 1] + number - 1 if number > 0 else before[offset] + number
        if 0 <= index < len(working):
            return working[index]
        raise CalendarError(
            f"{number} working days from {day} lie beyond the years whose bank holidays are known."
        )

    def _lay_out(self, start: int, end: int) -> _Table:
        """Put these years, those between and those laid out before into one new table."""
        earliest, latest = known_years(*self._place)
        asked = sorted((start, end))
        # Refuses a year that is not known; the other end may be clipped, and is checked where it is used.
        self._bank_holidays(start)
        years = [asked[0] - _MARGIN, asked[1] + _MARGIN]
        if self._table.working:
            years.append(date.fromordinal(self._table.first).year)
            years.append(self._table.working[-1].year)
        first = date(max(min(years), earliest), 1, 1)
        last = date(min(max(years), latest), 12, 31)
        free = set(self._closures)
        for year in range(first.year, last.year + 1):
            free.update(self._bank_holidays(year))
        before, working = [0], list[date]()
        day = first
        while day <= last:
            if day.weekday() not in _WEEKEND and day not in free:
                working.append(day)
            before.append(len(working))
            day += timedelta(days=1)
        # Assigned whole: threads that read beside this see the old table or the new one.
        self._table = _Table(first.toordinal(), before, working)
        return self._table
