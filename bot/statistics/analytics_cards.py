"""What admins read of what goes wrong."""

from collections.abc import Sequence

from bot.actions.disputes import ShowDisputes
from bot.actions.members import ShowMember
from bot.actions.statistics import Report
from bot.labels import length, who
from bot.sentences import (
    Msg,
    decimal,
    label,
    lines,
    msg,
    own,
    percent,
    say,
    say_many,
    sentences,
)
from bot.statistics.charts import ROLES, analytics_picture, reason_label
from bot.statistics.periods import period_buttons, period_label, same_period
from bot.ui import Bold, Button, Card, Facts, Hint, Label, Option, Paragraph, Part, Row, Text, choice, words
from core.booking_steps import Funnel
from core.disputes import DisputeFigures
from core.figures import LOOKED_AT, quality
from core.people import Role
from core.ports.statistics import RescheduleCount
from core.sessions import Status
from core.statistics import SessionFigures
from core.usecases.analytics import ProgrammeAnalytics

TOP = 10
_REASON_BY: dict[Role | None, Msg] = {
    Role.MENTEE: msg("{reason}, by mentees: {count} ({share})"),
    Role.MENTOR: msg("{reason}, by mentors: {count} ({share})"),
    Role.ADMIN: msg("{reason}, by admins: {count} ({share})"),
    None: msg("{reason}, because nobody answered in time: {count} ({share})"),
}
_AS = {Role.MENTOR: msg("as a mentor"), Role.MENTEE: msg("as a mentee")}


def analytics_card(view: ProgrammeAnalytics) -> Card:
    """`/admin analytics`: what goes wrong in a period, and as a picture."""
    figures, usual = view.figures, view.usual
    period = period_label(figures.period, usual)
    title = label("Analytics: {period}", period=period)
    buttons = period_buttons(Report.ANALYTICS, usual)
    further = Row((Button(label("Statistics"), same_period(Report.STATISTICS, figures.period, usual)),))
    booking = (
        [_section(label("From a mentor to a booking"), _funnel(view.funnel))] if view.funnel.started else []
    )
    disputes = _disputes(view.disputes)
    if not figures.total:
        empty = Paragraph(say("No sessions in this period: {period}.", period=period))
        return Card(title, (empty, *disputes, *booking, buttons, further))
    parts: list[Part] = [
        *analytics_picture(figures, usual),
        _section(label("Top cancellation reasons"), _reasons(figures)),
        Facts((*_by_role(figures), *_reschedules(view), (label("Session quality"), _quality(figures)))),
        _section(label("Repeat no-shows"), [_repeated(view, place) for place in range(len(view.repeated))]),
        _section(
            label("Least reliable"),
            [
                say(
                    "{who}, {role}: {share}",
                    who=who(each.person),
                    role=label(_AS[each.role]),
                    share=percent(each.reliability),
                )
                for each in view.unreliable
            ],
        ),
        *disputes,
        *booking,
        Hint(_how_counted()),
        buttons,
        further,
        *_doors(view),
    ]
    return Card(title, tuple(parts))


def _section(title: Label, said: Sequence[Text]) -> Paragraph:
    return Paragraph(lines(words(Bold(title)), *(said or [say("none")])))


def _reasons(figures: SessionFigures) -> list[Text]:
    return [
        say(
            _REASON_BY[each.by],
            reason=reason_label(each.reason),
            count=each.sessions,
            share=_of_cancelled(figures, each.sessions),
        )
        for each in figures.cancellations[:TOP]
    ]


def _by_role(figures: SessionFigures) -> list[tuple[Label, Text]]:
    cancelled = figures.count(Status.CANCELLED)
    rows: list[tuple[Label, Text]] = [
        (
            label("Cancelled"),
            say("{count} ({share})", count=cancelled, share=percent(figures.share(cancelled))),
        )
    ]
    rows += [
        (label(ROLES[role][0]), say("{count} ({share})", count=count, share=_of_cancelled(figures, count)))
        for role, count in figures.cancelled_by.items()
    ]
    return rows


