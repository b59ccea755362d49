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
    PickTimesDay,
    TakeMentor,
    TypeTimes,
)
from bot.actions.councils.deciding import ShowWaysOut
from bot.actions.councils.looking import ShowCouncil
from bot.actions.councils.own import ChooseWindow, ConveneAt, FindTime, SwapMentor
from bot.councils.facts import plain_names, seated
from bot.dates import day_label
from bot.formats import plain
from bot.labels import length, local_day, moment_label, primary, row, when
from bot.months import month_parts
from bot.sentences import label, label_many, lines, msg, own, say, say_many, series
from bot.ui import Bold, Button, Card, Choice, Hint, Label, Option, Paragraph, Part, Row, Show, Text, choice
from core.councils import LEAST_TIMES, MOST_TIMES, POLLING, CouncilStatus, Seat
from core.expertise import Match
from core.slots import Reason
from core.usecases.councils.calling import ProposedTimes
from core.usecases.councils.mine import Outlook, Swap
from core.usecases.councils.views import CouncilView
from core.weeks import Dates, Day

MOST_DAYS, MOST_A_DAY = 6, 3
TWO_WEEKS = timedelta(days=13)


def mentors_card(
    view: CouncilView, matches: tuple[Match, ...], page: int, *, more: bool, done: Text = ()
) -> Card:
    """The mentors in the council and those who would fit, each with the reason."""
    council = view.council
    pending = council.status is CouncilStatus.PENDING
    parts: list[Part] = [Paragraph(done)] if done else []
    parts += [Paragraph(_taken(view, seat)) for seat in seated(council)]
    parts += [Paragraph(_offered(match)) for match in matches]
    if not council.seats and not matches:
        parts.append(Paragraph(say("No mentor can be booked at present.")))
    if toggles := _toggles(view, matches, page):
        parts.append(Row(tuple(toggles)))
    if pending and len(council.seats) > 1:
        parts.append(_leads(view))
    turns = [Button(label("‹ Better"), PickMentors(council.id, page - 1))] if page else []
    turns += [Button(label("More ›"), PickMentors(council.id, page + 1))] if more else []
    turns.append(Button(label("By name"), NameMentor(council.id, council.revision)))
    parts.append(Row(tuple(turns)))
    parts.append(row(*_after_mentors(view)))
    if pending:
        asked = say_many(
            "{n} mentor in it; {least} to {most} are needed. Choose whom to take in or leave out.",
            "{n} mentors in it; {least} to {most} are needed. Choose whom to take in or leave out.",
            len(council.seats),
            none=msg("Nobody is in it yet; {least} to {most} mentors are needed. Choose whom to take in."),
            least=council.least,
            most=council.most,
        )
        parts.append(Hint(asked))
    return Card(label("Mentors: {topic}", topic=council.topic), tuple(parts))


def assigned_text(count: int) -> Text:
    """What has happened when a council was called: so many mentors were found for it."""
    if not count:
        return say("Now choose the mentors.")
    return say_many(
        "This mentor fits best; change it as you like.",
        "These {n} fit best; change them as you like.",
        count,
    )


def times_card(view: CouncilView, proposed: ProposedTimes | None) -> Card:
    """Times to ask the mentors about: those chosen, and good ones out of their availability."""
    council = view.council
    chosen = sorted(each.starts_at for each in council.proposals)
    free = {time.starts_at: time.free for time in proposed.times} if proposed else {}
    starts = sorted({*chosen, *free})
    parts: list[Part] = [
        Paragraph(_proposal(view, start, free.get(start), is_chosen=start in chosen)) for start in starts
    ]
    if proposed is None:
        parts.append(Paragraph(say("With mentors chosen I can propose times at which they are free.")))
    elif not proposed.times:
        since = _day(proposed.since, view)
        parts.append(Paragraph(say("None of them is free in the two weeks from {day} on.", day=since)))
    elif not proposed.all_free:
        parts.append(Hint(_never_all_free(view, proposed.without)))
    buttons = [
        Button(
            label("✓ {time}", time=moment_label(start, view.viewer)),
            DropTime(council.id, council.revision, start),
        )
        if start in chosen
        else Button(own(moment_label(start, view.viewer)), AddTime(council.id, council.revision, start))
        for start in starts
    ]
    if buttons:
        parts.append(Row(tuple(buttons)))
    ways = [Button(label("Type times"), TypeTimes(council.id, council.revision))]
    if proposed is not None:
        later = PickTimes(council.id, local_day(proposed.until, view.viewer))
        month = PickTimesDay(council.id, local_day(proposed.since, view.viewer))
        ways[:0] = [Button(label("Later ›"), later), Button(label("Month"), month)]
    parts.append(Row(tuple(ways)))
    enough = LEAST_TIMES <= len(chosen) <= MOST_TIMES
    review, look = label("Review ›"), ShowCouncil(council.id)
    last = primary(review, look) if enough else Button(review, look)
    parts.append(row(Button(label("‹ Mentors"), PickMentors(council.id)), last))
    needed = say_many(
        "{n} time chosen; {least} to {most} are needed.",
        "{n} times chosen; {least} to {most} are needed.",
        len(chosen),
        none=msg("No time is chosen yet; {least} to {most} are needed."),
        least=LEAST_TIMES,
        most=MOST_TIMES,
    )
    parts.append(Hint(needed))
    return Card(label("Times: {topic}", topic=council.topic), tuple(parts))


