"""What is wrong with a file, row by row. Never shows a cell: it might hold anything."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong: the line it stands on (1 is the header), the column, and what to do about it."""

    line: int
    column: str
    problem: str

    def __str__(self) -> str:
        return (
            f"line {self.line}, {self.column}: {self.problem}"
            if self.column
            else f"line {self.line}: {self.problem}"
        )


class FaultyFile(Exception):
    """A file that cannot be imported as it stands; nothing of it was."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))
