"""What is asked for the draft of a record: of its cases, or its personal notes; and for an action.

Clauses agenda, personal, together, analysis and childs-views of POLICY. Which headings are asked is the policy file's. Facts
the caller gives: ``about``, what the draft is of; ``readers``, a sentence that says who can read this; ``sections``, the
headings; ``previous`` and ``own``, the actions carried over and those of this draft, as options; ``child``, whether it is
about one case; ``asked``, whether the policy asks why the child's views are missing; ``statement`` and ``items``, what
professional development is held against; ``audited``, the days of audits whose learning this takes up, or nothing.
"""

from typing import Final

from dialogs.engine.conditions import AllOf, Given, Holds
from dialogs.engine.flow import Choices, Date, Flow, LongText, Review, Step, Text
from dialogs.engine.values import Facts
from dialogs.flows.childs_views import CHILD_WORDS, VIEWS_MISSING
from dialogs.flows.which import which_case_flow

MOST: Final = 900
FACTS: Final = ("about", "readers", "sections", "previous", "own", "child", "asked", "audited")
PERSONAL_FACTS: Final = (*FACTS, "statement", "items")
CASE_SECTIONS: Final = (
    "key_dates",
    "discussion",
    "worried",
    "working_well",
    "needs_to_happen",
    "hypothesis",
    "impact",
    "plan_progress",
    "reflection",
)
PERSONAL_SECTIONS: Final = (
    "personal_discussion",
    "wellbeing",
    "feedback",
    "observed_practice",
    "academic_work",
    "development",
    "learning",
    "time_off",
    "team",
    "equality",
    "any_other_business",
)
BEFORE_DEVELOPMENT: Final = PERSONAL_SECTIONS.index("development")
_MISSING: Final = AllOf(Given("child"), VIEWS_MISSING)


def _section(name: str) -> LongText:
    def is_asked(facts: Facts) -> bool:
        names = facts["sections"]
        return isinstance(names, tuple) and name in names

    return LongText(name, required=False, when=Holds(is_asked), max_length=MOST)


def _steps(*between: Step) -> tuple[Step, ...]:
    return (
        Choices("done", options="previous", required=False, when=Given("previous"), private=True),
        LongText("before_now", required=False, max_length=MOST),
        *between,
        LongText("audit", required=False, when=Given("audited"), max_length=MOST),
        Choices("out", options="own", required=False, when=Given("own"), counted=False, private=True),
        LongText("see_also", required=False, max_length=MOST),
        Review("ready"),
    )


