"""The one place that says what becomes of each column of the database (`storage.fates`)."""

from typing import Any

from sqlalchemy import Row, and_, or_, select, union_all

from core.folding import fold
from core.notices import SILENT
from core.people import NAMELESS, Plan, Role
from storage.account_tables import account_links, former_members
from storage.chat_tables import chat_texts, chats
from storage.council_tables import (
    council_notes,
    council_places,
    council_proposals,
    council_seats,
    council_suggestions,
    council_votes,
    councils,
)
from storage.erasure_tables import erasures
from storage.evidence_tables import evidence, file_slices, files
from storage.fates import GIVEN, PERSON, TAKEN, Emptied, Fates
from storage.folding import in_words
from storage.installation_tables import installations, used_tickets
from storage.intervention_tables import interventions, measures, refunds
from storage.job_tables import job_items, jobs
from storage.mail_tables import mail_addresses, mails
from storage.message_tables import (
    admin_channels,
    booking_attempts,
    drafts,
    inbox,
    invitations,
    notices,
    rates,
    rests,
    subscriptions,
)
from storage.payment_tables import payment_attempts, payments
from storage.recording_tables import recording_consents, recordings
from storage.session_tables import (
    departures,
    dispute_events,
    disputes,
    feedback,
    private_notes,
    reschedules,
    rooms,
)
from storage.tables import (
    WAS_NOT_UNPAID,
    addresses,
    audit,
    calendar_busy,
    calendar_links,
    claims,
    exceptions,
    holds,
    leases,
    mentors,
    people,
    plan_requests,
    policy_states,
    session_queries,
    session_words,
    sessions,
    settings,
)
from storage.workspace_tables import closed_workspaces

A_WEEK = "a week"
HALF_A_YEAR = "half a year"
_ADMINS = "admins"
_NOBODY = "nobody"
_SELF = "themselves"
_PARTIES = "both parties, admins"

_they = people.c.id == PERSON
_as_mentor = sessions.c.mentor == PERSON
_as_mentee = sessions.c.mentee == PERSON
_mentoring = mentors.c.person == PERSON
_own_council = and_(councils.c.coordinator == PERSON, councils.c.own)
_seated = council_seats.c.mentor == PERSON
_reported = disputes.c.person == PERSON
_of_reports = select(disputes.c.id).where(_reported)
_all_of_them = union_all(
    select(people.c.id).where(_they), select(former_members.c.id).where(former_members.c.person == PERSON)
)
_an_errand = notices.c.kind.like("errand.%")
_to_them = and_(notices.c.person == PERSON, notices.c.admin_channel.is_(None))
# Why a session was cancelled is whoever's words who cancelled it; an admin's name both parties.
_their_reason = and_(
    sessions.c.cancel_note.is_not(None),
    or_(
        and_(_as_mentee, sessions.c.cancelled_by.is_distinct_from(Role.MENTOR.value)),
        and_(_as_mentor, sessions.c.cancelled_by.is_distinct_from(Role.MENTEE.value)),
    ),
)


def _without_words(row: Row[Any], person: int) -> object:
    """A negotiation without what the member wrote in it."""
    own = Role.MENTOR if row.mentor == person else Role.MENTEE
    return [{**each, "note": ""} if each["by"] == own.value else each for each in row.proposals]


