"""Putting a council together: its mentors with the reasons, its times, a common one for a mentee's own."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from bot.actions.councils.calling import (
    AddTime,
    AppointLead,
    DropMentor,
    DropTime,
    NameMentor,
    PickMentors,
    PickTimes,
    TakeMentor,
    TypeTimes,
)
from bot.actions.councils.deciding import ShowWaysOut
from bot.actions.councils.looking import ShowCouncil
from bot.actions.councils.own import ChooseWindow, ConveneAt, FindTime, SwapMentor
from bot.councils.facts import seated
from bot.dates import day_label
from bot.labels import length, local_day, moment_label, primary, row, several, when
from bot.ui import Bold, Button, Card, Choice, Hint, Option, Paragraph, Part, Row, Show, Text, words
from core.councils import LEAST_TIMES, MOST_TIMES, POLLING, CouncilStatus
from core.expertise import Match
from core.usecases.councils.calling import ProposedTimes
from core.usecases.councils.mine import Outlook
from core.usecases.councils.views import CouncilView

MOST_DAYS, MOST_A_DAY = 6, 3
TWO_WEEKS = timedelta(days=13)


def mentors_card(
    view: CouncilView, matches: tuple[Match, ...], page: int, *, more: bool, done: str = ""
) -> Card:
    """The mentors in the council and those who would fit, each with the reason."""
    council = view.council
    pending = council.status is CouncilStatus.PENDING
    parts: list[Part] = [Paragraph(words(done))] if done else []
    for seat in seated(council):
        reason = _fit(seat.shared, len(council.expertise), seat.seniority)
        leads = " · leads" if seat.lead else ""
        parts.append(Paragraph(words("✓ ", Bold(view.people[seat.mentor].name), f" · {reason}{leads}")))
    for match in matches:
        reason = _fit(match.shared, match.wanted, match.mentor.seniority)
        headline = f"\n{match.mentor.headline}" if match.mentor.headline else ""
        parts.append(Paragraph(words(Bold(match.mentor.person.name), f" · {reason}{headline}")))
    if not council.seats and not matches:
        parts.append(Paragraph(words("No mentor can be booked at present.")))
    toggles: list[Button] = []
    if pending:
        toggles += [
            Button(
                f"✓ {view.people[s.mentor].name}", DropMentor(council.id, council.revision, s.mentor, page)
            )
            for s in council.seats
        ]
    sign = "" if pending else "+ "
    toggles += [
        Button(f"{sign}{m.mentor.person.name}", TakeMentor(council.id, council.revision, m.mentor.id, page))
        for m in matches
    ]
    if toggles:
        parts.append(Row(tuple(toggles)))
    if pending and len(council.seats) > 1:
        others = tuple(
            Option(
                f"{view.people[s.mentor].name} leads", AppointLead(council.id, council.revision, s.mentor)
            )
            for s in council.seats
            if not s.lead
        )
        nobody = (
            (Option("Nobody leads", AppointLead(council.id, council.revision, None)),)
            if council.lead
            else ()
        )
        parts.append(Choice("Who leads? (need not be said)", (*others, *nobody)))
    turns = [Button("‹ Better", PickMentors(council.id, page - 1))] if page else []
    turns += [Button("More ›", PickMentors(council.id, page + 1))] if more else []
    turns.append(Button("By name", NameMentor(council.id, council.revision)))
    parts.append(Row(tuple(turns)))
    parts.append(row(*_after_mentors(view)))
    if pending:
        asked = several(len(council.seats), "mentor")
        parts.append(
            Hint(
                words(
                    f"{asked} in it; {council.least} to {council.most} are needed. Press to take in or leave out."
                )
            )
        )
    return Card(f"Mentors: {council.topic}", tuple(parts))


def times_card(view: CouncilView, proposed: ProposedTimes | None, done: str = "") -> Card:
    """Times to ask the mentors about: those chosen, and good ones out of their availability."""
    council = view.council
    parts: list[Part] = [Paragraph(words(done))] if done else []
    chosen = sorted(each.starts_at for each in council.proposals)
    free = {time.starts_at: time.free for time in proposed.times} if proposed else {}
    for start in sorted({*chosen, *free}):
        mark = "✓ " if start in chosen else ""
        who = f" · {_free_text(view, free[start])}" if start in free else ""
        parts.append(Paragraph(words(mark, when(start, view.viewer), who)))
    if proposed is None:
        parts.append(Paragraph(words("With mentors chosen I can propose times at which they are free.")))
    elif not proposed.times:
        parts.append(
            Paragraph(words(f"None of them is free in the two weeks from {_day(proposed.since, view)} on."))
        )
    elif not proposed.all_free:
        parts.append(Hint(without_text(view, proposed.without, "They are never all free at once then")))
    buttons = [
        Button(f"✓ {moment_label(start, view.viewer)}", DropTime(council.id, council.revision, start))
        if start in chosen
        else Button(moment_label(start, view.viewer), AddTime(council.id, council.revision, start))
        for start in sorted({*chosen, *free})
    ]
    if buttons:
        parts.append(Row(tuple(buttons)))
    ways = [Button("Type times", TypeTimes(council.id, council.revision))]
    if proposed is not None:
        ways.insert(0, Button("Later ›", PickTimes(council.id, local_day(proposed.until, view.viewer))))
    parts.append(Row(tuple(ways)))
    enough = LEAST_TIMES <= len(chosen) <= MOST_TIMES
    look = ShowCouncil(council.id)
    last = primary("Look it over ›", look) if enough else Button("Look it over ›", look)
    parts.append(row(Button("‹ Mentors", PickMentors(council.id)), last))
    parts.append(
        Hint(words(f"{several(len(chosen), 'time')} chosen; {LEAST_TIMES} to {MOST_TIMES} are needed."))
    )
    return Card(f"Times: {council.topic}", tuple(parts))


def outlook_card(view: CouncilView, outlook: Outlook) -> Card:
    """When the mentors of one's own council can all come; else the best alternatives (CNL-3)."""
    council = view.council
    parts: list[Part] = [
        Paragraph(
            words(
                f"{length(outlook.minutes)} with ",
                ", ".join(mentor.person.name for mentor in outlook.mentors),
                f", {_day(outlook.since, view)} – {_day(outlook.until, view)}:",
            )
        )
    ]
    if outlook.not_instant:
        names = ", ".join(outlook.not_instant)
        parts.append(
            Paragraph(
                words(
                    f"{names} would like to be asked first, so nothing can be confirmed at once. A poll asks them all."
                )
            )
        )
    elif outlook.common:
        parts.append(
            Paragraph(words("All of them are free at these times. Press one, and it is confirmed at once."))
        )
        parts.append(_at(view, _spread(outlook.common, view)))
    else:
        parts += _alternatives(view, outlook)
    ask = Button("Ask them by poll", PickTimes(council.id))
    later = local_day(outlook.until, view.viewer)
    parts.append(
        Row(
            (
                Button("Later ›", FindTime(council.id, later, later + TWO_WEEKS)),
                Button("Other dates", ChooseWindow(council.id)),
                Button("Other mentors", PickMentors(council.id)),
                ask if outlook.instant else primary(ask.label, ask.action),
            )
        )
    )
    return Card(f"A time for {council.topic}", tuple(parts))


