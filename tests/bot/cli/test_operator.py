"""What waits for whoever runs the bot is listed, and who cannot be reached."""

from collections.abc import Callable

from sqlmodel import select

from bot.clock import system_now
from storage.keyring import Keyring
from storage.outbox import put_row
from storage.store import open_store
from storage.tables import AdHocRequest, OutboxRow
from storage.unit import UnitOfWork
from tests.bot.cli.commands import Commands


def keep(bot: Commands, work: Callable[[UnitOfWork], None]) -> None:
    """Write into the store that the commands read."""
    keyring = Keyring.from_file(bot.data / "sealing.keys")
    with open_store(bot.data / "supervision.sqlite3", keyring, system_now) as store:
        store.run_now(work)


def put(uow: UnitOfWork, recipient: str, state: str, failure: str = "", request: str = "r1") -> None:
    """A row of the outbox that has come so far."""
    put_row(
        uow, recipient_id=recipient, kind="ad-hoc-asked", subject=("ad_hoc_request", request, 1), stage=state,
        duty_id=None, escalation=False, send_after=uow.now,
    )  # fmt: skip
    theirs = select(OutboxRow).where(OutboxRow.recipient_id == recipient, OutboxRow.stage == state)
    for row in uow.session.exec(theirs):
        row.state, row.failure = state, failure


def asked(uow: UnitOfWork) -> None:
    """The worker asks for supervision, and nobody is there."""
    uow.session.add(AdHocRequest(id="r1", supervisee_id="worker", asked_at=uow.now))
    uow.session.flush()
    put(uow, "operator", "undeliverable", "NotInstalled")


def test_what_nobody_could_be_told_is_listed_until_it_is_settled(bot: Commands) -> None:
    bot.import_team()
    keep(bot, asked)
    (line,) = bot("operator").out.splitlines()
    assert "Nobody to tell that supervision is asked for. " in line
    (one,) = bot("operator", "--json").json["waiting"]
    assert list(one) == ["since", "title", "text"]

    def booked(uow: UnitOfWork) -> None:
        request = uow.session.get(AdHocRequest, "r1")
        assert request is not None
        request.state = "booked"

    keep(bot, booked)
    assert bot("operator").out == "Nothing waits for you, and nobody is out of reach.\n"


def test_who_is_not_reached_is_listed_until_something_arrives(bot: Commands) -> None:
    bot.import_team()
    keep(bot, lambda uow: put(uow, "worker", "undeliverable", "NotInstalled"))
    keep(bot, lambda uow: put(uow, "manager", "sent"))
    assert bot("operator", "--json").json["not_reached"] == {"worker": "NotInstalled"}
    assert "worker" in bot("operator").out
    keep(bot, lambda uow: put(uow, "worker", "sent"))
    assert bot("operator", "--json").json["not_reached"] == {}


def test_without_a_store_it_says_how_to_make_one(bot: Commands) -> None:
    ended = bot("operator", "--data", "empty")
    assert (ended.code, ended.out) == (1, "")
