"""What admins are told when the nightly check has found something."""

from collections.abc import Mapping

from bot.ui import Card, Code, Hint, Paragraph, words
from bot.views.common import several


def alarm_card(details: Mapping[str, str]) -> Card:
    """How many invariants are broken, with the first ones."""
    quoted = [details[place] for place in sorted(details) if place.isdigit()]
    return Card(
        "The nightly check has found something",
        (
            Paragraph(
                words(
                    f"{several(int(details['found']), 'fact')} in the database should not be there. For example:"
                )
            ),
            *(Paragraph(words(each)) for each in quoted),
            Hint(words("Nothing was changed. ", Code("parley check"), " lists all of them.")),
        ),
    )
