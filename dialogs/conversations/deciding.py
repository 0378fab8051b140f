"""How often one case is discussed is decided and recorded."""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.engine.conditions import Given
from dialogs.engine.flow import Choice, Date, Flow, Number
from dialogs.engine.values import Answers
from dialogs.exchange.message import Button, Fact, Message, Option
from dialogs.exchange.reply import Press
from dialogs.exchange.text import full_date
from dialogs.wording.case_cards import by_when, decision_words
from dialogs.wording.phrases import capital, done
from supervision import access, cases
from supervision.policy.conditions import in_words_all
from supervision.work import Work

AS_THE_TABLE_SAYS: Final = "table"
WHAT_DECISION: Final = Flow(
    id="what_decision",
    version=2,
    args=("person", "case", "was"),
    steps=(Choice("decision", options="decisions"),),
    facts=("decisions", "case_label", "decided"),
    resumable=False,
    words={
        "title": "How often {case_label} is discussed",
        "summary": "How often a case is discussed",
        "decision": "{decided}What is decided? Choose a longer interval only where its description fits the case.",
        "decision.label": "Decision",
        "finished": "You chose:",
    },
)
DECIDE: Final = Flow(
    id="decide_case",
    version=2,
    args=("person", "case", "what", "was"),
    steps=(
        Number("months", least=1, most=cases.MOST_MONTHS, when=Given("asks_months")),
        Date("from_day", default="today"),
    ),
    facts=("asks_months", "case_label"),
    resumable=False,
    words={
        "title": "How often {case_label} is discussed",
        "summary": "How often a case is discussed",
        "months": "Every how many months is it discussed?",
        "months.label": "Months",
        "from_day": "From which day does the decision hold? A shorter interval holds at once; a longer one from the next "
        "discussion on or after that day.",
        "from_day.label": "Holds from",
        "finish": "Decide",
    },
)


def decide_pressed(work: Work, press: Press) -> Said:
    """The button "Decide how often"; its subject is a worker and a case."""
    person_id, _, case_id = press.subject.partition(":")
    access.supervisee(work, person_id)
    case = cases.one(work, person_id, case_id).case
    about = {"person": person_id, "case": case.id, "was": cases.decision_of(case.facts)}
    (first, *others) = _options(work, person_id, case_id)
    if others:
        return ask(WHAT_DECISION.id, **about)
    return ask(DECIDE.id, **about, what=first.value)


def _decided_since(work: Work, args: Args) -> Said | None:
    """What to say where somebody else, who supervises another of its workers, has decided since the actor began: theirs is
    not replaced unseen. None where nobody has.
    """
    case = cases.one(work, args["person"], args["case"]).case
    if cases.decision_of(case.facts) == args["was"]:
        return None
    text = f"Somebody else has decided since you began, so nothing was changed. {_stands(work, case.facts)}"
    again = Button("Decide how often", Press("decide-case", f"{args['person']}:{case.id}"), "primary")
    see = Button("See the case", Press("one-case", f"{args['person']}:{case.id}"))
    title = f"How often {case.reference} is discussed"
    return say(Message(text, title=title, buttons=(again, see), summary="How often a case is discussed"))


def _stands(work: Work, facts: Mapping[str, object]) -> str:
    decided = decision_words(work, facts)
    return f"Decided now: {decided}." if decided else "The table alone says how often it is discussed."


def _label(work: Work, args: Args) -> str:
    access.supervisee(work, args["person"])
    return cases.one(work, args["person"], args["case"]).case.reference


def _options(work: Work, person_id: str, case_id: str) -> list[Option]:
    """What can be decided: there always is an interval in months."""
    found = cases.decidable(work, person_id, case_id)
    options = [
        Option(key, one.rule.title, capital(in_words_all([one.line])))
        if one.rule is not None
        else Option(
            key, "An interval in months", "For this case alone; the strictest row of the table still governs"
        )
        for key, one in found.items()
    ]
    case = cases.one(work, person_id, case_id).case
    if any(name in case.facts for name in cases.DECISION):
        options.append(Option(AS_THE_TABLE_SAYS, "As the table says", "What was decided holds no longer"))
    return options


def _decisions(work: Work, args: Args) -> Mapping[str, object]:
    case = cases.one(work, args["person"], args["case"]).case
    options = _options(work, args["person"], args["case"])
    decided = f"{_stands(work, case.facts)} It is replaced.\n\n" if decision_words(work, case.facts) else ""
    return {"decisions": tuple(options), "case_label": _label(work, args), "decided": decided}


def _chosen(work: Work, args: Args, answers: Answers) -> Said:
    if since := _decided_since(work, args):
        return since
    if answers.text("decision") == AS_THE_TABLE_SAYS:
        case = cases.undecide(work, args["person"], args["case"])
        return _settled(work, args["person"], case.id, "The table alone says how often it is discussed.")
    return ask(
        DECIDE.id,
        person=args["person"],
        case=args["case"],
        what=answers.text("decision"),
        was=args["was"],
    )


def _decide_facts(work: Work, args: Args) -> Mapping[str, object]:
    option = cases.decidable(work, args["person"], args["case"]).get(args["what"])
    return {"asks_months": option is not None and option.asks_months, "case_label": _label(work, args)}


def _decided(work: Work, args: Args, answers: Answers) -> Said:
    if since := _decided_since(work, args):
        return since
    on = answers.day("from_day") or work.today(access.actor(work))
    months = answers.number("months")
    case = cases.decide(work, args["person"], args["case"], args["what"], months, on)
    return _settled(work, args["person"], case.id, f"The decision holds from {full_date(on)}.")


def _settled(work: Work, person_id: str, case_id: str, text: str) -> Said:
    """What was decided, and by when the case is discussed now; why, where that is not what was decided."""
    standing, person = cases.one(work, person_id, case_id), access.person_for(work, person_id)
    facts = [Fact("Discuss", capital(by_when(work, work.policy(person), standing)))]
    if standing.frequency.rule is not None:
        facts.append(Fact("Clause", standing.frequency.rule.cited()))
    if why := standing.frequency.why():
        facts.append(Fact("Why this row", why))
    back = Button("See the case", Press("one-case", f"{person_id}:{case_id}"))
    told = cases.others_deciding(work, case_id, person_id)
    text = f"{standing.case.reference}: {text}"
    return say(done(work, "Decided", text, *told, facts=tuple(facts), buttons=(back,)))


TOPIC = Topic(
    conversations=(
        Conversation(WHAT_DECISION, _decisions, _chosen),
        Conversation(DECIDE, _decide_facts, _decided),
    ),
    verbs={"decide-case": decide_pressed},
)
