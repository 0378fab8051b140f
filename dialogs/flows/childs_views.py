"""The child's views, asked after an update and in the draft of a record in the same words (clause childs-views)."""

from collections.abc import Mapping
from typing import Final

from dialogs.engine.conditions import AnyOf, Blank

CHILDS_VIEWS: Final = "childs-views"
CHILD: Final = ("child_thinks", "child_wants", "child_reason")
VIEWS_MISSING: Final = AnyOf(Blank("child_thinks"), Blank("child_wants"))
"""Then the reason is asked for."""
CHILD_WORDS: Final[Mapping[str, str]] = {
    "child_thinks": "What does the child think about what is happening to them at the moment?",
    "child_thinks.label": "What the child thinks about what is happening",
    "child_thinks.blank": "Enter what the child thinks",
    "child_wants": "What do they want to happen?",
    "child_wants.label": "What the child wants to happen",
    "child_wants.blank": "Enter what they want to happen",
    "child_reason": "The child's views are not all there. What is the reason?",
    "child_reason.label": "Why the child's views are not all there",
    "child_reason.hint": "For example that the child is too young to say, when you will ask, or that no child is placed",
    "child_reason.blank": "Enter the reason",
}
