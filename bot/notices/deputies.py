"""Names the admin who did for a party what a notice tells of."""

from dataclasses import replace

from bot.notices.moment import Moment
from bot.sentences import say
from bot.ui import Card, Hint
from core.usecases import members


def signed(moment: Moment, card: Card) -> Card:
    """The card, with who was at work where an admin acted for a party."""
    payload = moment.notice.payload
    if payload.deputy is None or payload.party is None:
        return card
    admin, party = (members.by_id(moment.desk, each) for each in (payload.deputy, payload.party))
    if admin is None or party is None:
        return card
    by = say("Done by support ({admin}) for {party}.", admin=admin.name, party=party.name)
    if party.id == moment.person.id:
        by = say("Done by support ({admin}) for you.", admin=admin.name)
    return replace(card, parts=(Hint(by), *card.parts))
