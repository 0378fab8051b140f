"""News of cases: how often one is discussed was decided by whoever supervises another of its workers. No case is named."""

from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Press
from dialogs.wording.phrases import listed, name_of
from storage.queries import cases as query
from storage.queries import sessions as sessions_query
from storage.tables import OutboxRow
from supervision import cases, mine
from supervision.work import Work


def decided(work: Work, row: OutboxRow) -> Message | None:
    """Another supervisor has decided how often a co-worked case is discussed; nothing once that was taken back or has been
    decided anew.
    """
    case = query.case_by_id(work.uow, row.subject_id)
    by, _, decision = row.stage.partition(":")
    if case is None or case.closed_on is not None or cases.decision_of(case.facts) != decision:
        return None
    workers = sessions_query.workers_of(work.uow, case.id)
    theirs = [one for one in mine.supervisees(work) if one.id in workers]
    if not theirs:
        return None
    names, also = listed([one.name for one in theirs]), "also works" if len(theirs) == 1 else "also work"
    title = "How often a case is discussed has been decided"
    return Message(
        f"{name_of(work, by)} has decided how often a case is discussed that {names} {also}. "
        "It takes the place of anything decided before, by either of you. You can decide anew.",
        title=title,
        buttons=(Button("See the case", Press("one-case", f"{theirs[0].id}:{case.id}"), "primary"),),
        summary=title,
        card=f"case-decided:{case.id}:{work.actor}",
    )
