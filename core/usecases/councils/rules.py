"""The policies, for who may call a council."""

from core.desk import Desk
from core.people import Person
from core.policies import Policies
from core.usecases.councils.views import check_caller, fresh


def rules_for_calling(desk: Desk, actor: Person) -> Policies:
    """The policies in force; raises Suspended, ZoneMissing, CouncilPlanNeeded."""
    with desk.store.read() as tx:
        check_caller(fresh(tx, actor))
        return tx.policies()
