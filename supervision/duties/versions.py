"""The texts of the policies duties ran under, kept by version, so that each stays explicable."""

from storage.queries import duties as query
from storage.tables import PolicyText
from supervision.work import Work


def keep_policy_texts(work: Work) -> None:
    """Keep each policy in use as it stands, unless that version is kept already."""
    for policy in work.policies.values():
        if query.policy_text(work.uow, policy.version) is None:
            first_used_on = work.now.astimezone(policy.timezone).date()
            work.uow.session.add(
                PolicyText(
                    version=policy.version,
                    authority=policy.key,
                    text=policy.dump(),
                    first_used_on=first_used_on,
                )
            )
    work.uow.session.flush()
