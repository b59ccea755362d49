"""The rules of the programme as they concern somebody, in sentences."""

from collections.abc import Iterator

from bot.actions.policies import ShowAllPolicies
from bot.actions.profile import ShowProfile
from bot.actions.sessions import ShowSessions
from bot.dates import day_label
from bot.labels import length, several
from bot.ui import Bold, Button, Card, Facts, Hint, Paragraph, Part, Row, words
from core.people import Person, Plan, Role
from core.policies import Policies
from core.usecases.policies import OwnRules
from core.usecases.quota import Quota

OFTEN = {1: "once", 2: "twice"}


def rules_card(own: OwnRules, support: str = "") -> Card:
    """`/policies`: what the reader may do, and until when; `support` is whom to ask about anything else."""
    parts: list[Part] = []
    if own.mentor is not None:
        parts += _mentors(own)
        parts.append(Paragraph(words(Bold("And when you book a session yourself:"))))
    parts += _mentees(own)
    if support:
        parts.append(Hint(words("Anything else: ", support, ".")))
    doors = [Button("My sessions", ShowSessions()), Button("My profile", ShowProfile())]
    if own.person.is_admin:
        doors.append(Button("All rules", ShowAllPolicies()))
    return Card("The rules", (*parts, Row(tuple(doors), columns=3)))


def hours(count: int) -> str:
    """`2 h`, `1 h`."""
    return length(60 * count)


def _mentees(own: OwnRules) -> Iterator[Part]:
    policies = own.policies
    yield _section("Booking", *_booking(policies, own.person, own.quota))
    yield _section("Cancelling", *_cancelling(policies))
    if policies.mentee_may_cancel:
        yield Facts(tuple((when, words(what)) for when, what in refund_table(policies)))
        yield Hint(words("That is for sessions with a price. What held when you booked stays so for them."))
    yield _section("Another time", *_moving(policies, Role.MENTEE))
    yield _section("If your mentor cancels", _left_alone(policies))
    yield _section("Joining", *_joining(policies))


def _mentors(own: OwnRules) -> Iterator[Part]:
    policies = own.policies
    assert own.mentor is not None
    asks = not own.mentor.schedule.instant_booking and not own.mentor.rate
    yield _section(
        "Being booked",
        f"You have {hours(policies.confirmation_expiry_hours)} to accept a booking; what you do not answer is off."
        if asks
        else "A booking stands at once, without your doing.",
        "Your hours, limits and days off are in /availability.",
    )
    yield _section("Cancelling", *_mentor_cancelling(policies))
    yield _section("Another time", *_moving(policies, Role.MENTOR))
    yield _section("Joining", *_joining(policies))


def _section(title: str, *sentences: str) -> Paragraph:
    return Paragraph(words(Bold(title), *(f"\n{sentence}" for sentence in sentences)))


def _booking(policies: Policies, person: Person, quota: Quota) -> Iterator[str]:
    if person.plan not in policies.plans_that_book:
        yield "Your plan does not include booking sessions; an admin can change it."
    elif quota.allowed is None:
        yield "You can book as many sessions a month as you like."
    else:
        plan = "" if person.plan is Plan.NONE else f" with the {person.plan.value} plan"
        used = f"{quota.used} used so far, {day_label(quota.renews)} renews it"
        yield f"You can have {several(quota.allowed, 'session')} a month{plan}: {used}."
    if len(policies.durations) == 1:
        yield f"A session lasts {length(policies.durations[0])}."
    else:
        lengths = ", ".join(length(minutes) for minutes in policies.durations)
        yield f"A session lasts {length(policies.default_duration)}, or what you choose of {lengths}."
    soonest = f"{length(policies.min_notice_minutes)} to " if policies.min_notice_minutes else "up to "
    yield f"You book {soonest}{several(policies.max_days_ahead, 'day')} ahead; a mentor may set other limits."
    yield f"The time you choose is held for you for {length(policies.hold_minutes)}."
    yield (
        f"Some mentors accept each booking first: they have {hours(policies.confirmation_expiry_hours)}, "
        "and the time is kept for you meanwhile."
    )


def _cancelling(policies: Policies) -> Iterator[str]:
    if not policies.mentee_may_cancel:
        yield "You cannot cancel a session yourself; an admin can."
        return
    reason = ", with a reason" if policies.require_cancellation_reason else ""
    yield f"You can cancel {_until(policies.mentee_cancellation_cutoff_hours)}{reason}."
    yield "In time, the session does not count against your month."
    if policies.late_cancellation:
        yield "Later you can still cancel until the start, but then it counts."


