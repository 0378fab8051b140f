"""Why a duty about a case runs under its row of the table and under no other, in words."""

from storage.queries import people as people_query
from storage.tables import Duty
from supervision.duties.case_table import standings
from supervision.work import Work


def why_this_row(work: Work, duty: Duty) -> str:
    """Which other rows fit the case and which a decision lengthens; empty where only this one fits, or it is no row.

    For somebody who owes or is owed the duty. The case itself is not named.
    """
    person = people_query.person(work.uow, duty.supervisee_id)
    if duty.subject_kind != "case" or person is None or person.authority not in work.policies:
        return ""
    found = next((one for one in standings(work, person) if one.case.id == duty.subject_id), None)
    if found is None or found.frequency.rule is None or found.frequency.rule.id != duty.rule:
        return ""
    return found.frequency.why()