_WORDS: Final = {
    "done": "Previous actions: which of them are done, or no longer needed? The others are carried over.",
    "done.label": "Done",
    "done.blank": "Tick what is done, or leave this out",
    "before_now": "Previous actions: what came of them, and did they help?",
    "before_now.label": "Previous actions",
    "before_now.blank": "Enter what came of them",
    "audit": "There is something to be learnt from the audit of {audited}. Which actions come of it, what is done, and what "
    "is outstanding?",
    "audit.label": "Case audit",
    "audit.hint": 'You read it with "Read what an audit taught", beside the draft',
    "audit.blank": "Enter what comes of the audit",
    "out": "Which of the actions of this draft do you take out? You add actions after this, one at a time.",
    "out.label": "Taken out",
    "out.blank": "Tick what you take out, or leave this out",
    "see_also": "See also: where is what is recorded elsewhere, on the file or on paper?",
    "see_also.label": "See also",
    "see_also.hint": "For example the visit of 12 November, or the drawing we made, scanned onto the file",
    "see_also.blank": "Enter where it is",
    "ready": "Check the draft. {readers}",
    "ready.confirm": "Save the draft",
}
DRAFT_CASE: Final = Flow(
    id="draft_case",
    version=1,
    args=("draft", "version"),
    facts=FACTS,
    steps=_steps(
        *(_section(one) for one in CASE_SECTIONS),
        LongText("child_thinks", required=False, when=Given("child"), max_length=MOST),
        LongText("child_wants", required=False, when=Given("child"), max_length=MOST),
        LongText("child_reason", required=Given("asked"), when=_MISSING, max_length=MOST),
    ),
    words={
        **_WORDS,
        "title": "Draft of the record: {about}",
        "summary": "The draft of a record",
        "before": "{readers} Write what is new in your thinking, and why: what is recorded elsewhere is only named, under "
        '"See also". Leave out what does not apply.',
        "key_dates": "Key dates",
        "key_dates.hint": "Only if they help: what is coming up, as a quick reference",
        "key_dates.blank": "Enter key dates",
        "discussion": "Case discussion: what did you think through, and what follows from it?",
        "discussion.label": "Case discussion",
        "discussion.blank": "Enter what you discussed",
        "worried": "What are we, or others, worried about?",
        "worried.blank": "Enter what worries you",
        "working_well": "What is working well, or getting better?",
        "working_well.blank": "Enter what is working well",
        "needs_to_happen": "What needs to happen?",
        "needs_to_happen.blank": "Enter what needs to happen",
        "hypothesis": "Hypothesis and grey areas: how do you explain it, and what do you not know yet?",
        "hypothesis.label": "Hypothesis and grey areas",
        "hypothesis.blank": "Enter your hypothesis, or what is not clear yet",
        "impact": "What does the work with them do to you, and what would make it easier?",
        "impact.label": "Emotional impact of the work",
        "impact.hint": "Talking about it is welcome here; leave it out if you would rather not write it onto the file",
        "impact.blank": "Enter what the work does to you",
        "plan_progress": "Progress against the plan: what impact has the work had, where are gaps, and what do child and "
        "family say about the plan?",
        "plan_progress.label": "Progress against the plan",
        "plan_progress.blank": "Enter the progress against the plan",
        "reflection": "Reflection about the child or family: what has worked, and what could be different?",
        "reflection.label": "Reflection",
        "reflection.hint": "What the worker felt or learned belongs in the personal notes",
        "reflection.blank": "Enter what you reflected on",
        **CHILD_WORDS,
    },
)
DRAFT_PERSONAL: Final = Flow(
    id="draft_personal",
    version=1,
    args=("draft", "version"),
    facts=PERSONAL_FACTS,
    steps=_steps(
        *(_section(one) for one in PERSONAL_SECTIONS[:BEFORE_DEVELOPMENT]),
        Choices("against", options="items", required=False, when=Given("items")),
        *(_section(one) for one in PERSONAL_SECTIONS[BEFORE_DEVELOPMENT:]),
    ),
    words={
        **_WORDS,
        "title": "Draft of the personal notes: {about}",
        "summary": "The draft of a record",
        "before": "{readers} Agree on what is written of anything very personal. Nothing about a child or family belongs "
        "here. Leave out what does not apply.",
        "personal_discussion": "Personal discussion: is there anything that bears on the work?",
        "personal_discussion.label": "Personal discussion",
        "personal_discussion.blank": "Enter what you discussed",
        "wellbeing": "How is the worker, and what would help?",
        "wellbeing.label": "Wellbeing",
        "wellbeing.blank": "Enter how it is going",
        "feedback": "What have others said about the work, and what do you make of it?",
        "feedback.label": "Feedback from others",
        "feedback.blank": "Enter the feedback",
        "observed_practice": "What did observed practice show?",
        "observed_practice.label": "Observed practice",
        "observed_practice.blank": "Enter what was observed",
        "academic_work": "Academic work: how is it going, and what does it need from practice?",
        "academic_work.label": "Academic work",
        "academic_work.blank": "Enter what you discussed",
        "against": "{statement}: against which of these did you consider progress? What you made of it goes under "
        "professional development.",
        "against.label": "Progress considered against",
        "against.blank": "Tick what you considered, or leave this out",
        "development": "Professional development: reading, training, feedback and career, and how they bear on practice",
        "development.label": "Professional development",
        "development.blank": "Enter what you discussed",
        "learning": "Learning and development: which actions are set or reviewed, also from audits?",
        "learning.label": "Learning and development",
        "learning.blank": "Enter what you discussed",
        "time_off": "TOIL, leave and sickness",
        "time_off.blank": "Enter what you agreed",
        "team": "Team development, health and safety",
        "team.hint": "For example lone working, or what is needed to do the work",
        "team.blank": "Enter what you discussed",
        "equality": "Equality",
        "equality.hint": "For example possible discrimination, or too few chances to move on",
        "equality.blank": "Enter what you discussed",
        "any_other_business": "Any other business",
        "any_other_business.blank": "Enter what else you discussed",
    },
)
FLOWS: Final = {"case": DRAFT_CASE, "personal": DRAFT_PERSONAL}
ACTION: Final = Flow(
    id="draft_action",
    version=1,
    args=("draft",),
    facts=("about",),
    steps=(
        LongText("to_do", max_length=400),
        LongText("reason", max_length=400),
        Text("doer", max_length=100),
        Date("by_when"),
    ),
    words={
        "title": "An action: {about}",
        "summary": "The draft of a record",
        "to_do": "What is to be done?",
        "to_do.label": "What",
        "to_do.blank": "Enter what is to be done",
        "reason": "Why, and what is it to change?",
        "reason.label": "Why",
        "reason.blank": "Enter why it is to be done",
        "doer": "Who does it?",
        "doer.label": "Who",
        "doer.hint": "A name or a role. One of you two who is named may add it to their own CPD record",
        "doer.blank": "Enter who does it",
        "by_when": "By when?",
        "by_when.label": "By when",
        "by_when.blank": "Enter the day",
        "finish": "Add the action",
    },
)
WHICH: Final = which_case_flow(
    "draft_which",
    "Draft the record: {session_label}",
    "Which case is it about?",
    about=("session", "session_label"),
    summary="The draft of a record",
)
