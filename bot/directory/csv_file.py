"""Reading a CSV file into rows that remember their line."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.directory.faults import Fault, FaultyFile
from bot.directory.not_csv import not_utf_8, other_separator, what_else


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, and its cells by column without the space around them."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file that can be read, and what is wrong with the others already."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...] = ()


def read_table(path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()) -> Table:
    """Read a file whose header names these columns, in any order, and any of the optional ones.

    Raises FaultyFile when it cannot be read as such a file at all.
    """
    lines = _lines(_text(path.read_bytes()))
    _, header = next(lines, (1, []))
    _check_header(header, columns, optional)
    rows, faults = [], []
    for line, cells in lines:
        if len(cells) != len(header):
            problem = (
                f"has {len(cells)} cells where the header has {len(header)}. "
                "Add what is missing, or put a cell that holds a comma in double quotes."
            )
            faults.append(Fault(line, "", problem))
        else:
            rows.append(Row(line, dict(zip(header, cells, strict=True))))
    return Table(tuple(rows), tuple(faults))


def _text(content: bytes) -> str:
    """The text of a file. Raises FaultyFile with what it is instead."""
    problem = what_else(content)
    try:
        text = "" if problem else content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise FaultyFile([not_utf_8(wrong)]) from None
    problem = problem or other_separator(text)
    if problem:
        raise FaultyFile([Fault(1, "", problem)])
    return text


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that holds anything, with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield begins, stripped
            begins = reader.line_num + 1
    except csv.Error:
        problem = "a double quote is opened and not closed here, or a cell is far too long. Correct it."
        raise FaultyFile([Fault(begins, "", problem)]) from None


def _check_header(header: list[str], columns: tuple[str, ...], optional: tuple[str, ...]) -> None:
    wanted = ",".join(columns)
    problems = [f"the column {name} is missing" for name in columns if name not in header]
    if len(problems) == len(columns):
        raise FaultyFile([Fault(1, "", f"the file must begin with a header: {wanted}")])
    if any(name not in (*columns, *optional) for name in header):
        problems.append("a column is there that is not known")
    if len(set(header)) != len(header):
        problems.append("a column is there twice")
    if problems:
        further = f" It may have as well: {','.join(optional)}" if optional else ""
        raise FaultyFile([Fault(1, "", f"{one}. The header must be: {wanted}{further}") for one in problems])
