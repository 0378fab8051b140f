import pytest
from sqlalchemy import text

from bot.clock import system_now
from storage.keyring import Keyring
from storage.store import open_store
from storage.unit import UnitOfWork
from tests.bot.cli.commands import Commands


def lose(bot: Commands, sql: str) -> None:
    """Somebody has had their hands in the store."""

    def work(uow: UnitOfWork) -> None:
        uow.execute(text(sql))

    keys = Keyring.from_file(bot.data / "sealing.keys")
    with open_store(bot.data / "supervision.sqlite3", keys, system_now) as store:
        store.run_now(work)


def test_nothing_to_mend_is_said_so(bot: Commands) -> None:
    bot.import_team()
    assert bot("reconcile", "--data", "data").out == "5 people checked. There was nothing to mend.\n"


def test_what_was_lost_is_there_again_and_is_said_by_rule(bot: Commands) -> None:
    bot.import_team()
    before = bot("duties", "--json").json
    lose(bot, "delete from duty where rule = 'freq-sw'")
    ended = bot("reconcile")
    assert "Mended:\n" in ended.out
    assert "  freq-sw                          opened        2\n" in ended.out
    after = bot("duties", "--json").json
    assert sorted(str(one | {"id": ""}) for one in after) == sorted(str(one | {"id": ""}) for one in before)
    assert bot("reconcile", "--json").json == {"people": 5, "mended": [], "unsettled": []}


def test_what_was_changed_is_put_right(bot: Commands) -> None:
    bot.import_team()
    lose(bot, "update duty set due_on = '2031-01-01' where rule = 'freq-sw'")
    assert bot("reconcile", "--json").json["mended"] == [{"rule": "freq-sw", "what": "amended", "duties": 2}]


def test_a_large_ledger_is_looked_through_in_several_processes_and_mended_in_one(
    bot: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.import_team()
    lose(bot, "delete from duty where rule = 'freq-sw' and supervisee_id = 'worker'")
    monkeypatch.setattr("bot.cli.looking.LONG", 1)
    monkeypatch.setattr("bot.cli.looking.MOST", 1)
    monkeypatch.setattr("bot.cli.reconcile.AT_ONCE", 2)
    monkeypatch.setattr("bot.cli.reconcile.FEWEST", 1)
    assert bot("reconcile", "--json").json["mended"] == [{"rule": "freq-sw", "what": "opened", "duties": 1}]


def test_who_cannot_be_settled_is_named_and_keeps_nobody_else_from_it(bot: Commands) -> None:
    bot.import_team()
    lose(bot, "update duty set inputs = '{' where supervisee_id = 'worker'")
    lose(bot, "delete from duty where supervisee_id != 'worker' and rule = 'freq-sw'")
    ended = bot("reconcile")
    assert ended.code == 1
    assert "  freq-sw                          opened        1\n1 could not be settled: worker. " in ended.out
    ended = bot("reconcile", "--json")
    assert (ended.code, ended.json) == (1, {"people": 5, "mended": [], "unsettled": ["worker"]})


def test_an_authority_whose_policy_is_gone_is_named_by_every_command(bot: Commands) -> None:
    bot.import_team()
    lose(bot, "update person set authority = 'gone' where id = 'worker'")
    lacking = "There is no policy for gone (1 person). Put its file back"
    ended = bot("reconcile")
    assert ended.code == 1
    assert "1 could not be settled: worker" in ended.out
    assert lacking in ended.out
    for refused in (bot("duties"), bot("import", "sessions", bot.file("sessions"))):
        assert (refused.code, refused.out, lacking in refused.err) == (1, "", True)
    moved = {"id": "worker", "authority": "bradford", "supervisor": "elsewhere-manager"}
    assert bot("import", "people", bot.file("people", moved)).code == 0
    assert bot("reconcile").code == 0


def test_without_a_store_it_says_how_to_make_one(bot: Commands) -> None:
    ended = bot("reconcile", "--data", "empty")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("There is no store in empty.")
