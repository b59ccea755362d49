"""The language in which a member reads: which there are, what was typed, and the cards."""

from bot.actions.profile import AskLanguage, SetLanguage, ShowProfile
from bot.labels import row
from bot.language import ENGLISH, languages, reader_locale
from bot.sentences import label, own, say
from bot.typed.command_words import own as own_command
from bot.typed.tidy import tidy
from bot.ui import Bold, Button, Card, Code, Hint, Label, Paragraph, Part
from core.errors.members import LanguageUnknown
from core.folding import fold

LIMIT = 60
_SPELLED = {"हिंदी": "हिन्दी"}
"""Names that are spelled in another way than Unicode's tables do."""


def language_name(locale: str) -> Label:
    """As its speakers call it: `Deutsch`, `português (Brasil)`."""
    from babel import Locale

    return own(Locale.parse(locale).get_display_name() or locale)


def language_read() -> Label:
    """What the reader reads: English where nobody has translated their language."""
    locale = reader_locale()
    return language_name(locale if speaks(locale) else ENGLISH)


def read_language(text: str) -> str:
    """The locale that was typed: its name in any language that we speak, or its code.

    A code may name a place, for dates and numbers: `en-GB`. Raises LanguageUnknown.
    """
    from babel import Locale, UnknownLocaleError

    said = (tidy(text, LIMIT) or "").casefold()
    said = _SPELLED.get(said, said)
    for locale in languages():
        meant = Locale.parse(locale)
        names = {
            name
            for reader in (*languages(), reader_locale())
            for name in (meant.get_display_name(reader), meant.get_language_name(reader))
        }
        if fold(said) in {fold(name) for name in names if name}:
            return locale
    try:
        code = str(Locale.parse(said.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        raise LanguageUnknown(text) from None
    if speaks(code):
        return code
    raise LanguageUnknown(text)


def speaks(locale: str) -> bool:
    """Whether Parley can be read in the locale's language, wherever it is spoken."""
    return locale.partition("_")[0] in {each.partition("_")[0] for each in languages()}


def choices() -> Part:
    """A button for each language."""
    return row(*(Button(language_name(locale), SetLanguage(locale)) for locale in languages()), columns=3)


def language_card() -> Card:
    """`/profile language`."""
    text = say("You read me in {language}.", language=Bold(language_read()))
    hint = say(
        "Or type {command}. With a place, such as {example}, dates and numbers are written as they are there.",
        command=Code(own_command("/profile language Deutsch")),
        example=Code(own_command("/profile language en-GB")),
    )
    return Card(label("Your language"), (Paragraph(text), choices(), Hint(hint)))


def language_set_card() -> Card:
    """The language has been set; it is the reader's already."""
    text = say("From now on I write to you in {language}.", language=Bold(language_read()))
    buttons = row(Button(label("My profile"), ShowProfile()), Button(label("Not right?"), AskLanguage()))
    return Card(label("Language set"), (Paragraph(text), buttons))
