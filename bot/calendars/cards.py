"""A mentor's connected calendars."""

from bot.actions.availability import ShowAvailability
from bot.actions.calendars import ConnectCalendar, RemoveCalendar, ShowCalendars
from bot.calendars.refusals import TROUBLES
from bot.formats import shorten
from bot.labels import danger, primary, several, when
from bot.ui import Bold, Button, Card, Code, Hint, Paragraph, Part, Row, Show, Text, words
from core.calendars import CalendarKind, CalendarLink
from core.people import Person
from core.usecases.calendars import OwnCalendars

HOW_TO_FIND = words(
    "Google Calendar: Settings › your calendar › “Secret address in iCal format”. "
    "Outlook: Settings › Calendar › Shared calendars › Publish, then the ICS link. "
    "CalDAV (Nextcloud, Fastmail, Radicale): the calendar's own address, with user name and password."
)
PRIVACY = words(
    "I read when you are busy, and nothing else: titles, places and guests are neither kept nor shown. "
    "Tentative events count as busy; those marked as free, or declined by you, do not. Whoever has the "
    "address can read the calendar, so I show only its host."
)
LONGEST_HOST = 40
KINDS = {CalendarKind.FEED: "iCalendar feed", CalendarKind.CALDAV: "CalDAV"}


def calendars_card(own: OwnCalendars, done: str = "") -> Card:
    """Each calendar with how it stands, and what can be done."""
    parts: list[Part] = [Paragraph(words(Bold(done)))] if done else []
    if not own.links:
        parts.append(
            Paragraph(
                words("Connect a calendar of yours, and times at which you are busy there are not offered.")
            )
        )
    names = {link.id: f"{place}. {_host(link)}" for place, link in enumerate(own.links, 1)}
    parts += [Paragraph(_link_text(link, names[link.id], own.mentor)) for link in own.links]
    if own.links:
        removals = (danger(f"Remove {names[link.id]}", RemoveCalendar(link.id)) for link in own.links)
        parts.append(Row(tuple(removals), 1))
    parts.append(
        Row(
            (primary("Connect a calendar", ConnectCalendar()), Button("‹ Availability", ShowAvailability()))
        )
    )
    parts.append(Hint(words(*PRIVACY, f" Whole days are days in {own.zone} time.")))
    if not own.links:
        parts.append(Hint(HOW_TO_FIND))
    parts.append(Hint(words("Or type it: ", Code("/availability calendar https://…"))))
    return Card("Your calendars", tuple(parts))


def calendar_lost_notice(link: CalendarLink, reader: Person) -> Card:
    """A calendar has not been readable for a while."""
    assert link.trouble is not None
    assert link.failing_since is not None
    return Card(
        f"I cannot read your calendar at {_host(link)}",
        (
            Paragraph(
                words(
                    TROUBLES[link.trouble],
                    " The last time it worked was ",
                    when(link.refreshed_at, reader, Show.SHORT),
                    ". What I knew then stays closed, and what you have added since is not: ",
                    "you can be booked at those times. I keep trying.",
                )
            ),
            Row((primary("Connect it again", ConnectCalendar()), Button("Calendars", ShowCalendars()))),
        ),
    )


def calendar_back_notice(link: CalendarLink) -> Card:
    """A calendar whose loss was told can be read again."""
    text = words("Its busy times are up to date, and closed here.")
    return Card(
        f"Your calendar at {_host(link)} is back",
        (Paragraph(text), Row((Button("Calendars", ShowCalendars()),))),
    )


def _host(link: CalendarLink) -> str:
    return shorten(link.host, LONGEST_HOST)


def _link_text(link: CalendarLink, name: str, reader: Person) -> Text:
    lines = words(Bold(name), f" · {KINDS[link.kind]}\nRead ", when(link.refreshed_at, reader, Show.SHORT))
    if link.trouble is not None:
        lines = words(
            *lines, f"\n⚠ {TROUBLES[link.trouble]} What was known before stays closed; I keep trying."
        )
    if link.unreadable:
        entries = several(link.unreadable, "entry", "entries")
        lines = words(*lines, f"\n⚠ {entries} in it made no sense to me, so their times may look free.")
    return lines
