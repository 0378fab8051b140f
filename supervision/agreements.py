"""The supervision agreement (clause agreement-form): either of the two writes it, both sign the same edition, and
signing does what agreement-first and agreement-review ask for.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from storage.ids import new_id
from storage.queries import agreements as query
from storage.rows import Reversible
from storage.tables import Agreement, Person
from supervision import between_two, duties, notices, undo
from supervision.policy import instant
from supervision.signatures import sign_events, taken_back
from supervision.work import MovedOn, SaidNo, Work

HEADINGS: Final = (
    "frequency",
    "often",
    "will",
    "will_not",
    "supervisee_part",
    "supervisor_part",
    "handwriting",
    "very_personal",
    "first_try",
    "anything_else",
)


class WrittenMeanwhile(SaidNo):
    """The other of the two has written an edition since this one began to write theirs."""

    def __init__(self) -> None:
        super().__init__(
            "The agreement was changed while you were writing, so this was not saved over it. What you typed is kept "
            'here. Type "agreement" to read how it stands now, and change it from there.'
        )


def standing(work: Work, person: Person) -> Agreement | None:
    """The agreement that holds for a supervisee: the latest that both have signed. Ask `between_two` first."""
    found = query.agreed(work.uow, person.id)
    return found[0] if found else None


def in_writing(work: Work, person: Person) -> Agreement | None:
    """The one that waits for a signature, with their supervisor of today. Ask `between_two` first."""
    return query.written(work.uow, person.id, person.supervisor_id)


def texts(work: Work, agreement_id: str) -> tuple[Agreement, Mapping[str, str | None]]:
    """What an agreement says, by heading. Raises Refused."""
    agreement, _ = between_two.agreement(work, agreement_id)
    return agreement, query.texts(work.uow, agreement)


def write(
    work: Work,
    two: tuple[str, str],
    edition: int,
    said: Mapping[str, str | None],
    review_on: date | None,
) -> Agreement:
    """Write the agreement of two (supervisee, supervisor), or change the edition that was read (0: there was none). A
    change takes back whatever signatures there were, and the other is told; the same words again change nothing.

    Raises Refused, NoSupervisor, PairChanged, WrittenMeanwhile.
    """
    person, supervisor = between_two.same_pair(work, *two)
    agreement = in_writing(work, person)
    if edition != (agreement.edition if agreement else 0):
        raise WrittenMeanwhile
    changed: list[tuple[Reversible, undo.Before]] = []
    if agreement is None:
        agreement = Agreement(
            id=new_id(work.now),
            supervisee_id=person.id,
            supervisor_id=supervisor.id,
            written_by=work.actor,
            written_on=work.today(person),
            review_on=review_on,
        )
        work.uow.session.add(agreement)
        work.uow.session.flush()
        changed.append((agreement, None))
    else:
        if (query.texts(work.uow, agreement), agreement.review_on) == ({**said}, review_on):
            return agreement
        changed = [(agreement, undo.before(agreement)), *taken_back(work, agreement)]
        agreement.edition = query.next_edition(work.uow, agreement)
        agreement.written_by, agreement.written_on = work.actor, work.today(person)
        agreement.review_on = review_on
        agreement.supervisee_signed_on = agreement.supervisor_signed_on = None
        agreement.version += 1
    query.keep_texts(work.uow, agreement, said)
    _changed(work, agreement, "agreement written", changed)
    _tell(work, agreement, person, "agreement-written", _other(work, agreement))
    return agreement


def sign(work: Work, agreement_id: str, version: int | None = None) -> Agreement:
    """One of the two signs the edition that stands; with the second signature it is agreed, replaces the one before, and
    its review day is known. Raises Refused, MovedOn.
    """
    agreement, person = between_two.agreement(work, agreement_id)
    party = "supervisee" if work.actor == person.id else "supervisor"
    signed = agreement.supervisee_signed_on if party == "supervisee" else agreement.supervisor_signed_on
    if agreement.state != "written" or version not in (None, agreement.version) or signed is not None:
        raise MovedOn
    if agreement.supervisor_id != person.supervisor_id:
        raise MovedOn
    today, before = work.today(person), undo.before(agreement)
    changed: list[tuple[Reversible, undo.Before]] = [(agreement, before)]
    if party == "supervisee":
        agreement.supervisee_signed_on = today
    else:
        agreement.supervisor_signed_on = today
    both = bool(agreement.supervisee_signed_on and agreement.supervisor_signed_on)
    earlier = query.agreed(work.uow, person.id) if both else []
    changed += [(one, None) for one in sign_events(work, person, party, both=both, again=bool(earlier))]
    for one in earlier:
        changed.append((one, undo.before(one)))
        one.state = "replaced"
        one.version += 1
    if both:
        agreement.state, agreement.agreed_on = "agreed", today
    agreement.version += 1
    _changed(work, agreement, "agreement signed", changed)
    _tell(
        work,
        agreement,
        person,
        "agreement-agreed" if both else "agreement-signed",
        _other(work, agreement),
    )
    if both:
        _tell_on_review_day(work, agreement, person)
    return agreement


def policy_review(work: Work, person: Person, signed_on: date) -> date | None:
    """By when the policy asks for a review of what is signed on a day; None where it gives no number."""
    policy = work.policy(person)
    dates = [
        rule.due({"start": signed_on}, policy.calendar).on
        for rule in policy.rules_opened_by("agreement_signed", person.role)
    ]
    return min((one for one in dates if one is not None), default=None)


def _other(work: Work, agreement: Agreement) -> str:
    mine = work.actor == agreement.supervisee_id
    return agreement.supervisor_id if mine else agreement.supervisee_id


def _changed(
    work: Work, agreement: Agreement, action: str, changed: list[tuple[Reversible, undo.Before]]
) -> None:
    work.uow.audit(work.actor, action.replace(" ", "-"), "agreement", agreement.id)
    undo.remember(work, action, changed)
    duties.settle_after(work, [agreement])


def _tell(work: Work, agreement: Agreement, person: Person, kind: str, whom: str) -> None:
    notices.put(work, work.policy(person), whom, kind, ("agreement", agreement.id, agreement.version))


def _tell_on_review_day(work: Work, agreement: Agreement, person: Person) -> None:
    """Both hear of the day they chose, unless the policy's own reminders come no later."""
    chosen = agreement.review_on
    by_policy = policy_review(work, person, agreement.agreed_on) if agreement.agreed_on else None
    if chosen is None or (by_policy is not None and by_policy <= chosen):
        return
    policy = work.policy(person)
    subject = ("agreement", agreement.id, agreement.version)
    for whom in (agreement.supervisee_id, agreement.supervisor_id):
        morning = instant(chosen, policy)
        notices.put(work, policy, whom, "agreement-review-day", subject, stage=chosen.isoformat(), at=morning)
