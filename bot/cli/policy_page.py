"""A policy as a page to read: every rule with its source, what it says, whom it is for and what is uncertain."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from textwrap import fill

from bot.cli.policy_served import served
from supervision.policy import CaseType, Clause, Form, Policy, Rule
from supervision.policy.wording import by_when, scope, step_words, who

_WIDTH = 100
_LABEL = 12
_STYLE = """\
body { font: 1.05rem/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
body { color: #0b0c0c; background: #fff }
h2 { border-top: 3px solid #1d70b8; padding-top: .5rem; margin-top: 2.5rem }
article { border-top: 1px solid #b1b4b6; padding: .25rem 0 }
code { font-size: .9em; color: #505a5f }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: .25rem 1rem; margin: .5rem 0 }
dt { color: #505a5f }
dd { margin: 0 }
dd.mark { border-left: 4px solid #f47738; padding-left: .5rem }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr } }"""
_MARKS = ("Uncertain", "Local setting", "Not yet")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the policy says: its id, its title, and what is to be known about it."""

    key: str
    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page."""

    title: str
    entries: tuple[Entry, ...]


def sections(policy: Policy) -> tuple[Section, ...]:
    """The whole page."""
    rows = {
        rule.id for rule in policy.rules.values() if rule.opened_by in ("case_supervised", "case_allocated")
    }
    rules = [rule for rule in policy.rules.values() if rule.id not in rows]
    found = (
        Section("Rules", tuple(_rule(one) for one in rules)),
        Section(
            "How often a case is discussed",
            tuple(_rule(policy.rules[key]) for key in policy.rules if key in rows),
        ),
        Section("Case types", tuple(_case_type(one) for one in policy.case_types.values())),
        Section("Conversations and records", tuple(_clause(one) for one in policy.clauses.values())),
    )
    return tuple(one for one in found if one.entries)


def about(policy: Policy) -> tuple[tuple[str, str], ...]:
    """What holds for the policy as a whole."""
    holds, hours = policy.document.holds_from, policy.hours
    closed = "; ".join(
        f"{_day(one.day)}{f' to {_day(one.until)}' if one.until else ''}: {one.reason}"
        for one in policy.closures
    )
    facts = (
        ("Key", policy.key),
        ("Text", policy.document.title),
        ("Holds from", _day(holds) if holds else "the text carries no date"),
        ("Local time", policy.timezone.key),
        ("Holidays", f"{policy.bank_holidays.country}, {policy.bank_holidays.subdivision}"),
        (
            "Told between",
            f"{hours.decent_from:%H:%M} and {hours.decent_to:%H:%M}, in the morning at {hours.morning:%H:%M}",
        ),
        ("Closed", closed),
        ("Version", policy.version),
    )
    return tuple((label, text) for label, text in facts if text)


def as_text(policy: Policy) -> str:
    """The page for a terminal or a text file."""
    lines = [policy.name, "=" * len(policy.name), "", *_lines(about(policy))]
    for section in sections(policy):
        lines += ["", "", section.title, "-" * len(section.title)]
        for entry in section.entries:
            lines += ["", f"{entry.key}: {entry.title}", *_lines(entry.facts)]
    return "\n".join(lines)


def as_html(policy: Policy) -> str:
    """The page for a browser, in one file that fetches nothing."""
    title = f"{policy.name}: supervision policy"
    parts = [
        "<!doctype html>",
        '<html lang="en-GB">',
        f'<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>',
        f"<style>\n{_STYLE}\n</style></head>",
        f"<body><main><h1>{escape(title)}</h1>",
        _listed(about(policy)),
    ]
    for section in sections(policy):
        parts.append(f"<section><h2>{escape(section.title)}</h2>")
        for entry in section.entries:
            head = f"<h3>{escape(entry.title)} <code>{escape(entry.key)}</code></h3>"
            parts.append(f'<article id="{escape(entry.key)}">{head}{_listed(entry.facts)}</article>')
        parts.append("</section>")
    return "\n".join([*parts, "</main></body></html>"])


def _rule(rule: Rule) -> Entry:
    facts = (
        ("By when", by_when(rule)),
        ("Begins with", rule.event_title or ""),
        ("Who", who(rule)),
        ("For", scope(rule)),
        ("Reminders", "; ".join(map(step_words, rule.nudges)) or "none"),
        ("Not yet", "" if served(rule) else "the bot does not act on this rule so far: nobody is reminded"),
        ("Source", rule.clause.cited().partition(": ")[2]),
        ("It says", rule.clause.says),
        ("In its words", f"“{rule.clause.quote}”" if rule.clause.quote else ""),
        ("Formerly", ", ".join(rule.formerly)),
        ("Holds from", _day(rule.holds_from) if rule.holds_from else ""),
        ("Uncertain", rule.uncertain),
        ("Local setting", "filled in or changed by an overlay" if rule.local_setting else ""),
    )
    return Entry(rule.id, rule.title, tuple((label, text) for label, text in facts if text))


def _case_type(case_type: CaseType) -> Entry:
    declared = ", ".join(f"{name} ({kind.replace('_', ' or ')})" for name, kind in case_type.facts.items())
    facts = (
        ("Source", case_type.clause.cited().partition(": ")[2]),
        ("It says", case_type.clause.says),
        ("Facts", declared),
        ("Uncertain", case_type.uncertain),
        ("Local setting", "filled in or changed by an overlay" if case_type.local_setting else ""),
    )
    return Entry(case_type.id, case_type.title, tuple((label, text) for label, text in facts if text))


def _clause(clause: Clause) -> Entry:
    facts = (
        ("Source", clause.clause.cited().partition(": ")[2]),
        ("It says", clause.clause.says),
        ("In its words", f"“{clause.clause.quote}”" if clause.clause.quote else ""),
        ("Counts", "" if clause.counts_as_supervision else "never as supervision"),
        ("Headings", ", ".join(clause.sections)),
        ("Looked at beforehand", "; ".join(one.says for one in clause.looks)),
        ("Left out when disclosed", " ".join(f"{one.title}: {one.says}" for one in clause.grounds)),
        ("Forms", " ".join(_form(form) for form in clause.forms)),
        ("Uncertain", clause.uncertain),
    )
    return Entry(clause.id, clause.title, tuple((label, text) for label, text in facts if text))


def _form(form: Form) -> str:
    whose = f"For roles {', '.join(form.roles)}: {form.clause.cited().partition(': ')[2]}. {form.clause.says}"
    headings = f" Headings: {', '.join(form.sections)}." if form.sections else ""
    held = form.statement
    return whose + headings + (f" {held.title}: {'; '.join(held.items)}." if held else "")


def _lines(facts: tuple[tuple[str, str], ...]) -> Iterator[str]:
    indent = " " * (_LABEL + 4)
    for label, text in facts:
        yield fill(f"  {label:{_LABEL + 1}} {text}", _WIDTH, subsequent_indent=indent, break_on_hyphens=False)


def _listed(facts: tuple[tuple[str, str], ...]) -> str:
    marked = (
        f"<dt>{escape(label)}</dt><dd{' class=mark' if label in _MARKS else ''}>{escape(text)}</dd>"
        for label, text in facts
    )
    return f"<dl>{''.join(marked)}</dl>"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
