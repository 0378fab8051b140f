"""What `explain` answers, as lines to read and as JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from supervision.policy import Explanation, Rule, Telling
from supervision.policy.wording import hearers, moment


@dataclass(frozen=True, slots=True)
class Answer:
    """An explanation with who is told when. `asked` is the rule that was asked about, `rule` the one that governs; `why`
    says why it does, where several rows fit a case; `waiting_for` is the input that the rule's clock waits for.
    """

    asked: Rule
    rule: Rule
    explanation: Explanation
    told: tuple[Telling, ...]
    why: str
    waiting_for: str

    def as_json(self) -> dict[str, object]:
        """The explanation's own JSON, with who is told, and why this row governs where a case was described."""
        told = [
            {
                "when": moment(one.step),
                "to": list(one.step.to),
                "on": [day.isoformat() for day in one.on],
                "more": one.more,
            }
            for one in self.told
        ]
        return {**self.explanation.as_json(), "told": told, "why": self.why}


def lines(answer: Answer) -> str:
    """The answer as lines to read."""
    return "\n".join(_lines(answer))


def _lines(answer: Answer) -> Iterator[str]:
    found, rule = answer.explanation, answer.rule
    if rule is not answer.asked:
        yield f"{answer.asked.id} does not govern such a case; {rule.id} does."
        if rule.id in answer.asked.instead_of:
            yield "It does where all it asks of the case is recorded, with the decision: decided_by and decided_on."
        yield ""
    yield f"{rule.title}: {_when(found)}"
    yield found.clause
    yield f"  {rule.clause.says}"
    yield ""
    for day in found.days:
        yield f"  {_written(day.date)}  {'counts' if day.counted else '-     '}  {day.reason}"
    if answer.why:
        yield from ("", answer.why)
    if found.uncertain:
        yield from ("", f"This reading is uncertain: {found.uncertain}")
    if answer.told:
        yield from ("", "Who is told, and when")
        yield from (f"  {_first(one):17}  {_told(one)}" for one in answer.told)
    if answer.waiting_for:
        yield from ("", f"Nobody is told while it is paused. Say it with --given {answer.waiting_for}=VALUE.")


def _first(one: Telling) -> str:
    return _written(one.on[0]) if one.on else ""


def _told(one: Telling) -> str:
    following = ", ".join(_written(day) for day in one.on[1:])
    again = f" (then {following}{' and so on' if one.more else ''})" if following else ""
    return f"{moment(one.step)}: {hearers(one.step)}{again}"


def _when(explanation: Explanation) -> str:
    if explanation.status in ("paused", "not_in_force"):
        return explanation.status.replace("_", " ")
    if explanation.due is None:
        return "no due date"
    at = f" {explanation.due:%H:%M} UTC" if isinstance(explanation.due, datetime) else ""
    return f"due {_written(explanation.due)}{at}"


def _written(day: date) -> str:
    return f"{day:%a} {day.day:2} {day:%b %Y}"
