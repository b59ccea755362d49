"""Notices about admin channels, as cards."""

from bot.admin_channels.cards import closed_notice, opened_notice, workspace_closed_notice
from bot.notices.moment import Moment
from bot.ui import Card
from core.outbox import Untrue
from core.payloads import ChannelClosed, OfWorkspace


def opened(_moment: Moment) -> Card:
    """To all who read there: the chat has become an admin channel."""
    return opened_notice()


def closed(moment: Moment) -> Card:
    """To an admin: a channel was closed. Raises Untrue for somebody who is none any more."""
    if not moment.person.is_admin:
        raise Untrue("they are no admin any more")
    of = moment.notice.of(ChannelClosed)
    return closed_notice(of.platform, of.title)


def workspace_closed(moment: Moment) -> Card:
    """To an admin: a workspace has removed us. Raises Untrue for somebody who is none any more."""
    if not moment.person.is_admin:
        raise Untrue("they are no admin any more")
    return workspace_closed_notice(moment.notice.of(OfWorkspace).workspace)
