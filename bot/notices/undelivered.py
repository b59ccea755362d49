"""Tells admins what was given up."""

from bot.actions.delivery import ShowFailed
from bot.labels import primary, row, several
from bot.ui import Card, Code, Hint, Paragraph, words
from core.errands import Errand
from core.usecases.notices import FailedPage


def undeliverable_notice(page: FailedPage) -> Card:
    """Tells admins that something was given up."""
    names = list(dict.fromkeys(person.name for _, person in page.failed))
    people = ", ".join(names) + (" and others" if page.more else "")
    errands = sum(isinstance(each.item, Errand) for each, _ in page.failed)
    if not errands:
        title = "Messages were not delivered"
        count = "Several messages" if page.more else several(len(page.failed), "message")
        text = f"{count} could not be delivered, to {people}."
    elif errands == len(page.failed) and not page.more:
        title = "Errands were not done"
        text = f"{several(errands, 'errand')} could not be done by another system, for {people}."
    else:
        title = "Messages and errands failed"
        text = f"Messages could not be delivered and errands could not be done, for {people}."
    return Card(
        title,
        (
            Paragraph(words(text)),
            row(primary("Show them", ShowFailed())),
            Hint(words("Or type ", Code("/admin failed"), ". I tell you at most once a day.")),
        ),
    )
