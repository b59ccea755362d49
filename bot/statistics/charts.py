"""Figures as drawings: what is counted, in the reader's language."""

from collections.abc import Sequence

from bot.drawings import Chart, ChartsDrawing, Hue, Series
from bot.sentences import Msg, label, msg, number, percent
from bot.session_facts import REASONS
from bot.statistics.periods import period_label, slice_label
from bot.ui import Label, Picture
from core.attendance import Absent
from core.people import Role
from core.periods import Usual, unit_of
from core.sessions import CancelReason, Status
from core.statistics import SessionFigures

STATUSES = (
    (msg("Completed"), Hue.NAVY, (Status.COMPLETED,)),
    (msg("Not over yet"), Hue.SKY, (Status.SCHEDULED, Status.IN_PROGRESS)),
    (msg("Not accepted or paid yet"), Hue.GREY, (Status.REQUESTED, Status.AWAITING_PAYMENT)),
    (msg("Cancelled"), Hue.AMBER, (Status.CANCELLED,)),
    (msg("No-show"), Hue.RED, (Status.NO_SHOW,)),
)
"""What statuses are counted as, in the order in which they are piled up."""
ROLES: dict[Role | None, tuple[Msg, Hue]] = {
    Role.MENTEE: (msg("By mentees"), Hue.NAVY),
    Role.MENTOR: (msg("By mentors"), Hue.SKY),
    Role.ADMIN: (msg("By admins"), Hue.AMBER),
    None: (msg("Nobody answered in time"), Hue.GREY),
}
ABSENT = {
    Absent.MENTEE: msg("The mentee"),
    Absent.MENTOR: msg("The mentor"),
    Absent.BOTH: msg("Both"),
}
STEPS = (1, 2, 5)
MARKS = 5


def statistics_picture(figures: SessionFigures, usual: Usual | None) -> Picture:
    """Sessions over time, and by status."""
    shown = [each for each in STATUSES if figures.count(*each[2])]
    unit = unit_of(figures.period)
    over_time = Chart(
        label("Sessions over time"),
        tuple(slice_label(each.period, unit) for each in figures.slices),
        tuple(
            Series(
                label(name),
                hue,
                tuple(sum(each.statuses.get(status, 0) for status in statuses) for each in figures.slices),
            )
            for name, hue, statuses in shown
        ),
        ticks(max(sum(each.statuses.values()) for each in figures.slices)),
        (),
        upright=True,
    )
    counts = [figures.count(*statuses) for _, _, statuses in shown]
    by_status = bars(
        label("Sessions by status"),
        [label(name) for name, _, _ in shown],
        [
            Series("", hue, tuple(count if at == place else 0 for at in range(len(shown))))
            for place, ((_, hue, _), count) in enumerate(zip(shown, counts, strict=True))
        ],
        [
            label("{count} · {share}", count=number(count), share=percent(figures.share(count)))
            for count in counts
        ],
    )
    alt = label(
        "Sessions over time and by status, {period}: {sessions}",
        period=period_label(figures.period, usual),
        sessions=number(figures.total),
    )
    drawing = ChartsDrawing(
        label("Statistics"), period_label(figures.period, usual), (over_time, by_status)
    )
    return Picture(drawing, alt)


def reason_label(reason: CancelReason | None) -> Label:
    """Why sessions were cancelled."""
    return label("No reason given") if reason is None else label(REASONS[reason])


def analytics_picture(figures: SessionFigures, usual: Usual | None) -> tuple[Picture, ...]:
    """Cancellations by reason and role, and no-shows by who did not come; nothing where there are none."""
    charts: list[Chart] = []
    if figures.cancellations:
        counts: dict[CancelReason | None, dict[Role | None, int]] = {}
        for each in figures.cancellations:
            counts.setdefault(each.reason, {})[each.by] = each.sessions
        reasons = sorted(counts, key=lambda reason: -sum(counts[reason].values()))
        charts.append(
            bars(
                label("Cancellations by reason"),
                [reason_label(reason) for reason in reasons],
                [
                    Series(label(name), hue, tuple(counts[reason].get(role, 0) for reason in reasons))
                    for role, (name, hue) in ROLES.items()
                    if role in figures.cancelled_by
                ],
                [number(sum(counts[reason].values())) for reason in reasons],
            )
        )
    if figures.absences:
        absent = [figures.absences.get(each, 0) for each in ABSENT]
        names = [label(name) for name in ABSENT.values()]
        charts.append(
            bars(
                label("No-shows by who did not come"),
                names,
                [Series("", Hue.RED, tuple(absent))],
                [number(count) for count in absent],
            )
        )
    if not charts:
        return ()
    alt = label(
        "{period}: {cancelled} cancelled sessions by reason and role, {missed} no-shows",
        period=period_label(figures.period, usual),
        cancelled=number(figures.count(Status.CANCELLED)),
        missed=number(figures.count(Status.NO_SHOW)),
    )
    drawing = ChartsDrawing(label("Analytics"), period_label(figures.period, usual), tuple(charts))
    return (Picture(drawing, alt),)


def bars(title: Label, labels: Sequence[str], series: Sequence[Series], sums: Sequence[str]) -> Chart:
    """Bars below each other, the longest as long as there is room."""
    longest = max(sum(each.counts[place] for each in series) for place in range(len(labels)))
    return Chart(title, tuple(labels), tuple(series), ((0, ""), (max(longest, 1), "")), tuple(sums))


def ticks(most: int) -> tuple[tuple[int, str], ...]:
    """Round numbers from 0 to at least `most`, not too many."""
    step, power = 1, 1
    while step * MARKS < most:
        place = STEPS.index(step // power)
        power *= 10 if place == len(STEPS) - 1 else 1
        step = STEPS[(place + 1) % len(STEPS)] * power
    return tuple((at, number(at)) for at in range(0, max(most, 1) + step, step))
