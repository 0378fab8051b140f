"""The generated council has somebody of each role and a case of each type, and comes in without a fault."""

from pathlib import Path

import pytest

from bot.directory import KINDS, import_into, read_table
from storage.store import Store
from supervision import duties
from supervision.policy import load_policies
from supervision.policy.vocabulary import ROLES
from supervision.work import CLOCK, Work
from tests.support.second_council import second_council
from tests.support.stores import Clock

SEEDS = (1, 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_role_and_every_type_of_case_is_there_in_both_authorities(seed: int) -> None:
    council, policies = second_council(seed, Clock().now.date()), load_policies()
    of = {row["id"]: row["authority"] for row in council.people}
    for key, policy in policies.items():
        assert {row["role"] for row in council.people if row["authority"] == key} == set(ROLES)
        theirs = [row for row in council.cases if of[row["workers"].split(";")[0]] == key]
        assert {row["types"] for row in theirs} == set(policy.case_types)
    assert len({row["name"] for row in council.people}) == len(council.people)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_generated_council_is_imported_and_its_ledger_agrees_with_the_facts(
    seed: int, sqlite_store: Store, clock: Clock, tmp_path: Path
) -> None:
    second_council(seed, clock.now.date()).write(tmp_path)
    policies = load_policies(tmp_path / "overlays")
    for kind in KINDS.values():
        table = read_table(tmp_path / f"{kind.name}.csv", kind.columns, kind.optional)
        assert import_into(sqlite_store, policies, kind, table).skipped == ()
    assert sqlite_store.run_now(lambda uow: duties.reconcile(Work(uow, policies, CLOCK))) == []
