"""A duty that is near, due or late, in words."""

from dialogs.exchange.message import Fact, Message
from dialogs.nudges.absence import absence_nudge
from dialogs.nudges.cases import case_nudge, is_of_a_case, said_this_week
from dialogs.nudges.digest import digest
from dialogs.nudges.oversight import oversight_nudge
from dialogs.nudges.uncovered import is_said_by_news, nobody_there
from dialogs.nudges.unsaid import if_held, say_so, unsaid
from dialogs.nudges.ways_in import always, ways_in
from dialogs.nudges.weekly import line
from dialogs.wording.citing import rule_of
from dialogs.wording.delegated import ways_of_supervisor, who_has_it
from dialogs.wording.known_beside import beside_late
from dialogs.wording.owed import session_of, task
from dialogs.wording.phrases import capital, days_late, due_words, name_of
from dialogs.wording.update_text import announced
from storage.queries import duties as query
from storage.tables import OutboxRow
from supervision import duties
from supervision.duties.versions import policy_of
from supervision.oversight import is_of_oversight
from supervision.work import Work

CLOSING = "Close a record with a note"


def nudge(work: Work, row: OutboxRow) -> Message | None:
    """The message about a duty for one who hears of it; None once it is done."""
    duty = query.duty(work.uow, row.duty_id) if row.duty_id else None
    if duty is None or duty.status not in query.LIVE:
        return None
    hearer = row.kind.rsplit("/", 1)[-1]
    if row.stage.startswith("digest"):
        return digest(work, duty)
    if row.kind.startswith("absent-supervisor/"):
        return absence_nudge(work, duty, hearer)
    mine, in_summary = hearer == "owner", row.stage.startswith("summary")
    if is_of_a_case(work, duty):
        if mine and said_this_week(work, duty, row.stage):
            return None
        return case_nudge(work, duty, row, in_summary=in_summary, mine=mine)
    if is_of_oversight(work, duty):
        return oversight_nudge(work, duty, row, in_summary=in_summary, mine=mine)
    if duty.rule == "prep" and is_said_by_news(work, duty):
        return None
    policy = policy_of(work, duty)
    rule = rule_of(work, duty)
    late = duties.late_working_days(duty, policy, work.now.astimezone(policy.timezone).date())
    by = due_words(duty.due_on, "paused" if duty.status == "paused" else "due", duty.reason)
    known = beside_late(work, duty) if late else ""
    lateness = ", ".join(one for one in (days_late(late), known) if one)
    if in_summary:
        return line(capital(task(work, duty)), name_of(work, duty.owner_id), lateness)
    facts = [
        *who_has_it(work, duty),
        Fact("Due", ", ".join(one for one in (by, lateness) if one)),
        Fact("Clause", rule.cited()),
    ]
    # Said once: "Why?" has it whenever it is asked.
    if rule.uncertain and not query.was_told(work.uow, row):
        facts.append(Fact("Uncertain", rule.uncertain))
    more = announced(work, session_of(work, duty)) + nobody_there(work, duty) if duty.rule == "prep" else ""
    last = unsaid(work, duty) if mine else None
    ways = ways_in(work, duty) if mine else ways_of_supervisor(work, duty)
    if last is not None:
        more, ways = if_held(work, last), (*ways, say_so(last))
    title = CLOSING if duty.rule.startswith("signoff-") and duty.party == "supervisor" else rule.title
    return Message(
        f"{capital(task(work, duty, mine=mine))}.{more}",
        title=title,
        facts=tuple(facts),
        buttons=(*ways, *always(duty, mine=mine)),
        summary=f"{title}: {by}",
        card=f"duty:{duty.id}:{row.recipient_id}",
    )
