"""What parties are told about recording their session."""

from bot.notices.moment import Moment
from bot.recordings.cards import former_news_card, news_card
from bot.ui import Card, Text
from core.notices import Notice
from core.payloads import RecordingNews
from core.usecases import recording
from core.usecases.session_views import SessionView


def news(moment: Moment, view: SessionView) -> Card:
    """What is new."""
    return news_card(view, moment.notice.of(RecordingNews).news)


def as_it_is(moment: Moment, own: Notice, view: SessionView, then: SessionView, followed: Text) -> Card:
    """What becomes of a message about a recording: the session as it was `then`, and what can be done now."""
    return former_news_card(own.of(RecordingNews).news, then, recording.about(moment.desk, view), followed)
