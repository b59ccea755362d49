"""The rules of the programme as they concern somebody, in sentences."""

from collections.abc import Iterator

from bot.actions.policies import Group, ShowAllPolicies
from bot.actions.profile import ShowProfile
from bot.actions.sessions import ShowSessions
from bot.dates import day_label
from bot.labels import length, row
from bot.members.words import PLANS
from bot.policies.words import group_title
from bot.sentences import all_of, label, lines, one_of, percent, say, say_many, series
from bot.ui import Bold, Button, Card, Facts, Hint, Label, Paragraph, Part, Text, words
from core.people import Person, Plan, Role
from core.policies import Policies
from core.usecases.policies import OwnRules
from core.usecases.quota import Quota


def rules_card(own: OwnRules, support: str = "") -> Card:
    """`/policies`: what the reader may do, and until when; `support` is whom to ask about anything else."""
    parts: list[Part] = []
    if own.mentor is not None:
        parts += _mentors(own)
        parts.append(Paragraph(words(Bold(label("And when you book a session yourself:")))))
    parts += _mentees(own)
    if support:
        parts.append(Hint(say("Anything else: {support}.", support=support)))
    buttons = [Button(label("My sessions"), ShowSessions()), Button(label("My profile"), ShowProfile())]
    if own.person.is_admin:
        buttons.append(Button(label("All rules"), ShowAllPolicies()))
    return Card(label("The rules"), (*parts, row(*buttons, columns=3)))


def hours_text(count: int) -> Label:
    """`2 h`, `0 h`."""
    return label("{n} h", n=count)


def _mentees(own: OwnRules) -> Iterator[Part]:
    policies = own.policies
    yield _section(group_title(Group.BOOKING), *_booking(policies, own.person, own.quota))
    yield _section(group_title(Group.CANCELLING), *_cancelling(policies))
    if policies.mentee_may_cancel:
        yield Facts(tuple((when, words(what)) for when, what in refund_table(policies)))
        yield Hint(say("That is for sessions with a price. What held when you booked stays so for them."))
    yield _section(group_title(Group.MOVING), *_moving(policies, Role.MENTEE))
    yield _section(label("If your mentor cancels"), _left_alone(policies))
    yield _section(group_title(Group.JOINING), *_joining(policies))


def _mentors(own: OwnRules) -> Iterator[Part]:
    policies = own.policies
    assert own.mentor is not None
    asks = not own.mentor.schedule.instant_booking and not own.mentor.rate
    yield _section(
        label("Being booked"),
        say(
            "You have {length} to accept a booking; what you do not answer is off.",
            length=hours_text(policies.confirmation_expiry_hours),
        )
        if asks
        else say("A booking stands at once, without your doing."),
        say("Your hours, limits and days off are in /availability."),
    )
    yield _section(group_title(Group.CANCELLING), *_mentor_cancelling(policies))
    yield _section(group_title(Group.MOVING), *_moving(policies, Role.MENTOR))
    yield _section(group_title(Group.JOINING), *_joining(policies))


def _section(title: Label, *said: Text) -> Paragraph:
    return Paragraph(lines(words(Bold(title)), *said))


def _booking(policies: Policies, person: Person, quota: Quota) -> Iterator[Text]:
    yield _allowance(policies, person, quota)
    lengths = [length(minutes) for minutes in policies.durations]
    if len(lengths) == 1:
        yield say("A session lasts {length}.", length=lengths[0])
    else:
        yield say(
            "A session lasts {length}, or what you choose of {lengths}.",
            length=length(policies.default_duration),
            lengths=series(lengths),
        )
    if policies.min_notice_minutes:
        yield say_many(
            "You book {length} to {n} day ahead; a mentor may set other limits.",
            "You book {length} to {n} days ahead; a mentor may set other limits.",
            policies.max_days_ahead,
            length=length(policies.min_notice_minutes),
        )
    else:
        yield say_many(
            "You book up to {n} day ahead; a mentor may set other limits.",
            "You book up to {n} days ahead; a mentor may set other limits.",
            policies.max_days_ahead,
        )
    yield say("The time you choose is held for you for {length}.", length=length(policies.hold_minutes))
    yield say(
        "Some mentors accept each booking first: they have {length}, and the time is kept for you meanwhile.",
        length=hours_text(policies.confirmation_expiry_hours),
    )