def refund_table(policies: Policies) -> Iterator[tuple[str, str]]:
    """Yield when a mentee cancels, and what of the price comes back then."""
    free, cutoff = policies.free_cancellation_hours, policies.mentee_cancellation_cutoff_hours or 0
    certain = free if policies.late_cancellation else max(free, cutoff)
    yield f"{hours(certain)} or more before" if certain else "Until the start", "all of it back"
    if cutoff < certain:
        yield (
            f"{hours(cutoff) or '0 h'} to {hours(certain)} before",
            f"{policies.partial_refund_pct} % back",
        )
    if limit := min(cutoff, free) if policies.late_cancellation else cutoff:
        late = (
            f"{policies.late_refund_pct} % back" if policies.late_cancellation else "no cancelling any more"
        )
        yield f"Less than {hours(limit)} before", late
    yield "Your mentor cancels" if policies.mentor_may_cancel else "An admin cancels", "all of it back"


def _mentor_cancelling(policies: Policies) -> Iterator[str]:
    if not policies.mentor_may_cancel:
        yield (
            "Mentors do not cancel sessions, but you can ask for another time."
            if policies.mentor_may_reschedule
            else "Only the mentee can cancel or reschedule a session. If you cannot come, turn to an admin."
        )
        return
    reason = ", with a reason" if policies.require_cancellation_reason else ""
    yield f"You can cancel {_until(policies.mentor_cancellation_cutoff_hours)}{reason}."
    yield (
        "Another mentor is looked for then; the mentee may go on with them, choose somebody else, or cancel."
        if policies.reassign_on_mentor_cancel
        else "The mentee gets everything back, and it does not count against their month."
    )
    yield "Frequent cancelling affects your reliability."


def _left_alone(policies: Policies) -> str:
    if not policies.mentor_may_cancel:
        return "Mentors do not cancel sessions. If an admin has to, all of it comes back, and it does not count."
    if policies.reassign_on_mentor_cancel:
        return (
            "I look for another mentor at the same time. You decide whether to go on with them, choose somebody "
            "else, or cancel with a full refund."
        )
    return "The session is off, all of it comes back, and it does not count against your month."


def _moving(policies: Policies, role: Role) -> Iterator[str]:
    other = "mentee" if role is Role.MENTOR else "mentor"
    limit = policies.max_reschedules(role)
    if policies.may_reschedule(role) and limit != 0:
        often = "as often as you like" if limit is None else f"at most {_times(limit)} a session"
        until = _until(policies.reschedule_cutoff_hours(role))
        if policies.reschedule_needs_approval:
            yield f"You can ask for another time {until}, {often}."
            yield (
                f"Your {other} accepts, or proposes another one, within "
                f"{hours(policies.reschedule_expiry_hours)}; else everything stays as it was."
            )
        else:
            yield f"You can move a session to another free time {until}, {often}. It takes effect at once."
    else:
        yield "You cannot move a session yourself."
    theirs = Role.MENTEE if role is Role.MENTOR else Role.MENTOR
    if not policies.may_reschedule(theirs) or policies.max_reschedules(theirs) == 0:
        yield (
            f"Your {other} cannot move one either."
            if policies.may_reschedule(role)
            else f"Nor can your {other}."
        )
    elif policies.reschedule_needs_approval:
        ways = ["accept", "propose another time"]
        if role is Role.MENTOR or policies.mentee_may_decline_reschedule:
            ways.append("decline")
        if role is Role.MENTEE:
            ways.append("cancel with a full refund")
        yield f"When your {other} asks, you can {', '.join(ways[:-1])} or {ways[-1]}."
    else:
        yield f"Your {other} may move it too, and you are told at once."


def _joining(policies: Policies) -> Iterator[str]:
    yield (
        f"The Join button comes {length(policies.join_window_minutes)} before the start and works until the end."
        if policies.join_window_minutes
        else "The Join button comes at the start and works until the end."
    )
    if policies.reminder_offsets_minutes:
        ahead = " and ".join(length(minutes) for minutes in policies.reminder_offsets_minutes)
        yield f"I remind you {ahead} before."


def _until(cutoff: int | None) -> str:
    return f"until {hours(cutoff)} before the start" if cutoff else "until the start"


def _times(count: int) -> str:
    return OFTEN.get(count, f"{count} times")
