"""Tells admins what was given up."""

from bot.actions.delivery import ShowFailed
from bot.labels import primary, row
from bot.sentences import label, say, say_many, series
from bot.typed.command_words import own as own_command
from bot.ui import Card, Code, Hint, Paragraph, Text
from core.errands import Errand
from core.usecases.failures import FailedPage


def undeliverable_notice(page: FailedPage) -> Card:
    """Tells admins that something was given up."""
    names = series(list(dict.fromkeys(person.name for _, person in page.failed)))
    people = say("{people} and others", people=names) if page.more else names
    errands = sum(isinstance(each.item, Errand) for each, _ in page.failed)
    if not errands:
        title, text = label("Messages were not delivered"), _messages(page, people)
    elif errands == len(page.failed) and not page.more:
        title = label("Errands were not done")
        text = say_many(
            "{n} errand could not be done by another system, for {people}.",
            "{n} errands could not be done by another system, for {people}.",
            errands,
            people=people,
        )
    else:
        title = label("Messages and errands failed")
        text = say(
            "Messages could not be delivered and errands could not be done, for {people}.", people=people
        )
    how = say(
        "Or type {command}. I tell you at most once a day.", command=Code(own_command("/admin failed"))
    )
    return Card(title, (Paragraph(text), row(primary(label("Show them"), ShowFailed())), Hint(how)))


def _messages(page: FailedPage, people: Text) -> Text:
    if page.more:
        return say("Several messages could not be delivered, to {people}.", people=people)
    return say_many(
        "{n} message could not be delivered, to {people}.",
        "{n} messages could not be delivered, to {people}.",
        len(page.failed),
        people=people,
    )
