"""The supervision agreement as people see it: how it stands, what it says on request, and as text for the file."""

from collections.abc import Iterator, Mapping

from dialogs.exchange.message import Button, Fact, Message
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.flows.agreement import AGREEMENT, TIER
from dialogs.wording.pages import pages
from dialogs.wording.phrases import name_of
from storage.tables import Agreement, Person
from supervision import agreements
from supervision.work import Work

SUMMARY = "The supervision agreement"
CLAUSE = "agreement-form"
NOT_SAID = "Nothing said"


def who(work: Work, supervisee_id: str, supervisor_id: str | None) -> str:
    """The two, by name."""
    return f"{name_of(work, supervisee_id)} and {name_of(work, supervisor_id)}"


def standing_card(work: Work, person: Person) -> Message:
    """How the agreement of two stands, and what can be done now. None of its words."""
    holds, writing = agreements.standing(work, person), agreements.in_writing(work, person)
    clause = work.policy(person).cited_clauses.get(CLAUSE)
    facts = [Fact("Holds now", _holds(work, holds) if holds else "No agreement yet")]
    facts += [Fact("Being agreed", _waits(work, writing))] if writing else []
    facts += [Fact("Clause", clause.cited())] if clause else []
    return Message(
        "What the two of you agree on for supervision. Both write it, both sign it, and both can read it.",
        title=f"Supervision agreement: {who(work, person.id, person.supervisor_id)}",
        facts=tuple(facts),
        buttons=tuple(_buttons(work, person, holds, writing)),
        summary=SUMMARY,
        card=f"agreement:{person.id}:{work.actor}",
    )


def read(work: Work, agreement_id: str) -> Message:
    """What an agreement says, for one of the two, on request."""
    agreement, said = agreements.texts(work, agreement_id)
    buttons = [Button("Copy as text", Press("agreement-copy", agreement.id, agreement.version))]
    if can_sign(work, agreement):
        buttons.insert(0, sign_button(agreement))
    if agreement.state == "written":
        buttons.append(_write(agreement.supervisee_id, "Change it"))
    state = _waits(work, agreement) if agreement.state == "written" else _holds(work, agreement)
    return Message(
        state,
        title=f"Supervision agreement: {who(work, agreement.supervisee_id, agreement.supervisor_id)}",
        facts=tuple(Fact(label, text) for label, text in lines(agreement, said)),
        buttons=tuple(buttons),
        summary=SUMMARY,
        private=True,
    )


def copies(work: Work, agreement_id: str) -> list[Message]:
    """The whole agreement as plain text to copy, in as many messages as it needs."""
    agreement, said = agreements.texts(work, agreement_id)
    parts = [
        f"Supervision agreement between {who(work, agreement.supervisee_id, agreement.supervisor_id)}",
        *(f"{label}\n{text}" for label, text in lines(agreement, said)),
        *_signatures(work, agreement, by_name=True),
    ]
    return pages("Supervision agreement", parts)


def lines(agreement: Agreement, said: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """What an agreement says, heading by heading, in the order in which it is asked."""
    for step in agreements.HEADINGS:
        text = said.get(step)
        if text is not None or step != "often":
            label = AGREEMENT.words[f"{step}.label"]
            yield label, AGREEMENT.words.get(f"{step}.{text}", text or NOT_SAID)
    yield "When we cannot agree", TIER
    yield "Looked at again on", full_date(agreement.review_on) if agreement.review_on else "No day chosen"


def can_sign(work: Work, agreement: Agreement) -> bool:
    """Whether the actor's signature is still missing."""
    mine = work.actor == agreement.supervisee_id
    signed = agreement.supervisee_signed_on if mine else agreement.supervisor_signed_on
    return agreement.state == "written" and signed is None


def sign_button(agreement: Agreement, *, first: bool = True) -> Button:
    """The way to a signature under the edition that was shown; `first` where it has been read."""
    press = Press("agreement-sign", agreement.id, agreement.version)
    return Button("Sign", press, "primary" if first else "plain")


def _buttons(
    work: Work, person: Person, holds: Agreement | None, writing: Agreement | None
) -> Iterator[Button]:
    if writing is not None:
        yield Button("Read it", Press("agreement-read", writing.id, writing.version), "primary")
        yield _write(person.id, "Change it")
    if holds is not None:
        yield Button("Read what holds now", Press("agreement-read", holds.id, holds.version))
    if writing is None:
        yield _write(person.id, "Review it") if holds else _write(person.id, "Write it", first=True)
    if holds is not None:
        yield Button("It is not being kept to", Press("concern-agreement", person.id))


def _write(supervisee_id: str, label: str, *, first: bool = False) -> Button:
    return Button(label, Press("agreement-write", supervisee_id), "primary" if first else "plain")


def _holds(work: Work, agreement: Agreement) -> str:
    again = f", to be looked at again on {full_date(agreement.review_on)}" if agreement.review_on else ""
    signed = full_date(agreement.agreed_on) if agreement.agreed_on else ""
    between = who(work, agreement.supervisee_id, agreement.supervisor_id)
    ended = " A later one has taken its place." if agreement.state == "replaced" else ""
    return f"Signed by {between}, the second on {signed}{again}.{ended}"


def _waits(work: Work, agreement: Agreement) -> str:
    by, on = _you_or_name(work, agreement.written_by), full_date(agreement.written_on)
    written = f"Version {agreement.edition}, by {by} on {on}."
    return " ".join([written, *_signatures(work, agreement)])


def _signatures(work: Work, agreement: Agreement, *, by_name: bool = False) -> Iterator[str]:
    """A line for each of the two; who reads it is "you", but in the text for the file."""
    for person_id, on in (
        (agreement.supervisee_id, agreement.supervisee_signed_on),
        (agreement.supervisor_id, agreement.supervisor_signed_on),
    ):
        name = name_of(work, person_id) if by_name else _you_or_name(work, person_id)
        yield f"Signed by {name} on {full_date(on)}." if on else f"Not yet signed by {name}."


def _you_or_name(work: Work, person_id: str) -> str:
    return "you" if person_id == work.actor else name_of(work, person_id)
