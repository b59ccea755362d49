"""What becomes of problems that were reported, column by column."""

from sqlalchemy import or_, select

from storage.evidence_tables import evidence, file_slices, files
from storage.fates import HALF_A_YEAR, NOBODY, PERSON, Emptied, Fates
from storage.session_tables import dispute_events, disputes

_reported = disputes.c.person == PERSON
_of_reports = select(disputes.c.id).where(_reported)

FATES: tuple[Fates, ...] = (
    Fates(
        disputes,
        "problems that were reported, and what was decided",
        "whoever reported it, admins; the decision both parties",
        whose=_reported,
        exported=(
            "id", "session", "category", "description", "status", "opened_at", "closed_at", "absent", "reason",
            "links", "resolution", "words",
        ),
        kept=(
            "id", "session", "category", "priority", "status", "opened_at", "closed_at", "absent", "is_report",
            "resolution", "alarm_at", "code",
        ),
        pseudonym=("person", "closed_by", "mentor", "assigned_to"),
        emptied=dict.fromkeys(("description", "reason", "links", "notes", "words"), Emptied(_reported)),
    ),
    Fates(
        dispute_events,
        "how disputes went, step by step",
        "admins; whoever reported it, what is to them",
        whose=dispute_events.c.by == PERSON,
        exported=("dispute", "step", "at", "words"),
        kept=("id", "dispute", "step", "at", "code"),
        pseudonym=("by", "person"),
        emptied={"words": Emptied(or_(dispute_events.c.by == PERSON, dispute_events.c.dispute.in_(_of_reports)))},
    ),
    Fates(
        evidence,
        "files given with reports, by name",
        "whoever gave it, admins",
        f"{HALF_A_YEAR} after it was decided",
        whose=evidence.c.person == PERSON,
        exported=("dispute", "name", "kind", "size", "at"),
        deleted=evidence.c.person == PERSON,
    ),
    Fates(
        file_slices,
        "what is in these files",
        "whoever gave it, admins",
        "a week after nobody's evidence any more",
        passes=True,
    ),
    Fates(files, "these files, each once", NOBODY, "a week after nobody's evidence any more", passes=True),
)  # fmt: skip
