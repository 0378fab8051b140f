"""The two records of a session in words: the case record, and the personal notes, which are never mixed with it."""

from dialogs.exchange.message import Button, Option
from dialogs.exchange.reply import Press
from dialogs.wording.phrases import session_name, session_option
from storage.queries import sessions as query
from storage.tables import Record, SupervisionSession
from supervision.work import Work

CASE, PERSONAL = "case", "personal"
_KINDS = {CASE: "record", PERSONAL: "personal notes"}
LABELS = {CASE: "Case record", PERSONAL: "Personal notes"}
SEND = {CASE: "It is recorded", PERSONAL: "Send the notes"}
DRAFT = {CASE: "Draft the record", PERSONAL: "Draft the notes"}
READ_DRAFT, DELEGATE, TAKE_BACK = "Read the draft", "Delegate it", "Take it back"
AGREE = {CASE: "Sign off", PERSONAL: "Accept"}


def record_of(work: Work, record: Record, session: SupervisionSession) -> str:
    """A record by its kind and session: the record of supervision with Amara Okafor, Tuesday 24 November 2026 at 10:00."""
    return f"the {_KINDS[record.kind]} of {session_name(work, session)}"


def kind_of(record: Record) -> str:
    """A record by its kind alone, as in "the personal notes of"."""
    return _KINDS[record.kind]


def record_options(work: Work, found: list[tuple[Record, SupervisionSession]]) -> list[Option]:
    """Records to choose among others, each saying which of its session's two it is."""
    named = [(record, session_option(work, session)) for record, session in found]
    return [Option(record.id, f"{LABELS[record.kind]}, {it.label}") for record, it in named]


def to_send(work: Work, session: SupervisionSession) -> tuple[Button, ...]:
    """What of a session still waits for its supervisor: the case record first."""
    waiting = [one for one in query.records(work.uow, [session.id]) if one.state == "awaiting"]
    waiting.sort(key=lambda one: one.kind)
    return tuple(
        Button(SEND[one.kind], Press("record-done", one.id, one.version), "plain" if place else "primary")
        for place, one in enumerate(waiting)
    )
