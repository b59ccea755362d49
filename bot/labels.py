"""Labels and short texts that cards of several subjects share."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions import Action
from bot.dates import clock_text, day_label, wall_text
from bot.formats import plain
from bot.sentences import (
    decimal,
    in_chat,
    label,
    label_many,
    msg,
    number,
    own,
    say,
    say_many,
    sentences,
    series,
)
from bot.ui import (
    Bold,
    Button,
    Cell,
    Hint,
    Label,
    Line,
    Money,
    Row,
    Show,
    Style,
    Text,
    When,
    Who,
)
from core.availability import DAY_MINUTES
from core.intervals import Interval
from core.people import Person
from core.sessions import Meeting, Topic
from core.usecases.quota import Quota

CLOSED = msg("closed")
LINK_IS_OWN = msg("The link is for you alone, and works until the end.")

MEETINGS = {
    Meeting.VIDEO: msg("Video call"),
    Meeting.AUDIO: msg("Audio call"),
    Meeting.CHAT: msg("Chat"),
    Meeting.IN_PERSON: msg("In person"),
}
"""Marked sentences: said by `label`."""
PLATFORMS = {"slack": "Slack", "telegram": "Telegram"}
ROOM_PROVIDERS = {"zoom": "Zoom", "livekit": "LiveKit", "meet": "Google Meet", "calendly": "Calendly"}
PROVIDERS = {"razorpay": "Razorpay", "stripe": "Stripe"}


def who(person: Person) -> Who:
    """Somebody, mentioned where the reader's platform knows them."""
    return Who(person.name, person.addresses)


def told_apart(person: Person) -> Label:
    """`Ana Lima (@ana on Slack)`: a name among namesakes, with what nobody else can be called."""
    known = [
        label("@{handle} on {platform}", handle=handle, platform=PLATFORMS.get(platform, platform))
        for platform, handle in person.handles
    ]
    return own(f"{person.name} ({plain(series(known))})" if known else person.name)


def reminding(minutes: int, door: str) -> Text:
    """What we do before something at which one joins; in a mail that has a `door`, nobody needs the button for it."""
    by_mail = say("I will remind you before the start.")
    if not door:
        by_mail = sentences(by_mail, say("The button to join comes in the chat with Parley."))
    return in_chat(
        say_many(
            "I will remind you, and send the Join button {n} minute before the start.",
            "I will remind you, and send the Join button {n} minutes before the start.",
            minutes,
        ),
        by_mail,
    )


def whom_to_ask(support: str) -> Text:
    """Where questions go; nothing where no contact is configured, and in a mail, which has it at its foot."""
    return in_chat(say("Questions? Write to {support}.", support=support)) if support else ()


def questions(support: str) -> tuple[Hint, ...]:
    """The same as a part of a card, where there is anything to say."""
    return (Hint(ask),) if (ask := whom_to_ask(support)) else ()


def title_of(topic: Topic) -> Label:
    """What a session is called, by those who booked it or else by us."""
    return own(topic.title) if topic.title else label("Mentor session")


def when(instant: datetime, reader: Person, show: Show = Show.FULL) -> When:
    """An instant in the reader's zone."""
    return When(instant, reader.clock_zone, show)


def clock(instant: datetime, reader: Person) -> Label:
    """`15:00` in the reader's zone, for labels that carry no markup."""
    return clock_text(instant, reader.clock_zone)


def moment_label(instant: datetime, reader: Person) -> Label:
    """`Tue 24 Nov 15:00` in the reader's zone, for labels."""
    return label("{day} {time}", day=day_label(local_day(instant, reader)), time=clock(instant, reader))


def moment_with(instant: datetime, other: Person, reader: Person) -> Label:
    """`Tue 24 Nov 15:00 Ana`, for a button that opens a session."""
    first_name = other.name.split()[0]
    return label("{moment} {name}", moment=moment_label(instant, reader), name=first_name)


def local_day(instant: datetime, reader: Person) -> date:
    """The date in the reader's zone."""
    return instant.astimezone(ZoneInfo(reader.clock_zone)).date()


def length(minutes: int) -> Label:
    """`45 min`, `1 h`, `1 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return label("{n} min", n=rest)
    if not rest:
        return label("{n} h", n=hours)
    return label("{hours} h {minutes} min", hours=hours, minutes=rest)


def countdown(ahead: timedelta) -> Label:
    """`in 20 min`, `in 3 h 20 min`, `in 2 days 3 h`; `now` where it has come."""
    minutes = int(ahead.total_seconds()) // 60
    if minutes < 1:
        return label("now")
    days, rest = divmod(minutes, 24 * 60)
    if not days:
        return label("in {length}", length=length(minutes))
    if rest < 60:
        return label_many("in {n} day", "in {n} days", days)
    return label_many("in {n} day {hours} h", "in {n} days {hours} h", days, hours=rest // 60)


def primary(label: Label, action: Action) -> Button:
    """The one button that most people will press."""
    return Button(label, action, Style.PRIMARY)


def danger(label: Label, action: Action) -> Button:
    """A button that ends something."""
    return Button(label, action, Style.DANGER)


def fact_line(name: Label, text: Text, *cells: Cell) -> Line:
    """A row named by the fact that a list says of it."""
    return Line((Cell(name), *cells), (Bold(f"{name}:"), " ", *text))


def row(*buttons: Button, columns: int = 2) -> Row:
    """Buttons that belong together."""
    return Row(buttons, columns)


def price_text(rate: int, currency: str, *, outside: bool = False) -> Text:
    """`no charge`, or an amount, which may be paid `outside` Parley."""
    if not rate:
        return say("no charge")
    if outside:
        return say("{price} (paid outside Parley)", price=Money(rate, currency))
    return (Money(rate, currency),)


def quota_text(quota: Quota) -> Text:
    """`1 of 2 sessions used, renews on Tue 1 Dec`."""
    if quota.allowed is None:
        return say_many(
            "{n} session, no limit",
            "{n} sessions, no limit",
            quota.used,
            none=msg("no session yet, no limit"),
        )
    if quota.allowed == 0:
        return say("no sessions included in the plan")
    return say_many(
        "{used} of {n} session used, renews on {day}",
        "{used} of {n} sessions used, renews on {day}",
        quota.allowed,
        used=quota.used,
        day=day_label(quota.renews),
    )


def stretches_text(stretches: Iterable[Interval]) -> Label:
    """`09:00–12:00, 13:00–17:00`, or `closed`."""
    said = [minutes_text(start, end) for start, end in stretches]
    return plain(series(said)) or label(CLOSED)


def minutes_text(start: int, end: int) -> Label:
    """`09:00–12:00`, by minutes since midnight."""
    return own(f"{minute_text(start)}–{minute_text(end)}")


def minute_text(minute: int) -> Label:
    """`09:00`; beyond midnight `02:00 (+1)`."""
    if minute == DAY_MINUTES:
        return own("24:00")
    days, rest = divmod(minute, DAY_MINUTES)
    said = wall_text(time(*divmod(rest, 60)))
    return own(f"{said} (+1)") if days else said


def size_text(size: int) -> Label:
    """How large a file is: `2.1 MB`, `340 kB`."""
    if size < 1_000_000:
        return label("{n} kB", n=number(max(1, round(size / 1000))))
    return label("{n} MB", n=decimal(size / 1_000_000))
