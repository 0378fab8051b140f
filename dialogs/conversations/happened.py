"""Something happened that the policy's clocks turn on: circumstances changed, a shift was worked, or what an authority's
own rule names. Only the day is kept, never why.
"""

from collections.abc import Mapping
from typing import Final

from dialogs.conversations.conversation import Args, Conversation, Said, Topic, ask, say
from dialogs.engine.conditions import Given
from dialogs.engine.flow import Choice, Date, Flow
from dialogs.engine.values import Answers
from dialogs.exchange.message import Fact, Option
from dialogs.exchange.text import full_date
from dialogs.wording.owed import task
from dialogs.wording.phrases import capital, done, due_words, name_of
from storage.queries import duties as query
from storage.tables import Person
from supervision import access, events, people
from supervision.policy import Policy
from supervision.policy.clocks.moments import AfterShifts
from supervision.work import SaidNo, Work

CHANGED, SHIFT = "circumstances_changed", "shift_worked"
_NAMES = {CHANGED: "Circumstances changed significantly", SHIFT: "A shift was worked"}

HAPPENED: Final = Flow(
    id="happened",
    version=1,
    steps=(
        Choice("event", options="possible", when=Given("asks_which")),
        Choice("person", options="people", when=Given("asks_whom")),
        Date("on", direction="past", default="today"),
    ),
    facts=("possible", "people", "heading", "asks_which", "asks_whom"),
    resumable=False,
    words={
        "title": "{heading}",
        "summary": "Something happened",
        "event": "What has happened?",
        "event.label": "What",
        "person": "Who is it about?",
        "person.label": "About",
        "on": "On which day was it? Only the day is kept.",
        "on.label": "On",
        "finish": "Note it",
    },
)


def start(work: Work) -> Said:
    """The command: where only one thing can be noted it is not asked which."""
    if _possible(work):
        return ask(HAPPENED.id)
    return say("Nothing is asked for in your policy when something happens to those you supervise or manage.")


def _concerned(work: Work, what: str) -> list[Person]:
    """Whom the actor supervises or stands above, as far as their policy asks for anything when it happens; by name."""
    me = access.actor(work)
    today = work.today(me)
    found = [*people.supervisees_of(work.uow, me.id, today), *people.everyone_under(work.uow, me.id, today)]
    each = {one.id: one for one in found if _matters(work.policy(one), one, what)}
    return sorted(each.values(), key=lambda one: (one.name, one.id))


def _matters(policy: Policy, person: Person, what: str) -> bool:
    if what == SHIFT:
        counted = policy.rules_opened_by("last_session", person.role)
        return any(isinstance(rule.clock, AfterShifts) for rule in counted)
    opened = policy.rules_opened_by("event_recorded" if what != CHANGED else CHANGED, person.role)
    return any(what in (CHANGED, rule.id) for rule in opened)


def _possible(work: Work) -> list[Option]:
    """What the policy asks anything for when it happens to somebody of the actor's."""
    own = [rule.id for rule in work.policy(access.actor(work)).rules_opened_by("event_recorded")]
    return [Option(one, _name(work, one)) for one in (*_NAMES, *own) if _concerned(work, one)]


def _facts(work: Work, args: Args) -> Mapping[str, object]:
    possible = _possible(work)
    people = {one.id: one for what in possible for one in _concerned(work, what.value)}
    shown = tuple(Option(one.id, one.name) for one in people.values())
    # What is not asked, because there is only one thing or one person, is said.
    only = [found[0].label for found in (possible, shown) if len(found) == 1]
    heading = ": ".join(["Something happened", ", ".join(only)] if only else ["Something happened"])
    return {
        "possible": tuple(possible),
        "people": shown,
        "heading": heading,
        "asks_which": len(possible) > 1,
        "asks_whom": len(shown) > 1,
    }


def _name(work: Work, what: str) -> str:
    rule = work.policy(access.actor(work)).rules.get(what)
    return _NAMES.get(what) or ((rule.event_title or rule.title) if rule else what)


def _noted(work: Work, args: Args, answers: Answers) -> Said:
    possible = _possible(work)
    what = answers.text("event") or next((one.value for one in possible), "")
    person_id = answers.text("person") or next((one.id for one in _concerned(work, what)), "")
    if person_id not in {one.id for one in _concerned(work, what)}:
        raise SaidNo(
            f"Nothing is asked for when this happens to {name_of(work, person_id)}. Choose somebody else."
        )
    on = answers.day("on") or work.today(access.actor(work))
    before = {row.id for row in query.live_of(work.uow, person_id)}
    if what in _NAMES:
        events.record(work, what, on, person_id=person_id)
    else:
        events.record(work, "event", on, person_id=person_id, rule=what)
    live = query.live_of(work.uow, person_id)
    # Where the same was noted before and is still to be done, that is what is due.
    opened = [row for row in live if row.id not in before] or [row for row in live if row.rule == what]
    facts = tuple(
        Fact("Now due", f"{capital(task(work, row, mine=row.owner_id == work.actor))}: {by}")
        for row in opened
        for by in [due_words(row.due_on, "paused" if row.status == "paused" else "due", row.reason)]
    )
    text = f"{_name(work, what)}: {name_of(work, person_id)}, {full_date(on)}."
    return say(done(work, "Noted", text, facts=facts))


TOPIC = Topic(
    conversations=(Conversation(HAPPENED, _facts, _noted),),
    commands={"happened": start},
    aliases={"circumstances changed": "happened", "shift worked": "happened", "shift": "happened"},
    help={"happened": "Note that somebody's circumstances changed, a shift was worked, or the like"},
    whose={"happened": ("supervises", "manages")},
)
