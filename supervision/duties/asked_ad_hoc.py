"""A request for supervision before the next session stays with whoever can arrange it, whoever that is today."""

from supervision import notices, standing
from supervision.duties.facts import SuperviseeFacts
from supervision.known import Known
from supervision.work import Work


def tell_who_can_arrange(work: Work, known: Known, facts: SuperviseeFacts) -> None:
    """While a request is open: tell the supervisor, or whoever covers or stands in, once each; so also somebody who
    begins to cover later.
    """
    for request in facts.asked:
        hearer = standing.standing_in(known, facts.person.supervisor_id, facts.today)
        about = ("ad_hoc_request", request.id, request.version)
        notices.put(work, facts.policy, hearer, "ad-hoc-asked", about)
