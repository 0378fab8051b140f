"""A duty in words: what is to be done, about whom, and by when. Never a case, never a word that was typed."""

from collections.abc import Sequence

from dialogs.exchange.text import full_date
from dialogs.wording.case_words import CASE_FAMILIES, case_task
from dialogs.wording.phrases import days_late, due_words, listed, name_of, when
from storage.queries import cases as cases_query
from storage.queries import people as people_query
from storage.queries import sessions as query
from storage.tables import Absence, Duty, Record, SupervisionSession
from supervision.duties.answering import is_delegated
from supervision.duties.reading import Entry
from supervision.duties.versions import policy_of, policy_then, rule_of
from supervision.policy.record_rules import known_as
from supervision.work import Work


def about(work: Work, entry: Entry) -> str:
    """What is to be done, as the owner or the other party would say it."""
    return task(work, entry.duty, mine=entry.side != "owed")


def named(work: Work, entry: Entry) -> str:
    """The same with the reference of the case it is about, if any: in answer to whoever owes it or is owed it, who see the
    case, and never in what leaves by itself.
    """
    case = (
        cases_query.case_by_id(work.uow, entry.duty.subject_id) if entry.duty.subject_kind == "case" else None
    )
    return about(work, entry) + (f": {case.reference}" if case is not None else "")


def task(work: Work, duty: Duty, *, mine: bool = True) -> str:
    """What a duty asks for. With `mine` False the owner is named: it is somebody else's to do."""
    words = _words(work, duty)
    text = words.format(
        who=_other(work, duty),
        team=_team(work, duty),
        supervisor=_supervisor(work, duty),
        supervisee=_supervisee(work, duty),
        session=_session(work, duty),
        away=_away(work, duty),
        since=_since(work, duty),
    )
    return text if mine else f"{text} ({name_of(work, duty.owner_id)})"


def _words(work: Work, duty: Duty) -> str:
    """The words for a rule and party; every frequency of persons shares its own, and a rule of an authority's own that
    has none here is named by its title.
    """
    if is_delegated(duty):
        return _FOR_ANOTHER
    rule = rule_of(work, duty)
    family = "freq" if rule.opened_by == "last_session" else known_as(duty.rule)
    found = (
        _WORDS.get((duty.rule, duty.party)) or _WORDS.get((family, duty.party)) or case_task(rule, duty.party)
    )
    # "Talk after a complaint: you" says nothing to whom it is about.
    about = "" if _other(work, duty) == "you" else _ABOUT.get(duty.party, "")
    return found or rule.title.replace("{", "{{").replace("}", "}}") + about


def of_one_absence(work: Work, entries: Sequence[Entry]) -> str:
    """What several duties about one absence ask for: cover for those who wait for it, or reports by them."""
    first = entries[0].duty
    away, since = _away(work, first), _since(work, first)
    names = listed(sorted(_other(work, one.duty) for one in entries))
    if first.party == "supervisee":
        return f"report that {away} is away, {since} ({names})"
    owner = f" ({name_of(work, first.owner_id)})" if entries[0].side == "owed" else ""
    return f"arrange supervision for {names} while {away} is away, {since}{owner}"


def line(entry: Entry) -> str:
    """By when, how late, and what is to be known about the rule."""
    parts = [
        due_words(entry.duty.due_on, entry.status, entry.duty.reason),
        days_late(entry.late_working_days),
    ]
    # What has no date is told once; its age says how long it has been waiting.
    parts += [f"since {full_date(entry.duty.opened_on)}"] if entry.status == "no_number" else []
    parts += ["local setting"] if entry.local_setting else []
    parts += ["uncertain reading"] if entry.uncertain else []
    return ", ".join(one for one in parts if one)


