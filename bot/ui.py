"""What can be shown, in words that no platform owns. `str` is always plain text; renderers escape."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.actions import Action
from bot.drawings import Drawing
from core.notices import Receipt
from core.people import Address
from core.usecases.session_views import SessionView

Label = NewType("Label", str)
"""Plain text in the reader's language (`bot.sentences.label`), or what is the same in every one (`own`)."""
NO_LABEL = Label("")


class Show(StrEnum):
    """How much of an instant to say."""

    FULL = "full"  # Tuesday 24 November 2026 at 15:00
    SHORT = "short"  # Tue 24 Nov, 15:00
    DATE = "date"  # Tuesday 24 November 2026
    TIME = "time"  # 15:00


@dataclass(frozen=True, slots=True)
class When:
    """An instant (aware UTC), pronounced in the reader's own time; `zone` (IANA) is the reader's, for fallbacks."""

    at: datetime
    zone: str
    show: Show = Show.FULL


@dataclass(frozen=True, slots=True)
class Who:
    """A person: a mention where the reader's platform and workspace know them (one of `addresses`), else the name."""

    name: str
    addresses: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Bold:
    """Emphasised plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Something to type or to quote exactly, such as a command."""

    text: str


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of an ISO 4217 currency."""

    minor: int
    currency: str


Span = str | When | Who | Bold | Code | Money
Text = tuple[Span, ...]
Fact = tuple[Label, Text]
"""What it is about, and what is so."""


class Style(StrEnum):
    """The weight of a button."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """A press performs `action`. The label is already in the reader's zone and language."""

    label: Label
    action: Action
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an https address."""

    label: Label
    url: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line break inside a span breaks the line."""

    text: Text


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value, one pair a line."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """Small print."""

    text: Text


@dataclass(frozen=True, slots=True)
class Copyable:
    """A code or an address to take elsewhere, as text; where the platform can, the button `label` copies it."""

    text: str
    label: Label


@dataclass(frozen=True, slots=True)
class Row:
    """Buttons that belong together; `columns` is how many stand beside each other where the platform lets us say."""

    buttons: tuple[Button | Link, ...]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Option:
    """One of several things to choose."""

    label: Label
    action: Action
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Choose one: a select on Slack, buttons on Telegram. `prompt` says what is chosen ("Choose a mentor")."""

    prompt: Label
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of a calendar: its number, and its name in full. Pressing one that is not `free` tells why."""

    number: Label
    name: Label
    action: Action
    free: bool = True


@dataclass(frozen=True, slots=True)
class Calendar:
    """A month to choose a day of: a keyboard on Telegram, elsewhere a list of the days that are free.

    `weeks` are rows of seven places, empty where a day belongs to another month. Pressing one of those, or the name of
    a weekday, does what `again` says: it shows the same.
    """

    prompt: Label
    weekdays: tuple[Label, ...]
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    again: Action

    @property
    def choice(self) -> Choice:
        """The days that are free, to choose one of them."""
        days = (day for week in self.weeks for day in week if day is not None and day.free)
        return Choice(self.prompt, tuple(Option(day.name, day.action) for day in days))


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, and `alt` in its place for who cannot see it; the card says in text whatever it shows.

    It is drawn by the platform that can send it (`bot.pictures`, in a process of its own), and left out where none can.
    """

    drawing: Drawing
    alt: Label


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a column; a column of numbers is in order of `number`, whatever `text` says."""

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, and how it reads where there is only room for a line; () where another line says it too."""

    cells: tuple[Cell, ...]
    short: Text


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the names of their columns, the first of which names the row; a list where no table can be drawn."""

    caption: Label
    columns: tuple[Label, ...]
    lines: tuple[Line, ...]

    @property
    def listed(self) -> tuple[Text, ...]:
        """What the list says."""
        return tuple(line.short for line in self.lines if line.short)


@dataclass(frozen=True, slots=True)
class Entry:
    """One of those to choose from, on a card of its own: `name`, `note` and `lines`; in a list `text` says all of it.

    `choose` chooses it, None where it cannot be chosen; `more` tells more of it. `detail` tells namesakes apart.
    """

    name: Label
    text: Text
    note: Text
    lines: tuple[Text, ...]
    choose: Button | None
    more: Button | None = None
    detail: Label = NO_LABEL


@dataclass(frozen=True, slots=True)
class Gallery:
    """Choose one of these: cards beside each other where the platform draws such, else a list and a choice."""

    prompt: Label
    entries: tuple[Entry, ...]

    @property
    def listed(self) -> tuple["Listed", ...]:
        """The same below each other."""
        texts = tuple(Paragraph(each.text) for each in self.entries)
        options = tuple(
            Option(each.name, each.choose.action, each.detail) for each in self.entries if each.choose
        )
        more = tuple(each.more for each in self.entries if each.more)
        return (
            *texts,
            *((choice(self.prompt, options),) if options else ()),
            *((Row(more, columns=3),) if more else ()),
        )


Listed = Paragraph | Facts | Hint | Copyable | Row | Choice | Calendar | Picture | Table
Part = Listed | Gallery


@dataclass(frozen=True, slots=True)
class Phrase:
    """A card in the making: its title, what it says, and what can be done next."""

    title: Label
    text: Text
    next: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One message. `title` stands first, in bold; with `parts` it also makes the plain-text fallback."""

    title: Label
    parts: tuple[Part, ...] = ()

    @property
    def listed(self) -> tuple[Listed, ...]:
        """The parts where no platform draws galleries."""
        return tuple(
            each for part in self.parts for each in (part.listed if isinstance(part, Gallery) else (part,))
        )


