"""What serves each clause: for a rule the part of the ledger that acts on it and what answers it, for what the policy asks
of a conversation the flows, words and buttons. Each is named by its kind and its own name, and looked up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from bot.cli.policy_served import served_by
from dialogs.nudges.ways_in import way_into
from dialogs.registry import COMMANDS, CONVERSATIONS, VERBS
from supervision.duties.families import FAMILIES, each_case
from supervision.policy import Rule


@dataclass(frozen=True, slots=True)
class Serving:
    """The ways that serve a clause, `kind name` each; `lacks` says plainly what is not there. Without a way: nothing is."""

    ways: tuple[str, ...] = ()
    lacks: str = ""


CONVERSATIONS_SERVED: Mapping[str, Serving] = {
    "four-questions": Serving(
        ("word prepare", "conversation four_questions", "word ask for supervision", "word export")
    ),
    "ten-minutes": Serving(
        (
            "word updates on",
            "word update",
            "button update-start",
            "button update-listen",
            "conversation update_notes",
            "job supervision.updates.clock",
        )
    ),
    "childs-views": Serving(("conversation update_closing", "conversation draft_case")),
    "emotions": Serving(("conversation update_closing", "conversation draft_case")),
    "analysis": Serving(("word draft", "conversation draft_case", "conversation draft_action")),
    "together": Serving(("word draft", "button draft-record", "button draft-write", "button draft-copy")),
    "agenda": Serving(
        (
            "conversation agenda",
            "button agenda",
            "button to-agenda",
            "word audit",
            "button audit-taught",
            "conversation draft_case",
            "conversation draft_action",
        )
    ),
    "personal": Serving(
        (
            "conversation draft_personal",
            "word send notes",
            "button sign-off",
            "button ask-change",
            "conversation reflect",
        ),
    ),
    "reflection-split": Serving(("word reflect", "conversation reflect")),
    "supervisor-prep": Serving(
        (
            "nudge dialogs.nudges.digest",
            "word checklist",
            "conversation tick_look",
            "button read-preparation",
            "button ready",
        )
    ),
    "agreement-form": Serving(
        (
            "word agreement",
            "conversation agreement",
            "conversation agreement_sign",
            "button agreement-copy",
        )
    ),
    "disagreement": Serving(("conversation disagree", "button read-reason", "button concern-record")),
    "concern": Serving(
        ("word concern", "conversation concern", "conversation concern_on", "conversation concern_met")
    ),
    "reading": Serving(
        ("word read", "conversation read_why", "button reading-show", "button reading-why", "word cover"),
    ),
    "property": Serving(("job supervision.passing_on", "job supervision.access")),
    "storage": Serving(
        ("word draft", "button draft-copy", "word recorded", "word send notes", "job storage.sealing"),
        "The records are stored in the authority's own systems: the bot hands over text to copy there, and asks whether "
        "it was done.",
    ),
    "disclosure": Serving(
        ("word disclose", "conversation disclose_request", "button disclose-read", "button disclose-copy"),
        "It copies what the bot keeps, the draft of a case record: the file itself is disclosed by whoever keeps it.",
    ),
    "redaction": Serving(("button disclose-choose", "conversation disclose", "button disclose-copy")),
    "own-data": Serving(
        ("word my data", "button own-data", "conversation cpd_export"),
        "Names that the bot does not know, such as a child's, are not found.",
    ),
    "co-working": Serving(
        ("ledger discussing", "word co-working", "conversation co_working", "button co-working-of")
    ),
    "oversight": Serving(("word oversight", "conversation oversight")),
    "cpd": Serving(
        (
            "word cpd",
            "conversation reflect",
            "conversation cpd_entry",
            "button cpd-actions",
            "conversation cpd_action",
            "conversation cpd_export",
        )
    ),
}

# What answers the duties of a part of the ledger, beside the button that a rule's own reminder has.
_ANSWERED: Mapping[str, tuple[str, ...]] = {
    "absent": ("button report-absence", "button arrange-cover"),
    "cancel_notes": ("button agenda-cases",),
    "discussing": ("word cases", "button cases-of", "button to-agenda", "button held-session"),
    "frequency": ("button held-session",),
    "once": ("word done",),
    "overseeing": ("word oversight", "button oversight-owed", "conversation oversight"),
    "plan_reviewing": ("word cases", "button one-case"),
    "preparing": ("nudge dialogs.nudges.digest",),
    "recording": ("button draft-record", "button ask-change", "button disagree", "button close-record"),
    "recurring": ("word done",),
}

_AUDITS = (
    "job supervision.duties.audits",
    "word audit",
    "button which-audit",
    "button audit-done",
    "button audit-learning",
    "button audit-taught",
)


_DELEGATED = ("word delegate", "button delegate-record", "word take back", "button delegated-draft")

_BESIDE: Mapping[str, tuple[str, ...]] = {"freq-student": ("word draft",)}
"""What serves what a rule asks for beside its clock: of a student's supervision, that it looks at academic work."""


def serving(rule: Rule) -> Serving:
    """What acts on a rule and what answers its duties; nothing where no part of the ledger does."""
    part = served_by(rule)
    if not part:
        return Serving(lacks="No part of the ledger acts on it.")
    found = [f"button {way[1]}" for party in parties(rule) if (way := way_into(rule, party))]
    found += ["word agreement", "button agreement"] if rule.gives == "signed" else []
    found += _AUDITS if rule.opened_by == "last_audit" else ()
    found += _DELEGATED if rule.delegates_to else ()
    ways = (f"ledger {part}", *dict.fromkeys((*found, *_ANSWERED.get(part, ()))))
    return Serving((*ways, *_BESIDE.get(rule.id, ())))


def parties(rule: Rule) -> tuple[str, ...]:
    """Everybody who may come to owe it."""
    return tuple(dict.fromkeys((*rule.owners, rule.then_owner or rule.owners[0])))


_THERE: Mapping[str, Callable[[str], bool]] = {
    "word": COMMANDS.__contains__,
    "conversation": CONVERSATIONS.__contains__,
    "button": VERBS.__contains__,
    "ledger": {one.__name__.rpartition(".")[2] for one in (*FAMILIES, *each_case.FAMILIES)}.__contains__,
    "nudge": lambda name: find_spec(name) is not None,
    "job": lambda name: find_spec(name) is not None,
}


def is_there(way: str) -> bool:
    """Whether what a way names exists: a typed word, a conversation, a button, a part of the ledger, a nudge, a job."""
    kind, _, name = way.partition(" ")
    return _THERE[kind](name)
