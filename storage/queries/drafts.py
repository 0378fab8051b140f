"""Named queries about the drafts of records: what they say, and their actions."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import bindparam, or_

from storage.damaged import UNREADABLE, readable
from storage.entities import ByKey, Entities
from storage.ids import new_id
from storage.prepared import Prepared
from storage.sealing import row_name
from storage.tables import DraftAction, DraftText, RecordDraft, SupervisionSession
from storage.tables.columns import table_of
from storage.unit import UnitOfWork
from storage.upsert import upsert

SPOKEN = ("what", "why", "who")

_d, _t, _a = table_of(RecordDraft), table_of(DraftText), table_of(DraftAction)
_s = table_of(SupervisionSession)
_draft, _action = ByKey(RecordDraft), ByKey(DraftAction)
_of_session = Entities(
    RecordDraft, _d.select().where(_d.c.session_id == bindparam("session"), _d.c.kind == bindparam("kind"))
)
_keep = Prepared(upsert(_t, "sealed"), "draft_id", "step", "sealed")
_texts = Prepared(
    _t.select().with_only_columns(_t.c.step, _t.c.sealed).where(_t.c.draft_id == bindparam("draft"))
)
_actions = Entities(
    DraftAction,
    _a.select().where(_a.c.draft_id == bindparam("draft"), _a.c.state != "withdrawn").order_by(_a.c.id),
)
_about = _a.select().select_from(_a.join(_d, _a.c.draft_id == _d.c.id).join(_s, _d.c.session_id == _s.c.id))
_earlier = _about.where(
    _s.c.supervisee_id == bindparam("supervisee"),
    _s.c.starts_at < bindparam("before"),
    _d.c.kind == bindparam("kind"),
    or_(_a.c.state == "open", _a.c.done_in == bindparam("draft")),
).order_by(_a.c.id)
_between = Entities(
    DraftAction,
    _about.where(
        or_(_s.c.supervisee_id == bindparam("person"), _s.c.supervisor_id == bindparam("person")),
        _s.c.starts_at >= bindparam("since"),
        _s.c.status != "withdrawn",
        _a.c.state != "withdrawn",
    ).order_by(_s.c.starts_at, _a.c.id),
)
_previous = Entities(DraftAction, _earlier.where(_d.c.case_id == bindparam("case")))
_previous_of_none = Entities(DraftAction, _earlier.where(_d.c.case_id.is_(None)))


def draft(uow: UnitOfWork, draft_id: str) -> RecordDraft | None:
    """One draft, or None."""
    return _draft.get(uow, draft_id)


def of_session(uow: UnitOfWork, session_id: str, kind: str) -> list[RecordDraft]:
    """The drafts of a session's record of one kind."""
    return _of_session.all(uow, session=session_id, kind=kind)


def keep_texts(uow: UnitOfWork, draft_id: str, texts: Mapping[str, str | None]) -> None:
    """Keep what a draft says, by heading, in place of what it said; None where it says nothing."""
    for step, text in texts.items():
        sealed = None if text is None else uow.seal("draft_text", row_name(draft_id, step), "sealed", text)
        _keep.run(uow, {"draft_id": draft_id, "step": step, "sealed": sealed})


def texts(uow: UnitOfWork, draft_id: str) -> dict[str, str | None]:
    """What a draft says, by heading; UNREADABLE where it cannot be opened."""
    found: dict[str, str | None] = {}
    for step, sealed in _texts.rows(uow, {"draft": draft_id}):
        text = (
            None
            if sealed is None
            else readable(uow, "draft_text", row_name(draft_id, step), "sealed", sealed)
        )
        found[step] = UNREADABLE if sealed is not None and text is None else text
    return found


def add_action(uow: UnitOfWork, draft_id: str, said: Mapping[str, str], by_when: date) -> DraftAction:
    """Put an action into a draft: what, why and who."""
    row_id = new_id(uow.now)
    what, why, who = (uow.seal("draft_action", row_id, f"sealed_{one}", said[one]) for one in SPOKEN)
    action = DraftAction(
        id=row_id, draft_id=draft_id, sealed_what=what, sealed_why=why, sealed_who=who, by_when=by_when
    )
    uow.session.add(action)
    return action


def action(uow: UnitOfWork, action_id: str) -> DraftAction | None:
    """One action that was not taken out, or None."""
    found = _action.get(uow, action_id)
    return None if found is None or found.state == "withdrawn" else found


def actions_of(uow: UnitOfWork, person_id: str, since: datetime) -> list[DraftAction]:
    """The actions of the drafts for somebody's sessions since an instant, on either side of them; oldest first."""
    return _between.all(uow, person=person_id, since=since)


def actions(uow: UnitOfWork, draft_id: str) -> list[DraftAction]:
    """The actions of a draft, oldest first."""
    return _actions.all(uow, draft=draft_id)


def previous(uow: UnitOfWork, draft: RecordDraft, session: SupervisionSession) -> list[DraftAction]:
    """The actions of drafts for earlier sessions of the same supervisee about the same, oldest first: those that nobody said
    were done, and those this draft says are.
    """
    known = {
        "supervisee": session.supervisee_id,
        "before": session.starts_at,
        "kind": draft.kind,
        "draft": draft.id,
    }
    if draft.case_id is None:
        return _previous_of_none.all(uow, **known)
    return _previous.all(uow, **known, case=draft.case_id)


def words_of(uow: UnitOfWork, action: DraftAction) -> dict[str, str]:
    """What an action says: what, why and who; UNREADABLE where it cannot be opened."""
    sealed = (action.sealed_what, action.sealed_why, action.sealed_who)
    found = {
        one: readable(uow, "draft_action", action.id, f"sealed_{one}", text)
        for one, text in zip(SPOKEN, sealed, strict=True)
    }
    return {one: UNREADABLE if text is None else text for one, text in found.items()}
