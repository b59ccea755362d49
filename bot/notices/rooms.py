"""What admins are told about meeting rooms."""

from bot.actions.delivery import ShowFailed
from bot.labels import ROOM_PROVIDERS, row
from bot.notices.moment import Moment
from bot.sentences import label, say, sentences
from bot.ui import Button, Card, Hint, Paragraph
from core.payloads import OfProvider


def late(moment: Moment) -> Card:
    """A provider has made no room in time."""
    channel = moment.notice.of(OfProvider).channel
    text = sentences(
        say(
            "{provider} has not made a meeting room within a minute. What waited for it takes place on Jitsi, "
            "and everybody has the link.",
            provider=ROOM_PROVIDERS.get(channel, channel),
        ),
        say("The log says which sessions these are."),
    )
    return Card(
        label("Meeting rooms came late"),
        (
            Paragraph(text),
            row(Button(label("What has failed"), ShowFailed())),
            Hint(say("I tell you at most once a day.")),
        ),
    )
