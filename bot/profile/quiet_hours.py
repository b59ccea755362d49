"""Quiet hours: what people type, and the form."""

from bot.language import reader_locale
from bot.profile.cards import quiet_card
from bot.sentences import label, say
from bot.typed import blocks, command_words, hour_words
from bot.typed.edits import HoursTrouble
from bot.typed.tidy import tidy
from bot.typed.words import language_of
from bot.ui import Card, Layout, PairField, Paragraph, Picks
from core.desk import Desk
from core.errors.members import QuietUnclear
from core.people import Person
from core.quiet import Quiet
from core.usecases import own_settings
from core.zones import DAY

LIMIT = 40
_OFF = {"", "off", "none", "no", "never", "-"}


def read_quiet(text: str) -> Quiet | None:
    """`22-7`, `10pm-6:30am`; None for `off`. Raises QuietUnclear."""
    said = (tidy(text, LIMIT) or "?").lower() if text.strip() else ""
    if command_words.meant(said) in _OFF:
        return None
    hours = blocks.read(hour_words.in_english(said, language_of(reader_locale())))
    if isinstance(hours, HoursTrouble) or len(hours) != 1:
        raise QuietUnclear(text)
    [(starts, ends)] = hours
    try:
        return Quiet(starts % DAY, ends % DAY)
    except ValueError as problem:
        raise QuietUnclear(text) from problem


def set_quiet(desk: Desk, person: Person, text: str) -> Card:
    """Live by what was typed from now on; raises QuietUnclear."""
    return quiet_card(own_settings.set_quiet(desk, person, read_quiet(text)))


def layout(person: Person) -> Layout:
    """The form."""
    intro = say(
        "During these hours I keep what can wait. Join links, changes to a session within 24 hours and "
        "what needs an answer soon still come. The hours are those of {zone}.",
        zone=person.clock_zone,
    )
    field = PairField(
        "quiet",
        label("Quiet hours"),
        Picks.HOURS,
        person.clock_zone,
        required=False,
        initial=str(person.quiet or "").replace("–", "-"),
        hint=label("Leave it empty to hear of everything at once."),
        how=label("Such as {hours}, or “{off}”.", hours="22-7", off=command_words.own_value("off")),
    )
    return Layout(label("Quiet hours"), label("Save"), (field,), (Paragraph(intro),))
