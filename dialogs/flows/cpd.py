"""What is asked about a reflection, and for a person's own record of professional development.

Clauses reflection-split and cpd of POLICY: Bradford's; offered to others as a help. Facts the caller gives: ``clause``, a
sentence that cites the policy where it has the clause, or nothing; ``cases``, the person's open cases; ``statement`` and
``items``, what their professional development is held against; ``a_year_ago``; ``actions``, what they took on in drafts, as
options; ``action``, what one of them says, or nothing where it is about a child; ``of``, a sentence that says where it is
from.
"""

from typing import Final

from dialogs.engine.conditions import AllOf, Equals, Given
from dialogs.engine.flow import Choice, Choices, Date, Flow, LongText, YesNo

MOST: Final = 2000
MOST_REFLECTED: Final = 1800
"""With what it is held against it still is one entry of a CPD record."""
_MINE: Final = Equals("whose", "mine")

REFLECT: Final = Flow(
    id="reflect",
    version=1,
    facts=("cases", "clause", "statement", "items"),
    steps=(
        LongText("said", max_length=MOST_REFLECTED),
        Choice("whose", options=("mine", "childs")),
        Choice("case", options="cases", when=AllOf(Equals("whose", "childs"), Given("cases"))),
        Choices("against", options="items", required=False, when=AllOf(_MINE, Given("items"))),
        YesNo("cpd", when=_MINE),
    ),
    words={
        "title": "A reflection",
        "summary": "A reflection",
        "before": "What you write is handed back to you as text for the record it belongs to. Nobody else is told.{clause}",
        "said": "What do you want to hold on to?",
        "said.label": "Reflection",
        "said.hint": "For example what worked and what did not, how it felt, or what you learned",
        "said.blank": "Enter what you want to hold on to",
        "whose": "Whose record does it belong to?",
        "whose.label": "It belongs to",
        "whose.mine": "Mine: how something felt, or what I learned",
        "whose.childs": "A child's or family's: what worked for them, what could be different",
        "case": "Which case is it about?",
        "case.label": "Case",
        "against": "{statement}: does it bear on any of these?",
        "against.label": "It bears on",
        "against.blank": "Tick what it bears on, or leave this out",
        "cpd": "Do you want it in your own CPD record too? Only you can read that here.",
        "cpd.label": "In my CPD record",
    },
)
ENTRY: Final = Flow(
    id="cpd_entry",
    version=1,
    facts=("clause",),
    steps=(
        Choice("kind", options=("action", "training", "practice", "reflection")),
        Date("on", direction="past", default="today"),
        LongText("said", max_length=MOST),
    ),
    words={
        "title": "My CPD record",
        "summary": "My CPD record",
        "before": "Only you can read this here. Leave out names and references of children and families.{clause}",
        "kind": "What is it?",
        "kind.label": "Kind",
        "kind.action": "An action from supervision",
        "kind.training": "Training or reading",
        "kind.practice": "Practice somebody observed",
        "kind.reflection": "A reflection",
        "on": "On which day was it?",
        "on.label": "On",
        "said": "What was it, and what did you learn?",
        "said.label": "What it was, and what I learned",
        "said.blank": "Enter what it was and what you learned",
        "finish": "Add it",
    },
)
EXPORT: Final = Flow(
    id="cpd_export",
    version=1,
    facts=("a_year_ago",),
    steps=(Date("since", direction="past", default="a_year_ago"),),
    resumable=False,
    words={
        "title": "My CPD record",
        "summary": "My CPD record",
        "since": "From which day on do you want it as text?",
        "since.label": "From",
        "finish": "Get the text",
    },
)
WHICH_ACTION: Final = Flow(
    id="cpd_which",
    version=1,
    args=("draft",),
    facts=("actions",),
    steps=(Choice("action", options="actions", private=True),),
    resumable=False,
    words={
        "title": "My CPD record",
        "summary": "My CPD record",
        "action": "Which action do you add?",
        "action.label": "Action",
        "finished": "Chosen. It goes on in the next message.",
    },
)
ACTION_ENTRY: Final = Flow(
    id="cpd_action",
    version=1,
    args=("action_id",),
    facts=("clause", "action", "of"),
    steps=(
        Date("on", direction="past", default="today"),
        LongText("said", max_length=MOST, default="action", private=True),
    ),
    words={
        "title": "My CPD record",
        "summary": "My CPD record",
        "before": "{of} Only you can read this here. Leave out names and references of children and families.{clause}",
        "on": "On which day was it?",
        "on.label": "On",
        "said": "What was it, and what did you learn?",
        "said.label": "What it was, and what I learned",
        "said.blank": "Enter what it was and what you learned",
        "finish": "Add it",
    },
)
