"""What people are told about meeting rooms."""

from bot.actions.delivery import ShowFailed
from bot.actions.sessions import ShowSession
from bot.labels import ROOM_PROVIDERS, row, when, who
from bot.notices.moment import Moment
from bot.sentences import label, msg, say, sentences
from bot.ui import Button, Card, Hint, Paragraph
from core.payloads import Elsewhere, OfProvider
from core.usecases.session_views import SessionView


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


def undone(moment: Moment, view: SessionView) -> Card:
    """What a party has changed at the provider of the room, and the rules forbid."""
    told = moment.notice.of(Elsewhere)
    text = say(
        _UNDONE[told.moved, told.by == view.reader.id],
        who=who(view.other),
        provider=ROOM_PROVIDERS.get(told.channel, told.channel),
    )
    stays = say(
        "The rules of the programme do not allow that now. It stays as it is: {when}. It has another link.",
        when=when(view.session.starts_at, view.reader),
    )
    return Card(
        label("Your session stays as it is"),
        (
            Paragraph(sentences(text, stays)),
            row(Button(label("Show the session"), ShowSession(view.session.id))),
            Hint(say("Move and cancel sessions here: /policies says until when that can be done.")),
        ),
    )


_UNDONE = {
    (True, True): msg("You moved your session with {who} in {provider}."),
    (True, False): msg("{who} moved your session in {provider}."),
    (False, True): msg("You cancelled your session with {who} in {provider}."),
    (False, False): msg("{who} cancelled your session in {provider}."),
}
