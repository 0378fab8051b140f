"""Reading one row's cells: what is wrong is noted, and reading goes on, so that all of it is found at once."""

import re
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from bot.directory.csv_file import Row
from bot.directory.faults import Fault

LONGEST = 200
# Beyond these a year is a slip of the keyboard, and further on the bank holidays are not known.
YEARS = range(1950, 2091)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?")
_HOURS = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
_ID = re.compile(r"[^\s;]{1,64}")
# What a spreadsheet program makes of a date and of a long id when it saves them as it shows them.
_SHOWN_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b.*")
_SHOWN_NUMBER = re.compile(r"\d([.,]\d+)?E\+\d{1,3}")
_AS_TEXT = "Format the column as text in your spreadsheet program, correct it and save the file again."


class Cells:
    """One row being read. Every method gives an empty value for a cell that is empty or faulty."""

    def __init__(self, row: Row, faults: list[Fault]) -> None:
        self.line = row.line
        self.faulty = False
        self._cells = row.cells
        self._faults = faults

    def fault(self, column: str, problem: str) -> None:
        """Note what is wrong with a cell, and what to do about it."""
        self.faulty = True
        self._faults.append(Fault(self.line, column, problem))

    def text(self, column: str, *, required: bool = False) -> str:
        """A text of one line."""
        cell = self._cell(column)
        if not cell:
            if required:
                self.fault(column, "is empty. Fill it in.")
        elif len(cell) > LONGEST:
            self.fault(column, f"is longer than {LONGEST} characters. Shorten it.")
        elif not cell.isprintable():
            self.fault(column, "holds a line break or a character that cannot be shown. Take it out.")
        else:
            return cell
        return ""

    def identifier(self, column: str, *, required: bool = False) -> str:
        """An id: up to 64 characters, none of them a space or a semicolon."""
        return self._identifier(column, self.text(column, required=required))

    def several(self, column: str, *, required: bool = False) -> tuple[str, ...]:
        """What stands between semicolons, each once."""
        found = [part.strip() for part in self.text(column, required=required).split(";") if part.strip()]
        if len(set(found)) != len(found):
            self.fault(column, "names the same one twice. Take one of them out.")
        return tuple(found)

    def choice(self, column: str, words: Collection[str], *, required: bool = True) -> str:
        """One of these words."""
        cell = self.text(column, required=required)
        if cell and cell not in words:
            self.fault(column, f"is not known. Write one of: {', '.join(words)}.")
            return ""
        return cell

    def number(self, column: str, most: int = 9_999) -> int | None:
        """A whole number above 0 and up to the most there may be."""
        cell = self.text(column)
        if not cell:
            return None
        if cell.isascii() and cell.isdigit() and len(cell) < 9 and 0 < int(cell) <= most:
            return int(cell)
        self.fault(column, f"must be a whole number from 1 to {most}.")
        return None

    def hours(self, column: str, most: int) -> int | None:
        """Hours above 0 and up to the most there may be, whole or with up to two decimals; given in minutes."""
        cell = self.text(column)
        if not cell:
            return None
        minutes = round(Decimal(cell) * 60) if _HOURS.fullmatch(cell) else 0
        if 0 < minutes <= most * 60:
            return minutes
        self.fault(column, f"must be hours up to {most}, for example 37 or 22.5.")
        return None

    def day(self, column: str, *, required: bool = False) -> date | None:
        """A date."""
        cell = self.text(column, required=required)
        if not cell:
            return None
        found = parse_day(cell)
        if found is None:
            self.fault(column, f"must be a date as year-month-day, for example 2026-11-30.{_remedy(cell)}")
        return found

    def time(self, column: str) -> datetime | None:
        """A date and time as the file has it: naive, or aware where it says its offset."""
        cell = self.text(column, required=True)
        try:
            found = datetime.fromisoformat(cell) if _TIME.fullmatch(cell) else None
        except ValueError:
            found = None
        if cell and (found is None or found.year not in YEARS):
            self.fault(column, f"must be a date and time, for example 2026-11-30T10:00.{_remedy(cell)}")
            return None
        return found

    def in_order(self, *columns: str) -> None:
        """Note dates that lie before one in a column further to the left in `columns`."""
        days = [(column, parse_day(self._cell(column))) for column in columns]
        known = [(column, day) for column, day in days if day is not None]
        for (earlier, first), (later, second) in pairwise(known):
            if second < first:
                self.fault(later, f"lies before {earlier}. Correct one of them.")

    def has_happened(self, today: date, *columns: str) -> None:
        """Note dates that lie in the future, of what cannot be known before it has happened."""
        for column in columns:
            found = parse_day(self._cell(column))
            if found is not None and found > today:
                self.fault(column, "lies in the future. Import it once it has happened.")

    def empty(self, why: str, *columns: str) -> None:
        """Note cells that should be empty."""
        for column in columns:
            if self._cell(column):
                self.fault(column, f"{why} Empty it.")

    def _cell(self, column: str) -> str:
        """A cell, empty where the file has no such column."""
        return self._cells.get(column, "")

    def _identifier(self, column: str, cell: str) -> str:
        if cell and not _ID.fullmatch(cell):
            self.fault(column, "must be an id of up to 64 characters, without spaces or semicolons.")
            return ""
        if _SHOWN_NUMBER.fullmatch(cell):
            self.fault(column, f"is an id that was shortened to a number. {_AS_TEXT}")
            return ""
        return cell


def _remedy(cell: str) -> str:
    return f" {_AS_TEXT}" if _SHOWN_DATE.fullmatch(cell) else ""


def parse_day(text: str) -> date | None:
    """A date written year-month-day, or None."""
    try:
        found = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None
    return found if found and found.year in YEARS else None
