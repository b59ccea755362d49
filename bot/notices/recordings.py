"""What parties are told about recording their session."""

from bot.notices.moment import Moment
from bot.recordings.cards import news_card
from bot.ui import Card
from core.payloads import RecordingNews
from core.usecases.session_views import SessionView


def news(moment: Moment, view: SessionView) -> Card:
    """What is new."""
    return news_card(view, moment.notice.of(RecordingNews).news)
