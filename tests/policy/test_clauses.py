"""A clause may have a form of its own for some roles: where the text has it, its headings, what progress is held against."""

from collections.abc import Callable
from pathlib import Path

import pytest

from supervision.policy import Policy, PolicyError, load_file

Write = Callable[[str, str], Path]
START = """
key = "mine"
name = "A council"
timezone = "Europe/London"
bank_holidays = { country = "GB", subdivision = "ENG" }
hours = { decent_from = 08:00:00, decent_to = 18:00:00, morning = 09:00:00 }
rules = {}
[document]
title = "Supervision policy"
[clauses.personal]
title = "Personal supervision"
clause = { section = "9", says = "Wellbeing and development." }
sections = ["wellbeing", "development"]
"""
FORM = """
[[clauses.personal.forms]]
roles = ["team_manager"]
clause = { section = "9b", page = 4, says = "Managers have a form of their own." }
"""
GROUNDS = """
[clauses.redaction]
title = "What may be left out"
clause = { section = "10", says = "What could harm." }
"""
GROUND = '{ key = "harm", title = "Harm", says = "It could harm somebody." }'
ITEMS = ", ".join(f'"{"x" * 100}{number}"' for number in range(9))


def test_a_form_has_its_place_in_the_text_and_takes_its_headings_from_the_clause(write: Write) -> None:
    clause = load_file(write("mine.toml", START + FORM)).clauses["personal"]
    assert clause.source_for("team_manager").cited() == "personal: Supervision policy, “9b”, page 4"
    assert clause.source_for("nqsw").cited() == "personal: Supervision policy, “9”"
    assert clause.sections_for("team_manager") == clause.sections_for("nqsw") == ("wellbeing", "development")
    own = load_file(write("mine.toml", START + FORM + 'sections = ["feedback"]\n')).clauses["personal"]
    assert (own.sections_for("team_manager"), own.statement_for("team_manager")) == (("feedback",), None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FORM + FORM, "clauses.personal: forms must name each role once."),
        (FORM + "statement = { title = 'T', items = [] }", "forms.0.statement.items: needs at least 1 entry"),
        (FORM + "statement = { title = 'T', items = ['a', 'a'] }", "items must differ from each other."),
        (FORM + f"statement = {{ title = 'T', items = [{ITEMS}] }}", "items must have no more than 900 letters"),
        (FORM.replace("says", "say"), "clauses.personal.forms.0.clause.say: is not a key that is known here"),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_meant_is_told(write: Write, text: str, told: str) -> None:
    with pytest.raises(PolicyError) as found:
        load_file(write("mine.toml", START + text))
    assert told in str(found.value)


def test_the_grounds_of_an_authority_are_its_own(write: Write) -> None:
    text = START + GROUNDS + f"grounds = [{GROUND}]"
    (ground,) = load_file(write("mine.toml", text)).clauses["redaction"].grounds
    assert (ground.key, ground.title, ground.says) == ("harm", "Harm", "It could harm somebody.")


@pytest.mark.parametrize(
    ("grounds", "told"),
    [
        ([GROUND, GROUND], "clauses.redaction: grounds must each have a key of their own."),
        ([GROUND.replace("harm\"", f"h{number}\"") for number in range(8)], "clauses.redaction.grounds: Tuple should"),
        ([GROUND.replace("It could", "It could " * 30)], "clauses.redaction.grounds.0.says"),
    ],
)  # fmt: skip
def test_grounds_that_no_question_can_show_are_told(write: Write, grounds: list[str], told: str) -> None:
    with pytest.raises(PolicyError) as found:
        load_file(write("mine.toml", START + GROUNDS + f"grounds = [{', '.join(grounds)}]"))
    assert told in str(found.value)


def test_the_grounds_of_central_bedfordshire_are_its_six_and_the_workers_own(cb: Policy, bd: Policy) -> None:
    assert [one.key for one in cb.clauses["redaction"].grounds] == [
        *("serious-harm", "crime", "legal-privilege", "adoption", "third-party", "no-consent", "worker")
    ]
    assert "redaction" not in bd.clauses


def test_the_statements_are_the_lists_of_the_two_templates(cb: Policy) -> None:
    personal = cb.clauses["personal"]
    workers, leaders = (personal.statement_for(role) for role in ("nqsw", "head_of_service"))
    assert workers is not None
    assert leaders is not None
    assert (len(workers.items), workers.items[-1]) == (10, "The role of supervision and research")
    assert (len(leaders.items), leaders.items[-1]) == (6, "Quality assurance and improvement")
    # "This section is only relevant to qualified social workers."
    assert personal.statement_for("unqualified") is personal.statement_for("student") is None
    assert personal.source_for("team_manager").section.startswith("Appendix 7")


def test_a_policy_that_was_kept_has_its_forms(cb: Policy) -> None:
    assert Policy.parse(cb.dump()).clauses == cb.clauses
