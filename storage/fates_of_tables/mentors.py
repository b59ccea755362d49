"""What becomes of mentors' pages, hours and calendars, column by column."""

from storage.fates import HALF_A_YEAR, NOBODY, PERSON, Emptied, Fates
from storage.tables import calendar_busy, calendar_links, exceptions, mentors

_mentoring = mentors.c.person == PERSON

FATES: tuple[Fates, ...] = (
    Fates(
        mentors,
        "mentors' pages, hours and rules",
        "everybody; links and rules the mentor and admins",
        whose=_mentoring,
        exported=(
            "headline", "bio", "tags", "seniority", "rate", "currency", "verified", "active", "accepting",
            "meeting_link", "calendly_link", "zone", "weekly", "default_duration", "buffer_minutes",
            "min_notice_minutes", "max_days_ahead", "max_sessions_per_week", "instant_booking", "schedule_active",
        ),
        kept=(
            "seniority", "rate", "currency", "verified", "default_duration", "buffer_minutes", "min_notice_minutes",
            "max_days_ahead", "max_sessions_per_week", "instant_booking", "schedule_active", "hours_confirmed",
        ),
        pseudonym=("person",),
        emptied={
            **dict.fromkeys(
                ("headline", "bio", "words_folded", "meeting_link", "calendly_link"), Emptied(_mentoring)
            ),
            "tags": Emptied(_mentoring, []),
            "zone": Emptied(_mentoring, "UTC"),
            "weekly": Emptied(_mentoring, None),
            "active": Emptied(_mentoring, becomes=False),
            "accepting": Emptied(_mentoring, becomes=False),
        },
    ),
    Fates(
        exceptions,
        "days off and extra hours of mentors",
        "the mentor, admins",
        HALF_A_YEAR,
        whose=exceptions.c.mentor == PERSON,
        exported=("first_date", "last_date", "kind", "start_minute", "end_minute", "reason"),
        deleted=exceptions.c.mentor == PERSON,
    ),
    Fates(
        calendar_busy,
        "when mentors' own calendars are busy, without saying why",
        NOBODY,
        "until the calendar is read again",
        whose=calendar_busy.c.mentor == PERSON,
        exported=("starts_at", "ends_at"),
        deleted=calendar_busy.c.mentor == PERSON,
    ),
    Fates(
        calendar_links,
        "secret addresses of mentors' calendars, encrypted",
        "the mentor, the host alone",
        "until it is disconnected",
        whose=calendar_links.c.mentor == PERSON,
        exported=("kind", "zone", "added_at", "read_at", "trouble"),
        deleted=calendar_links.c.mentor == PERSON,
    ),
)  # fmt: skip
