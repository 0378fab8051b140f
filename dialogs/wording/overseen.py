"""Management oversight that is to be noted, in words; never a reference."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from dialogs.wording.phrases import listed, name_of
from storage.tables import Duty
from supervision import oversight
from supervision.duties.versions import rule_of
from supervision.policy.vocabulary import OversightPoint
from supervision.work import Work

POINTS: Final[Mapping[OversightPoint, str]] = {"allocation": "at allocation", "sign_off": "at sign-off"}


def at_points(work: Work, found: Sequence[Duty]) -> str:
    """At which points these duties ask for it."""
    return listed([POINTS[one] for one in oversight.points(work, found)])


def to_note(work: Work, found: Sequence[Duty]) -> str:
    """What these duties ask for: of how many cases, of whose, and that they have ended, where that is why."""
    cases = {one.subject_id: one.supervisee_id for one in found}
    counted = Counter(cases.values())
    names = [_counted(work, person, count, one_each=len(counted) == 1) for person, count in counted.items()]
    number = "a case" if len(cases) == 1 else f"{len(cases)} cases"
    text = f"note management oversight {at_points(work, found)} of {number} of {listed(sorted(names))}"
    if not all(rule_of(work, one).opened_by == "case_ended" for one in found):
        return text
    undiscussed = all(rule_of(work, one).unless_discussed for one in found)
    they_were = "it was" if len(cases) == 1 else "they were"
    return text + (f", which ended before {they_were} discussed" if undiscussed else ", which ended")


def _counted(work: Work, person_id: str, count: int, *, one_each: bool) -> str:
    name = "yours" if person_id == work.actor else name_of(work, person_id)
    return name if one_each or count == 1 else f"{name} ({count})"