_WORDS = {
    ("prep", "supervisee"): "prepare for supervision on {session}",
    ("prep", "supervisor"): "prepare for supervision with {who} on {session}",
    ("freq", "supervisor"): "hold supervision with {who}",
    ("book", "supervisor"): "book the next supervision with {who}",
    ("rebook", "supervisor"): "rebook the cancelled supervision with {who}",
    ("rebook-sick", "supervisor"): "rebook the cancelled supervision with {who}",
    ("rebook-sick-personal", "supervisor"): "rebook the cancelled supervision with {who}",
    ("record-case", "supervisor"): "record the supervision with {who} held on {session}",
    ("record-personal", "supervisor"): "record the personal supervision with {who} held on {session}",
    ("signoff-case", "supervisee"): "sign off the record of supervision on {session}",
    ("signoff-case", "supervisor"): "close the record of supervision with {who} on {session}, assumed agreed",
    ("signoff-personal", "supervisee"): "accept the notes of supervision on {session}",
    (
        "signoff-personal",
        "supervisor",
    ): "close the notes of supervision with {who} on {session}, assumed accepted",
    ("absent-supervisor", "supervisee"): "report that {away} is away, {since}",
    ("absent-supervisor", "line_manager"): "arrange supervision for {who} while {away} is away, {since}",
    ("freq-first-six-months", "supervisor"): "agree with {who} how often to meet in the first six months",
    ("agreement-first", "supervisee"): "sign the supervision agreement with {supervisor}",
    ("agreement-first", "supervisor"): "sign the supervision agreement with {who}, and save the copy",
    ("agreement-review", "supervisor"): "review the supervision agreement with {who}",
    ("asye-review-3", "supervisor"): "hold the 3-month ASYE review with {who}",
    ("asye-review-6", "supervisor"): "hold the 6-month ASYE review with {who}",
    ("asye-review-9", "supervisor"): "hold the 9-month ASYE review with {who}",
    ("asye-review-11", "supervisor"): "hold the final ASYE review with {who}, at 11 months",
    ("protected-development", "supervisor"): "keep time for development free for {who}",
    ("observe-peer", "supervisee"): "have case supervision observed by a peer",
    ("observe-practice", "supervisor"): "analyse an observation of practice with {who}",
    ("audit-monthly", "supervisor"): "audit case supervision in {team}",
    ("audit-themed", "supervisee"): "carry out the themed audit of case supervision",
    ("survey", "supervisee"): "run the staff survey about supervision",
    ("appraisal", "supervisor"): "hold the annual appraisal with {who}",
}
_FOR_ANOTHER = "record for {who} the supervision with {supervisee} held on {session}"
_ABOUT = {"supervisor": ": {who}", "line_manager": ": {who}"}
WORDED = frozenset(rule for rule, _ in _WORDS) | CASE_FAMILIES


def _other(work: Work, duty: Duty) -> str:
    supervisee = duty.owed_to_id if duty.party != "supervisee" else duty.owner_id
    return "you" if supervisee == work.actor else name_of(work, supervisee)


def _supervisee(work: Work, duty: Duty) -> str:
    return name_of(work, duty.supervisee_id) if is_delegated(duty) else ""


def _team(work: Work, duty: Duty) -> str:
    manager = _other(work, duty)
    return "your team" if manager == "you" else f"the team of {manager}"


def _supervisor(work: Work, duty: Duty) -> str:
    supervisor = duty.owed_to_id if duty.party == "supervisee" else duty.owner_id
    return "you" if supervisor == work.actor else name_of(work, supervisor)


def _session(work: Work, duty: Duty) -> str:
    session = session_of(work, duty)
    return when(work, session.starts_at) if session else ""


def session_of(work: Work, duty: Duty) -> SupervisionSession | None:
    """The session a duty is about, directly or through its record."""
    match duty.subject_kind:
        case "session":
            return query.session(work.uow, duty.subject_id)
        case "record":
            record = work.uow.session.get(Record, duty.subject_id)
            return query.session(work.uow, record.session_id) if record else None
        case _:
            return None


def absence_of(work: Work, duty: Duty) -> Absence | None:
    """The absence that a duty to report it or to arrange cover is about."""
    return work.uow.session.get(Absence, duty.opened_by.removeprefix("absence:"))


def _away(work: Work, duty: Duty) -> str:
    if duty.rule != "absent-supervisor":
        return ""
    supervisee = people_query.person(work.uow, duty.subject_id)
    return name_of(work, supervisee.supervisor_id if supervisee else None)


def _since(work: Work, duty: Duty) -> str:
    """The duty begins on its date, if the absence lasts until then."""
    today = work.now.astimezone(policy_of(work, duty).timezone).date()
    if duty.due_on is None or today < duty.due_on:
        return f"if that lasts {lasting(work, duty)}"
    return f"now {lasting(work, duty)}"


def lasting(work: Work, duty: Duty) -> str:
    """How long an absence lasts when a duty about it begins, in the words of the policy the duty ran under."""
    words = policy_then(work, duty).rules[duty.rule].clock.in_words()
    return f"for more than {words}" if words else "for some time"