def days_card(view: CouncilView, found: Dates) -> Card:
    """The days on which any of the mentors is free, a month of them."""
    council = view.council
    return Card(
        label("Times: {topic}", topic=council.topic),
        (
            Paragraph(
                say("On which day shall the times begin? Those on which a mentor is free can be chosen.")
            ),
            *month_parts(
                [(day.date, day.reason is None) for day in found.days],
                lambda day: PickTimes(council.id, day),
                lambda day: PickTimesDay(council.id, found.days[0].date, day),
                lambda first: PickTimesDay(council.id, first),
                (found.previous, found.next),
                Button(label("‹ Back"), PickTimes(council.id)),
            ),
        ),
    )


def no_time_text(day: Day) -> Text:
    """Why no time of the day can be asked about."""
    if day.reason is Reason.NOTICE:
        return say("{day}: the mentors have time to answer until then.", day=day_label(day.date))
    return say("{day}: none of them is free.", day=day_label(day.date))


def outlook_card(view: CouncilView, outlook: Outlook) -> Card:
    """When the mentors of one's own council can all come; else the best alternatives (CNL-3)."""
    council = view.council
    parts: list[Part] = [
        Paragraph(
            say(
                "{length} with {mentors}, {first} – {last}:",
                length=length(outlook.minutes),
                mentors=series([mentor.person.name for mentor in outlook.mentors]),
                first=_day(outlook.since, view),
                last=_day(outlook.until, view),
            )
        )
    ]
    if outlook.not_instant:
        names = plain_names(outlook.not_instant)
        parts.append(
            Paragraph(
                say(
                    "{mentors} would like to be asked first, so nothing can be confirmed at once. "
                    "A poll asks them all.",
                    mentors=names,
                )
            )
        )
    elif outlook.common:
        parts.append(
            Paragraph(say("All of them are free at these times. Choose one, and it is confirmed at once."))
        )
        parts.append(_at(view, _spread(outlook.common, view)))
    else:
        parts += _alternatives(view, outlook)
    ask, poll = label("Ask them by poll"), PickTimes(council.id)
    later = local_day(outlook.until, view.viewer)
    parts.append(
        row(
            Button(label("Later ›"), FindTime(council.id, later, later + TWO_WEEKS)),
            Button(label("Other dates"), ChooseWindow(council.id)),
            Button(label("Other mentors"), PickMentors(council.id)),
            Button(ask, poll) if outlook.instant else primary(ask, poll),
        )
    )
    return Card(label("A time for {topic}", topic=council.topic), tuple(parts))


def _taken(view: CouncilView, seat: Seat) -> Text:
    name = Bold(view.people[seat.mentor].name)
    reason = _fit(seat.shared, len(view.council.expertise), seat.seniority)
    if seat.lead:
        return say("✓ {mentor} · {reason} · leads", mentor=name, reason=reason)
    return say("✓ {mentor} · {reason}", mentor=name, reason=reason)


def _offered(match: Match) -> Text:
    reason = _fit(match.shared, match.wanted, match.mentor.seniority)
    fits = say("{mentor} · {reason}", mentor=Bold(match.mentor.person.name), reason=reason)
    headline = match.mentor.headline
    return lines(fits, (headline,) if headline else ())


def _toggles(view: CouncilView, matches: tuple[Match, ...], page: int) -> list[Button]:
    """Buttons that take a mentor in, or leave one out as long as nobody has been asked."""
    council = view.council
    pending = council.status is CouncilStatus.PENDING
    toggles = [
        Button(
            label("✓ {mentor}", mentor=view.people[seat.mentor].name),
            DropMentor(council.id, council.revision, seat.mentor, page),
        )
        for seat in (council.seats if pending else ())
    ]
    for match in matches:
        name = match.mentor.person.name
        toggles.append(
            Button(
                own(name) if pending else label("+ {mentor}", mentor=name),
                TakeMentor(council.id, council.revision, match.mentor.id, page),
            )
        )
    return toggles


def _leads(view: CouncilView) -> Choice | Row:
    council = view.council
    options = [
        Option(
            label("{mentor} leads", mentor=view.people[seat.mentor].name),
            AppointLead(council.id, council.revision, seat.mentor),
        )
        for seat in council.seats
        if not seat.lead
    ]
    if council.lead:
        options.append(Option(label("Nobody leads"), AppointLead(council.id, council.revision, None)))
    return choice(label("Who leads? (optional)"), tuple(options))


