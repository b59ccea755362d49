"""What long work would do and who is told what, before it is confirmed."""

from bot.actions.jobs import ConfirmJob, DiscardJob
from bot.admin_sessions.cards import asked_text
from bot.dates import dated_day
from bot.jobs.words import WHY
from bot.labels import title_of, when
from bot.sentences import dotted, label, label_many, lines, number, own, percent, say, say_many, series
from bot.ui import (
    Bold,
    Button,
    Card,
    Fact,
    Facts,
    Hint,
    Label,
    Money,
    Paragraph,
    Part,
    Row,
    Show,
    Style,
    Text,
    words,
)
from core.day_shifts import Shift
from core.interventions import CancelWish
from core.jobs import ApproveWish, Audience, ExportWish, MessageWish, MoveDayWish, Why
from core.usecases.jobs.planning import Preview

SHOWN = 25
"""Sessions of a day that are named."""


def preview_card(preview: Preview) -> Card:
    """What it means, and a button that repeats how many it is about."""
    match preview.job.wish:
        case CancelWish() as wish:
            return _cancel(preview, wish)
        case MessageWish() as wish:
            return _message(preview, wish)
        case MoveDayWish() as wish:
            return _move(preview, wish)
        case ApproveWish():
            return _approve(preview)
        case ExportWish():
            raise KeyError(preview.job.work)


def _cancel(preview: Preview, wish: CancelWish) -> Card:
    total = preview.job.total
    facts: list[Fact] = [*_concerned(preview)]
    facts += _money(preview, wish)
    told = say(
        "Mentors and mentees: that support has cancelled it, and why. Who has paid: what comes back."
    )
    if not preview.mentors:
        told = say("Mentees: that support has cancelled it, and why. Who has paid: what comes back.")
    if not wish.tell:
        told = say("Nobody. Their earlier messages say that it is cancelled.")
    freed = say("Their times are free again, and they do not count for the mentees’ months.")
    return Card(
        label_many("Cancel {n} session?", "Cancel {n} sessions?", total),
        (
            Facts(tuple(facts)),
            Paragraph(lines(freed, *_approval(preview))),
            Paragraph(lines(words(Bold(label("Who is told"))), told)),
            Facts(((label("Reason"), words(own(wish.reason))),)),
            Hint(say("What changes before its turn is left as it is, and named.")),
            _ways(preview, label_many("Cancel {n} session", "Cancel {n} sessions", total), Style.DANGER),
        ),
    )


def _approve(preview: Preview) -> Card:
    total = preview.job.total
    assert preview.by is not None
    sums = [Money(each.refunded, currency) for currency, each in sorted(preview.money.items())]
    facts = (
        (label("Asked for by"), words(own(preview.by.name))),
        (label("Given back"), series(sums)),
        (label("Mentees"), words(number(preview.mentees))),
        *_left_out(preview),
    )
    told = say(
        "The mentees: that their refund is on its way. {who}: once, that it is approved.",
        who=own(preview.by.name),
    )
    return Card(
        label_many("Approve {n} refund?", "Approve {n} refunds?", total),
        (
            Facts(facts),
            Paragraph(lines(words(Bold(label("Who is told"))), told)),
            Hint(say("What changes before its turn is left as it is, and named.")),
            _ways(preview, label_many("Approve {n} refund", "Approve {n} refunds", total)),
        ),
    )


def _message(preview: Preview, wish: MessageWish) -> Card:
    total = preview.job.total
    ways = _ways(preview, label_many("Write to {n} person", "Write to {n} people", total))
    return Card(
        label_many("Write to {n} person?", "Write to {n} people?", total),
        (
            Facts(tuple(_concerned(preview))),
            Paragraph(lines(words(Bold(label("They read"))), words(own(wish.text)))),
            Hint(say("Each of them gets it once, signed with your name.")),
            ways,
        ),
    )


