"""The note with which a supervisor closes a record that was not signed off in time; text to copy onto the file."""

from dialogs.phrases import name_of
from dialogs.text import full_date
from storage.tables import Record, SupervisionSession
from supervision import access
from supervision.policy.clocks.within import Within
from supervision.policy.rules import Rule
from supervision.policy.spans import in_words
from supervision.work import Work


def closing_note(work: Work, record: Record, session: SupervisionSession, assumed: bool) -> str:
    """What is put on the file under clauses signoff-case and signoff-personal. `assumed` says whether the time ran
    out while the supervisee could have answered; otherwise they were away for some of it.
    """
    supervisee = access.person_for(work, session.supervisee_id)
    rule = work.policy(supervisee).rules[f"signoff-{record.kind}"]
    tasked = f" of being tasked on {full_date(record.tasked_on)}" if record.tasked_on else ""
    outcome = (
        f"assumed {'accepted' if record.kind == 'personal' else 'agreed'} under clause {rule.clause.id}"
        if assumed
        else f"{supervisee.name} was away for some of that time"
    )
    closed_on = record.closed_on or work.today(supervisee)
    return (
        f"Not signed off {_span(rule)}{tasked}; {outcome}. "
        f"Closed by {name_of(work, work.actor)} on {full_date(closed_on)}."
    )


def _span(rule: Rule) -> str:
    clock = rule.clock
    return f"within {in_words(clock.number, clock.unit)}" if isinstance(clock, Within) else "in the time"
