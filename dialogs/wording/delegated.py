"""A record's duty that was delegated, in words: who has it and from whom, and the ways of whoever has it and had it."""

from dialogs.exchange.message import Button, Fact
from dialogs.exchange.reply import Press
from dialogs.wording.phrases import name_of
from dialogs.wording.record_words import DELEGATE, DRAFT, READ_DRAFT, TAKE_BACK
from storage.queries import sessions as query
from storage.tables import Duty, Record
from supervision.duties.answering import is_delegated
from supervision.duties.versions import rule_of
from supervision.work import Work


def who_has_it(work: Work, duty: Duty) -> tuple[Fact, ...]:
    """To whom a record that still waits was delegated, and with whom it is; nothing where it was not."""
    record = _record(work, duty)
    if record is None or record.state != "awaiting" or record.delegated_to_id is None:
        return ()
    if is_delegated(duty):
        text = f"By {_you(work, duty.owed_to_id)} to {_you(work, duty.owner_id)}"
    else:
        maker, owner = _you(work, record.delegated_to_id), _you(work, duty.owner_id)
        text = f"To {maker}, who cannot record it for now. It is with {owner}"
    return (Fact("Delegated", text),)


def ways_of_owner(work: Work, duty: Duty, first: Button) -> tuple[Button, ...]:
    """What whoever owes a record can do: say that it is recorded; draft it and, where the policy names somebody for that,
    delegate it; or, where it is delegated to them, read the draft.
    """
    record = _record(work, duty)
    if record is None:
        return (first,)
    if is_delegated(duty):
        return (first, Button(READ_DRAFT, Press("delegated-draft", record.id, record.version)))
    draft = Button(DRAFT[record.kind], Press("draft-record", record.id, record.version))
    if not rule_of(work, duty).delegates_to:
        return (first, draft)
    return (first, draft, Button(DELEGATE, Press("delegate-record", record.id, record.version)))


def ways_of_supervisor(work: Work, duty: Duty) -> tuple[Button, ...]:
    """What the supervisor can do about a record that somebody else is to make for them."""
    record = _record(work, duty) if is_delegated(duty) and work.actor == duty.owed_to_id else None
    return (Button(TAKE_BACK, Press("take-back", record.id, record.version), "primary"),) if record else ()


def _record(work: Work, duty: Duty) -> Record | None:
    return query.record(work.uow, duty.subject_id) if duty.subject_kind == "record" else None


def _you(work: Work, person_id: str | None) -> str:
    return "you" if person_id == work.actor else name_of(work, person_id)
