"""The rules in words: groups, titles, what each of them says, and the ready-made sets."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.actions.policies import Group
from bot.sentences import Msg, label, msg
from bot.ui import Label
from core.policies import PRESETS, Policies


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What a rule is called, and what it does."""

    title: Msg
    does: Msg


@dataclass(frozen=True, slots=True)
class GroupWords:
    """What a group is called, what it is about, and its rules by their keys."""

    title: Msg
    about: Msg
    rules: Mapping[str, RuleWords]


GROUPS: Mapping[Group, GroupWords] = {
    Group.BOOKING: GroupWords(
        msg("Booking"),
        msg("who books, how many sessions, how long they last and how far ahead"),
        {
            "plans_that_book": RuleWords(
                msg("Plans that book"), msg("Which plans include booking sessions with mentors.")
            ),
            "monthly_sessions": RuleWords(
                msg("Sessions a month"), msg("How many sessions a month each plan includes.")
            ),
            "durations": RuleWords(msg("Lengths to choose from"), msg("How long a session can be.")),
            "default_duration": RuleWords(
                msg("Usual length"), msg("How long a session is when nobody chooses another length.")
            ),
            "slot_interval": RuleWords(
                msg("Time between starts"),
                msg("How far apart the starts are that a mentor’s hours offer."),
            ),
            "default_hours": RuleWords(
                msg("Usual hours"), msg("When mentors can be booked who have set no hours of their own.")
            ),
            "min_notice_minutes": RuleWords(
                msg("Shortest notice"),
                msg(
                    "How long before its start a session has to be booked; a mentor may set another limit."
                ),
            ),
            "max_days_ahead": RuleWords(
                msg("Furthest ahead"),
                msg("How many days ahead a session can be booked; a mentor may set another limit."),
            ),
            "hold_minutes": RuleWords(
                msg("Time to confirm"), msg("How long a chosen time is held until it is confirmed.")
            ),
            "payment_minutes": RuleWords(
                msg("Time to pay"), msg("How long a time with a price is held until it is paid.")
            ),
            "confirmation_expiry_hours": RuleWords(
                msg("Time for a mentor to accept"),
                msg("How long a mentor who accepts each booking has to answer; after that it is off."),
            ),
        },
    ),
    Group.CANCELLING: GroupWords(
        msg("Cancelling"),
        msg("who may cancel, until when, and what comes back"),
        {
            "mentee_may_cancel": RuleWords(
                msg("Mentees may cancel"), msg("Whether a mentee can cancel a session.")
            ),
            "mentor_may_cancel": RuleWords(
                msg("Mentors may cancel"), msg("Whether a mentor can cancel a session.")
            ),
            "mentee_cancellation_cutoff_hours": RuleWords(
                msg("Mentees cancel until"), msg("Until when a mentee can cancel in time.")
            ),
            "mentor_cancellation_cutoff_hours": RuleWords(
                msg("Mentors cancel until"), msg("Until when a mentor can cancel.")
            ),
            "late_cancellation": RuleWords(
                msg("Mentees may cancel late"),
                msg(
                    "Whether a mentee can still cancel after that; the session then counts against their month."
                ),
            ),
            "late_refund_pct": RuleWords(
                msg("Refund when late"),
                msg("How much of the price comes back when a mentee cancels late."),
            ),
            "free_cancellation_hours": RuleWords(
                msg("Full refund"),
                msg("How long before the start a mentee has to cancel to get the whole price back."),
            ),
            "partial_refund_pct": RuleWords(
                msg("Partial refund"),
                msg(
                    "How much of the price comes back when a mentee cancels later than that, and still in time."
                ),
            ),
            "require_cancellation_reason": RuleWords(
                msg("A reason is needed"), msg("Whether whoever cancels has to say why.")
            ),
        },
    ),
    Group.MOVING: GroupWords(
        msg("Another time"),
        msg("who may move a session, until when, how often, and who has to agree"),
        {
            "mentee_may_reschedule": RuleWords(
                msg("Mentees may move sessions"), msg("Whether a mentee can ask for another time.")
            ),
            "mentor_may_reschedule": RuleWords(
                msg("Mentors may move sessions"), msg("Whether a mentor can ask for another time.")
            ),
            "reschedule_needs_approval": RuleWords(
                msg("The other side agrees"),
                msg("Whether the other side has to accept another time; else it takes effect at once."),
            ),
            "mentee_reschedule_cutoff_hours": RuleWords(
                msg("Mentees ask until"), msg("Until when a mentee can ask for another time.")
            ),
            "mentor_reschedule_cutoff_hours": RuleWords(
                msg("Mentors ask until"), msg("Until when a mentor can ask for another time.")
            ),
            "mentee_max_reschedules": RuleWords(
                msg("Moves by the mentee"), msg("How often a mentee can move one session.")
            ),
            "mentor_max_reschedules": RuleWords(
                msg("Moves by the mentor"), msg("How often a mentor can move one session.")
            ),
            "count_reschedules_on": RuleWords(
                msg("When a move counts"),
                msg("Whether asking for another time counts already, or only its acceptance."),
            ),
            "max_reschedule_requests": RuleWords(
                msg("Requests for one session"),
                msg("How often one side can ask for another time of one session, whatever comes of it."),
            ),
            "reschedule_expiry_hours": RuleWords(
                msg("Time to answer"),
                msg(
                    "How long the other side has to answer a request; after that everything stays as it was."
                ),
            ),
            "max_counter_proposals": RuleWords(
                msg("Counter-proposals"), msg("How often the two can answer a request with another time.")
            ),
            "hold_proposed_time": RuleWords(
                msg("Keep the proposed time"),
                msg("Whether a proposed time is kept for both until it is answered."),
            ),
            "mentee_may_decline_reschedule": RuleWords(
                msg("Mentees may decline"),
                msg("Whether a mentee can keep the old time when their mentor asks for another."),
            ),
        },
    ),
    Group.MONEY: GroupWords(
        msg("Replacement and money"),
        msg("what happens when a mentor cancels, paying, and large refunds"),
        {
            "reassign_on_mentor_cancel": RuleWords(
                msg("Look for another mentor"),
                msg("Whether another mentor is looked for when a mentor cancels."),
            ),
            "take_payment": RuleWords(
                msg("Take payments"),
                msg("Whether a session with a price is paid here, where a payment provider is set up."),
            ),
            "refund_second_admin": RuleWords(
                msg("Refunds that need two admins"),
                msg("Above which amount, in the session’s currency, a refund needs a second admin."),
            ),
            "dispute_days": RuleWords(
                msg("Days for a dispute"),
                msg("After how many days the next rule decides a dispute that no admin has decided."),
            ),
            "dispute_then": RuleWords(
                msg("Undecided disputes"),
                msg("What becomes of them then; a refund is for what a mentee has reported."),
            ),
        },
    ),
    Group.JOINING: GroupWords(
        msg("Joining"),
        msg("reminders, the Join button, and when a session is over"),
        {
            "recording_days": RuleWords(
                msg("Days for a recording"),
                msg("For how many days the recording of a session is kept."),
            ),
            "join_window_minutes": RuleWords(
                msg("Join button"), msg("How long before the start the two can join.")
            ),
            "reminder_offsets_minutes": RuleWords(
                msg("Reminders"), msg("How long before the start the two are reminded.")
            ),
            "completion_grace_minutes": RuleWords(
                msg("Close a session"), msg("How long after its end a session counts as completed.")
            ),
        },
    ),
    Group.COUNCILS: GroupWords(
        msg("Councils"),
        msg("how long they last, how many take part, and how long mentors are asked"),
        {
            "council_minutes": RuleWords(
                msg("Length of a council"), msg("How long a council is when nobody chooses another length.")
            ),
            "council_min_mentors": RuleWords(
                msg("Fewest mentors"), msg("How many mentors a council needs at least.")
            ),
            "council_max_mentors": RuleWords(
                msg("Most mentors"), msg("How many mentors a council takes at most.")
            ),
            "council_capacity": RuleWords(
                msg("Places for mentees"), msg("How many mentees a council takes.")
            ),
            "council_deadline_hours": RuleWords(
                msg("Time for a poll"), msg("How long a council’s mentors have to say when they can come.")
            ),
        },
    ),
    Group.ADMINS: GroupWords(
        msg("For admins"),
        msg("what admins are told"),
        {
            "weekly_summary": RuleWords(
                msg("Weekly summary"), msg("Whether admins hear on Mondays how the week went.")
            ),
        },
    ),
}
RULES: Mapping[str, RuleWords] = {
    key: rule for group in GROUPS.values() for key, rule in group.rules.items()
}
GROUP_OF: Mapping[str, Group] = {key: name for name, group in GROUPS.items() for key in group.rules}
PRESET_WORDS: Mapping[str, tuple[str, Msg]] = {
    "default": (
        "Parley",
        msg(
            "Two or five sessions a month by plan. Either side can cancel or ask for another time, which the other "
            "accepts. Another mentor is looked for when one cancels."
        ),
    ),
    "mentra": (
        "Mentra",
        msg(
            "Sessions of 30 min on a plan, without payment. Only mentees cancel and move them, up to 24 h before, as "
            "often as they like, and at once."
        ),
    ),
    "sharingminds_v1": (
        "SharingMinds 1",
        msg(
            "Everybody books as often as they like. Only mentees cancel, up to 2 h before, and move sessions, at once "
            "and twice at most."
        ),
    ),
    "sharingminds": (
        "SharingMinds",
        msg(
            "Everybody books as often as they like. Either side cancels or asks for another time; mentees can cancel "
            "late, without anything back. Another mentor is looked for when one cancels."
        ),
    ),
    "aureeture": (
        "Aureeture",
        msg(
            "Everybody books as often as they like. Mentors do not cancel; they ask for another time, five times at "
            "most, which mentees may decline."
        ),
    ),
}
"""What each is called everywhere, and what it is like."""

if set(RULES) != set(Policies.model_fields) or set(PRESET_WORDS) != set(PRESETS):
    missing = set(RULES) ^ set(Policies.model_fields) | set(PRESET_WORDS) ^ set(PRESETS)
    message = f"without words, or without a rule: {missing}"
    raise TypeError(message)


def title_of(key: str) -> Label:
    """What the rule is called."""
    return label(RULES[key].title)


def group_title(group: Group) -> Label:
    """What the group is called."""
    return label(GROUPS[group].title)
