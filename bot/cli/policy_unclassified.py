"""Cases for which the table may have no row, nor one without a number that has them listed for a decision."""

from collections.abc import Collection, Iterator
from itertools import combinations

from supervision.policy import Policy


def unclassified(policy: Policy) -> Iterator[str]:
    """The types, alone or two together, of cases that some facts may leave without a row: nobody would be told of them."""
    alone = [one for one in policy.case_types if not _always(policy, (one,))]
    yield from alone
    others = (one for one in policy.case_types if one not in alone)
    for pair in combinations(others, 2):
        # Each has its row, but not where the other is one as well.
        if not _always(policy, pair):
            yield " with ".join(pair)


def _always(policy: Policy, types: Collection[str]) -> bool:
    """Whether a row is there for such a case whatever is recorded of it."""
    return any(not (row.when or row.instead_of or row.lasts) for row in policy.rows_for(types))
