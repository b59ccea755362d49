"""What becomes of councils, column by column."""

from sqlalchemy import and_, or_

from storage.council_tables import (
    council_notes,
    council_places,
    council_proposals,
    council_seats,
    council_suggestions,
    council_votes,
    councils,
)
from storage.fates import PERSON, Emptied, Fates

_own_council = and_(councils.c.coordinator == PERSON, councils.c.own)
_seated = council_seats.c.mentor == PERSON

FATES: tuple[Fates, ...] = (
    Fates(
        councils,
        "councils: what about, when, how they were decided",
        "whoever takes part; open ones everybody on the plan",
        whose=councils.c.coordinator == PERSON,
        exported=(
            "id", "created_at", "topic", "expertise", "material", "minutes", "capacity", "status", "deadline",
            "starts_at", "ends_at", "ended_at", "reason",
        ),
        kept=(
            "id", "created_at", "minutes", "least", "most", "capacity", "hours", "own", "open", "status",
            "revision", "asked_at", "deadline", "starts_at", "ends_at", "verdict", "ended_at", "inviting_after",
            "code",
        ),
        pseudonym=("coordinator", "ended_by"),
        emptied={
            "topic": Emptied(_own_council, "–"),
            "expertise": Emptied(_own_council, []),
            "material": Emptied(_own_council),
            "meeting_url": Emptied(_own_council),
            "reason": Emptied(or_(_own_council, councils.c.ended_by == PERSON)),
        },
    ),
    Fates(
        council_seats,
        "mentors of councils",
        "whoever takes part; the conflicts coordinators",
        whose=council_seats.c.mentor == PERSON,
        exported=("council", "invited_at", "lead", "standing", "conflict", "joined_at"),
        kept=("council", "place", "invited_at", "seniority", "lead", "standing", "joined_at"),
        pseudonym=("mentor",),
        emptied={
            "conflict": Emptied(_seated),
            "shared": Emptied(_seated, []),
        },
    ),
    Fates(
        council_proposals,
        "times that were proposed for councils",
        "whoever takes part",
        kept=("id", "council", "starts_at", "priority"),
        pseudonym=("suggested_by",),
    ),
    Fates(
        council_votes,
        "when mentors of councils can",
        "the mentor, coordinators",
        whose=council_votes.c.mentor == PERSON,
        exported=("council", "answer", "since", "until", "answered_at"),
        kept=("council", "proposal", "answer", "since", "until", "answered_at"),
        pseudonym=("mentor",),
    ),
    Fates(
        council_suggestions,
        "other times that mentors suggested",
        "the mentor, coordinators",
        whose=council_suggestions.c.mentor == PERSON,
        exported=("council", "starts_at"),
        kept=("id", "council", "starts_at"),
        pseudonym=("mentor",),
    ),
    Fates(
        council_places,
        "who registered for councils, with their goals and questions",
        "themselves, the council's mentors and coordinators",
        whose=council_places.c.person == PERSON,
        exported=("council", "registered_at", "goals", "questions", "attendance", "joined_at"),
        kept=("council", "registered_at", "attendance", "busy", "joined_at"),
        pseudonym=("person",),
        emptied=dict.fromkeys(("goals", "questions"), Emptied(council_places.c.person == PERSON)),
    ),
    Fates(
        council_notes,
        "notes of coordinators about councils",
        "coordinators",
        whose=council_notes.c.author == PERSON,
        exported=("council", "at", "text"),
        deleted=council_notes.c.author == PERSON,
    ),
)  # fmt: skip
