"""Refusals about what people set for themselves in words."""

from bot.actions.profile import ShowProfile
from bot.labels import row
from bot.profile.cards import zone_question
from bot.profile.languages import choices
from bot.sentences import label, say
from bot.typed.command_words import own_value
from bot.ui import Button, Code, Phrase
from core.errors.common import NotFound, Refusal
from core.errors.members import LanguageUnknown, QuietUnclear, ZoneMissing
from core.people import Person


def phrase(refusal: Refusal, reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case NotFound("zone"):
            return Phrase(
                label("Unknown time zone"),
                say(
                    "I do not know that zone. Try a city, such as {command}.",
                    command=Code("/timezone Berlin"),
                ),
            )
        case QuietUnclear(text):
            return Phrase(
                label("Which hours?"),
                say(
                    "“{text}” is not clear to me. Write {hours} or the like, or {off}.",
                    text=text,
                    hours=Code("22-7"),
                    off=Code(own_value("off")),
                ),
                (row(Button(label("My profile"), ShowProfile())),),
            )
        case LanguageUnknown(text):
            return Phrase(
                label("Which language?"),
                say("I do not speak “{text}”. I speak these:", text=text),
                (choices(),),
            )
        case ZoneMissing():
            return zone_question(reader)
    return None
