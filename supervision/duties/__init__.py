"""The ledger of duties: kept in line with the facts by `settle`, read with due dates and reasons, checked by
`reconcile`.

A family of rules is one module with `expected(facts)`; `families` holds and lists them.
"""

from supervision.duties.comparing import Change
from supervision.duties.effects import catch_up, concerned_by_absence, settle_after
from supervision.duties.foreseeing import Difference, Foresight, foresee
from supervision.duties.hearing import Hearing, Told, who_is_told
from supervision.duties.ledger import settle, settle_all
from supervision.duties.reading import Entry, entries, explain, late_working_days, snooze
from supervision.duties.reconcile import Slice, Unsettled, agrees, reconcile, reconcile_slice, settle_due
from supervision.duties.versions import keep_policy_texts

__all__ = [
    "Change",
    "Difference",
    "Entry",
    "Foresight",
    "Hearing",
    "Slice",
    "Told",
    "Unsettled",
    "agrees",
    "catch_up",
    "concerned_by_absence",
    "entries",
    "explain",
    "foresee",
    "keep_policy_texts",
    "late_working_days",
    "reconcile",
    "reconcile_slice",
    "settle",
    "settle_after",
    "settle_all",
    "settle_due",
    "snooze",
    "who_is_told",
]