def _allowance(policies: Policies, person: Person, quota: Quota) -> Text:
    if person.plan not in policies.plans_that_book:
        return say("Your plan does not include booking sessions; an admin can change it.")
    if quota.allowed is None:
        return say("You can book as many sessions a month as you like.")
    used, day = quota.used, day_label(quota.renews)
    if person.plan is Plan.NONE:
        return say_many(
            "You can have {n} session a month: {used} used so far, {day} renews it.",
            "You can have {n} sessions a month: {used} used so far, {day} renews it.",
            quota.allowed,
            used=used,
            day=day,
        )
    return say_many(
        "You can have {n} session a month with the {plan} plan: {used} used so far, {day} renews it.",
        "You can have {n} sessions a month with the {plan} plan: {used} used so far, {day} renews it.",
        quota.allowed,
        plan=label(PLANS[person.plan]),
        used=used,
        day=day,
    )


def _cancelling(policies: Policies) -> Iterator[Text]:
    if not policies.mentee_may_cancel:
        yield say("You cannot cancel a session yourself; an admin can.")
        return
    yield _may_cancel(policies, Role.MENTEE)
    yield say("In time, the session does not count against your month.")
    if policies.late_cancellation:
        yield say("Later you can still cancel until the start, but then it counts.")


def _may_cancel(policies: Policies, role: Role) -> Text:
    reason = policies.require_cancellation_reason
    if cutoff := policies.cancellation_cutoff_hours(role):
        ahead = hours_text(cutoff)
        return (
            say("You can cancel until {length} before the start, with a reason.", length=ahead)
            if reason
            else say("You can cancel until {length} before the start.", length=ahead)
        )
    return (
        say("You can cancel until the start, with a reason.")
        if reason
        else say("You can cancel until the start.")
    )


def refund_table(policies: Policies) -> Iterator[tuple[Label, Label]]:
    """Yield when a mentee cancels, and what of the price comes back then."""
    free, cutoff = policies.free_cancellation_hours, policies.mentee_cancellation_cutoff_hours or 0
    certain = free if policies.late_cancellation else max(free, cutoff)
    yield (
        label("{length} or more before", length=hours_text(certain))
        if certain
        else label("Until the start"),
        label("all of it back"),
    )
    if cutoff < certain:
        yield (
            label("{longest} to {least} before", longest=hours_text(cutoff), least=hours_text(certain)),
            label("{percent} back", percent=percent(policies.partial_refund_pct)),
        )
    if limit := min(cutoff, free) if policies.late_cancellation else cutoff:
        yield (
            label("Less than {length} before", length=hours_text(limit)),
            label("{percent} back", percent=percent(policies.late_refund_pct))
            if policies.late_cancellation
            else label("no cancelling any more"),
        )
    yield (
        label("Your mentor cancels") if policies.mentor_may_cancel else label("An admin cancels"),
        label("all of it back"),
    )


def _mentor_cancelling(policies: Policies) -> Iterator[Text]:
    if not policies.mentor_may_cancel:
        yield (
            say("Mentors do not cancel sessions, but you can ask for another time.")
            if policies.mentor_may_reschedule
            else say(
                "Only the mentee can cancel or reschedule a session. If you cannot come, turn to an admin."
            )
        )
        return
    yield _may_cancel(policies, Role.MENTOR)
    yield (
        say(
            "Another mentor is looked for then; the mentee may go on with them, choose somebody else, or cancel."
        )
        if policies.reassign_on_mentor_cancel
        else say("The mentee gets everything back, and it does not count against their month.")
    )
    yield say("Frequent cancelling affects your reliability.")


