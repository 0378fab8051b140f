"""What the five kinds of file have in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

from bot.directory.cells import Cells
from bot.directory.entry import Applied, Entry
from supervision.policy import Policy
from supervision.work import Work

E = TypeVar("E", bound=Entry)
Step = Callable[[], None]
"""Called once for each row that was written, for whoever watches."""


class Kind(ABC, Generic[E]):
    """One kind of file: its columns, and how its rows are read, checked against the store, and written."""

    name: ClassVar[str]
    columns: ClassVar[tuple[str, ...]]
    optional: ClassVar[tuple[str, ...]] = ()
    """Columns that a file may leave out: then they are empty in all of its rows."""

    @abstractmethod
    def read(self, cells: Cells, digest: str, policies: Mapping[str, Policy]) -> E:
        """Understand one row by itself, noting what is wrong with it."""

    @abstractmethod
    def check(self, work: Work, entries: Sequence[E], listed: Collection[str]) -> None:
        """Hold the rows against each other and against the store, and note what is wrong.

        `listed`: the first cell of every row, of those with faults of their own too.
        """

    @abstractmethod
    def write(self, work: Work, entries: Sequence[E], step: Step) -> Applied:
        """Write rows that are not as last imported; each wins over what is in the store."""


AnyKind: TypeAlias = Kind[Any]