FATES: tuple[Fates, ...] = (
    Fates(
        people,
        "members: name, e-mail, zone, language, plan, roles, quiet hours, whether they type",
        "themselves, admins; the name of a mentor everybody, of a mentee their mentors",
        whose=_they,
        exported=(
            "name", "email", "joined_at", "zone", "locale", "plan", "suspended", "is_mentee", "is_mentor", "is_admin",
            "quiet_from", "quiet_until", "types",
        ),
        kept=("id", "joined_at"),
        emptied={
            "name": Emptied(_they, NAMELESS),
            "name_folded": Emptied(_they, fold(NAMELESS)),
            "name_words": Emptied(_they, in_words(NAMELESS)),
            "locale": Emptied(_they, "en"),
            "plan": Emptied(_they, Plan.NONE.value),
            **dict.fromkeys(("email", "email_folded", "zone", "quiet_from", "quiet_until"), Emptied(_they, None)),
            **dict.fromkeys(
                ("suspended", "is_mentee", "is_mentor", "is_admin", "types"), Emptied(_they, becomes=False)
            ),
        },
    ),
    Fates(
        plan_requests,
        "who asks for a plan",
        "themselves, admins",
        "until they are on a plan",
        whose=plan_requests.c.person == PERSON,
        exported=("asked_at",),
        deleted=plan_requests.c.person == PERSON,
    ),
    Fates(
        addresses,
        "chat identities and what the platforms call them",
        "themselves, admins",
        whose=addresses.c.person == PERSON,
        exported=("platform", "workspace", "account", "handle", "reachable"),
        deleted=addresses.c.person == PERSON,
    ),
    Fates(
        account_links,
        "codes that link accounts, as digests, and what both have agreed to",
        _SELF,
        whose=or_(account_links.c.person == PERSON, account_links.c.other == PERSON),
        exported=("state", "expires_at"),
        deleted=or_(
            account_links.c.person == PERSON, account_links.c.other == PERSON, account_links.c.page == PERSON
        ),
    ),
    Fates(
        former_members,
        "numbers of members who became one with another",
        _NOBODY,
        kept=("at",),
        pseudonym=("id", "person"),
    ),
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
        _NOBODY,
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
    Fates(
        session_words,
        "the words of titles, for admins' searches",
        _NOBODY,
        deleted=session_words.c.session.in_(TAKEN),
    ),
    Fates(
        sessions,
        "sessions: who, when, what about, what was paid, how they ended",
        _PARTIES,
        whose=or_(_as_mentee, and_(_as_mentor, WAS_NOT_UNPAID, sessions.c.status != "awaiting_payment")),
        exported=(
            "id", "code", "mentor", "mentee", "starts_at", "minutes", "title", "description", "meeting", "location",
            "booked_at", "meeting_url", "status", "rate", "currency", "cancelled_by", "cancelled_at", "cancel_reason",
            "cancel_note", "mentor_joined_at", "mentee_joined_at", "refund_pct", "refund_amount", "refund_status",
            "absent",
        ),
        kept=(
            "id", "starts_at", "minutes", "meeting", "ends_at", "buffer_minutes", "month", "booked_at", "status",
            "revision", "counted", "rate", "currency", "cancelled_by", "cancelled_at", "cancel_reason",
            "mentor_joined_at", "mentee_joined_at", "free_hours", "partial_pct", "late_pct", "refund_pct",
            "refund_amount", "refund_status", "reassignment", "mentee_reschedules", "mentor_reschedules", "absent",
            "attendance_asked_at", "confirm_by", "payment", "code", "reschedules",
        ),
        pseudonym=("mentor", "mentee"),
        emptied={
            **dict.fromkeys(("title", "title_words", "description"), Emptied(_as_mentee)),
            **dict.fromkeys(("location", "meeting_url"), Emptied(or_(_as_mentor, _as_mentee))),
            "cancel_note": Emptied(_their_reason),
        },
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
    Fates(
        holds,
        "times kept while somebody books",
        _SELF,
        A_WEEK,
        whose=holds.c.mentee == PERSON,
        exported=("mentor", "starts_at", "minutes", "title", "description", "expires_at"),
        deleted=holds.c.mentee == PERSON,
    ),
    Fates(claims, "whose time is taken, to the minute", _NOBODY, HALF_A_YEAR, passes=True),
    Fates(
        audit,
        "who did what when: ids and codes, no names and no words",
        _ADMINS,
        whose=audit.c.actor.in_(_all_of_them),
        exported=("at", "action", "platform", "workspace", "session", "council"),
        kept=("seq", "at", "action", "platform", "workspace", "session", "before", "after", "policies", "council"),
        pseudonym=("actor",),
    ),
    Fates(policy_states, "the rules that the audit log's entries were made under", "everybody", kept=("id", "rules")),
    Fates(settings, "the rules in force", "everybody", kept=("name", "value")),
    Fates(leases, "which process is at what", _NOBODY, kept=("name", "owner", "until")),
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
        _ADMINS,
        "until it is removed",
        kept=("id", "platform", "workspace", "chat", "thread", "title", "at", "confirmed"),
        pseudonym=("set_by",),
    ),
    Fates(rates, "when each chat may be written to again", _NOBODY, kept=("free_at",), pseudonym=("person",)),
    Fates(rests, "when each bot may write again", _NOBODY, kept=("channel", "free_at", "rate", "slowed_at")),
    Fates(
        drafts,
        "half-filled forms, encrypted",
        _SELF,
        A_WEEK,
        whose=drafts.c.person == PERSON,
        exported=("kind", "opened_at", "changed_at"),
        deleted=drafts.c.person == PERSON,
    ),
    Fates(inbox, "deliveries; their words only until they are handled", _NOBODY, A_WEEK, passes=True),
    Fates(
        booking_attempts,
        "how far somebody came with a booking",
        "admins, as numbers",
        HALF_A_YEAR,
        whose=booking_attempts.c.person == PERSON,
        exported=("started_at", "step", "gave_up"),
        passes=True,
    ),
    Fates(
        subscriptions,
        "secret addresses at which calendars read what is booked, encrypted",
        _SELF,
        whose=subscriptions.c.person == PERSON,
        exported=("opened_at", "closed_at"),
        deleted=subscriptions.c.person == PERSON,
    ),
    Fates(
        invitations,
        "what a person's calendar was last told by mail",
        _NOBODY,
        HALF_A_YEAR,
        whose=invitations.c.person == PERSON,
        exported=("method", "starts_at", "ends_at", "stamped_at", "organizer", "attendee"),
        deleted=invitations.c.person == PERSON,
    ),
    Fates(
        reschedules,
        "requests to move sessions, with what the two wrote about them",
        _PARTIES,
        whose=or_(reschedules.c.mentor == PERSON, reschedules.c.session.in_(TAKEN)),
        exported=(
            "session", "mentor", "asked_by", "status", "proposals", "original_start", "original_minutes",
            "expires_at", "ended_at", "ended_by",
        ),
        kept=(
            "id", "session", "asked_by", "status", "turn", "original_start", "original_minutes", "expires_at",
            "ended_at", "ended_by",
        ),
        pseudonym=("mentor",),
        emptied={
            "proposals": Emptied(
                or_(reschedules.c.mentor == PERSON, reschedules.c.session.in_(TAKEN)), _without_words
            )
        },
    ),
    Fates(
        departures,
        "mentors who cancelled sessions that went on without them",
        "the mentor, admins",
        whose=departures.c.mentor == PERSON,
        exported=("session", "at", "reason", "note"),
        kept=("session", "at", "reason"),
        pseudonym=("mentor",),
        emptied={"note": Emptied(departures.c.mentor == PERSON)},
    ),
    Fates(
        feedback,
        "what mentees said about sessions",
        "the mentee, their mentor, admins",
        whose=feedback.c.mentee == PERSON,
        exported=("session", "mentor", "overall", "usefulness", "comment", "at"),
        kept=("session", "overall", "usefulness", "at", "starts_at"),
        pseudonym=("mentor", "mentee"),
        emptied={"comment": Emptied(feedback.c.mentee == PERSON)},
    ),
    Fates(
        private_notes,
        "what mentors note for themselves",
        "the mentor alone",
        whose=private_notes.c.mentor == PERSON,
        exported=("session", "text", "at"),
        deleted=private_notes.c.mentor == PERSON,
    ),
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
        rooms,
        "rooms that providers made",
        _PARTIES,
        kept=("id", "channel", "session", "council", "asked_at", "handle", "closed_at"),
        pseudonym=("person",),
        emptied={
            "url": Emptied(
                and_(rooms.c.url.is_not(None), or_(rooms.c.session.in_(GIVEN), rooms.c.session.in_(TAKEN)))
            )
        },
    ),
    Fates(
        recording_consents,
        "who has agreed that a session is recorded",
        _PARTIES,
        whose=recording_consents.c.person == PERSON,
        exported=("session", "agreed_at"),
        deleted=recording_consents.c.person == PERSON,
    ),
    Fates(
        recordings,
        "recordings of sessions; their files are elsewhere, and deleted with the account",
        _PARTIES,
        "as long as the rules say",
        kept=(
            "id", "session", "room", "channel", "asked_at", "state", "handle", "started_at", "ended_at",
        ),
    ),
    Fates(
        chats,
        "when who was in a session by chat",
        _PARTIES,
        whose=chats.c.person == PERSON,
        exported=("session", "starts_at", "entered_at", "texts", "left_at"),
        kept=("session", "starts_at", "entered_at", "texts", "left_at"),
        pseudonym=("person",),
    ),
    Fates(
        chat_texts,
        "what is said in a session by chat, encrypted",
        "the other party",
        "until it is passed on",
        passes=True,
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
    Fates(files, "these files, each once", _NOBODY, "a week after nobody's evidence any more", passes=True),
    Fates(
        job_items,
        "what became of each session of such work",
        _ADMINS,
        f"{HALF_A_YEAR} after it ended",
        passes=True,
    ),
    Fates(
        jobs,
        "long work of admins, with what they wrote in it",
        _ADMINS,
        f"{HALF_A_YEAR} after it ended",
        whose=jobs.c.person == PERSON,
        exported=("work", "state", "at", "total", "ended_at"),
        passes=True,
    ),
    Fates(
        mail_addresses,
        "what a member said about mail; codes, encrypted",
        _SELF,
        whose=mail_addresses.c.person == PERSON,
        exported=("address", "switched_on", "off", "refused", "pending"),
        deleted=mail_addresses.c.person == PERSON,
    ),
    Fates(
        mails,
        "which mails were handed to a server, without their words",
        _ADMINS,
        HALF_A_YEAR,
        whose=mails.c.person == PERSON,
        exported=("address", "template", "session", "council", "message_id", "sent_at", "state", "error"),
        deleted=mails.c.person == PERSON,
    ),
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
    Fates(
        payment_attempts,
        "links to pay by",
        "the mentee, admins",
        whose=payment_attempts.c.session.in_(TAKEN),
        exported=("session", "provider", "reference", "amount", "currency", "status", "opened_at", "closes_at"),
        kept=(
            "id", "session", "nth", "provider", "reference", "amount", "currency", "status", "opened_at", "closes_at",
            "look_at", "looked_at", "link", "failed_at", "refused",
        ),
        emptied={"url": Emptied(payment_attempts.c.session.in_(TAKEN))},
    ),
    Fates(
        payments,
        "money that arrived, by the provider's name for it",
        "the mentee, admins",
        whose=payments.c.session.in_(TAKEN),
        exported=("id", "session", "provider", "handle", "amount", "currency", "at", "use"),
        kept=("id", "session", "attempt", "provider", "handle", "amount", "currency", "at", "use"),
    ),
    Fates(
        interventions,
        "what admins did to sessions, and notes about them",
        _ADMINS,
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
        refunds,
        "what mentees get back",
        "the mentee, admins",
        whose=refunds.c.session.in_(TAKEN),
        exported=("session", "amount", "currency", "kind", "status", "at", "settled_at", "payment"),
        kept=(
            "id", "session", "amount", "currency", "kind", "status", "at", "settled_at", "expires_at", "payment",
            "handle", "tries", "trouble",
        ),
        pseudonym=("person", "approved_by"),
        emptied={"words": Emptied(or_(refunds.c.session.in_(TAKEN), refunds.c.person == PERSON))},
    ),
    Fates(
        measures,
        "what admins decided about people",
        "the person, admins",
        whose=measures.c.person == PERSON,
        exported=("measure", "reason", "at"),
        kept=("id", "measure", "at"),
        pseudonym=("person", "by"),
        emptied={"reason": Emptied(or_(measures.c.person == PERSON, measures.c.by == PERSON))},
    ),
    Fates(
        installations,
        "where the Slack app is installed, with its tokens, encrypted",
        _NOBODY,
        "until it is removed there",
        kept=("place", "token", "bot", "bot_user", "app", "enterprise", "refresh_token", "renew_at", "name"),
    ),
    Fates(used_tickets, "tickets to install it that were used, as digests", _NOBODY, A_WEEK, passes=True),
    Fates(
        closed_workspaces,
        "workspaces that removed us",
        _NOBODY,
        "until they take us in again",
        kept=("platform", "workspace", "closed_at"),
    ),
    Fates(
        erasures,
        "who has their data erased",
        _NOBODY,
        whose=erasures.c.person == PERSON,
        exported=("asked_at", "due_at"),
        kept=("asked_at", "due_at", "left_at", "erased_at"),
        pseudonym=("person",),
    ),
)  # fmt: skip
"""In the order in which rows go: what refers to others before these."""
