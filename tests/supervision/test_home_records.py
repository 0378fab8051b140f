"""Staff of a home of Bradford: the record is made and signed by both on the day, and nothing is assumed."""

import pytest

from dialogs.conversations.due import explained
from dialogs.nudges.ways_in import ways_in
from dialogs.wording.owed import task
from supervision import records, sessions
from supervision.duties.reading import entry_for
from supervision.work import Work
from tests.supervision.world import World, day


@pytest.fixture
def home(bradford: World) -> World:
    """Amara held a session for both matters with Robin, who works in a home, on Monday 23 November."""
    bradford.becomes("robin", role="home_staff", started_on=day("2025-01-06"))
    bradford.planned("s1", "robin", "2026-11-23 08:00", kind="both", minutes=90)
    bradford.do("amara", sessions.held, "s1", day("2026-11-23"))
    return bradford


@pytest.mark.parametrize("kind", ["case", "personal"])
def test_its_record_is_made_and_signed_on_the_day(home: World, kind: str) -> None:
    made = home.duty(f"record-{kind}-home")
    assert (made.owner_id, made.due_on) == ("amara", day("2026-11-23"))
    home.do("amara", records.recorded, home.record("s1", kind).id)
    signed = home.duty(f"signoff-{kind}-home")
    assert (signed.owner_id, signed.due_on) == ("robin", day("2026-11-23"))
    assert home.duties(f"record-{kind}") == home.duties(f"signoff-{kind}") == []
    home.do("robin", records.sign_off, home.record("s1", kind).id)
    assert home.duties(f"signoff-{kind}-home") == []


def test_what_is_not_signed_stays_owed_and_its_supervisor_hears_of_it(home: World) -> None:
    home.do("amara", records.recorded, home.record("s1").id)
    home.to("2026-12-09 12:00")
    assert home.record("s1").state == "tasked"
    assert home.duty("signoff-case-home").owner_id == "robin"
    assert home.told("amara", "signoff-case-home") == ["signoff-case-home/supervisee/supervisor late-by-3"]


def test_it_is_said_and_answered_like_any_other(home: World) -> None:
    home.do("amara", records.recorded, home.record("s1").id)
    duty = home.duty("signoff-case-home")
    labels = home.do("robin", lambda work: [one.label for one in ways_in(work, duty)])
    assert labels == ["Sign off", "Ask for a change", "I disagree"]

    def why(work: Work) -> str:
        return explained(work, entry_for(work, duty.id)).messages[0].text

    said = home.do("robin", why)
    assert said == "Sign off the record of supervision on Monday 23 November 2026 at 08:00"


@pytest.mark.parametrize(
    ("kind", "what"),
    [("case", "record the supervision"), ("personal", "record the personal supervision")],
)
def test_what_is_to_be_recorded_says_whose_session_it_was(home: World, kind: str, what: str) -> None:
    duty = home.duty(f"record-{kind}-home")
    assert home.do("amara", lambda work: task(work, duty)).startswith(f"{what} with Robin")


def test_with_another_role_the_rule_for_all_takes_its_place(home: World) -> None:
    home.becomes("robin", role="unqualified")
    assert home.duty("record-case").subject_id == home.record("s1").id
    assert home.duties("record-case-home") == []
