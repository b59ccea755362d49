"""A mentor's connected calendars."""

from bot.actions.availability import AddException, ShowAvailability
from bot.actions.calendars import ConnectCalendar, RemoveCalendar, ShowCalendars
from bot.calendars.refusals import TROUBLES
from bot.formats import shorten
from bot.labels import danger, primary, row, when
from bot.sentences import Msg, label, lines, msg, say, say_many, sentences
from bot.typed.command_words import own as own_command
from bot.ui import Bold, Button, Card, Code, Hint, Paragraph, Part, Show, Text, words
from core.calendars import CalendarKind, CalendarLink
from core.people import Person
from core.usecases.calendars import OwnCalendars

LONGEST_HOST = 40
KINDS = {CalendarKind.FEED: msg("iCalendar feed"), CalendarKind.CALDAV: msg("CalDAV")}


def how_to_find() -> Text:
    """Where the common calendars give their address."""
    return sentences(
        say("Google Calendar: Settings › your calendar › “Secret address in iCal format”."),
        say("Outlook: Settings › Calendar › Shared calendars › Publish, then the ICS link."),
        say(
            "CalDAV (Nextcloud, Fastmail, Radicale): the calendar's own address, with user name and password."
        ),
    )


CONNECTED = msg("The calendar is connected. What is busy there is closed here.")
REMOVED = msg("The calendar is removed; it closes nothing any more.")
"""What was done before the calendars are shown."""


def calendars_card(own: OwnCalendars, done: Msg | None = None) -> Card:
    """Each calendar with its state, and what can be done."""
    parts: list[Part] = [Paragraph(words(Bold(label(done))))] if done else []
    if not own.links:
        parts.append(
            Paragraph(
                say("Connect a calendar of yours, and times at which you are busy there are not offered.")
            )
        )
    names = {link.id: f"{place}. {_host(link)}" for place, link in enumerate(own.links, 1)}
    parts += [Paragraph(_link_text(link, names[link.id], own.mentor)) for link in own.links]
    if own.links:
        removals = (
            danger(label("Remove {calendar}", calendar=names[link.id]), RemoveCalendar(link.id))
            for link in own.links
        )
        parts.append(row(*removals, columns=1))
    parts.append(
        row(
            primary(label("Connect a calendar"), ConnectCalendar()),
            Button(label("‹ Availability"), ShowAvailability()),
        )
    )
    parts.append(Hint(sentences(*_privacy(), say("Whole days are days in {zone} time.", zone=own.zone))))
    if not own.links:
        parts.append(Hint(how_to_find()))
    parts.append(
        Hint(say("Or type it: {command}", command=Code(own_command("/availability calendar https://…"))))
    )
    return Card(label("Your calendars"), tuple(parts))


def calendar_lost_notice(link: CalendarLink, reader: Person) -> Card:
    """A calendar has not been readable for a while."""
    assert link.trouble is not None
    assert link.failing_since is not None
    text = sentences(
        say(TROUBLES[link.trouble]),
        say("The last time it worked was {when}.", when=when(link.refreshed_at, reader, Show.SHORT)),
        say(
            "What I knew then stays closed, and what you have added since is not: you can be booked at those times."
        ),
        say("I keep trying."),
    )
    again = primary(label("Connect it again"), ConnectCalendar())
    return Card(
        label("I cannot read your calendar at {host}", host=_host(link)),
        (Paragraph(text), row(again, Button(label("Calendars"), ShowCalendars()))),
    )


def calendar_back_notice(link: CalendarLink) -> Card:
    """A calendar whose loss was told can be read again."""
    return Card(
        label("Your calendar at {host} is back", host=_host(link)),
        (
            Paragraph(say("Its busy times are up to date, and closed here.")),
            row(Button(label("Calendars"), ShowCalendars())),
        ),
    )


def calendar_unreadable_notice(link: CalendarLink) -> Card:
    """A calendar that can be read has entries that cannot."""
    text = say_many(
        "{n} entry in it makes no sense to me, so its time may look free, and you can be booked then.",
        "{n} entries in it make no sense to me, so their times may look free, and you can be booked then.",
        link.unreadable,
    )
    return Card(
        label("I cannot read all of your calendar at {host}", host=_host(link)),
        (
            Paragraph(sentences(text, say("All other times of it are closed here as before."))),
            row(primary(label("Days off"), AddException()), Button(label("Calendars"), ShowCalendars())),
        ),
    )


def _privacy() -> tuple[Text, ...]:
    return (
        say(
            "I read when you are busy, and nothing else: titles, places and guests are neither kept nor shown."
        ),
        say("Tentative events count as busy; those marked as free, or declined by you, do not."),
        say("Whoever has the address can read the calendar, so I show only its host."),
    )


def _host(link: CalendarLink) -> str:
    return shorten(link.host, LONGEST_HOST)


def _link_text(link: CalendarLink, name: str, reader: Person) -> Text:
    trouble: Text = ()
    unreadable: Text = ()
    if link.trouble is not None:
        trouble = say(
            "⚠ {trouble} What was known before stays closed; I keep trying.",
            trouble=say(TROUBLES[link.trouble]),
        )
    if link.unreadable:
        unreadable = say_many(
            "⚠ {n} entry in it made no sense to me, so its time may look free.",
            "⚠ {n} entries in it made no sense to me, so their times may look free.",
            link.unreadable,
        )
    return lines(
        words(Bold(name), " · ", label(KINDS[link.kind])),
        say("Read {when}", when=when(link.refreshed_at, reader, Show.SHORT)),
        trouble,
        unreadable,
    )
