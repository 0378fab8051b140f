"""What follows from something that was done: the duty that is now owed, by when, and the clause that says so."""

from dialogs.exchange.message import Button, Fact
from dialogs.exchange.reply import Press
from dialogs.wording.citing import rule_of
from dialogs.wording.owed import task
from dialogs.wording.phrases import capital, days_late, due_words
from storage.queries import duties as query
from storage.tables import Duty
from supervision.duties import late_working_days
from supervision.duties.versions import policy_of
from supervision.work import Work


def follows(work: Work, subject_id: str, *rules: str) -> tuple[Fact, ...]:
    """The open duties about a subject under rules whose ids begin so: date, clause (with "local setting" where it is
    one) and what is uncertain about the reading.
    """
    live = query.live_about(work.uow, [subject_id])
    return tuple(fact for row in live if row.rule.startswith(rules) for fact in _facts(work, row))


def also_owed(work: Work, subject_id: str, *rules: str) -> tuple[Fact, ...]:
    """What the actor owes about a subject besides, a line each with its clause."""
    live = [row for row in query.live_about(work.uow, [subject_id]) if row.owner_id == work.actor]
    return tuple(
        Fact("Also", f"{capital(task(work, row))}. {rule_of(work, row).cited()}")
        for row in live
        if row.rule.startswith(rules)
    )


def why_of(work: Work, subject_id: str, *rules: str) -> tuple[Button, ...]:
    """The way to the explanation of the first of those duties, for one of its two."""
    live = [row for row in query.live_about(work.uow, [subject_id]) if row.rule.startswith(rules)]
    mine = [row for row in live if work.actor in (row.owner_id, row.owed_to_id)]
    return tuple(Button("Why?", Press("why", row.id, row.version)) for row in mine[:1])


def still_owed(work: Work, supervisee_id: str, *rules: str, label: str = "Still due") -> tuple[Fact, ...]:
    """What the actor goes on owing a supervisee under these rules, a line each: a session booked too late to meet a
    duty does not silence it.
    """
    return tuple(
        Fact(label, f"{capital(task(work, row))}: {due_words(row.due_on, row.status, row.reason)}")
        for row in query.owed_by(work.uow, work.actor)
        if row.owed_to_id == supervisee_id and row.rule.startswith(rules)
    )


def _facts(work: Work, row: Duty) -> tuple[Fact, ...]:
    rule = rule_of(work, row)
    policy = policy_of(work, row)
    late = days_late(late_working_days(row, policy, work.now.astimezone(policy.timezone).date()))
    by = capital(due_words(row.due_on, row.status, row.reason))
    facts = (
        Fact("Due", f"{by}, {late}" if late else by),
        Fact("Clause", rule.cited()),
    )
    return (*facts, Fact("Uncertain", rule.uncertain)) if rule.uncertain else facts
