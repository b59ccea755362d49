"""Every column that names a member, and what becomes of it when two members become one: the one who stays."""

from collections.abc import Mapping
from enum import StrEnum


class Joins(StrEnum):
    """What becomes of a column that names the member who goes."""

    MOVES = "moves"  # it names the one who stays
    YIELDS = "yields"  # so too, unless the one who stays has a row of the same key: then this one goes
    GOES = "goes"  # its row is deleted
    WRITTEN = "written"  # it is a text in which ids stand: there they are replaced
    REMAINS = (
        "remains"  # the id stays as it is: whoever reads it finds the one who stays (`former_members`)
    )
    APART = "apart"  # `storage.accounts` has a way of its own for it


NAMED: Mapping[str, Joins] = {
    "account_links.other": Joins.MOVES,
    "account_links.page": Joins.MOVES,
    "account_links.person": Joins.MOVES,
    "addresses.person": Joins.APART,
    "admin_channels.set_by": Joins.MOVES,
    "audit.actor": Joins.REMAINS,
    "audit.after": Joins.REMAINS,
    "audit.before": Joins.REMAINS,
    "booking_attempts.person": Joins.MOVES,
    "calendar_busy.mentor": Joins.MOVES,
    "calendar_links.mentor": Joins.MOVES,
    "chats.person": Joins.YIELDS,
    "claims.person": Joins.APART,
    "council_notes.author": Joins.MOVES,
    "council_places.person": Joins.YIELDS,
    "council_proposals.suggested_by": Joins.MOVES,
    "council_seats.mentor": Joins.YIELDS,
    "council_suggestions.mentor": Joins.YIELDS,
    "council_votes.mentor": Joins.YIELDS,
    "councils.coordinator": Joins.MOVES,
    "councils.ended_by": Joins.MOVES,
    "councils.verdict": Joins.WRITTEN,
    "departures.mentor": Joins.YIELDS,
    "dispute_events.by": Joins.MOVES,
    "dispute_events.person": Joins.MOVES,
    "disputes.assigned_to": Joins.MOVES,
    "disputes.closed_by": Joins.MOVES,
    "disputes.mentor": Joins.MOVES,
    "disputes.person": Joins.MOVES,
    "drafts.filled": Joins.REMAINS,
    "drafts.person": Joins.YIELDS,
    "drafts.purpose": Joins.REMAINS,
    "erasures.person": Joins.GOES,
    "evidence.person": Joins.MOVES,
    "exceptions.mentor": Joins.MOVES,
    "feedback.mentee": Joins.MOVES,
    "feedback.mentor": Joins.MOVES,
    "former_members.id": Joins.REMAINS,
    "former_members.person": Joins.MOVES,
    "holds.mentee": Joins.APART,
    "holds.mentor": Joins.MOVES,
    "inbox.body": Joins.REMAINS,
    "inbox.offered": Joins.REMAINS,
    "inbox.step_person": Joins.APART,
    "interventions.details": Joins.WRITTEN,
    "interventions.person": Joins.MOVES,
    "invitations.person": Joins.YIELDS,
    "job_items.person": Joins.MOVES,
    "jobs.ended_by": Joins.MOVES,
    "jobs.person": Joins.MOVES,
    "jobs.wish": Joins.WRITTEN,
    "mail_addresses.person": Joins.APART,
    "mails.person": Joins.MOVES,
    "measures.by": Joins.MOVES,
    "measures.person": Joins.MOVES,
    "mentors.person": Joins.APART,
    "notices.dedupe": Joins.APART,
    "notices.details": Joins.APART,
    "notices.offered": Joins.REMAINS,
    "notices.person": Joins.APART,
    "people.id": Joins.GOES,
    "plan_requests.person": Joins.YIELDS,
    "private_notes.mentor": Joins.APART,
    "rates.person": Joins.GOES,
    "recording_consents.person": Joins.YIELDS,
    "refunds.approved_by": Joins.MOVES,
    "refunds.person": Joins.MOVES,
    "reschedules.mentor": Joins.MOVES,
    "rooms.person": Joins.MOVES,
    "session_queries.owner": Joins.YIELDS,
    "session_queries.query": Joins.WRITTEN,
    "sessions.mentee": Joins.MOVES,
    "sessions.mentor": Joins.MOVES,
    "subscriptions.person": Joins.APART,
}
