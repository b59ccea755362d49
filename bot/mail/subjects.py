"""Subjects of mails: the titles of their cards, unless an operator has chosen others (EML-4)."""

from collections.abc import Mapping

from core.notices import Kind, kinds_that

TITLE = "{title}"
"""Stands for the title of the card, in the reader's language."""
MAILED = kinds_that(lambda told: told.mails)


def read_subjects(text: str) -> dict[Kind, str]:
    """Read `booked = See you soon: {title}; cancelled = Called off`; raises ValueError."""
    chosen: dict[Kind, str] = {}
    for part in filter(str.strip, text.split(";")):
        name, _, words = (piece.strip() for piece in part.partition("="))
        if name not in set(MAILED) or not words or any(each in words.replace(TITLE, "") for each in "{}\n"):
            raise ValueError(
                f"must be kinds of mail with their subjects, as in booked = See you soon: {TITLE}; with semicolons "
                f"between them. The kinds are {', '.join(sorted(MAILED))}"
            )
        chosen[Kind(name)] = words
    return chosen


def subject_of(kind: str, title: str, chosen: Mapping[Kind, str]) -> str:
    """The subject of a mail of this kind whose card has this title."""
    words = chosen[Kind(kind)] if kind in chosen else TITLE
    return words.replace(TITLE, title)
