"""The note with which a supervisor closes a record that was not signed off in time; text to copy onto the file."""

from dialogs.exchange.text import full_date
from dialogs.wording.phrases import name_of
from storage.tables import Record, SupervisionSession
from supervision import access
from supervision.policy.clocks.within import Within
from supervision.policy.spans import in_words
from supervision.records import signoff_due
from supervision.work import Work


def closing_note(work: Work, record: Record, session: SupervisionSession, assumed: bool) -> str:
    """What is put on the file under clauses signoff-case and signoff-personal. `assumed` says whether the time ran
    out while the supervisee could have answered; otherwise they were away for some of it, or the policy gives no time, or
    assumes nothing from it.
    """
    supervisee = access.person_for(work, session.supervisee_id)
    rule = work.policy(supervisee).record_rule("signoff", record.kind, supervisee.role)
    tasked = f"being tasked on {full_date(record.tasked_on)}" if record.tasked_on else "being tasked"
    if rule is None or signoff_due(work, record, supervisee) is None:
        unanswered = f"Not signed off since {tasked}"
        outcome = "the policy gives no time for it, so this is the supervisor's own word"
    else:
        clock = rule.clock
        span = f"within {in_words(clock.number, clock.unit)}" if isinstance(clock, Within) else "in the time"
        unanswered = f"Not signed off {span} of {tasked}"
        agreed = "accepted" if record.kind == "personal" else "agreed"
        if assumed:
            outcome = f"assumed {agreed} under clause {rule.clause.id}"
        elif rule.assumed_agreed:
            outcome = f"{supervisee.name} was away for some of that time"
        else:
            outcome = f"the policy does not have it assumed {agreed}, so this is the supervisor's own word"
    closed_on = record.closed_on or work.today(supervisee)
    return f"{unanswered}; {outcome}. Closed by {name_of(work, work.actor)} on {full_date(closed_on)}."
