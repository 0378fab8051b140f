"""Words that stand where a person's id may stand, so nobody may have them as an id."""

from supervision.notices import OPERATOR
from supervision.work import NOBODY

RESERVED_IDS = frozenset({*NOBODY, OPERATOR})
