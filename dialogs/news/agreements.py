"""News of supervision agreements: written or changed, signed, agreed; the day chosen to look at one again."""

from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Press
from dialogs.wording.agreement_cards import SUMMARY, sign_button
from dialogs.wording.phrases import name_of
from storage.queries import agreements as query
from storage.queries import people as people_query
from storage.tables import Agreement, OutboxRow
from supervision.work import Work


def written(work: Work, row: OutboxRow) -> Message | None:
    """The other of the two has written or changed it."""
    agreement = _as_it_was(work, row)
    if agreement is None or agreement.state != "written":
        return None
    who = name_of(work, agreement.written_by)
    if agreement.edition == 1:
        text = f"{who} has written a supervision agreement for the two of you. Read it, then sign it or change it."
    else:
        text = f"{who} has changed the supervision agreement, so no signature stands under it yet. Read it, then sign it or "
        text += "change it."
    return _message(work, agreement, text, "A supervision agreement to read", _read(agreement))


def signed(work: Work, row: OutboxRow) -> Message | None:
    """The other has signed, and this signature is missing."""
    agreement = _as_it_was(work, row)
    if agreement is None or agreement.state != "written":
        return None
    who = name_of(work, _other(work, agreement))
    text = f"{who} has signed the supervision agreement. It holds once you have signed too."
    return _message(
        work,
        agreement,
        text,
        "A supervision agreement to sign",
        _read(agreement),
        sign_button(agreement, first=False),
    )


def agreed(work: Work, row: OutboxRow) -> Message | None:
    """The other has signed as well."""
    agreement = _as_it_was(work, row)
    if agreement is None or agreement.state != "agreed":
        return None
    text = f"{name_of(work, _other(work, agreement))} has signed too, so the supervision agreement holds."
    if work.actor == agreement.supervisor_id:
        text += " Put a copy on file where both of you can reach it."
    copy = Button("Copy as text", Press("agreement-copy", agreement.id, agreement.version))
    return _message(work, agreement, text, "The supervision agreement is signed", _read(agreement), copy)


def review_day(work: Work, row: OutboxRow) -> Message | None:
    """The day on which the two wanted to look at it again; nothing once another has taken its place."""
    agreement = query.agreement(work.uow, row.subject_id)
    if agreement is None or agreement.state != "agreed" or str(agreement.review_on) != row.stage:
        return None
    if not _is_theirs(work, agreement):
        return None
    text = (
        "You chose today to look at your supervision agreement again. If it still fits, sign it for another while; if not, "
        "change it together."
    )
    review = Button("Review it", Press("agreement-write", agreement.supervisee_id))
    return _message(work, agreement, text, "Look at your agreement again", _read(agreement), review)


def _as_it_was(work: Work, row: OutboxRow) -> Agreement | None:
    """The agreement a row is about, unless it has changed since: then a later row says how it stands."""
    agreement = query.agreement(work.uow, row.subject_id)
    stands = (
        agreement is not None and agreement.version == row.subject_version and _is_theirs(work, agreement)
    )
    return agreement if stands else None


def _is_theirs(work: Work, agreement: Agreement) -> bool:
    """Whether the two are still supervisee and supervisor, and the actor one of them."""
    person = people_query.person(work.uow, agreement.supervisee_id)
    still = person is not None and person.supervisor_id == agreement.supervisor_id
    return still and work.actor in (agreement.supervisee_id, agreement.supervisor_id)


def _other(work: Work, agreement: Agreement) -> str:
    mine = work.actor == agreement.supervisee_id
    return agreement.supervisor_id if mine else agreement.supervisee_id


def _read(agreement: Agreement) -> Button:
    return Button("Read it", Press("agreement-read", agreement.id, agreement.version), "primary")


def _message(work: Work, agreement: Agreement, text: str, title: str, *buttons: Button) -> Message:
    card = f"agreement:{agreement.supervisee_id}:{work.actor}"
    return Message(text, title=title, buttons=buttons, summary=SUMMARY, card=card)