def _alternatives(view: CouncilView, outlook: Outlook) -> list[Part]:
    council = view.council
    parts: list[Part] = [
        Paragraph(without_text(view, outlook.without, "They are never all free at once then"))
    ]
    if outlook.elsewhere:
        parts += [Paragraph(words(Bold("All of them, at other dates:"))), _at(view, outlook.elsewhere)]
    if outlook.fewer:
        parts.append(Paragraph(words(Bold("Then, with fewer of them:"))))
        for time in outlook.fewer:
            parts.append(
                Paragraph(
                    words(
                        when(time.starts_at, view.viewer, Show.SHORT), f" · {_free_text(view, time.free)}"
                    )
                )
            )
        parts.append(_at(view, [time.starts_at for time in outlook.fewer]))
    for swap in outlook.swaps:
        shared = f" ({', '.join(swap.match.shared)})" if swap.match.shared else ""
        first = when(swap.times[0], view.viewer, Show.SHORT)
        name = Bold(swap.match.mentor.person.name)
        parts.append(
            Paragraph(
                words(
                    name, f"{shared} in place of {swap.out.person.name}: all are free from ", first, " on"
                )
            )
        )
    if outlook.swaps:
        parts.append(
            Row(
                tuple(
                    Button(
                        f"{swap.match.mentor.person.name} for {swap.out.person.name}",
                        SwapMentor(council.id, council.revision, swap.out.id, swap.match.mentor.id),
                    )
                    for swap in outlook.swaps
                ),
                columns=1,
            )
        )
    return parts


def without_text(view: CouncilView, without: Mapping[int, int], lead: str) -> Text:
    """`… without Ada there are 6 times.` (CNL-10)"""
    counts = [(mentor, count) for mentor, count in without.items() if count]
    if not counts:
        return words(f"{lead}.")
    told = "; ".join(
        f"without {view.people[mentor].name} there {'is' if count == 1 else 'are'} {several(count, 'time')}"
        for mentor, count in counts
        if mentor in view.people
    )
    return words(f"{lead}; {told}.")


def _spread(starts: Iterable[datetime], view: CouncilView) -> list[datetime]:
    """Some times of each of the first days, early and late ones."""
    by_day: dict[date, list[datetime]] = {}
    for start in starts:
        by_day.setdefault(local_day(start, view.viewer), []).append(start)
    days = list(by_day.values())[:MOST_DAYS]
    return [day[len(day) * part // MOST_A_DAY] for day in days for part in range(min(MOST_A_DAY, len(day)))]


def _at(view: CouncilView, starts: Iterable[datetime]) -> Row:
    council = view.council
    return Row(
        tuple(
            Button(moment_label(start, view.viewer), ConveneAt(council.id, council.revision, start))
            for start in starts
        )
    )


def _after_mentors(view: CouncilView) -> list[Button]:
    council = view.council
    if council.status is not CouncilStatus.PENDING:
        polling = council.status in POLLING
        return [Button("‹ Back", ShowWaysOut(council.id) if polling else ShowCouncil(council.id))]
    look = Button("Look it over ›", ShowCouncil(council.id))
    if len(council.seats) < council.least:
        return [look]
    if council.own:
        return [primary("Find a common time ›", FindTime(council.id)), look]
    return [primary("Times ›", PickTimes(council.id)), look]


def _fit(shared: tuple[str, ...], wanted: int, seniority: int) -> str:
    """`sql, python (2 of 3 wanted) · seniority 4 of 5`."""
    senior = f"seniority {seniority} of 5"
    if not wanted:
        return senior
    has = f"{', '.join(shared)} ({len(shared)} of {wanted} wanted)" if shared else "none of what is wanted"
    return f"{has} · {senior}"


def _free_text(view: CouncilView, free: frozenset[int]) -> str:
    """`all 5 are free`, `4 of 5 are free, not Ada`."""
    seats = view.council.seats
    missing = [view.people[seat.mentor].name for seat in seats if seat.mentor not in free]
    if not missing:
        return f"all {len(seats)} are free"
    return f"{len(seats) - len(missing)} of {len(seats)} are free, not {', '.join(missing)}"


def _day(instant: datetime, view: CouncilView) -> str:
    return day_label(local_day(instant, view.viewer))
