"""Mentors who are looked for in another chat than ours, to be introduced there."""

from dataclasses import dataclass

from bot.formats import plain
from bot.labels import price_text
from bot.language import reading_as
from bot.mentors import links
from bot.mentors.cards import introduction_card, standing
from bot.sentences import dotted, label, own
from bot.typed.searches import read_search
from bot.ui import Card, Label, words
from core.desk import Desk
from core.people import Address
from core.ports.store import Run
from core.usecases import members, picking


@dataclass(frozen=True, slots=True)
class Introduction:
    """A mentor to choose: `card` is what everybody in that chat reads, `about` only whoever chooses."""

    mentor: int
    name: Label
    about: Label
    card: Card


@dataclass(frozen=True, slots=True)
class Found:
    """A page of mentors; `door` labels the way to our chat, where that is what it takes first."""

    introductions: tuple[Introduction, ...] = ()
    more: bool = False
    door: Label | None = None


class Introductions:
    """Answers searches of members; whoever is none, or has none of us to link to, is only shown the way here."""

    def __init__(self, desk: Desk, run: Run) -> None:
        self._desk = desk
        self._run = run

    async def find(self, who: Address, locale: str, text: str, page: int) -> Found:
        """The mentors whom the search means, `page` by page; in the asker's language."""
        return await self._run(self._find, who, locale, text, page)

    def _find(self, who: Address, locale: str, text: str, page: int) -> Found:
        with self._desk.glance() as desk:
            person = members.find(desk, who)
            if person is None:
                with reading_as(locale):
                    return Found(door=label("Say hello to see the mentors"))
            found = picking.introduced(desk, read_search(text), page)
            with reading_as(person.locale):
                introductions = tuple(
                    Introduction(
                        mentor.id,
                        own(mentor.person.name),
                        plain(
                            dotted(
                                words(mentor.headline) if mentor.headline else (),
                                price_text(mentor.rate, mentor.currency),
                                *standing(mentor, rating),
                            )
                        ),
                        introduction_card(mentor, rating, link),
                    )
                    for mentor, rating in found.mentors
                    if (link := desk.telegram_link(f"{links.BEGINS}{mentor.id}"))
                )
                door = None if introductions or page else label("No mentor fits. Open our chat")
                return Found(introductions, found.more, door)
