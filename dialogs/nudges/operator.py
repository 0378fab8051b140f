"""What goes to whoever runs the bot, where nobody is on record or there who could be told: nobody is left without
supervision for want of a line in a file. No case text.
"""

from dialogs.exchange.message import Fact, Message
from dialogs.exchange.text import full_date
from dialogs.wording.owed import lasting
from dialogs.wording.phrases import due_words, name_of
from storage.queries import duties as query
from storage.tables import Absence, AdHocRequest, OutboxRow
from supervision.work import Work


def for_operator(work: Work, row: OutboxRow) -> Message | None:
    """The words of a row that nobody else could be told; None when there is nothing more to say."""
    match row.subject_kind:
        case "absence":
            return _absence(work, row)
        case "ad_hoc_request":
            return _ad_hoc(work, row)
        case _:
            return None


def _absence(work: Work, row: OutboxRow) -> Message | None:
    duty = query.duty(work.uow, row.duty_id) if row.duty_id else None
    absence = work.uow.session.get(Absence, row.subject_id)
    if absence is None or (duty is not None and duty.status not in query.LIVE):
        return None
    away = name_of(work, absence.person_id)
    how_long = lasting(work, duty) if duty else f"since {full_date(absence.from_on)}"
    return Message(
        f"{away} has been away {how_long}, and no line manager is on record who could arrange cover. "
        "Add one to the people file and import it again, or ask a manager to arrange cover.",
        title="No manager to tell",
        facts=(Fact("Away since", due_words(absence.from_on, "due", "")),),
        summary="A supervisor is away and has no manager on record",
        card=f"absence:{absence.id}:operator",
    )


def _ad_hoc(work: Work, row: OutboxRow) -> Message | None:
    request = work.uow.session.get(AdHocRequest, row.subject_id)
    if request is None or request.state != "open":
        return None
    return Message(
        f"{name_of(work, request.supervisee_id)} asks for supervision before their next session, and nobody is there "
        "who could arrange it. Ask a manager to arrange cover, or name a supervisor for them in the people file and "
        "import it again.",
        title="Nobody to tell that supervision is asked for",
        summary="Supervision is asked for and nobody is there to tell",
        card=f"ad-hoc:{request.id}:operator",
    )
