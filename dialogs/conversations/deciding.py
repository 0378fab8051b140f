"""How often one case is discussed is decided and recorded."""

from collections.abc import Mapping
from typing import Final

from dialogs.case_cards import by_when
from dialogs.conditions import Given
from dialogs.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.flow import Choice, Date, Flow, Number
from dialogs.message import Button, Fact, Option
from dialogs.phrases import capital, done
from dialogs.reply import Press
from dialogs.text import full_date
from dialogs.values import Answers
from supervision import access, cases
from supervision.policy.conditions import in_words_all
from supervision.work import Work

AS_THE_TABLE_SAYS: Final = "table"
WHAT_DECISION: Final = Flow(
    id="what_decision",
    version=1,
    args=("person", "case"),
    steps=(Choice("decision", options="decisions"),),
    facts=("decisions", "case_label"),
    resumable=False,
    words={
        "title": "How often {case_label} is discussed",
        "summary": "How often a case is discussed",
        "decision": "What is decided? Choose what lengthens an interval only where what it says of the case holds.",
        "decision.label": "Decision",
        "read": "{label}",
        "finished": "You chose:",
    },
)
DECIDE: Final = Flow(
    id="decide_case",
    version=1,
    args=("person", "case", "what"),
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
        "from_day": "From which day does the decision hold? What is shorter holds at once; what is longer for the next "
        "interval that begins from that day on.",
        "from_day.label": "Holds from",
    },
)


def decide_pressed(work: Work, press: Press) -> Said:
    """The button "Decide how often"; its subject is a worker and a case."""
    person_id, _, case_id = press.subject.partition(":")
    access.supervisee(work, person_id)
    return ask(WHAT_DECISION.id, person=person_id, case=cases.one(work, person_id, case_id).case.id)


def _label(work: Work, args: Args) -> str:
    access.supervisee(work, args["person"])
    return cases.one(work, args["person"], args["case"]).case.reference


def _decisions(work: Work, args: Args) -> Mapping[str, object]:
    found = cases.decidable(work, args["person"], args["case"])
    options = [
        Option(key, one.rule.title, capital(in_words_all([one.line])))
        if one.rule is not None
        else Option(
            key, "An interval in months", "For this case alone; the strictest row of the table still governs"
        )
        for key, one in found.items()
    ]
    facts = cases.one(work, args["person"], args["case"]).case.facts
    if any(name in facts for name in cases.DECISION):
        options.append(Option(AS_THE_TABLE_SAYS, "As the table says", "What was decided holds no longer"))
    return {"decisions": tuple(options), "case_label": _label(work, args)}


def _chosen(work: Work, args: Args, answers: Answers) -> Said:
    if answers.text("decision") == AS_THE_TABLE_SAYS:
        case = cases.undecide(work, args["person"], args["case"])
        return _settled(work, args["person"], case.id, "The table alone says how often it is discussed.")
    return ask(DECIDE.id, person=args["person"], case=args["case"], what=answers.text("decision"))


def _decide_facts(work: Work, args: Args) -> Mapping[str, object]:
    option = cases.decidable(work, args["person"], args["case"]).get(args["what"])
    return {"asks_months": option is not None and option.asks_months, "case_label": _label(work, args)}


def _decided(work: Work, args: Args, answers: Answers) -> Said:
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
    return say(
        done(work, "Decided", f"{standing.case.reference}: {text}", facts=tuple(facts), buttons=(back,))
    )


TOPIC = Topic(
    conversations=(
        Conversation(WHAT_DECISION, _decisions, _chosen),
        Conversation(DECIDE, _decide_facts, _decided),
    ),
    verbs={"decide-case": decide_pressed},
)
