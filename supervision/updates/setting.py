"""For whom the 10-minute update is on: off until a supervisor turns it on for a supervisee (clause ten-minutes)."""

from storage.ids import new_id
from storage.queries import updates as query
from storage.tables import Person, SupervisionSession, UpdateSetting
from supervision import access, duties, mine, undo
from supervision.work import Work


def of_session(work: Work, session: SupervisionSession) -> UpdateSetting | None:
    """What the two of a session have set, None while it is off for them."""
    found = query.setting(work.uow, session.supervisee_id, session.supervisor_id)
    return found if found is not None and found.state == "on" else None


def is_announced(work: Work, session: SupervisionSession) -> bool:
    """Whether those told of a session are told that it holds updates too: the worker is to know in advance."""
    return session.kind != "personal" and of_session(work, session) is not None


def of_supervisee(work: Work, person: Person) -> UpdateSetting | None:
    """What a supervisee and their supervisor have set, on or not; None where nothing ever was."""
    return query.setting(work.uow, person.id, person.supervisor_id or "")


def usual(work: Work, person: Person) -> UpdateSetting:
    """What holds for a supervisee once it is turned on: as set before, or as a setting begins."""
    found = of_supervisee(work, person)
    return found or UpdateSetting(id="", supervisee_id=person.id, supervisor_id=person.supervisor_id or "")


def supervisees(work: Work, *, on: bool) -> list[Person]:
    """Those the actor supervises today for whom it is on, or is not."""
    return [one for one in mine.supervisees(work) if _is_on(of_supervisee(work, one)) == on]


def turn_on(work: Work, supervisee_id: str, clarify_minutes: int | None = None) -> UpdateSetting:
    """A supervisor turns the update on for a supervisee, or sets how long clarifying takes. Raises Refused."""
    supervisee = access.supervisee(work, supervisee_id)
    setting = of_supervisee(work, supervisee)
    if setting is None:
        before = None
        setting = UpdateSetting(
            id=new_id(work.now),
            supervisee_id=supervisee.id,
            # Under cover too: it is the setting of the two, and cover is no change of supervisor.
            supervisor_id=supervisee.supervisor_id or work.actor,
        )
        work.uow.session.add(setting)
    else:
        before = undo.before(setting)
        setting.state = "on"
        setting.version += 1
    if clarify_minutes is not None:
        setting.clarify_minutes = clarify_minutes
    _changed(work, supervisee, setting, "updates on", before)
    return setting


def turn_off(work: Work, supervisee_id: str) -> Person:
    """A supervisor turns it off; an update under way runs to its end. Raises Refused."""
    supervisee = access.supervisee(work, supervisee_id)
    setting = of_supervisee(work, supervisee)
    if setting is not None and setting.state == "on":
        before = undo.before(setting)
        setting.state = "off"
        setting.version += 1
        _changed(work, supervisee, setting, "updates off", before)
    return supervisee


def _changed(
    work: Work, supervisee: Person, setting: UpdateSetting, action: str, before: undo.Before
) -> None:
    work.uow.audit(work.actor, action, "update_setting", setting.id)
    undo.remember(work, action, [(setting, before)])
    duties.settle(work, supervisee)


def _is_on(setting: UpdateSetting | None) -> bool:
    return setting is not None and setting.state == "on"
