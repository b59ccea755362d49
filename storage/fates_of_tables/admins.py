"""What becomes of what admins do, column by column."""

from sqlalchemy import or_

from storage.fates import ADMINS, GIVEN, HALF_A_YEAR, PERSON, TAKEN, Emptied, Fates
from storage.intervention_tables import interventions
from storage.job_tables import job_items, jobs
from storage.tables import session_queries

FATES: tuple[Fates, ...] = (
    Fates(
        interventions,
        "what admins did to sessions, and notes about them",
        ADMINS,
        whose=interventions.c.person == PERSON,
        exported=("session", "act", "words", "at"),
        kept=("id", "session", "act", "at", "before", "after", "details", "told", "expires_at"),
        pseudonym=("person",),
        emptied={
            "words": Emptied(
                or_(
                    interventions.c.person == PERSON,
                    interventions.c.session.in_(GIVEN),
                    interventions.c.session.in_(TAKEN),
                )
            )
        },
    ),
    Fates(
        jobs,
        "long work of admins, with what they wrote in it",
        ADMINS,
        f"{HALF_A_YEAR} after it ended",
        whose=jobs.c.person == PERSON,
        exported=("work", "state", "at", "total", "ended_at"),
        passes=True,
    ),
    Fates(
        job_items,
        "what became of each session of such work",
        ADMINS,
        f"{HALF_A_YEAR} after it ended",
        passes=True,
    ),
    Fates(
        session_queries,
        "lists of sessions that admins have searched, and saved views",
        "the admin",
        "a month, with a name for good",
        whose=session_queries.c.owner == PERSON,
        exported=("name", "query", "created_at"),
        deleted=session_queries.c.owner == PERSON,
    ),
)  # fmt: skip
