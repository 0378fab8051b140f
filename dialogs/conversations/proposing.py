"""Proposing a time for a session, and answering a proposal."""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.conversations.picking import Pick
from dialogs.engine.conditions import Given
from dialogs.engine.flow import Choice, DateTime, Flow
from dialogs.engine.values import Answers
from dialogs.exchange.message import Button, Option
from dialogs.exchange.reply import Press
from dialogs.flows.which import pick_flow
from dialogs.wording.beside_booking import at_the_same_time, on_no_working_day
from dialogs.wording.phrases import KINDS, done, name_of, session_name, session_option, when
from dialogs.wording.to_answer import made_by, prepare_for, proposed_time
from storage.queries import sessions as query
from supervision import access, mine, proposals
from supervision.people import acting_supervisor_id
from supervision.sessions import NotPlanned
from supervision.work import MovedOn, SaidNo, Work

PROPOSE: Final = Flow(
    id="propose",
    version=1,
    args=("session", "supervisee"),
    steps=(
        DateTime("starts_at"),
        Choice("kind", options=("both", "case", "personal"), when=Given("supervisee")),
    ),
    facts=("what",),
    resumable=False,
    words={
        "title": "Propose a time {what}",
        "summary": "Propose a time for supervision",
        "starts_at": "Which date and time do you propose?",
        "starts_at.label": "Date and time",
        "kind": "What is it for?",
        "kind.label": "Kind",
        "kind.both": "Cases and personal supervision",
        "kind.case": "Cases only",
        "kind.personal": "Personal supervision only",
        "finish": "Propose it",
    },
)
NO_SUPERVISOR = "You have no supervisor on record. Ask whoever keeps the staff list to add one."


def propose_instead(work: Work, session_id: str) -> Said:
    """Another time for a planned session. Raises Refused, NotPlanned."""
    session = access.session_as_party(work, session_id)
    if session.status != "planned":
        raise NotPlanned
    return ask(PROPOSE.id, session=session.id, supervisee="")


def propose_new(work: Work, supervisee_id: str) -> Said:
    """A time for a session that is not booked yet: the actor's own, or of somebody they supervise. Raises Refused."""
    _may_propose_new(work, supervisee_id)
    return ask(PROPOSE.id, session="", supervisee=supervisee_id)


def _may_propose_new(work: Work, supervisee_id: str) -> None:
    if supervisee_id != work.actor:
        access.supervisee(work, supervisee_id)
    elif access.actor(work).supervisor_id is None:
        raise SaidNo(NO_SUPERVISOR)


def pressed(work: Work, press: Press) -> Said:
    """The button "Propose a time"; its subject is a session, a supervisee, or nothing for a session of the actor's own."""
    if query.session(work.uow, press.subject) is not None:
        session = access.session_as_party(work, press.subject)
        # An answer to a proposal offers it without a version: it stands for whatever the session has become.
        if press.version not in (0, session.version):
            raise MovedOn
        return propose_instead(work, session.id)
    return propose_new(work, press.subject or work.actor)


def accept(work: Work, press: Press) -> Said:
    """The button "Accept": the session moves, or is booked."""
    proposal = proposals.answer(work, press.subject, True, press.version)
    what = "Moved" if proposal.session_id else "Booked"
    prepare, made = prepare_for(work, proposal), made_by(work, proposal)
    named = session_name(work, made) if made else f"{KINDS[proposal.kind]}, {when(work, proposal.starts_at)}"
    text = f"{what}: {named}."
    beside = at_the_same_time(work, made) if made is not None else ()
    return say(done(work, "Time accepted", text, proposal.proposed_by, facts=beside, buttons=prepare))


def decline(work: Work, press: Press) -> Said:
    """The button "Decline": nothing changes."""
    proposal = proposals.answer(work, press.subject, False, press.version)
    subject = proposal.session_id or proposal.supervisee_id
    another = Button("Propose another time", Press("propose-time", subject))
    text = f"Declined: {when(work, proposal.starts_at)}. Nothing has changed; you can propose another time."
    return say(done(work, "Time declined", text, proposal.proposed_by, buttons=(another,)))


def waiting(work: Work) -> Said:
    """The command: what has been proposed to the actor, each with its two answers."""
    found = mine.proposals_to_answer(work)
    return (
        say(*[proposed_time(work, one) for one in found])
        if found
        else say("No proposed time waits for your answer.")
    )


def answering(work: Work, press: Press) -> Said:
    """The way in from several things of one morning: what is proposed, with its two answers. Raises Refused, MovedOn."""
    proposal = access.proposal_to_answer(work, press.subject)
    if proposal.state != "open" or press.version != proposal.version:
        raise MovedOn
    return say(proposed_time(work, proposal))


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    if args["session"]:
        return {"what": f"instead of {session_name(work, access.session_as_party(work, args['session']))}"}
    _may_propose_new(work, args["supervisee"])
    return {"what": f"for a session with {name_of(work, _other(work, args['supervisee']))}"}


def _other(work: Work, supervisee_id: str) -> str | None:
    if supervisee_id != work.actor:
        return supervisee_id
    me = access.actor(work)
    return acting_supervisor_id(work.uow, me.supervisor_id, work.today(me))


def _proposed(work: Work, args: Args, answers: Answers) -> Said:
    starts_at, kind = answers.instant("starts_at") or work.now, answers.text("kind") or "both"
    proposal = proposals.propose(work, args["supervisee"], args["session"] or None, starts_at, kind=kind)
    other = _other(work, proposal.supervisee_id)
    text = (
        f"Proposed: {when(work, proposal.starts_at)}. Nothing changes until {name_of(work, other)} accepts."
    )
    return say(done(work, "Time proposed", text, other, facts=on_no_working_day(work, starts_at)))


def _proposable(work: Work) -> list[Option]:
    me = access.actor(work)
    found = [*mine.own_sessions(work, "planned"), *mine.supervised_sessions(work, "planned")]
    new = [me] if me.supervisor_id else []
    return [
        *(_instead_of(session_option(work, one)) for one in found),
        *(
            Option(f"supervisee {one.id}", f"A new session with {name_of(work, _other(work, one.id))}")
            for one in [*new, *mine.supervisees(work)]
        ),
    ]


def _instead_of(session: Option) -> Option:
    return Option(f"session {session.value}", f"Instead of {session.label}", session.hint)


def _chosen(work: Work, chosen: str) -> Said:
    what, subject = chosen.split(" ", 1)
    return propose_instead(work, subject) if what == "session" else propose_new(work, subject)


PROPOSE_WHICH: Final = Pick(
    pick_flow("propose_which", "Propose a time", "What do you want to propose a time for?", "Session"),
    _proposable,
    _chosen,
    NO_SUPERVISOR,
)
TOPIC = Topic(
    conversations=(PROPOSE_WHICH.conversation, Conversation(PROPOSE, _facts, _proposed)),
    commands={"propose": PROPOSE_WHICH.start, "proposals": waiting},
    verbs={
        "propose-time": pressed,
        "answer-proposal": answering,
        "accept-proposal": accept,
        "decline-proposal": decline,
    },
    whose={"propose": ("supervised", "supervises"), "proposals": ("supervised", "supervises")},
    waits={"proposals": mine.proposals_to_answer},
    help={
        "propose": "Propose a time for supervision",
        "proposals": "Times proposed to you, to accept or decline",
    },
)
