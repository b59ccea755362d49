"""What becomes of what comes in and what goes out, column by column."""

from sqlalchemy import and_

from core.notices import SILENT
from storage.fates import A_WEEK, ADMINS, HALF_A_YEAR, NOBODY, PERSON, SELF, Fates
from storage.message_tables import admin_channels, drafts, inbox, notices, rates, rests

_an_errand = notices.c.kind.like("errand.%")
_to_them = and_(notices.c.person == PERSON, notices.c.admin_channel.is_(None))

FATES: tuple[Fates, ...] = (
    Fates(
        notices,
        "what was sent to whom, by its kind and not in words; what is to be done outside",
        "admins, where it failed",
        HALF_A_YEAR,
        whose=and_(_to_them, ~_an_errand, notices.c.kind.not_in(sorted(SILENT))),
        exported=("kind", "session", "council", "due_at", "ended_at", "state"),
        # What is still to be done outside, such as removing a room, is done: it holds no more than ids.
        deleted=and_(_to_them, ~and_(_an_errand, notices.c.state == "waiting", notices.c.channel != "mail")),
    ),
    Fates(
        admin_channels,
        "the chats that admins have made channels of theirs",
        ADMINS,
        "until it is removed",
        kept=("id", "platform", "workspace", "chat", "thread", "title", "at", "confirmed"),
        pseudonym=("set_by",),
    ),
    Fates(rates, "when each chat may be written to again", NOBODY, kept=("free_at",), pseudonym=("person",)),
    Fates(rests, "when each bot may write again", NOBODY, kept=("channel", "free_at", "rate", "slowed_at")),
    Fates(
        drafts,
        "half-filled forms, encrypted",
        SELF,
        A_WEEK,
        whose=drafts.c.person == PERSON,
        exported=("kind", "opened_at", "changed_at"),
        deleted=drafts.c.person == PERSON,
    ),
    Fates(inbox, "deliveries; their words only until they are handled", NOBODY, A_WEEK, passes=True),
)  # fmt: skip
