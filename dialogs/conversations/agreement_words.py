"""What an agreement says as answers to begin from, and which of the answers were typed since."""

from collections.abc import Mapping

from dialogs.engine.values import SKIPPED, Answers, Held
from storage.damaged import UNREADABLE
from storage.queries import agreements as query
from storage.tables import Agreement
from supervision.work import Work


def prefilled(work: Work, agreement: Agreement, *, keep_review: bool) -> dict[str, Held]:
    """What an agreement says, as answers. The review day of one that held is asked anew. Ask `between_two` first."""
    held: dict[str, Held] = {
        step: SKIPPED if text is None else text
        for step, text in query.texts(work.uow, agreement).items()
        # What cannot be read is asked again; so is what did not apply.
        if text != UNREADABLE and not (step == "often" and text is None)
    }
    if keep_review:
        held["review_on"] = agreement.review_on or SKIPPED
    return held


def typed(work: Work, agreement_id: str, edition: int, answers: Answers) -> Mapping[str, Held]:
    """The answers that are other than what an edition says, which they began from; all of them where only the actor has
    written it. Where it cannot be told any more, as when its words are gone or cannot be read, an answer counts as the
    edition's.
    """
    agreement = query.agreement(work.uow, agreement_id)
    if agreement is None:
        return {}
    if agreement.edition == edition == 1 and agreement.written_by == work.actor:
        return answers.kept
    said = query.texts(work.uow, agreement, edition)
    own = {
        step: answers[step]
        for step, text in said.items()
        if step in answers and text != UNREADABLE and answers[step] != (SKIPPED if text is None else text)
    }
    # Only the latest edition's day is known.
    if agreement.edition == edition and answers.day("review_on") not in (None, agreement.review_on):
        own["review_on"] = answers["review_on"]
    return own