@dataclass(frozen=True, slots=True)
class TextField:
    """Typed text. `limit` is in characters; what is `secret` is not shown again once it was typed.

    `needed_with` is the name of another field and the value with which this one must be filled in all the same.
    """

    name: str
    label: Label
    required: bool = True
    multiline: bool = False
    initial: str = ""
    limit: int = 200
    hint: Label = NO_LABEL
    secret: bool = False
    needed_with: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SelectField:
    """One of `options` (value, label)."""

    name: str
    label: Label
    options: tuple[tuple[str, Label], ...]
    initial: str = ""
    required: bool = True
    hint: Label = NO_LABEL


@dataclass(frozen=True, slots=True)
class DateField:
    """A calendar date; the value is ISO `YYYY-MM-DD`. A date is chosen or typed where there is no picker.

    `how` says how it is typed. With `several`, what is typed may be more than one day and stays as it was typed.
    `past`: days before today count too. `since` is the field with the first day that can be meant.
    """

    name: str
    label: Label
    required: bool = True
    initial: str = ""
    hint: Label = NO_LABEL
    how: Label = NO_LABEL
    several: bool = False
    past: bool = False
    since: str = ""


@dataclass(frozen=True, slots=True)
class TimeField:
    """A time of day in `zone` (IANA, "" for the reader's); the value is `HH:MM`."""

    name: str
    label: Label
    required: bool = True
    initial: str = ""
    hint: Label = NO_LABEL
    zone: str = ""


class Picks(StrEnum):
    """What two pickers beside each other give, and the text that stands for it."""

    MOMENT = "moment"  # 2026-11-24 15:00
    HOURS = "hours"  # 22:00-07:00


@dataclass(frozen=True, slots=True)
class PairField:
    """A date with a time, or a span: two pickers where there are such, else one text, typed as people say it.

    The value is as in `Picks`, or whatever was typed; times are those of `zone` (IANA).
    """

    name: str
    label: Label
    picks: Picks
    zone: str
    required: bool = True
    initial: str = ""
    hint: Label = NO_LABEL
    how: Label = NO_LABEL


Field = TextField | SelectField | DateField | TimeField | PairField


@dataclass(frozen=True, slots=True)
class Layout:
    """A form before it has a draft.

    `submit` labels the button that sends it in and says what that does. `leave` labels the one that gives it up and
    says what stays ("Keep the session"); empty, it is "Close". `style` is the weight of the sending button: DANGER
    where the form ends something. `intro` stands above the fields, on Telegram also where the form can be sent in.
    `guarded` where others may change the same meanwhile: the draft keeps what the fields showed.
    """

    title: Label
    submit: Label
    fields: tuple[Field, ...]
    intro: tuple[Part, ...] = ()
    leave: Label = NO_LABEL
    style: Style = Style.PRIMARY
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Fields to fill in: a modal on Slack, one question after the other on Telegram.

    `id` is the draft's row, which the submission brings back; the rest is as in `Layout`.
    `errors` maps field names to what is wrong with the value given before.
    """

    id: int
    title: Label
    submit: Label
    fields: tuple[Field, ...]
    intro: tuple[Part, ...] = ()
    errors: tuple[tuple[str, Label], ...] = ()
    leave: Label = NO_LABEL
    style: Style = Style.PRIMARY


@dataclass(frozen=True, slots=True)
class Toast:
    """A word to the presser alone: an alert on Telegram, an ephemeral message on Slack."""

    text: Text
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A card that answers. It settles the pressed message unless `fresh`; `private` means only the asker may see it.

    A notice is settled only by what is `live`: the same card, as it is now. `asks` is the draft whose open question it
    is; `settles` an earlier message, and what becomes of it. `secret` means that what was typed must not stay.
    What `goes_on` leads on with what was begun: what was done on the way is told besides. What has to be `lasting` is
    told nowhere else. What is `closed` is for the asker alone even where everybody reads what admins are answered.
    What is `idle` answers words that ask for nothing, such as a greeting.
    `view` is the asker's session as what was done has left it: a notice that says the same is drawn of that.
    """

    card: Card
    fresh: bool = False
    private: bool = True
    live: bool = False
    asks: int | None = None
    settles: tuple[Receipt, Card] | None = None
    secret: bool = False
    goes_on: bool = False
    lasting: bool = False
    closed: bool = False
    idle: bool = False
    view: SessionView | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """The person's home, drawn afresh where the platform has one."""

    card: Card


Outcome = Message | Form | Toast | Home | None


def words(*spans: Span) -> Text:
    """Spell a text without the double parentheses of a tuple."""
    return spans


def choice(prompt: Label, options: tuple[Option, ...]) -> Choice | Row:
    """Choose one of these; a button where there is one only."""
    if len(options) == 1:
        return Row((Button(options[0].label, options[0].action),))
    return Choice(prompt, options)
