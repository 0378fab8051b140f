"""Clause absent-supervisor: a supervisor away for more than two weeks is reported, and cover arranged."""

from collections.abc import Iterator

from storage.tables import Absence
from supervision.duties.expected import Expected
from supervision.duties.facts import SuperviseeFacts
from supervision.duties.known_dates import in_force
from supervision.people import has_left

RULE = "absent-supervisor"


def expected(facts: SuperviseeFacts) -> Iterator[Expected]:
    """Two duties for each supervisee of an absent supervisor: theirs to report it, the line manager's to
    arrange cover.

    Planned leave starts neither, nor does having left. A return before the duty begins ends both without a word.
    """
    rule = facts.policy.rules.get(RULE)
    if rule is None or facts.supervisor is None or facts.left:
        return
    if has_left(facts.supervisor, facts.today) or not in_force(facts, rule):
        return
    absence = _under_way(facts, facts.supervisor.id)
    if absence is not None:
        yield _duty(facts, absence, "supervisee", facts.person.id, facts.manager_id, ("owner",))
        yield _duty(
            facts,
            absence,
            "line_manager",
            facts.manager_id,
            facts.person.id,
            ("owner", "line_managers_manager"),
        )


def _duty(
    facts: SuperviseeFacts,
    absence: Absence,
    party: str,
    owner: str | None,
    owed_to: str | None,
    hears: tuple[str, ...],
) -> Expected:
    status, reason = _standing(facts, absence, party)
    return Expected(
        rule=RULE,
        subject_kind="person",
        subject_id=facts.person.id,
        party=party,
        owner_id=owner,
        owed_to_id=owed_to,
        opened_by=f"absence:{absence.id}",
        opened_on=absence.from_on,
        inputs={"start": absence.from_on},
        status=status,
        reason=reason,
        hears=hears,
        notice_about=("absence", absence.id, absence.version),
    )


def _under_way(facts: SuperviseeFacts, supervisor_id: str) -> Absence | None:
    """The unplanned absence that has begun and not ended; the longest, should an import hold several."""
    return next(
        (
            one
            for one in facts.absences_of(supervisor_id)
            if not one.planned
            and one.from_on <= facts.today
            and (one.returned_on is None or one.returned_on > facts.today)
        ),
        None,
    )


def _standing(facts: SuperviseeFacts, absence: Absence, party: str) -> tuple[str, str]:
    if absence.id in facts.covered:
        return "met", "cover-arranged"
    if party == "supervisee" and absence.id in facts.reported:
        return "met", "reported"
    return "open", ""
