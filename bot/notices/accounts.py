"""Notices about the accounts of one person."""

from bot.accounts.cards import alone_card, lost_card
from bot.accounts.link_cards import joined_card, link_card, not_joined_card
from bot.labels import PLATFORMS
from bot.notices.moment import Moment
from bot.ui import Card
from core.errors.accounts import LinkOver
from core.errors.common import NotFound
from core.outbox import Untrue
from core.payloads import AccountsChanged, OfLink
from core.usecases.accounts import linking


def linking_asked(moment: Moment) -> Card:
    """To both sides: are both accounts theirs? Raises Untrue once that is decided."""
    try:
        return link_card(linking.look(moment.desk, moment.person, moment.notice.of(OfLink).link))
    except (NotFound, LinkOver) as over:
        raise Untrue("it is decided, or the time for it is over") from over


def linking_as_it_is(moment: Moment, link: int) -> Card:
    """What becomes of the question; raises Untrue for who is not asked any more."""
    try:
        return link_card(linking.look(moment.desk, moment.person, link))
    except LinkOver as over:
        return joined_card(moment.person) if over.joined else not_joined_card()
    except NotFound as gone:
        raise Untrue("it is not theirs any more") from gone


def changed(moment: Moment) -> Card:
    """Their accounts are others than before."""
    change = moment.notice.of(AccountsChanged)
    match change.how:
        case "joined":
            return joined_card(moment.person)
        case "lost":
            return lost_card(PLATFORMS.get(change.platform, change.platform))
        case "apart":
            return alone_card()
