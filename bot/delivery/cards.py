"""What failed, as admins see it: messages, errands, deliveries that were set aside, lost calendars."""

from bot.actions.delivery import (
    DismissDelivery,
    DismissNotice,
    RetryCalendar,
    RetryDelivery,
    RetryNotice,
    ShowFailed,
)
from bot.calendars.refusals import TROUBLES
from bot.labels import row, when, who
from bot.notices.rows import SHOWN
from bot.payments.cards import failed_refund_parts
from bot.provider_events import PAYMENTS, RECORDINGS, ROOMS, teller_of
from bot.sentences import label, lines, msg, own, say, say_many
from bot.ui import Bold, Button, Card, Code, Hint, Label, Paragraph, Part, Row, Show, Text
from core.errands import Errand, Task
from core.notices import Notice
from core.usecases.failures import FailedPage

TASKS = {
    Task.MAKE_ROOM: msg("The meeting room of a session"),
    Task.CLOSE_ROOM: msg("Closing a meeting room"),
    Task.END_ROOM: msg("Ending a meeting whose time is over"),
    Task.MOVE_ROOM: msg("Another time for a meeting room"),
    Task.START_RECORDING: msg("The beginning of a recording"),
    Task.STOP_RECORDING: msg("The end of a recording"),
    Task.DELETE_RECORDING: msg("Deleting a recording"),
    Task.EXPORT: msg("A file with sessions"),
    Task.SHOW_FILE: msg("A file of a dispute"),
    Task.DISCONNECT: msg("Being removed from a Slack workspace"),
    Task.CALENDAR_FILE: msg("A file for a calendar"),
    Task.OWN_DATA: msg("A file with somebody's own data"),
    Task.OPEN_LINK: msg("A link to pay by"),
    Task.CLOSE_LINK: msg("Closing a link to pay by"),
    Task.LOOK: msg("Asking whether somebody has paid"),
    Task.REFUND: msg("A refund"),
    Task.JOB: msg("Long work on many sessions"),
    Task.MAIL: msg("An e-mail"),
}
_TELLERS = {
    PAYMENTS: (msg("{when} · a payment provider"), msg("What it tells of a payment")),
    RECORDINGS: (msg("{when} · a provider of rooms"), msg("What it tells of a recording")),
    ROOMS: (msg("{when} · a provider of rooms"), msg("What it tells of a session")),
}
"""Who tells what no person sent, and of what."""
_STATES = {
    (Notice, "dead"): msg("not delivered"),
    (Notice, "unsure"): msg("perhaps delivered"),
    (Errand, "dead"): msg("not done"),
    (Errand, "unsure"): msg("perhaps done"),
}


def failed_card(page: FailedPage, done: Text = ()) -> Card:
    """`/admin failed`: what was given up, each with what can be done about it."""
    parts: list[Part] = [Paragraph(done)] if done else []
    if not page.failed and not page.stuck.anything:
        parts.append(Paragraph(say("Nothing is left to deal with.")))
    for failed, person in page.failed:
        item = failed.item
        is_late = item.expires_at is not None and page.now >= item.expires_at
        about = say(
            "{what}: {state} ({reason})",
            what=Bold(_named(item)),
            state=label(_STATES[type(item), failed.state]),
            reason=Code(failed.reason),
        )
        if failed.mailed:
            about = say("{failure}. It went by e-mail instead", failure=about)
        first = say("{when} · {who}", when=when(failed.ended_at, page.reader, Show.SHORT), who=who(person))
        again = label("Try again") if isinstance(item, Errand) else label("Send again")
        parts += [
            Paragraph(lines(first, say("{failure}; too late now", failure=about) if is_late else about)),
            row(
                *(() if is_late else (Button(again, RetryNotice(item.id)),)),
                Button(label("Put aside"), DismissNotice(item.id)),
            ),
        ]
    parts += _stuck(page)
    turns = [Button(label("‹ Back"), ShowFailed(page.page - 1))] if page.page else []
    turns += [Button(label("More ›"), ShowFailed(page.page + 1))] if page.more else []
    if turns:
        parts.append(Row(tuple(turns)))
    if any(failed.state == "unsure" for failed, _ in page.failed):
        parts.append(Hint(say("“Perhaps delivered”: the connection broke, and the chat cannot be asked.")))
    return Card(label("Failed messages"), tuple(parts))


def _stuck(page: FailedPage) -> list[Part]:
    parts: list[Part] = []
    for delivery, sender in page.stuck.deliveries:
        at = when(delivery.received_at, page.reader, Show.SHORT)
        teller = teller_of(delivery.lane)
        if teller is not None:
            first = say(_TELLERS[teller][0], when=at)
        elif sender is None:
            first = say("{when} · somebody unknown", when=at)
        else:
            first = say("{when} · {who}", when=at, who=who(sender))
        about = say_many(
            "{what}: I tried {n} time and failed, or broke down over it.",
            "{what}: I tried {n} times and failed, or broke down over it.",
            delivery.attempts - 1,
            what=Bold(label(_TELLERS[teller][1]) if teller else label("Something they sent")),
        )
        parts += [
            Paragraph(lines(first, about)),
            row(
                Button(label("Handle again"), RetryDelivery(delivery.seq)),
                Button(label("Put aside"), DismissDelivery(delivery.seq)),
            ),
        ]
    for link, mentor in page.stuck.calendars:
        since = when(link.failing_since or link.refreshed_at, page.reader, Show.SHORT)
        first = say("Since {when} · {who}", when=since, who=who(mentor))
        reason = say("unknown reason") if link.trouble is None else say(TROUBLES[link.trouble])
        about = say(
            "{what}: {reason}", what=Bold(label("The calendar at {host}", host=link.host)), reason=reason
        )
        parts += [Paragraph(lines(first, about)), row(Button(label("Read again"), RetryCalendar(link.id)))]
    for refund in page.stuck.refunds:
        parts += failed_refund_parts(refund)
    if page.stuck.more:
        parts.append(Hint(say("There is more of this. It is shown once these are dealt with.")))
    return parts


def handled_again_card(page: FailedPage) -> Card:
    """What is left once a delivery is being handled again."""
    return failed_card(page, say("It is being handled again; its sender gets the answer."))


def read_again_card(page: FailedPage) -> Card:
    """What is left once a calendar is being read; it stays there until that has worked."""
    return failed_card(page, say("It is being read again. It stays in this list until that works."))


def retried_card(page: FailedPage) -> Card:
    """What is left once something is being sent again."""
    return failed_card(page, say("It is being sent again."))


def refund_retried_card(page: FailedPage) -> Card:
    """What is left once a refund is being tried again."""
    return failed_card(
        page, say("The provider is asked again. Should it fail once more, it comes back here.")
    )


def refund_settled_card(page: FailedPage) -> Card:
    """What is left once a refund was settled by hand."""
    return failed_card(page, say("It is noted as settled, and the mentee is told."))


def dismissed_card(page: FailedPage) -> Card:
    """What is left once something was dismissed."""
    return failed_card(page, say("It is put aside."))


def _named(item: Notice | Errand) -> Label:
    if isinstance(item, Errand):
        return label(TASKS[item.kind])
    name = SHOWN[item.kind].name
    return own(item.kind.value) if name is None else label(name)
