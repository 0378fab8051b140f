"""The people of the other channel's tests, with Slack accounts as well."""

from collections.abc import Mapping

from storage.store import Store
from storage.tables import Person
from storage.unit import UnitOfWork
from supervision.policy import Policy
from tests.bot.channels.teams.people import ANN, BEN, MAX, SAM
from tests.bot.channels.teams.people import move_in as move_in_for_teams

ACCOUNTS = {ANN: "U0ANN", BEN: "U0BEN", SAM: "U0SAM", MAX: "U0MAX"}


def move_in(store: Store, policies: Mapping[str, Policy], *, on_teams: bool = False) -> None:
    """Put them into a store, with a session of ann's on Wednesday and two cases on its agenda."""
    move_in_for_teams(store, policies)

    def keep(uow: UnitOfWork) -> None:
        for person_id, account in ACCOUNTS.items():
            person = uow.session.get(Person, person_id)
            assert person is not None
            person.slack_user_id = account
            person.teams_user_id = person.teams_user_id if on_teams else None

    store.run_now(keep)
