"""The page of coverage, held against the program: every clause has its row, and what a row says is so."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.cli.policy_served import served
from dialogs.conversations.due import explained
from dialogs.exchange.limits import problems
from dialogs.exchange.message import Message
from dialogs.nudges.ways_in import ways_in
from storage.queries import duties as query
from storage.store import Store
from supervision.duties.reading import entry_for
from supervision.policy import Policy, case_frequency, load_policies
from supervision.work import Work
from tests.repository.every_rule import SINCE, case_for, everything_happened
from tests.supervision.world import World
from tests.support.stores import Clock
from tools.coverage_page import PAGE, clauses, faults, page
from tools.coverage_page.served import CONVERSATIONS_SERVED, Serving, is_there, serving

ROOT = Path(__file__).parents[2]
POLICIES = load_policies()


def test_the_page_says_what_is_so() -> None:
    assert list(faults(ROOT)) == []


def test_every_clause_has_one_row_and_one_that_is_not_served_says_so() -> None:
    rows = [line for line in page(ROOT).splitlines() if line.startswith("| `")]
    firsts = [line.split("`")[1] for line in rows]
    for clause in clauses(POLICIES):
        assert firsts.count(clause) == 1, clause
    unserved = {line.split("`")[1] for line in rows if "**Not served.**" in line}
    assert unserved == {key for key, one in CONVERSATIONS_SERVED.items() if not one.ways}


@pytest.mark.parametrize(
    "way", ["word dance", "conversation dance", "button dance", "ledger dance", "nudge dialogs.dance"]
)
def test_what_is_not_there_is_not_taken_for_it(way: str) -> None:
    assert not is_there(way)


def test_a_way_or_a_test_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(dict(CONVERSATIONS_SERVED), "cpd", Serving(("word dance",)))
    found = list(faults(tmp_path))
    assert any("there is no test test_" in line for line in found)
    assert found[-1] == f"{PAGE}: is not what would be written now: python -m tools.coverage_page"


@pytest.fixture
def council(sqlite_store: Store, clock: Clock, authority: str) -> World:
    """A council of one authority in which something has happened for every rule."""
    world = World(sqlite_store, clock, POLICIES, authority)
    everything_happened(world)
    return world


def opened(world: World) -> Mapping[str, set[str]]:
    """The rules under which a duty was opened, each with the buttons that its owner's reminder has now."""

    def read(work: Work) -> Mapping[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for duty in query.all_live(work.uow):
            asked = Work(work.uow, work.policies, duty.owner_id or "")
            verbs = (getattr(button.reply, "verb", "") for button in ways_in(asked, duty))
            found[duty.rule] |= {f"button {verb}" for verb in verbs}
        return found

    return world.do("team_manager", read)


def taking_part(policy: Policy) -> set[str]:
    """The rows that fit the case made for them: the strictest of those opens the duty, the others are named beside it."""
    found: set[str] = set()
    for rule in policy.rules_opened_by("case_supervised"):
        case = case_for(policy, rule)
        chosen = case_frequency(policy, case.types, case.facts, {"start": SINCE})
        found |= {one.id for one in (*chosen.also, *chosen.set_aside, chosen.rule) if one is not None}
    return found


@pytest.mark.parametrize("authority", sorted(POLICIES))
def test_every_rule_that_is_said_to_be_served_opens_a_duty_which_the_named_button_answers(
    council: World, authority: str
) -> None:
    found, policy = opened(council), POLICIES[authority]
    wanted = {rule.id for rule in policy.rules.values() if served(rule)}
    unopened = wanted - found.keys() - taking_part(policy)
    assert unopened == set(), "tests/repository/every_rule.py needs something that opens each of these"
    assert sorted(found.keys() - policy.rules.keys()) == []
    for rule in policy.rules.values():
        unnamed = found[rule.id] - set(serving(rule).ways)
        assert unnamed == set(), f"{rule.id}: tools/coverage_page/served.py names no such way to answer it"


def why(work: Work, duty_id: str) -> Message:
    """What the chat answers its actor about a duty."""
    (message,) = explained(work, entry_for(work, duty_id)).messages
    return message


@pytest.mark.parametrize("authority", sorted(POLICIES))
def test_why_answers_for_a_duty_under_every_rule_on_every_channel(council: World, authority: str) -> None:
    asked: set[str] = set()
    for duty in council.do("team_manager", lambda work: query.all_live(work.uow)):
        if duty.owner_id is None or duty.rule in asked:
            continue
        asked.add(duty.rule)
        message = council.do(duty.owner_id, why, duty.id)
        labels = [fact.label for fact in message.facts]
        assert {"Clause", "Counted from", "Due"} <= set(labels), duty.rule
        assert any(label == "Reminders" or label.endswith(" told") for label in labels) or not (
            POLICIES[authority].rules[duty.rule].nudges
        ), duty.rule
        assert problems(message) == []
    assert len(asked) > 20
