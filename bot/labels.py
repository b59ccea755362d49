"""Labels and short texts that cards of several subjects share."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions import Action
from bot.twice import clock_text
from bot.ui import (
    Button,
    Card,
    Code,
    Message,
    Money,
    Row,
    Show,
    Span,
    Style,
    Text,
    When,
    Who,
    words,
)
from core.availability import DAY_MINUTES
from core.intervals import Interval
from core.people import Person
from core.sessions import Meeting
from core.usecases.quota import Quota

CLOSED = "closed"

MEETINGS = {
    Meeting.VIDEO: "Video call",
    Meeting.AUDIO: "Audio call",
    Meeting.CHAT: "Chat",
    Meeting.IN_PERSON: "In person",
}
PLATFORMS = {"slack": "Slack", "telegram": "Telegram"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def who(person: Person) -> Who:
    """Somebody, mentioned where the reader's platform knows them."""
    return Who(person.name, person.addresses)


def told_apart(person: Person) -> str:
    """`Ana Lima (@ana on Slack)`: a name among namesakes, with what nobody else can be called."""
    known = [f"@{handle} on {PLATFORMS.get(platform, platform)}" for platform, handle in person.handles]
    return f"{person.name} ({', '.join(known)})" if known else person.name


def when(instant: datetime, reader: Person, show: Show = Show.FULL) -> When:
    """An instant in the reader's zone."""
    return When(instant, reader.clock_zone, show)


def clock(instant: datetime, reader: Person) -> str:
    """`15:00` in the reader's zone, for labels that carry no markup."""
    return clock_text(instant, reader.clock_zone)


def day_label(day: date) -> str:
    """`Tue 24 Nov`."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def day_button(day: date) -> str:
    """`Tue 24`, where the month stands nearby."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day}"


def moment_label(instant: datetime, reader: Person) -> str:
    """`Tue 24 Nov 15:00` in the reader's zone, for labels."""
    return f"{day_label(local_day(instant, reader))} {clock(instant, reader)}"


def local_day(instant: datetime, reader: Person) -> date:
    """The date in the reader's zone."""
    return instant.astimezone(ZoneInfo(reader.clock_zone)).date()


def length(minutes: int) -> str:
    """`45 min`, `1 h`, `1 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)


def countdown(ahead: timedelta) -> str:
    """`in 20 min`, `in 3 h 20 min`, `in 2 days 3 h`; `now` where it has come."""
    minutes = int(ahead.total_seconds()) // 60
    if minutes < 1:
        return "now"
    days, rest = divmod(minutes, 24 * 60)
    if not days:
        return f"in {length(minutes)}"
    hours = f" {rest // 60} h" if rest >= 60 else ""
    return f"in {several(days, 'day')}{hours}"


def several(count: int, one: str, many: str | None = None) -> str:
    """`1 session`, `2 sessions`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def joined(items: list[Span]) -> tuple[Span, ...]:
    """Spans with commas between."""
    spans: list[Span] = []
    for item in items:
        spans += [", ", item] if spans else [item]
    return tuple(spans)


def primary(label: str, action: Action) -> Button:
    """The one button that most people will press."""
    return Button(label, action, Style.PRIMARY)


def danger(label: str, action: Action) -> Button:
    """A button that ends something."""
    return Button(label, action, Style.DANGER)


def row(*buttons: Button, columns: int = 2) -> Row:
    """Buttons that belong together."""
    return Row(buttons, columns)


def typed(command: str) -> Code:
    """A command as it is typed."""
    return Code(command)


def fresh(card: Card) -> Message:
    """A card that answers with a message of its own."""
    return Message(card, fresh=True)


def price_text(rate: int, currency: str) -> Text:
    """`no charge`, or an amount."""
    return words(Money(rate, currency), " (paid outside Parley)") if rate else words("no charge")


def quota_text(quota: Quota) -> Text:
    """`1 of 2 sessions used, renews on Tue 1 Dec`."""
    if quota.allowed is None:
        return words(f"{several(quota.used, 'session')}, no limit")
    if quota.allowed == 0:
        return words("no sessions included in your plan")
    return words(
        f"{quota.used} of {several(quota.allowed, 'session')} used, renews on {day_label(quota.renews)}"
    )


def stretches_text(stretches: Iterable[Interval]) -> str:
    """`09:00–12:00, 13:00–17:00`, or `closed`."""
    return ", ".join(f"{minute_text(start)}–{minute_text(end)}" for start, end in stretches) or CLOSED


def minute_text(minute: int) -> str:
    """`09:00`; beyond midnight `02:00 (+1)`."""
    hours, rest = divmod(minute, 60)
    return f"{hours:02}:{rest:02}" if minute <= DAY_MINUTES else f"{hours - 24:02}:{rest:02} (+1)"
