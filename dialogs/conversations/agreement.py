"""The supervision agreement of two: written or changed by either, read on request, signed by both."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from dialogs.conversations.agreement_words import prefilled, typed
from dialogs.conversations.conversation import Args, Conversation, Opening, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.values import Answers
from dialogs.exchange.message import Button, Message, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.flows.agreement import AGREEMENT, SIGN, USUAL
from dialogs.flows.which import pick_flow
from dialogs.wording.agreement_cards import can_sign, copies, read, standing_card, who
from dialogs.wording.phrases import done, name_of
from storage.ids import new_id
from storage.queries import duties as duties_query
from storage.tables import Agreement, Person
from supervision import access, agreements, between_two
from supervision.policy.spans import in_words
from supervision.policy.wording import by_when
from supervision.work import MovedOn, Refused, SaidNo, Work

NOBODY: Final = (
    "You supervise nobody, and nobody is recorded as your supervisor, so there is nobody to agree with."
)


class NoLongerTwo(SaidNo):
    """Nobody is there to agree with on what was typed: it stays with whoever typed it."""

    def __init__(self, *, mine: bool) -> None:
        super().__init__(
            "Nobody is recorded as your supervisor today, so nothing was saved. What you typed is kept here for you alone, "
            "until somebody supervises you."
            if mine
            else "You no longer supervise them, so nothing was saved. What you typed is kept here for you alone: copy what "
            "you still need."
        )


def _show(work: Work, supervisee_id: str) -> Said:
    person, _ = between_two.pair(work, supervisee_id)
    return say(standing_card(work, person))


def write(work: Work, press: Press) -> Said:
    """The buttons "Write it", "Change it" and "Review it"; the subject is the supervisee."""
    person, supervisor = between_two.pair(work, press.subject)
    writing = agreements.in_writing(work, person)
    begun = writing or agreements.standing(work, person)
    held = prefilled(work, begun, keep_review=writing is not None) if begun else {}
    two = {"supervisee": person.id, "supervisor": supervisor.id}
    edition, begun_from = str(writing.edition if writing else 0), begun.id if begun else ""
    return Said(opening=Opening(AGREEMENT.id, {**two, "edition": edition, "begun_from": begun_from}, held))


def sign(work: Work, press: Press) -> Said:
    """The button "Sign"; the subject is an agreement, of the version that was shown."""
    agreement, _ = between_two.agreement(work, press.subject)
    if not can_sign(work, agreement) or press.version != agreement.version:
        raise MovedOn
    return ask(SIGN.id, agreement=agreement.id, version=str(agreement.version))


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    # Named as they were when the first word was typed. Once they are no longer a pair it says so, and stays with whoever
    # typed it; nothing of it is saved for anybody else. Where it began from an agreement it shows that one's words too,
    # which a former supervisor reads no longer.
    still = between_two.is_still_pair(work, args["supervisee"], args["supervisor"])
    person = access.person_for(work, args["supervisee"])
    if not still and args["begun_from"] and work.actor != person.id:
        raise Refused
    other = name_of(work, args["supervisor"] if work.actor == person.id else person.id)
    review_by = agreements.policy_review(work, person, work.today(person))
    return {
        "who": who(work, person.id, args["supervisor"]),
        "ended": "" if still else ", who no longer work together",
        "readers": _readers(work, person, other),
        "how_often": _how_often(work, person),
        "review_words": _review_words(work, person, review_by),
        "review_by": review_by,
        **{f"usual_{step}": text for step, text in USUAL.items()},
    }


def _readers(work: Work, person: Person, other: str) -> str:
    """Who can read it, today and later: said before anything is typed, as `between_two.agreement` has it."""
    later = (
        f"whoever supervises you after {other} reads it too"
        if work.actor == person.id
        else f"whoever supervises {other} after you reads it in your place"
    )
    return (
        f"Only you and {other} can read it here: no manager, and nobody who covers. Once both of you have signed it, "
        f"{later}."
    )


def _how_often(work: Work, person: Person) -> str:
    rules = work.policy(person).rules
    live = [rules[row.rule] for row in duties_query.live_of(work.uow, person.id) if row.rule in rules]
    asked = [by_when(one) for one in live if one.opened_by == "last_session"]
    weeks = person.supervised_every_weeks
    agreed = f"Agreed individually: every {in_words(weeks, 'weeks')}, if that is sooner." if weeks else ""
    return " ".join(one for one in (f"Your policy asks for it {asked[0]}." if asked else "", agreed) if one)


def _review_words(work: Work, person: Person, review_by: date | None) -> str:
    if review_by is not None:
        return f"Your policy asks for a review by {full_date(review_by)} at the latest."
    rules = [one for one in work.policy(person).rules.values() if one.gives == "signed"]
    reviewed = [one for one in rules if one.opened_by in ("circumstances_changed", "agreement_signed")]
    return f"Your policy: {reviewed[0].clause.says}" if reviewed else ""


def _written(work: Work, args: Args, answers: Answers) -> Said:
    two = (args["supervisee"], args["supervisor"])
    if not between_two.is_still_pair(work, *two):
        return _with_another(work, args, answers)
    said = {step: answers.text(step) or None for step in agreements.HEADINGS}
    agreement = agreements.write(work, two, int(args["edition"]), said, answers.day("review_on"))
    text = (
        "The agreement is saved. Read it through, then sign it. A change by either of you takes back the signatures there "
        "are, so that both of you sign the same words."
    )
    read_it = Button("Read it", Press("agreement-read", agreement.id, agreement.version), "primary")
    return say(done(work, "Agreement saved", text, _other(work, agreement), buttons=(read_it,)))


def _with_another(work: Work, args: Args, answers: Answers) -> Said:
    """What a supervisee typed before somebody else came to supervise them is theirs to agree on with that one: it is shown
    again, with who reads it now, before it is saved. Words of the earlier supervisor that were not signed by both are not
    theirs, and stay behind; those that were signed follow the supervisee as it is.

    Raises WrittenMeanwhile where the new one has begun to write, NoLongerTwo where nobody has come, or where it is the
    earlier supervisor who typed.
    """
    person = access.person_for(work, args["supervisee"])
    if work.actor != person.id or between_two.pairs(work)[:1] != [person]:
        raise NoLongerTwo(mine=work.actor == person.id)
    _, supervisor = between_two.pair(work, person.id)
    if agreements.in_writing(work, person) is not None:
        raise agreements.WrittenMeanwhile
    kept, left = answers.kept, ""
    if args["edition"] != "0":
        kept = typed(work, args["begun_from"], int(args["edition"]), answers)
    if kept is not answers.kept:
        left = " What stood there before you changed it is not: the two of you had not both signed it."
    text = (
        f"{supervisor.name} supervises you now, so nothing was saved. What you typed yourself is carried over for the two "
        f"of you: look through it again before you save it.{left}"
    )
    # Of its own, so that what they may have begun with that one meanwhile goes on waiting beside it.
    two = {"supervisee": person.id, "supervisor": supervisor.id}
    about = {**two, "edition": "0", "begun_from": new_id(work.now)}
    return replace(say(text), opening=Opening(AGREEMENT.id, about, kept))


def _sign_facts(work: Work, args: Args) -> Mapping[str, object]:
    agreement, person = between_two.agreement(work, args["agreement"])
    if not can_sign(work, agreement) or args["version"] != str(agreement.version):
        raise MovedOn
    other = name_of(work, _other(work, agreement))
    first = not (agreement.supervisee_signed_on or agreement.supervisor_signed_on)
    return {
        "who": who(work, agreement.supervisee_id, agreement.supervisor_id),
        "document": work.policy(person).document.title,
        "what_follows": (
            f"{other} is told, and signs too before it holds."
            if first
            else f"{other} has signed, so with yours it holds."
        ),
    }


def _signed(work: Work, args: Args, answers: Answers) -> Said:
    agreement = agreements.sign(work, args["agreement"], int(args["version"]))
    other = name_of(work, _other(work, agreement))
    if agreement.state != "agreed":
        text = f"You have signed. It holds once {other} has signed the same words."
        return say(done(work, "Agreement signed", text, _other(work, agreement)))
    text = (
        "Both of you have signed, and the agreement holds. Each of you can read it and copy it at any time."
    )
    if work.actor == agreement.supervisor_id:
        text += " Put a copy on file where both of you can reach it."
    copy = Button("Copy as text", Press("agreement-copy", agreement.id, agreement.version))
    return say(done(work, "Agreement signed by both", text, _other(work, agreement), buttons=(copy,)))


def _other(work: Work, agreement: Agreement) -> str:
    mine = work.actor == agreement.supervisee_id
    return agreement.supervisor_id if mine else agreement.supervisee_id


def _options(work: Work) -> list[Option]:
    return [
        Option(one.id, f"Mine, with {name_of(work, one.supervisor_id)}" if one.id == work.actor else one.name)
        for one in between_two.pairs(work)
    ]


def _copied(work: Work, press: Press) -> Said:
    return say(*copies(work, press.subject))


def _read(work: Work, press: Press) -> Said:
    message: Message = read(work, press.subject)
    return say(message)


WHICH: Final = Pick(
    pick_flow("agreement_which", "Supervision agreement", "Which agreement is it about?", "Agreement"),
    _options,
    _show,
    NOBODY,
)
TOPIC = Topic(
    conversations=(
        WHICH.conversation,
        Conversation(AGREEMENT, _facts, _written),
        Conversation(SIGN, _sign_facts, _signed),
    ),
    commands={"agreement": WHICH.start},
    verbs={
        "agreement": lambda work, press: _show(work, press.subject),
        "agreement-write": write,
        "agreement-read": _read,
        "agreement-sign": sign,
        "agreement-copy": _copied,
    },
    help={"agreement": "The supervision agreement: write it, sign it, read it, look at it again"},
    whose={"agreement": ("supervised", "supervises")},
)
