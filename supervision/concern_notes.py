"""What was written about a concern: each text a row of its own, sealed, read by those it is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from storage.ids import new_id
from storage.queries import concerns as query
from storage.rows import Reversible
from storage.tables import Concern, ConcernNote
from supervision import access, between_two, notices, undo
from supervision.work import Work


@dataclass(frozen=True, slots=True)
class Written:
    """One thing that was written about a concern."""

    kind: str
    stage: int
    happened_on: date
    said_by: str
    text: str


def noted(
    work: Work, concern: Concern, texts: Mapping[str, str], on: date | None = None
) -> list[tuple[Reversible, undo.Before]]:
    """Keep what was written, each as a row of its own: nothing that happens to the concern later erases it."""
    made: list[tuple[Reversible, undo.Before]] = []
    for kind, text in texts.items():
        # The day of a talk or a meeting is kept also where nothing is said of it.
        if text or kind in ("talked", "met"):
            row_id = new_id(work.now)
            note = ConcernNote(
                id=row_id,
                concern_id=concern.id,
                stage=concern.stage,
                kind=kind,
                sealed=work.uow.seal("concern_note", row_id, "sealed", text),
                happened_on=on or today_of(work, concern),
                said_by=work.actor,
            )
            work.uow.session.add(note)
            made.append((note, None))
    return made


def readable_by(work: Work, concern: Concern, notes: list[ConcernNote]) -> list[ConcernNote]:
    """Those the actor may read: the two all of them, the manager what belongs to the second stage, and the first if it was
    shared.
    """
    if work.actor in (concern.supervisee_id, concern.supervisor_id) or concern.shares_first:
        return notes
    return [one for one in notes if one.stage == 2]


def read(work: Work, concern_id: str) -> tuple[Concern, list[Written]]:
    """What was written about a concern, as far as the actor may read it, oldest first. Raises Refused.

    A reading by the manager is logged with its purpose and told to the supervisee, in the same unit of work.
    """
    concern = between_two.concern(work, concern_id)
    notes = readable_by(work, concern, query.notes(work.uow, concern.id))
    if work.actor not in (concern.supervisee_id, concern.supervisor_id):
        work.uow.audit(work.actor, "read-concern", "concern", concern.id, purpose="second stage")
        stage = f"{work.actor}:{today_of(work, concern).isoformat()}"
        person = access.person_for(work, concern.supervisee_id)
        about = ("concern", concern.id, concern.version)
        notices.put(work, work.policy(person), person.id, "concern-read", about, stage=stage)
    return concern, [
        Written(one.kind, one.stage, one.happened_on, one.said_by, query.text_of(work.uow, one))
        for one in notes
    ]


def today_of(work: Work, concern: Concern) -> date:
    """The local date where the two work."""
    return work.today(access.person_for(work, concern.supervisee_id))
