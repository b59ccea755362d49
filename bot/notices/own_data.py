"""Notices about one's own data, as cards."""

from bot.notices.moment import Moment
from bot.own_data.cards import leaving_card, waiting_card
from bot.ui import Card
from core.outbox import Untrue
from core.usecases.erasing import asking


def erasure(moment: Moment) -> Card:
    """How far it is; raises Untrue for whoever stays."""
    meaning = asking.meaning(moment.desk, moment.person)
    if meaning.erasure is None:
        raise Untrue("they stay")
    return waiting_card(meaning) if meaning.erasure.left_at is None else leaving_card()
