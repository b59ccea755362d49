"""What people read about the address for their calendar."""

from urllib.parse import quote, urlencode

from bot.actions.councils.looking import ShowCouncil
from bot.actions.profile import ShowProfile
from bot.actions.sessions import ShowSession, ShowSessions
from bot.actions.subscriptions import CloseSubscription, OpenSubscription
from bot.labels import primary, row
from bot.sentences import label, say, sentences
from bot.ui import Button, Card, Copyable, Hint, Link, Paragraph, Row
from core.subscriptions import Subscription

PATH = "/calendar/{token}.ics"
_GOOGLE = "https://calendar.google.com/calendar/r"
_OUTLOOK = "https://outlook.office.com/calendar/0/addfromweb"


def what_for_card() -> Card:
    """There is no address yet."""
    text = sentences(
        say("I can give you an address at which your calendar reads your sessions and councils by itself."),
        say("Moves and cancellations follow, as often as your calendar looks."),
    )
    return Card(
        label("Sessions in your calendar"),
        (
            Paragraph(text),
            row(
                primary(label("Give me an address"), OpenSubscription()),
                Button(label("My profile"), ShowProfile()),
            ),
        ),
    )


def subscription_card(subscription: Subscription, public_url: str) -> Card:
    """The address, and what to do with it."""
    url = f"{public_url}{PATH.format(token=subscription.token)}"
    web = f"webcal://{url.partition('://')[2]}"
    name = label("Mentor sessions")
    return Card(
        label("Sessions in your calendar"),
        (
            Paragraph(say("Subscribe to this address in your calendar:")),
            Copyable(url, label("Copy the address")),
            Row(
                (
                    Link(label("Open in Google Calendar"), f"{_GOOGLE}?cid={quote(web, safe='')}"),
                    Link(label("Open in Outlook"), f"{_OUTLOOK}?{urlencode({'url': url, 'name': name})}"),
                    Button(label("Another address"), OpenSubscription()),
                    Button(label("Close it"), CloseSubscription()),
                )
            ),
            Hint(
                sentences(
                    say("Whoever knows it reads when and with whom you meet, so keep it to yourself."),
                    say("Another address closes this one."),
                    say("Google looks a few times a day, others every hour or so."),
                )
            ),
        ),
    )


def closed_card(*, was_open: bool) -> Card:
    """Nobody reads by it any more."""
    text = (
        say("Your calendar gets nothing from me any more. You can delete the subscription there.")
        if was_open
        else say("There is no address by which a calendar could read your sessions.")
    )
    buttons = row(
        Button(label("Give me an address"), OpenSubscription()), Button(label("My profile"), ShowProfile())
    )
    return Card(label("Address closed"), (Paragraph(text), buttons))


def file_card(shows: ShowSession | ShowCouncil) -> Card:
    """The file follows."""
    text = sentences(
        say("The file follows, in our chat. Open it, and your calendar adds the entry."),
        say("It does not follow when the time changes; then ask for it again."),
    )
    name = label("Show the session") if isinstance(shows, ShowSession) else label("Show the council")
    return Card(label("Calendar file"), (Paragraph(text), row(Button(name, shows))))


def no_address_card() -> Card:
    """The installation cannot be reached from outside."""
    text = sentences(
        say("Calendars cannot reach me here, so there is no address to subscribe to."),
        say("Each confirmed session has buttons that put it into Google Calendar or Outlook."),
    )
    buttons = row(Button(label("My sessions"), ShowSessions()), Button(label("My profile"), ShowProfile()))
    return Card(label("Sessions in your calendar"), (Paragraph(text), buttons))
