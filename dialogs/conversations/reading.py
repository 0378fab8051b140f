"""Reading what was prepared: in one message on request, and as case notes for the child's file."""

from dialogs.conversations.conversation import Said, Topic, say
from dialogs.exchange.message import Message
from dialogs.exchange.reply import Press
from dialogs.wording.phrases import session_name
from dialogs.wording.preparation_text import NO_LONGER_KEPT, case_note, preparation_of
from dialogs.wording.update_text import note_of
from storage.queries import sessions as query
from storage.queries import updates as updates_query
from storage.tables import SupervisionSession
from supervision import access, preparations
from supervision.updates import texts
from supervision.work import Work


def read(work: Work, press: Press) -> Said:
    """A session's preparation, shown to one of its two parties on request."""
    session = access.session_to_read(work, press.subject)
    return say(preparation_of(work, session))


def export(work: Work) -> Said:
    """What the actor prepared, case by case, as plain text to paste onto the child's file."""
    sessions = [
        one
        for one in query.sessions_of(work.uow, work.actor)
        if query.preparations(work.uow, one.id) or updates_query.of_session(work.uow, one.id)
    ]
    if not sessions:
        return say('There is nothing to export yet. Type "prepare" to start.')
    return export_of(work, sessions[-1])


def export_pressed(work: Work, press: Press) -> Said:
    """The same from a button, for one session."""
    return export_of(work, access.session_to_read(work, press.subject))


def export_of(work: Work, session: SupervisionSession) -> Said:
    """One plain text a case, each a message of its own so that it can be copied whole; a line for one that has none."""
    read, typed = preparations.read(work, session.id), texts.read(work, session.id)
    written = [(case, kept) for case, made, kept in read if any(kept.values()) or made.state == "finished"]
    notes = [
        Message(case_note(work, session, case, kept), title=f"Case note, {case.reference}", private=True)
        if kept
        else Message(f"{case.reference}: {NO_LONGER_KEPT[0].lower()}{NO_LONGER_KEPT[1:]}.")
        for case, kept in written
    ]
    notes += [note_of(work, session, case, one) for case, _, one in typed]
    if not notes:
        return say("Nothing has been prepared for that session yet.")
    noted = {case.id for case, _ in written} | {case.id for case, _, _ in typed}
    left = [one for one in preparations.to_discuss(work, session) if one.id not in noted]
    lines = "\n".join(f"{one.reference}: not prepared yet." for one in left)
    return say(*notes, *([Message(lines, private=True)] if left else []))


def ready(work: Work, press: Press) -> Said:
    """Either party says that they are prepared."""
    session = preparations.mark_prepared(work, press.subject)
    return say(f"Noted: you are prepared for {session_name(work, session)}.")


TOPIC = Topic(
    commands={"export": export},
    verbs={"read-preparation": read, "export": export_pressed, "ready": ready},
    whose={"export": ("supervised",)},
    help={"export": "What you prepared, as plain text for the file"},
)
