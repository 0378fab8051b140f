"""Words that stand where a person's id may stand, so nobody may have them as an id."""

from supervision.notices import OPERATOR
from supervision.work import CLOCK

IMPORTER = "import"
RESERVED_IDS = frozenset({CLOCK, OPERATOR, IMPORTER})
