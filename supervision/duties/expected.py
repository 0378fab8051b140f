"""What the facts say is owed: the shape in which each family of rules puts it, before the ledger writes it
down.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

from storage.queries.ledger import DutyRow
from supervision.duties.reckoning import Reckoned, reckon
from supervision.policy import Policy

Key = tuple[str, str, str, str, str]
SaidIn = Literal["", "news", "both"]


class Owed(NamedTuple):
    """What may change of a duty's row while it stands, as the facts have it; in the ledger's own words."""

    owner_id: str | None
    due_on: date | None
    due_at: datetime | None
    status: str
    owed_to_id: str | None
    reason: str
    policy_version: str
    inputs: Mapping[str, str | int]


@dataclass(slots=True, eq=False)
class Expected:
    """One duty as the facts have it now. Nobody changes one; that it is not frozen makes it three times as quick to make.

    `status` is `open`, `met`, `lapsed` or `withdrawn`, with its `reason` (a word); whether an open one is paused, and
    its due date, follow from `inputs` and the rule's clock, unless `paused` names a reason. `due_at` overrides the end
    of the due day. `wakes_at` is when time alone changes this. `hears` are the ladder's recipients that this party's
    duty serves. A `silent` duty is owed but not nudged about for now; an `undated` one has no date of its own, whatever
    its rule says of the step before. Where `hearers_vary`, who hears follows from more than rule and party.
    `reckoned` is what was worked out of the inputs already.
    `notice_about` (kind, id, version) gathers the nudges of several duties to one person into one. `said_in` says where
    its owner reads of it anyway when it opens, so that the first rung of its ladder is not said as well: in the `news`,
    when somebody else did what opened it, or in the answer too (`both`). A `delegated` one is told anew to whoever it
    passes to: the one it was delegated to, or back to whoever owes it while they are not here.
    """

    rule: str
    subject_kind: str
    subject_id: str
    party: str
    owner_id: str | None
    owed_to_id: str | None
    opened_by: str
    opened_on: date
    inputs: Mapping[str, date | int]
    status: str = "open"
    reason: str = ""
    paused: str = ""
    due_at: datetime | None = None
    wakes_at: datetime | None = None
    hears: tuple[str, ...] = ("owner", "line_manager", "line_managers_manager")
    silent: bool = False
    undated: bool = False
    hearers_vary: bool = False
    notice_about: tuple[str, str, int] | None = None
    said_in: SaidIn = ""
    delegated: bool = False
    reckoned: Reckoned | None = None
    key: Key = field(init=False)
    """What makes two rows the same duty: rule, subject, party, and the fact that opened it."""
    agrees_with: DutyRow | None = field(init=False, default=None)
    """The row that was last found to agree with it: a row is a value, so the same one does so again."""
    _owed: Owed | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Its key is asked for by all."""
        self.key = (self.rule, self.subject_kind, self.subject_id, self.party, self.opened_by)

    def owed(self, policy: Policy) -> Owed:
        """What its row is to have under its policy: worked out when it is first asked for. Raises CalendarError."""
        if self._owed is None:
            found = self.reckoned or reckon(policy, self.rule, self.inputs, undated=self.undated)
            due_at = found.due_at if self.due_at is None or found.due_on is None else self.due_at
            paused = self.paused or found.waiting
            status = "paused" if paused else "open"
            self._owed = Owed(
                self.owner_id,
                found.due_on,
                due_at,
                status,
                self.owed_to_id,
                paused,
                policy.version,
                found.inputs,
            )
        return self._owed
