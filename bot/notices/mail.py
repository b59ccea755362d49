"""Notices about mail."""

from bot.actions.delivery import ShowFailed
from bot.actions.mail import EditMail, ShowMail, TryMail
from bot.labels import primary, row
from bot.notices.moment import Moment
from bot.sentences import label, say, sentences
from bot.ui import Bold, Button, Card, Code, Hint, Paragraph
from core.payloads import MailBroken, MailRefused


def refused(moment: Moment) -> Card:
    """Their address takes no mail."""
    told = moment.notice.of(MailRefused)
    if told.complained:
        text = sentences(
            say(
                "Mail of mine to {address} was marked as spam, so I send none there any more.",
                address=Bold(told.address),
            ),
            say("Everything is in this chat."),
        )
    else:
        text = sentences(
            say(
                "{address} takes no mail of mine, so I send none there any more.",
                address=Bold(told.address),
            ),
            say("Everything is in this chat. Is there another address?"),
        )
    said = (Hint(say("Its server said: {words}", words=Code(told.words))),) if told.words else ()
    buttons = row(primary(label("Another address"), EditMail()), Button(label("E-mail"), ShowMail()))
    return Card(label("I cannot mail you"), (Paragraph(text), *said, buttons))


def broken(moment: Moment) -> Card:
    """For admins: nothing can be mailed."""
    told = moment.notice.of(MailBroken)
    text = sentences(
        say("Nothing can be mailed until something is set up otherwise. Mails wait, and nothing is lost."),
        say("The chat goes on as usual."),
    )
    hint = Hint(say("For who runs me: {words}. I tell you at most once a day.", words=Code(told.words)))
    buttons = row(primary(label("Try it"), TryMail()), Button(label("Failed messages"), ShowFailed()))
    return Card(label("Mail does not work"), (Paragraph(text), hint, buttons))
