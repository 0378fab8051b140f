"""The staff directory from CSV files: people, cases, sessions, absences, events.

    table = read_table(Path("people.csv"), KINDS["people"].columns)
    outcome = import_into(store, policies, KINDS["people"], table)

All rows of a file or none: `FaultyFile` names every faulty row with its remedy, and `DryRun` carries what would have
changed out of a unit of work that then keeps nothing.
"""

from bot.directory.absences import Absences
from bot.directory.cases import Cases
from bot.directory.csv_file import Row, Table, read_table
from bot.directory.entry import RowChange
from bot.directory.events import Events
from bot.directory.faults import Fault, FaultyFile
from bot.directory.importing import DryRun, Outcome, import_table
from bot.directory.kind import AnyKind
from bot.directory.people import People
from bot.directory.sessions import Sessions
from bot.directory.slices import import_into
from supervision.work import IMPORTER

KINDS: dict[str, AnyKind] = {
    kind.name: kind for kind in (People(), Cases(), Sessions(), Absences(), Events())
}

__all__ = [
    "IMPORTER",
    "KINDS",
    "AnyKind",
    "DryRun",
    "Fault",
    "FaultyFile",
    "Outcome",
    "Row",
    "RowChange",
    "Table",
    "import_into",
    "import_table",
    "read_table",
]
