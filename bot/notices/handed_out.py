"""What becomes of an answer that showed a code or an address, once that is of no use any more."""

from typing import Never

from bot.actions import Action
from bot.actions.accounts import GetLinkCode
from bot.actions.subscriptions import ShowSubscription
from bot.actions.workspaces import ShowWorkspaces
from bot.labels import row
from bot.notices.moment import Moment
from bot.sentences import Msg, label, msg, say
from bot.ui import Button, Card, Paragraph
from core.outbox import Untrue
from core.payloads import HandedOut, Settling
from core.usecases import notices

_BUTTONS: dict[str, tuple[Msg, Msg, Action]] = {
    "link": (msg("Link another account"), msg("Another code"), GetLinkCode()),
    "calendar": (msg("Sessions in your calendar"), msg("My calendar address"), ShowSubscription()),
    "workspace": (msg("Connect a workspace"), msg("Workspaces"), ShowWorkspaces()),
}
_OUTCOMES: dict[tuple[str, str], Msg] = {
    ("link", "replaced"): msg("A newer code replaces this one."),
    ("link", "used"): msg("This code was used."),
    ("link", "over"): msg("This code is good no more."),
    ("calendar", "replaced"): msg(
        "Another address replaces the one that stood here: a calendar that still reads by it gets nothing more."
    ),
    ("calendar", "over"): msg(
        "The address that stood here is closed: a calendar that reads by it gets nothing more."
    ),
    ("workspace", "used"): msg("The address that stood here was used."),
}


def answered(_: Moment) -> Never:
    """Only the answer could show it: it is not kept."""
    raise Untrue("the answer did not show it")


def settled(moment: Moment, how: Settling) -> Card:
    """Why it is of no use any more; raises Untrue where nobody remembers what it was."""
    own = None if how.notice is None else notices.by_id(moment.desk, how.notice)
    if own is None:
        raise Untrue("the message is forgotten")
    what = own.of(HandedOut).what
    title, again, action = _BUTTONS[what]
    ended = say(_OUTCOMES[what, how.handed])
    return Card(label(title), (Paragraph(ended), row(Button(label(again), action))))