def _left_alone(policies: Policies) -> Text:
    if not policies.mentor_may_cancel:
        return say(
            "Mentors do not cancel sessions. If an admin has to, all of it comes back, and it does not count."
        )
    if policies.reassign_on_mentor_cancel:
        return say(
            "I look for another mentor at the same time. You decide whether to go on with them, choose somebody "
            "else, or cancel with a full refund."
        )
    return say("The session is off, all of it comes back, and it does not count against your month.")


def _moving(policies: Policies, role: Role) -> Iterator[Text]:
    mentors = role is Role.MENTOR
    limit = policies.max_reschedules(role)
    if policies.may_reschedule(role) and limit != 0:
        yield _may_move(policies, role, _often(limit))
        if policies.reschedule_needs_approval:
            within = hours_text(policies.reschedule_expiry_hours)
            yield (
                say(
                    "Your mentee accepts, or proposes another one, within {length}; else everything stays as it was.",
                    length=within,
                )
                if mentors
                else say(
                    "Your mentor accepts, or proposes another one, within {length}; else everything stays as it was.",
                    length=within,
                )
            )
    else:
        yield say("You cannot move a session yourself.")
    theirs = Role.MENTEE if mentors else Role.MENTOR
    if not policies.may_reschedule(theirs) or policies.max_reschedules(theirs) == 0:
        yield _nor_they(role, may=policies.may_reschedule(role))
    elif policies.reschedule_needs_approval:
        yield _when_asked(policies, role)
    else:
        yield (
            say("Your mentee may move it too, and you are told at once.")
            if mentors
            else say("Your mentor may move it too, and you are told at once.")
        )


def _may_move(policies: Policies, role: Role, often: Text) -> Text:
    cutoff = policies.reschedule_cutoff_hours(role)
    if policies.reschedule_needs_approval:
        if not cutoff:
            return say("You can ask for another time until the start, {often}.", often=often)
        return say(
            "You can ask for another time until {length} before the start, {often}.",
            length=hours_text(cutoff),
            often=often,
        )
    if not cutoff:
        return say(
            "You can move a session to another free time until the start, {often}. It takes effect at once.",
            often=often,
        )
    return say(
        "You can move a session to another free time until {length} before the start, {often}. "
        "It takes effect at once.",
        length=hours_text(cutoff),
        often=often,
    )


def _nor_they(role: Role, *, may: bool) -> Text:
    if role is Role.MENTOR:
        return say("Your mentee cannot move one either.") if may else say("Nor can your mentee.")
    return say("Your mentor cannot move one either.") if may else say("Nor can your mentor.")


def _when_asked(policies: Policies, role: Role) -> Text:
    ways = [label("accept"), label("propose another time")]
    if role is Role.MENTOR or policies.mentee_may_decline_reschedule:
        ways.append(label("decline"))
    if role is Role.MENTOR:
        return say("When your mentee asks, you can {ways}.", ways=one_of(ways))
    ways.append(label("cancel with a full refund"))
    return say("When your mentor asks, you can {ways}.", ways=one_of(ways))


def _joining(policies: Policies) -> Iterator[Text]:
    yield (
        say(
            "The Join button comes {length} before the start and works until the end.",
            length=length(policies.join_window_minutes),
        )
        if policies.join_window_minutes
        else say("The Join button comes at the start and works until the end.")
    )
    if policies.reminder_offsets_minutes:
        ahead = all_of([length(minutes) for minutes in policies.reminder_offsets_minutes])
        yield say("I remind you {lengths} before.", lengths=ahead)


def _often(limit: int | None) -> Text:
    if limit is None:
        return say("as often as you like")
    if limit == 2:
        return say("at most twice a session")
    return say_many("at most once a session", "at most {n} times a session", limit)
