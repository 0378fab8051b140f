"""A copy of a case record's draft for somebody who asks for a child's file (clauses disclosure and redaction). Whoever makes
it stands above and reads for that purpose, audited and told to the two as every such reading is. The personal side is never
in it. Of what was left out ids and grounds are kept, in the audit trail, and no word.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from storage.queries import drafts as drafts_query
from storage.queries import readings as query
from storage.queries import sessions as sessions_query
from storage.tables import Person, Reading, RecordDraft, SupervisionSession
from supervision import access, stated_readings
from supervision.policy import Ground
from supervision.work import Refused, SaidNo, Work

CLAUSE: Final = "disclosure"
GROUNDS: Final = "redaction"
USUAL: Final = (
    Ground(key="serious-harm", title="Risk of serious harm", says="Somebody could come to serious harm by it."),
    Ground(key="crime", title="A crime", says="It could hinder that a crime is prevented or found out."),
    Ground(key="legal-privilege", title="Legally privileged", says="What passed between the team and solicitors."),
    Ground(key="third-party", title="Somebody else's information", says="It is about somebody else."),
    Ground(key="no-consent", title="Without consent", says="Whoever said it has not agreed."),
    Ground(key="worker", title="The worker's own", says="It is about the worker, or how their work is run."),
)  # fmt: skip
"""The grounds where a policy file names none."""


class ChangedMeanwhile(SaidNo):
    """What was read for a disclosure is not what stands there now."""

    def __init__(self) -> None:
        super().__init__(
            "The record has changed since you read it, so no copy was made: something might be in it that you have not "
            'seen. Type "disclose" to read it as it stands now.'
        )


def people(work: Work) -> list[Person]:
    """Those of whose sessions the actor may disclose a record, by name."""
    maybe = stated_readings.people_to_read(work)
    kept = {person for person, _ in query.case_drafts_about(work.uow, [one.id for one in maybe])}
    return [one for one in maybe if one.id in kept and _may(work, one)]


def records_of(work: Work, person_id: str) -> list[tuple[RecordDraft, SupervisionSession]]:
    """The drafts of case records about a person's sessions that the actor may disclose, the latest first. Raises Refused
    where there is none.
    """
    if not _may(work, access.person_for(work, person_id)):
        raise Refused
    drafts = [drafts_query.draft(work.uow, one) for _, one in query.case_drafts_about(work.uow, [person_id])]
    found = [_with_session(work, one) for one in drafts if one is not None]
    if not found:
        raise Refused
    return sorted(found, key=lambda one: (one[1].starts_at, one[0].id), reverse=True)


def to_disclose(work: Work, draft_id: str) -> tuple[RecordDraft, SupervisionSession]:
    """The draft of a case record that the actor may disclose. Raises Refused."""
    draft = drafts_query.draft(work.uow, draft_id)
    if draft is None or draft.kind != stated_readings.CASE:
        raise Refused
    return draft, stated_readings.session_to_read(work, draft.session_id, draft.kind)


def grounds(work: Work, session: SupervisionSession) -> Sequence[Ground]:
    """On what a part may be left out: the grounds of the supervisee's policy, or the usual ones."""
    clause = work.policy(access.person_for(work, session.supervisee_id)).clauses.get(GROUNDS)
    return (clause.grounds if clause else ()) or USUAL


def state(work: Work, draft_id: str, request: str) -> Reading:
    """Keep for which request the actor reads. Nothing is shown by that. Raises Refused."""
    draft, session = to_disclose(work, draft_id)
    return stated_readings.state(work, session.id, draft.kind, stated_readings.DISCLOSURE, request)


def read(work: Work, reading_id: str, draft_id: str) -> tuple[RecordDraft, SupervisionSession]:
    """The actor reads what they may disclose: audited each time, told to the two once. The text may be shown once this is
    committed. Raises Refused, StatedEarlier.
    """
    reading, session = stated_readings.read(work, reading_id)
    draft, its = to_disclose(work, draft_id)
    if reading.purpose != stated_readings.DISCLOSURE or its.id != session.id:
        raise Refused
    return draft, session


def stands(work: Work, draft: RecordDraft, session: SupervisionSession) -> str:
    """As what a draft stands: another text once anything that it says has changed. No word of it."""
    actions = [*drafts_query.previous(work.uow, draft, session), *drafts_query.actions(work.uow, draft.id)]
    return f"{draft.version}-{len(actions)}-{sum(one.version for one in actions)}"


def disclosed(work: Work, draft: RecordDraft, left_out: Mapping[str, Sequence[str]]) -> None:
    """The actor is given the copy: the trail names the parts that are left out of it, and each one's grounds."""
    purpose = ", ".join(f"{part}: {' '.join(keys)}" for part, keys in left_out.items())
    work.uow.audit(work.actor, "disclosed", "record_draft", draft.id, purpose=purpose or "nothing left out")


def _may(work: Work, person: Person) -> bool:
    return stated_readings.CASE in stated_readings.kinds_to_read(work, person)


def _with_session(work: Work, draft: RecordDraft) -> tuple[RecordDraft, SupervisionSession]:
    session = sessions_query.session(work.uow, draft.session_id)
    if session is None:
        raise Refused
    return draft, session
