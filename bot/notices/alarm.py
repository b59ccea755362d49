"""What admins are told when the nightly check has found something, or a delivery could not be handled."""

from collections.abc import Sequence

from bot.actions.delivery import ShowFailed
from bot.labels import primary, row
from bot.sentences import label, say, say_many
from bot.ui import Card, Code, Hint, Paragraph, words


def unhandled_card(delivery: int) -> Card:
    """That something somebody sent could not be handled."""
    return Card(
        label("Something somebody sent could not be handled"),
        (
            Paragraph(
                say(
                    "I tried several times and failed, or broke down over it. I have set it aside; what they send "
                    "after it is answered."
                )
            ),
            row(primary(label("Show them"), ShowFailed())),
            Hint(
                say(
                    "For who runs me: it is {row} in the database, for a week. I tell you at most once a day.",
                    row=Code(f"inbox.seq = {delivery}"),
                )
            ),
        ),
    )


def alarm_card(found: int, quoted: Sequence[str]) -> Card:
    """What is wrong with the programme as it is stored: how many invariants are broken, with the first ones."""
    return Card(
        label("The nightly check has found something"),
        (
            Paragraph(
                say_many(
                    "{n} fact in the database should not be there. For example:",
                    "{n} facts in the database should not be there. For example:",
                    found,
                )
            ),
            *(Paragraph(words(each)) for each in quoted),
            Hint(say("Nothing was changed. {command} lists all of them.", command=Code("parley check"))),
        ),
    )
