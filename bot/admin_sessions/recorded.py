"""What the audit log records of a session, in words for admins; who did it follows behind."""

from collections.abc import Mapping

from bot.sentences import Msg, label, msg, own
from bot.ui import Label

RECORDED: Mapping[str, Msg] = {
    "SESSION_BOOKED": msg("session booked"),
    "SESSION_REQUESTED": msg("session requested"),
    "SESSION_ACCEPTED": msg("request for the session accepted"),
    "SESSION_DECLINED": msg("request for the session declined"),
    "SESSION_REQUEST_EXPIRED": msg("request for the session not answered in time"),
    "SESSION_EDITED": msg("details of the session changed"),
    "SESSION_LATE": msg("told the other side of coming late"),
    "SESSION_RESCHEDULE_REQUESTED": msg("another time asked for"),
    "SESSION_RESCHEDULE_COUNTERED": msg("yet another time proposed"),
    "SESSION_RESCHEDULE_DECLINED": msg("request for another time declined"),
    "SESSION_RESCHEDULE_WITHDRAWN": msg("request for another time withdrawn"),
    "SESSION_RESCHEDULE_EXPIRED": msg("request for another time not answered in time"),
    "SESSION_RESCHEDULE_CANCELLED": msg("request for another time ended with the session"),
    "SESSION_RESCHEDULED": msg("session moved"),
    "SESSION_CANCELLED": msg("session cancelled"),
    "SESSION_CHANGE_UNDONE": msg("change at the booking service undone"),
    "SESSION_MENTOR_LEFT": msg("mentor left the session"),
    "SESSION_REASSIGNMENT_ACCEPTED": msg("another mentor chosen"),
    "SESSION_REASSIGNMENT_REJECTED": msg("session ended instead of going on with another mentor"),
    "SESSION_REASSIGNMENT_EXPIRED": msg("no other mentor chosen in time"),
    "SESSION_UNPAID": msg("session not paid in time"),
    "SESSION_ATTENDANCE_ASKED": msg("both asked who came"),
    "SESSION_COMPLETED": msg("session recorded as completed"),
    "SESSION_NO_SHOW": msg("session recorded as a no-show"),
    "SESSION_FEEDBACK": msg("feedback given"),
    "SESSION_PROBLEM_REPORTED": msg("problem reported"),
    "SESSION_DISPUTED": msg("who came was disputed"),
    "SESSION_DISPUTE_ADDED_TO": msg("words added to the dispute"),
    "SESSION_DISPUTE_FILES_ADDED": msg("files added to the dispute"),
    "SESSION_DISPUTE_CLOSED": msg("dispute closed"),
    "SESSION_DISPUTE_LAPSED": msg("dispute not decided in time"),
    "SESSION_RECORDING_AGREED": msg("recording agreed to"),
    "SESSION_RECORDING_REFUSED": msg("recording refused"),
    "SESSION_RECORDING_OPENED": msg("recording opened"),
    "PAYMENT_BEGUN": msg("payment begun"),
    "PAYMENT_DISPUTED": msg("payment disputed at the bank"),
    "PAYMENT_RECEIPT_MAILED": msg("receipt mailed"),
    "PAYMENT_RETURNED": msg("payment returned"),
    "REFUND_PENDING": msg("refund on its way"),
    "REFUND_PROCESSED": msg("refund paid"),
    "REFUND_FAILED": msg("refund failed"),
    "REFUND_RETRIED": msg("refund tried again"),
    "REFUND_SETTLED_BY_HAND": msg("refund settled by hand"),
    "ADMIN_FORCE_CANCEL": msg("session cancelled as an admin"),
    "ADMIN_FORCE_COMPLETE": msg("session completed as an admin"),
    "ADMIN_MANUAL_REFUND": msg("refund entered by hand"),
    "ADMIN_REASSIGN_SESSION": msg("session given to another mentor"),
    "ADMIN_RESCHEDULE_SESSION": msg("session moved as an admin"),
    "ADMIN_CLEAR_NO_SHOW": msg("no-show cleared"),
    "ADMIN_POLICY_OVERRIDE": msg("exception to a rule made"),
    "ADMIN_NOTE_ADDED": msg("internal note written"),
    "ADMIN_DISPUTE_ASSIGNED": msg("dispute given to an admin"),
    "ADMIN_DISPUTE_PARTY_ASKED": msg("a party asked about the dispute"),
    "ADMIN_DISPUTE_PRIORITY_SET": msg("priority of the dispute set"),
    "ADMIN_DISPUTE_RESOLVED": msg("dispute decided"),
    "ADMIN_EVIDENCE_OPENED": msg("file of the dispute opened"),
    "ADMIN_REFUND_APPROVED": msg("refund approved"),
    "ADMIN_REFUND_DECLINED": msg("refund not approved"),
    "ADMIN_REFUND_WITHDRAWN": msg("refund taken back"),
}


def recorded(action: str) -> Label:
    """What was done; what older versions recorded under another name is shown by that name."""
    return label(RECORDED[action]) if action in RECORDED else own(action)