def _of_cancelled(figures: SessionFigures, count: int) -> str:
    return percent(count * 100 / figures.count(Status.CANCELLED))


def _reschedules(view: ProgrammeAnalytics) -> list[tuple[Label, Text]]:
    moved = say_many(
        "{n} session ({share})",
        "{n} sessions ({share})",
        view.rescheduled,
        none=msg("none"),
        share=percent(view.figures.share(view.rescheduled)),
    )
    names = {Role.MENTEE: label("Requests by mentees"), Role.MENTOR: label("Requests by mentors")}
    return [
        (label("Rescheduled"), moved),
        *((names[each.by], _requests(each)) for each in view.reschedules),
    ]


def _requests(each: RescheduleCount) -> Text:
    return say(
        "{count}, accepted {accepted} ({share}), on average {rounds} counter-proposals",
        count=each.requests,
        accepted=each.accepted,
        share=percent(each.accepted * 100 / each.requests),
        rounds=decimal(each.rounds / each.requests),
    )


def _quality(figures: SessionFigures) -> Text:
    if not figures.marks.count:
        return say("no ratings yet")
    return say_many(
        "{quality} of 5 by {n} mentee",
        "{quality} of 5 by {n} mentees",
        figures.marks.count,
        quality=decimal(quality(figures.marks)),
    )


def _disputes(figures: DisputeFigures) -> list[Part]:
    """What was opened and decided; nothing where there is nothing to say."""
    if not (figures.opened or figures.decided or figures.undecided):
        return []
    decided = say("Decided: {n}", n=figures.decided)
    if figures.median is not None:
        lasted = length(int(figures.median.total_seconds()) // 60)
        decided = say("Decided: {n}; half of them within {time}", n=figures.decided, time=lasted)
    said = [
        say("Opened: {n}", n=figures.opened),
        decided,
        say("Undecided now: {n}", n=figures.undecided),
    ]
    return [
        _section(label("Disputes"), said),
        Row((Button(label("All disputes"), ShowDisputes()),)),
    ]


def _funnel(funnel: Funnel) -> list[Text]:
    """How far those came who began to book."""

    def share(count: int) -> Text:
        return say("{count} ({share})", count=count, share=percent(count * 100 / funnel.started))

    paid = say("Paid: {count} of {priced} with a price", count=funnel.paid, priced=funnel.priced)
    return [
        say("A mentor chosen: {count}", count=funnel.started),
        say("A time chosen: {count}", count=share(funnel.slot)),
        say("Reviewed: {count}", count=share(funnel.review)),
        *([paid] if funnel.priced else []),
        say("Booked within 24 h: {count}", count=share(funnel.booked)),
        say("Left without a booking: {count}", count=share(funnel.left)),
    ]


def _repeated(view: ProgrammeAnalytics, place: int) -> Text:
    each = view.repeated[place]
    return say_many(
        "{who}, {role}: {n} session missed",
        "{who}, {role}: {n} sessions missed",
        each.times,
        who=who(each.person),
        role=label(_AS[each.role]),
    )


def _how_counted() -> Text:
    return sentences(
        say(
            "Shares of reasons and roles are of the cancelled sessions, all others of all sessions of the period."
        ),
        say(
            "Reliability is of somebody's last {sessions} sessions: each cancellation costs one of them, each "
            "reschedule a half, each absence two.",
            sessions=LOOKED_AT,
        ),
        say("Quality is the mean of both marks, drawn towards 4.0 as long as there are few."),
    )


def _doors(view: ProgrammeAnalytics) -> tuple[Part, ...]:
    """A way to each member who is named."""
    named = [*(each.person for each in view.repeated), *(each.person for each in view.unreliable)]
    people = {person.id: person for person in named}
    if not people:
        return ()
    options = tuple(Option(own(person.name), ShowMember(person.id)) for person in people.values())
    return (choice(label("Open a member"), options),)
