"""News of concerns: raised, talked about, taken to the second stage, met about, ended; read by its manager.

What is shown on a lock screen says nothing of what it is.
"""

from dialogs.exchange.message import Button, Message
from dialogs.exchange.reply import Press
from dialogs.wording.concern_words import READ, SUMMARY, other_of
from dialogs.wording.phrases import name_of
from storage.queries import concerns as query
from storage.tables import Concern, OutboxRow
from supervision.work import Work


def raised(work: Work, row: OutboxRow) -> Message | None:
    """The other of the two raises something."""
    concern = _as_it_was(work, row)
    if concern is None or concern.state != "open" or concern.stage != 1:
        return None
    who = name_of(work, concern.raised_by)
    text = (
        f"{who} has raised something about supervision with you, to sort it out between the two of you. Nobody else has "
        "been told. Read it, then find a time to talk."
    )
    talked = Button("We have talked", Press("concern-talked", concern.id, concern.version))
    return _message(work, concern, text, "Something about supervision to read", talked)


def talked(work: Work, row: OutboxRow) -> Message | None:
    """The other has noted that the two have talked."""
    concern = _as_it_was(work, row)
    if concern is None or concern.state != "open":
        return None
    text = f"{other_of(work, concern)} has noted that the two of you talked about supervision."
    if work.actor == concern.raised_by:
        text += " You decide whether that settles it."
        end = Button("End it here", Press("concern-close", concern.id, concern.version))
        on = Button("Take it to the second stage", Press("concern-on", concern.id, concern.version))
        return _message(work, concern, text, "A talk about supervision is noted", end, on)
    return _message(work, concern, text, "A talk about supervision is noted")


def taken_on(work: Work, row: OutboxRow) -> Message | None:
    """It has gone to the second stage: for its manager, and for the other of the two."""
    concern = _as_it_was(work, row)
    if concern is None or concern.state != "open" or concern.stage != 2:
        return None
    who = name_of(work, concern.raised_by)
    title = "Something about supervision to read"
    if work.actor != concern.manager_id:
        text = f"{who} has asked {name_of(work, concern.manager_id)} to meet with the two of you about supervision."
        return _message(work, concern, text, title)
    other = concern.supervisor_id if concern.raised_by == concern.supervisee_id else concern.supervisee_id
    text = (
        f"{who} asks you to meet with them and {name_of(work, other)} about supervision. Read what was written for you; "
        "you may also offer to observe a session. Each reading is noted and the supervisee is told."
    )
    met = Button("We have met", Press("concern-met", concern.id, concern.version))
    return _message(work, concern, text, title, met)


def met(work: Work, row: OutboxRow) -> Message | None:
    """The manager has noted a meeting, and what comes next."""
    concern = _as_it_was(work, row)
    if concern is None or concern.state != "open":
        return None
    text = (
        f"{name_of(work, concern.manager_id)} has noted the meeting about supervision, and what comes next."
    )
    end = Button("End it here", Press("concern-close", concern.id, concern.version))
    buttons = (end,) if work.actor == concern.raised_by else ()
    return _message(work, concern, text, "A meeting about supervision is noted", *buttons)


def closed(work: Work, row: OutboxRow) -> Message | None:
    """Whoever raised it has ended it."""
    concern = _as_it_was(work, row)
    if concern is None or concern.state != "closed":
        return None
    text = f"{name_of(work, concern.raised_by)} has ended what was raised about supervision. Nothing more is to be done."
    return _message(work, concern, text, "What was raised about supervision has ended")


def was_read(work: Work, row: OutboxRow) -> Message | None:
    """The manager of the second stage has read it; told to the supervisee."""
    concern = query.concern(work.uow, row.subject_id)
    if concern is None or work.actor != concern.supervisee_id:
        return None
    reader = name_of(work, row.stage.split(":")[0])
    text = f"{reader} has read what was written about supervision for the second stage."
    return Message(text, title="What was written about supervision was read", summary=SUMMARY)


def _as_it_was(work: Work, row: OutboxRow) -> Concern | None:
    """The concern a row is about, unless it has changed since: then a later row says how it stands."""
    concern = query.concern(work.uow, row.subject_id)
    if concern is None or concern.version != row.subject_version:
        return None
    concerned = (concern.supervisee_id, concern.supervisor_id, concern.manager_id)
    return concern if work.actor in concerned else None


def _message(work: Work, concern: Concern, text: str, title: str, *buttons: Button) -> Message:
    first = Button(READ, Press("concern-read", concern.id, concern.version), "primary")
    card = f"concern:{concern.id}:{work.actor}"
    return Message(text, title=title, buttons=(first, *buttons), summary=SUMMARY, card=card)
