"""Words that every conversation shares, and how a flow's own words are filled in.

A flow may replace any of these by using the same key among its own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from functools import lru_cache
from string import Formatter

from dialogs.engine.values import Facts
from dialogs.exchange.immutable import value
from dialogs.exchange.text import full_date, full_instant

SHARED: Mapping[str, str] = {
    "save": "Save and continue",
    "go_on": "Continue",
    "skip": "Skip",
    "leave": "Leave as it is",
    "back": "Back",
    "preview": "Preview",
    "form": "Show as one form",
    "questions": "One at a time",
    "stop": "Stop for now",
    "give_up": "Stop",
    "carry_on": "Carry on",
    "confirm": "Confirm",
    "change": "Change: {label}",
    "change_one": "Change this answer",
    "change_which": "Answer to change",
    "progress": "Question {place} of {count}",
    "answer": "Your answer",
    "filling": "Answer here, then choose “{onward}”.",
    "previewing": "What you have entered so far",
    "not_provided": "Not provided",
    "not_yet": "Not answered yet",
    "cut": " … (the rest is kept; choose to change this answer to read all of it)",
    "typing": "You can also type in the chat. Your organisation keeps what is typed there.",
    "to_finish": "To finish, press the button. Only you see what comes of it. "
    "It is not kept in the chat, unless your app is too old to show it any other way.",
    "left": "Stopped for now. What you saved is kept, and you can carry on from here later.",
    "given_up": "Stopped. Nothing was changed.",
    "yes": "Yes",
    "no": "No",
    "date.hint": "For example 23/11/2026, 23 Nov or next Tuesday",
    "date.hint.past": "For example 23/11/2026, 23 Nov or last Tuesday",
    "datetime.hint": "For example 23/11/2026 10:00 or next Tuesday 2pm",
    "long_text.hint": "Up to {most} characters",
    "first_listed": "Only the first {count} are listed. Type the name of another",
    # Problems: what to do, no blame.
    "problem": "One answer needs a look",
    "blank": "Enter an answer",
    "blank.choice": "Choose one",
    "blank.choices": "Choose at least one",
    "blank.yes_no": "Choose yes or no",
    "blank.date": "Enter a date",
    "blank.datetime": "Enter a date and a time",
    "blank.number": "Enter a number",
    "blank.skippable": "{blank}, or skip this question",
    "stands": "Change what stands here, or choose “{onward}” to keep it",
    "too_long": "Your answer is {count} characters. Shorten it to {most} or fewer",
    "one_line": "Enter this on one line",
    "not_option": "Choose one of those listed",
    "two_options": "More than one fits. Choose one of those listed",
    "not_number": "Enter a whole number, such as {least}",
    "not_minutes": "Enter how many minutes, such as 30, or a length, such as 1 hour",
    "out_of_bounds": "Enter a number from {least} to {most}",
    "not_yes_no": "Answer yes or no",
    "not_date": "Enter a date, the day before the month, such as 23/11/2026",
    "not_datetime": "Enter a date and a time, such as 23/11/2026 10:00",
    "no_time": "Add the time, such as {day} 10:00",
    "no_day": "Add the day, such as tomorrow {time}",
    "no_such_day": "That month has no such day. Enter another date",
    "other_weekday": "{day} is the date you entered. Check the day of the week or the date",
    "passed": "{when} has passed. Enter a later one",
    "ahead": "{when} is still to come. Enter an earlier one",
    "passed_this_year": "{when} has passed. Choose this one if you mean it, or enter another",
    "ahead_this_year": "{when} is still to come. Choose this one if you mean it, or enter another",
    "no_such_time": "The clocks go forward that night, so this time does not exist. Enter another",
    "which": "This can mean more than one date or time. Choose which, or type it in full",
    "summer": "{when} (before the clocks go back)",
    "winter": "{when} (after the clocks go back)",
    "moved_on": "You had moved on from that question, so nothing was changed. This is where things stand.",
    "replaced": "What you typed is now your answer to “{label}”, in place of the one before.",
    "sent": "What you sent, not saved",
    "read": "Saved: {label}",
    "chose": "{label}",
    "in_form": "Nothing was changed. Answer in the form, or type ‘questions’ to be asked one at a time.",
    "at_finish": "What you typed changed nothing. Type ‘back’ to change your last answer.",
    "at_review": "Nothing was changed. Type ‘confirm’, or the number of an answer to change it.",
    "nothing_before": "This is the first question.",
    "nothing_to_skip": "There is nothing to skip here.",
    "no_form": "There is no form here. Answer below.",
    "no_preview": "There is nothing to preview yet.",
}
"""By key. Buttons have no full stop, sentences do, problems do not (as GOV.UK error messages)."""


def zone_of(facts: Facts) -> tzinfo:
    """The local time zone among the facts."""
    zone = facts["timezone"]
    if not isinstance(zone, tzinfo):
        raise TypeError("the fact timezone is no tzinfo")
    return zone


@value
class Wording:
    """Words by key, filled in with facts."""

    words: Mapping[str, str]
    facts: Facts

    def __call__(self, key: str, **more: object) -> str:
        """The words for ``key``; the empty string if there are none."""
        text = self.words.get(key, "")
        if "{" not in text:
            return text
        said = []
        for words, name in _pieces(text):
            said.append(words)
            if name is not None:
                fact = more[name] if name in more else self.facts[name]
                said.append(fact if isinstance(fact, str) else self._read_out(fact))
        return "".join(said)

    def _read_out(self, fact: object) -> str:
        """A fact as it is read: dates in full, nothing for None."""
        if callable(fact):
            fact = fact()
        match fact:
            case None:
                return ""
            case datetime():
                return full_instant(fact, self.zone)
            case date():
                return full_date(fact)
        return str(fact)

    @property
    def zone(self) -> tzinfo:
        """The local time zone."""
        return zone_of(self.facts)


@lru_cache(maxsize=5_000)
def _pieces(text: str) -> tuple[tuple[str, str | None], ...]:
    """Declared words, taken apart: what stands before each placeholder, and its name; the last have none."""
    return tuple((words, name) for words, name, _, _ in Formatter().parse(text))
