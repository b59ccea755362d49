"""Words that lists and cards of sessions for admins share."""

from bot.sentences import msg
from core.refunds import RefundStatus
from core.session_queries import Sort

SORTED_BY = {
    Sort.WHEN: msg("Time of the session"),
    Sort.CREATED: msg("Time of booking"),
    Sort.TITLE: msg("Title"),
    Sort.MENTOR: msg("Mentor"),
    Sort.MENTEE: msg("Mentee"),
    Sort.MINUTES: msg("Length"),
    Sort.STATUS: msg("Status"),
    Sort.RATE: msg("Rate"),
    Sort.REFUND: msg("Refund"),
    Sort.RESCHEDULES: msg("Reschedules"),
    Sort.CODE: msg("Code"),
}
REFUND_STATES = {
    RefundStatus.NONE: msg("no refund"),
    RefundStatus.PENDING_APPROVAL: msg("waits for a second admin"),
    RefundStatus.PENDING: msg("pending"),
    RefundStatus.PROCESSED: msg("processed"),
    RefundStatus.FAILED: msg("failed"),
    RefundStatus.DECLINED: msg("not approved"),
    RefundStatus.WITHDRAWN: msg("taken back"),
}
"""Marked sentences: said by `label`."""
