"""The draft of a record as the two see it: how it stands, and on request what it says, as text for the file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dialogs.exchange import sizes
from dialogs.exchange.message import Button, Fact, Message, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import cut, full_date
from dialogs.flows.childs_views import CHILD
from dialogs.flows.draft import BEFORE_DEVELOPMENT, CASE_SECTIONS, FLOWS, PERSONAL_SECTIONS
from dialogs.wording.pages import pages
from dialogs.wording.phrases import listed, name_of, session_name, when
from storage.queries import drafts as query
from storage.tables import DraftAction, RecordDraft, SupervisionSession
from supervision import access, audit_learning, cpd_actions, drafts
from supervision.policy import local_day
from supervision.work import Work

SUMMARY: Final = "The draft of a record"
TITLES: Final = {drafts.CASE: "Draft of the record", drafts.PERSONAL: "Draft of the personal notes"}
TEXTS: Final = {
    drafts.CASE: ("before_now", *CASE_SECTIONS, *CHILD, "audit", "see_also"),
    drafts.PERSONAL: (
        "before_now",
        *PERSONAL_SECTIONS[:BEFORE_DEVELOPMENT],
        "against",
        *PERSONAL_SECTIONS[BEFORE_DEVELOPMENT:],
        "audit",
        "see_also",
    ),
}
_NEXT: Final = {
    drafts.CASE: 'It is a draft: copy it onto the file, then the supervisor says "recorded".',
    drafts.PERSONAL: 'It is a draft: copy it into the personal notes, then the supervisor says "send notes".',
}


@dataclass(frozen=True, slots=True)
class Headed:
    """One part of a draft: what it is kept under, what it is called, and its whole text, which begins with that."""

    key: str
    heading: str
    text: str = field(repr=False)


def about(work: Work, draft: RecordDraft, session: SupervisionSession) -> str:
    """What a draft is of: its case and the day of the session, or the session."""
    case = drafts.case_of(work, draft)
    if case is None:
        return session_name(work, session)
    zone = work.policy(access.person_for(work, session.supervisee_id)).timezone
    return f"{case.reference}, {full_date(local_day(session.starts_at, zone))}"


def audited(work: Work, draft: RecordDraft, session: SupervisionSession) -> str:
    """The days of the audits whose learning a draft takes up, for the two of it; empty where there is none."""
    if not audit_learning.may_read(work, draft, session):
        return ""
    return listed([full_date(one.audited_on) for one in audit_learning.for_draft(work, draft, session)])


def card(work: Work, draft_id: str) -> Message:
    """How a draft stands, and what can be done with it. None of its words."""
    draft, session = drafts.draft_of(work, draft_id)
    added, open_ones = query.actions(work.uow, draft.id), drafts.previous(work, draft, session)
    facts = [Fact("Session", session_name(work, session)), Fact("Saved", _saved(work, draft))]
    facts += [Fact("Previous actions", str(len(open_ones)))] if open_ones else []
    facts += [Fact("Actions", str(len(added)))] if added else []
    supervisee = access.person_for(work, session.supervisee_id)
    clause = work.policy(supervisee).clauses.get(drafts.CLAUSES[draft.kind])
    facts += [Fact("Clause", clause.source_for(supervisee.role).cited())] if clause else []
    buttons = []
    if drafts.may_change(work, session, draft.kind):
        label = "Change it" if draft.version else "Write it"
        buttons = [
            Button(
                label, Press("draft-write", draft.id, draft.version), "plain" if draft.version else "primary"
            ),
            Button("Add an action", Press("draft-action", draft.id)),
        ]
    if draft.version or added or open_ones:
        buttons.append(Button("Read and copy", Press("draft-copy", draft.id)))
    if days := audited(work, draft, session):
        facts.append(Fact("To take up", f"What the audit of {days} taught"))
        buttons.append(Button("Read what an audit taught", Press("audit-taught", draft.id)))
    if cpd_actions.of_draft(work, draft.id):
        buttons.append(Button("Add to my CPD record", Press("cpd-actions", draft.id)))
    return Message(
        f"Either of you writes it, and both of you read it. {_NEXT[draft.kind]}",
        title=f"{TITLES[draft.kind]}: {about(work, draft, session)}",
        facts=tuple(facts),
        buttons=tuple(buttons),
        summary=SUMMARY,
        card=f"draft:{draft.id}:{work.actor}",
    )


def copies(work: Work, draft_id: str) -> list[Message]:
    """The whole draft as plain text to copy."""
    draft, said = drafts.read(work, draft_id)
    _, session = drafts.draft_of(work, draft.id)
    return pages(TITLES[draft.kind], parts(work, draft, session, said))


def options(work: Work, actions: Sequence[DraftAction]) -> tuple[Option, ...]:
    """Actions to tick."""
    found = [(one, query.words_of(work.uow, one)) for one in actions[: sizes.OPTIONS]]
    return tuple(
        Option(one.id, cut(said["what"], sizes.OPTION_LABEL), cut(_who(one, said), sizes.OPTION_LABEL))
        for one, said in found
    )


def parts(
    work: Work, draft: RecordDraft, session: SupervisionSession, said: Mapping[str, str | None]
) -> Iterator[str]:
    """What a draft says, heading by heading. Ask first who may read it."""
    yield "\n".join(
        (
            f"{TITLES[draft.kind]}: {about(work, draft, session)}",
            f"Worker: {name_of(work, session.supervisee_id)}",
            f"Supervisor: {name_of(work, session.supervisor_id)}",
            f"Session: {when(work, session.starts_at)}",
            f"Saved: {_saved(work, draft)}",
        )
    )
    for one in headed(work, draft, session, said):
        yield one.text


def headed(
    work: Work, draft: RecordDraft, session: SupervisionSession, said: Mapping[str, str | None]
) -> Iterator[Headed]:
    """The same part by part, without what stands above them. Ask first who may read it."""
    yield from _previous(work, draft, session)
    words = FLOWS[draft.kind].words
    for step in TEXTS[draft.kind]:
        if step == "see_also":
            yield from _actions(work, draft)
        if text := said.get(step):
            heading = words.get(f"{step}.label", words[step])
            yield Headed(step, heading, f"{heading}\n{text}")


def _previous(work: Work, draft: RecordDraft, session: SupervisionSession) -> Iterator[Headed]:
    for place, one in enumerate(drafts.previous(work, draft, session), 1):
        words = query.words_of(work.uow, one)
        state = "Done, or no longer needed" if one.state == "done" else "Carried over"
        heading = f"Previous action {place}"
        yield Headed(one.id, heading, f"{heading}: {words['what']}\n{_who(one, words)}\n{state}")


def _actions(work: Work, draft: RecordDraft) -> Iterator[Headed]:
    for place, one in enumerate(query.actions(work.uow, draft.id), 1):
        words, heading = query.words_of(work.uow, one), f"Action {place}"
        yield Headed(one.id, heading, f"{heading}: {words['what']}\nWhy: {words['why']}\n{_who(one, words)}")


def _who(action: DraftAction, words: Mapping[str, str]) -> str:
    return f"{words['who']}, by {full_date(action.by_when)}"


def _saved(work: Work, draft: RecordDraft) -> str:
    if draft.saved_at is None:
        return "Not yet"
    return f"By {name_of(work, draft.saved_by)}, {when(work, draft.saved_at)}"