def _move(preview: Preview, wish: MoveDayWish) -> Card:
    total, mentor = preview.job.total, preview.people[wish.mentor]
    facts: list[Fact] = [
        (label("Mentor"), words(own(mentor.name))),
        (label("Day"), words(dated_day(wish.day))),
        *_left_out(preview),
    ]
    fit = [_shift(preview, each) for each in preview.shifts if not each.why]
    unfit = [_shift(preview, each) for each in preview.shifts if each.why]
    parts: list[Part] = [Facts(tuple(facts))]
    for title, listed in ((label("These move"), fit), (label("These stay"), unfit)):
        if listed:
            more = say("and {n} more", n=len(listed) - SHOWN) if len(listed) > SHOWN else ()
            parts.append(Paragraph(lines(words(Bold(title)), *listed[:SHOWN], more)))
    if fit:
        told = say(
            "{mentor} and the mentees: the new time, and that support has moved it for {mentor}.",
            mentor=own(mentor.name),
        )
        parts.append(Paragraph(lines(words(Bold(label("Who is told"))), told)))
    parts.append(Facts(((label("Reason"), words(own(wish.reason))),)))
    parts.append(_ways(preview, label_many("Move {n} session", "Move {n} sessions", total)))
    title = label_many("Move {n} session?", "Move {n} sessions?", total)
    return Card(title if total else label("Nothing of that day can move"), tuple(parts))


def _shift(preview: Preview, shift: Shift) -> Text:
    reader, session = preview.reader, shift.session
    mentee = preview.people[session.mentee]
    moved = say(
        "• {before} → {after}: {title} with {mentee}",
        before=when(session.starts_at, reader, Show.SHORT),
        after=when(shift.starts_at, reader, Show.SHORT),
        title=title_of(session.topic),
        mentee=own(mentee.name),
    )
    if not shift.why:
        return moved
    if shift.person is None:
        return say("{session} ({why})", session=moved, why=label(WHY[shift.why]))
    busy = own(preview.people[shift.person].name)
    return say("{session} ({name} is busy then)", session=moved, name=busy)


def _concerned(preview: Preview) -> list[Fact]:
    """Which list, and how many people and sessions it is about."""
    facts: list[Fact] = []
    if preview.job.query is not None:
        facts.append((label("List"), asked_text(preview.job.query)))
    wish = preview.job.wish
    both = not isinstance(wish, MessageWish) or wish.to is Audience.BOTH
    if both or preview.mentors:
        facts.append((label("Mentors"), words(number(preview.mentors))))
    if both or preview.mentees:
        facts.append((label("Mentees"), words(number(preview.mentees))))
    return [*facts, *_left_out(preview)]


def _left_out(preview: Preview) -> list[Fact]:
    over, own_ones, unreached = (
        preview.left_out.get(why, 0) for why in (Why.OVER, Why.OWN, Why.UNREACHABLE)
    )
    found = dotted(
        say_many("{n} that is over or cancelled", "{n} that are over or cancelled", over) if over else (),
        say_many("{n} of your own", "{n} of your own", own_ones) if own_ones else (),
        say_many("{n} who cannot be reached", "{n} who cannot be reached", unreached) if unreached else (),
    )
    return [(label("Left out"), found)] if found else []


def _money(preview: Preview, wish: CancelWish) -> list[Fact]:
    """What is given back, in each currency."""
    sums = sorted(preview.money.items())
    facts: list[Fact] = []
    if refunded := [Money(each.refunded, currency) for currency, each in sums if each.refunded]:
        text = say(
            "{amounts} ({share} of what was paid)", amounts=series(refunded), share=percent(wish.pct)
        )
        facts.append((label("Given back"), text))
    if waiting := [Money(each.waiting, currency) for currency, each in sums if each.waiting]:
        refunds = say_many("{n} refund", "{n} refunds", sum(each.waits for _, each in sums))
        text = say("{amounts} ({refunds})", amounts=series(waiting), refunds=refunds)
        facts.append((label("Waits for a second admin"), text))
    return facts or [(label("Given back"), say("nothing"))]


def _approval(preview: Preview) -> list[Text]:
    if not any(each.waits for each in preview.money.values()):
        return []
    if not preview.others:
        return [say("There is no other admin who could approve the refunds that wait.")]
    return [
        say_many(
            "{n} other admin is asked to approve the refunds that wait.",
            "{n} other admins are asked to approve the refunds that wait.",
            preview.others,
        )
    ]


def _ways(preview: Preview, does: Label, style: Style = Style.PRIMARY) -> Row:
    leave = Button(label("Do nothing"), DiscardJob(preview.job.id))
    if not preview.job.total:
        return Row((leave,))
    return Row((Button(does, ConfirmJob(preview.job.id), style), leave))
