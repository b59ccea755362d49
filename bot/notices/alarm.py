"""What admins are told when the nightly check has found something."""

from collections.abc import Sequence

from bot.labels import several
from bot.ui import Card, Code, Hint, Paragraph, words


def unhandled_card(delivery: int) -> Card:
    """That something somebody sent could not be handled."""
    return Card(
        "Something somebody sent could not be handled",
        (
            Paragraph(
                words(
                    "I tried several times and failed, or broke down over it. I have set it aside; what they send "
                    "after it is answered."
                )
            ),
            Hint(
                words(
                    "For who runs me: it is ",
                    Code(f"inbox.seq = {delivery}"),
                    " in the database, for a week. I tell you at most once a day.",
                )
            ),
        ),
    )


def alarm_card(found: int, quoted: Sequence[str]) -> Card:
    """What is wrong with the programme as it is stored: how many invariants are broken, with the first ones."""
    return Card(
        "The nightly check has found something",
        (
            Paragraph(words(f"{several(found, 'fact')} in the database should not be there. For example:")),
            *(Paragraph(words(each)) for each in quoted),
            Hint(words("Nothing was changed. ", Code("parley check"), " lists all of them.")),
        ),
    )