def _proposal(view: CouncilView, start: datetime, free: frozenset[int] | None, *, is_chosen: bool) -> Text:
    time: Text = (when(start, view.viewer),)
    chosen = say("✓ {time}", time=time) if is_chosen else time
    if free is None:
        return chosen
    return say("{time} · {free}", time=chosen, free=_free_text(view, free))


def _alternatives(view: CouncilView, outlook: Outlook) -> list[Part]:
    parts: list[Part] = [Paragraph(_never_all_free(view, outlook.without))]
    if outlook.elsewhere:
        parts += [
            Paragraph((Bold(label("All of them, at other dates:")),)),
            _at(view, outlook.elsewhere),
        ]
    if outlook.fewer:
        parts.append(Paragraph((Bold(label("Then, with fewer of them:")),)))
        for time in outlook.fewer:
            at = when(time.starts_at, view.viewer, Show.SHORT)
            parts.append(Paragraph(say("{time} · {free}", time=at, free=_free_text(view, time.free))))
        parts.append(_at(view, [time.starts_at for time in outlook.fewer]))
    parts += [Paragraph(_swap(view, swap)) for swap in outlook.swaps]
    if outlook.swaps:
        council = view.council
        buttons = (
            Button(
                label(
                    "{mentor} for {other}", mentor=swap.match.mentor.person.name, other=swap.out.person.name
                ),
                SwapMentor(council.id, council.revision, swap.out.id, swap.match.mentor.id),
            )
            for swap in outlook.swaps
        )
        parts.append(Row(tuple(buttons), columns=1))
    return parts


def _swap(view: CouncilView, swap: Swap) -> Text:
    name = Bold(swap.match.mentor.person.name)
    first = when(swap.times[0], view.viewer, Show.SHORT)
    if not swap.match.shared:
        return say(
            "{mentor} in place of {other}: all are free from {when} on",
            mentor=name,
            other=swap.out.person.name,
            when=first,
        )
    return say(
        "{mentor} ({expertise}) in place of {other}: all are free from {when} on",
        mentor=name,
        expertise=series(swap.match.shared),
        other=swap.out.person.name,
        when=first,
    )


def _never_all_free(view: CouncilView, without: Mapping[int, int]) -> Text:
    if told := without_text(view, without):
        return say("They are never all free at once then; {without}.", without=told)
    return say("They are never all free at once then.")


def without_text(view: CouncilView, without: Mapping[int, int]) -> Text:
    """`without Ada there are 6 times` (CNL-10); empty where leaving one out does not help."""
    return series(
        [
            say_many(
                "without {mentor} there is {n} time",
                "without {mentor} there are {n} times",
                count,
                mentor=view.people[mentor].name,
            )
            for mentor, count in without.items()
            if count and mentor in view.people
        ]
    )


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
            Button(own(moment_label(start, view.viewer)), ConveneAt(council.id, council.revision, start))
            for start in starts
        )
    )


def _after_mentors(view: CouncilView) -> list[Button]:
    council = view.council
    if council.status is not CouncilStatus.PENDING:
        polling = council.status in POLLING
        back = ShowWaysOut(council.id) if polling else ShowCouncil(council.id)
        return [Button(label("‹ Back"), back)]
    look = Button(label("Review ›"), ShowCouncil(council.id))
    if len(council.seats) < council.least:
        return [look]
    if council.own:
        return [primary(label("Find a common time ›"), FindTime(council.id)), look]
    return [primary(label("Times ›"), PickTimes(council.id)), look]


def _fit(shared: tuple[str, ...], wanted: int, seniority: int) -> Label:
    """`sql, python (2 of 3 wanted) · seniority 4 of 5`."""
    if not wanted:
        return label("seniority {level} of 5", level=seniority)
    if not shared:
        return label("none of what is wanted · seniority {level} of 5", level=seniority)
    return label(
        "{expertise} ({has} of {wanted} wanted) · seniority {level} of 5",
        expertise=own(plain(series(shared))),
        has=len(shared),
        wanted=wanted,
        level=seniority,
    )


def _free_text(view: CouncilView, free: frozenset[int]) -> Label:
    """`all 5 are free`, `4 of 5 are free, not Ada`."""
    seats = view.council.seats
    missing = [view.people[seat.mentor].name for seat in seats if seat.mentor not in free]
    if not missing:
        return label_many("all {n} are free", "all {n} are free", len(seats))
    return label_many(
        "{free} of {n} are free, not {mentors}",
        "{free} of {n} are free, not {mentors}",
        len(seats),
        free=len(seats) - len(missing),
        mentors=own(plain(series(missing))),
    )


def _day(instant: datetime, view: CouncilView) -> str:
    return day_label(local_day(instant, view.viewer))
