"""Notices about sessions by chat, as cards; what is told here is still true."""

from bot.chats import cards
from bot.chats.cards import Elsewhere
from bot.labels import when
from bot.notices.moment import Moment
from bot.sentences import say
from bot.ui import Card, Show, Text
from core.outbox import Untrue
from core.payloads import ChatLost, ChatText, ChatTurn
from core.usecases import chats
from core.usecases.session_views import SessionView


def text(moment: Moment, view: SessionView) -> Card:
    """What the other has written; raises Untrue where the reader has left."""
    written = chats.text_for(moment.desk, moment.notice, view)
    if written is None:
        raise Untrue("they have left the chat")
    elsewhere = elsewhere_than(moment, view)
    is_first = moment.notice.of(ChatText).is_first
    return cards.text_notice(view, written, elsewhere, is_first=is_first and view.may_join)


def turn(moment: Moment, view: SessionView) -> Card:
    """The other has left, or is back; raises Untrue where that has changed since."""
    left = moment.notice.of(ChatTurn).left
    if left is not chats.is_away(moment.desk, view):
        raise Untrue("that has changed since")
    return cards.turn_notice(view, left=left)


def lost(moment: Moment, view: SessionView) -> Card:
    """What they wrote has not arrived."""
    told = moment.notice.of(ChatLost)
    written = (when(told.written_at, view.reader, Show.TIME),)
    name = view.other.name
    why: Text = ()
    if told.is_unsure:
        why = say("Ask, or write it once more.")
    elif not view.other.reachable:
        why = say("{name}’s chat with me is closed.", name=name)
    elif chats.is_away(moment.desk, view):
        why = say("{name} has left the chat.", name=name)
    return cards.lost_notice(view, written, why, is_unsure=told.is_unsure)


def closed(moment: Moment, view: SessionView) -> Card:
    """It is over."""
    elsewhere = elsewhere_than(moment, view)
    return cards.closed_notice(view, elsewhere.view if elsewhere and elsewhere.is_chosen else None)


def elsewhere_than(moment: Moment, view: SessionView) -> Elsewhere | None:
    """Another chat to which what the reader writes goes at the moment, or would if they said so."""
    mine = [chat for chat in chats.near(moment.desk, moment.person).open if chat.is_mine]
    others = [chat for chat in mine if chat.view.session.id != view.session.id]
    if not others:
        return None
    meant = chats.target(mine)
    if meant is None:
        return Elsewhere(others[0].view, is_chosen=False)
    return Elsewhere(meant.view, is_chosen=True) if meant in others else None
