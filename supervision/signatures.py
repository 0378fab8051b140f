"""What a signature under the agreement does in the ledger: it is what the rules that give the day of signature ask for."""

from collections.abc import Iterator

from storage.queries import cases as events_query
from storage.queries import duties as duties_query
from storage.rows import Reversible
from storage.tables import Agreement, Event, Person
from supervision import access, events, undo
from supervision.policy import Rule
from supervision.work import Work


def sign_events(work: Work, person: Person, party: str, *, both: bool, again: bool) -> list[Event]:
    """Write down that one of the two signed, under each rule that is open and asks it of them; with the second
    signature also under those that ask for the agreement as a whole. Where none is open, under the one that
    would be: the next review is counted from it.
    """
    today, rules = work.today(person), _rules(work, person)
    live = {row.rule for row in duties_query.live_of(work.uow, person.id)}
    done: list[tuple[Rule, str]] = [
        (rule, party) for rule in rules if rule.id in live and _each_signs(rule) and party in rule.owners
    ]
    if both:
        done += [
            (rule, one) for rule in rules if rule.id in live and not _each_signs(rule) for one in rule.owners
        ]
        if not live & {rule.id for rule in rules}:
            done += _as_if_open(rules, again=again)
    return [
        events.note(work, "done", today, rule=rule.id, person_id=person.id, party=one) for rule, one in done
    ]


def taken_back(work: Work, agreement: Agreement) -> list[tuple[Reversible, undo.Before]]:
    """What earlier signatures wrote down no longer holds once the words have changed. Gives each with its columns before."""
    person = access.person_for(work, agreement.supervisee_id)
    signed = {
        ("supervisee", agreement.supervisee_id, agreement.supervisee_signed_on),
        ("supervisor", agreement.supervisor_id, agreement.supervisor_signed_on),
    }
    rules = {rule.id for rule in _rules(work, person)}
    found: list[tuple[Reversible, undo.Before]] = []
    for event in events_query.events_of(work.uow, person.id):
        if event.rule in rules and (event.party, event.recorded_by, event.happened_on) in signed:
            found.append((event, undo.before(event)))
            event.state = "withdrawn"
            event.version += 1
            work.uow.audit(work.actor, "signature-taken-back", "event", event.id)
    return found


def _rules(work: Work, person: Person) -> list[Rule]:
    return [
        one
        for one in work.policy(person).rules.values()
        if one.gives == "signed" and one.applies_to(person.role)
    ]


def _each_signs(rule: Rule) -> bool:
    """Whether the rule asks for a signature of each owner, rather than of one for the agreement as a whole."""
    return len(rule.owners) > 1


def _as_if_open(rules: list[Rule], *, again: bool) -> Iterator[tuple[Rule, str]]:
    named = [one for one in rules if _each_signs(one) != again] or rules
    for rule in named[:1]:
        for one in rule.owners:
            yield rule, one
